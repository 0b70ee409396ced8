"""A mistake in a rule file is refused when it is loaded: where, what, and what would be right."""

from pathlib import Path

import pytest

from titcheck.rulebook import load

RULE = """\
id: pay-known
title: {en: The pay is known, ja: 賃金の記載}
force: must
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: Art. 9(ix), ja: 第9条第9号}
    mark: VERIFIED-LAW
effective: {from: 2017-11-01}

parameters:
  least_pay: {what: {en: least pay, ja: 最低額}, unit: yen, values: {2017-11-01: 1, 2020-04-01: 2}}
books: {needs: [plans], uses: [trainees]}
subject: [trainee_no, plan_no]
owed_by: io_no

subjects: |
  WITH payroll AS (
    SELECT source, plan_no, trainee_no, io_no, applied_on, base_pay
    FROM plans
  )
  SELECT source, plan_no, trainee_no, io_no, applied_on, base_pay
  FROM payroll
dated: applied_on
requires: base_pay >= least_pay

message:
  en: "Plan {plan_no} pays {base_pay:,}."
  ja: "計画{plan_no}の報酬は{base_pay:,}円です。"
remedy: {en: Write it down., ja: 記載してください。}

background:
  plans: {plan_no: 認2504000001, trainee_no: T-001, io_no: IO-1, applied_on: 2025-04-01, base_pay: 1}

cases:
  - name: known
    given: {plans: [{}]}
    met: 1
"""
LAST = "  )\n  SELECT source, plan_no, trainee_no, io_no, applied_on, base_pay\n"

MISTAKES = {
    "a misspelt column": ("base_pay\n    FROM", "bas_pay\n    FROM", 19, "no column `bas_pay`; did you mean `base_pay`?"),
    "a misspelt table": ("FROM plans", "FROM plan", 20, "no table or view `plan`; did you mean `plans`?"),
    "an unknown key": ("remedy:", "remedi:", 30, "unknown key `remedi`; did you mean `remedy`?"),
    "an unknown key inside": ("extent: full", "extend: full", 4, "unknown key `sees.extend`; did you mean `extent`?"),
    "a missing key": ("dated: applied_on\n", "", 1, "key `dated` is missing"),
    "a duplicate key": ("owed_by: io_no\n", "owed_by: io_no\nforce: must\n", 16, "key `force` stands twice"),
    "an id that is not the file's name": ("id: pay-known", "id: pay-knwon", 1, "write `pay-known`"),
    "an unquoted 001": ("base_pay: 1}", "base_pay: 001}", 33, '`001` may be read as something else: quote it, "001"'),
    "an unquoted no": ("base_pay: 1}", "base_pay: no}", 33, '`no` may be read as something else: quote it, "no"'),
    "an unquoted time": ("base_pay: 1}", "base_pay: 8:30}", 33, '`8:30` may be read as something else: quote it, "8:30"'),
    "an anchor": ("{plans: [{}]}", "{plans: [&a {}, *a]}", 37, "anchors and aliases are not used"),
    "a key that is a list": ("    met: 1", "    [met]: 1", 38, "a key must be a plain word"),
    "not YAML at all": ("force: must", "force: [must", 4, "not YAML"),
    "a placeholder that is not selected": ("en: \"Plan {plan_no}", "en: \"Plan {plan_np}", 28, "`plan_np`; did you mean `plan_no`?"),
    "a placeholder that is no name": ("pays {base_pay:,}", "pays {base_pay.real}", 28, "selects no `base_pay.real`"),
    "a placeholder of unknown form": ("pays {base_pay:,}", "pays {base_pay:>99}", 28, "a placeholder takes nothing, `,` or `hours`"),
    "a subject that is not selected": ("subject: [trainee_no", "subject: [trainee", 14, "selects no `trainee`; did you mean `trainee_no`?"),
    "an organisation that is not selected": ("owed_by: io_no", "owed_by: so_no", 15, "selects no `so_no`; did you mean `io_no`?"),
    "a parameter history with a gap": ("{2017-11-01: 1,", "{2018-11-01: 1,", 12, "no value from 2017-11-01 to 2018-11-01"),
    "a parameter without a value": ("{2017-11-01: 1, 2020-04-01: 2}", "{}", 12, "no value"),
    "a parameter named as a fact": (LAST, LAST.replace("base_pay", "base_pay, base_pay AS least_pay"), 12, "`least_pay` is a fact and a parameter"),
    "a table that books do not name": ("needs: [plans]", "needs: [shifts]", 13, "subjects reaches `plans`, which books does not name"),
    "a book that is no table": ("uses: [trainees]", "uses: [trainee]", 13, "no table `trainee`; did you mean `trainees`?"),
    "a mark that may not be cited": ("VERIFIED-LAW", "RECALLED", 8, "VERIFIED-LAW"),
    "a must that rests on practice": ("VERIFIED-LAW", "VERIFIED-S", 5, "a must rests on statute or ordinance"),
    "an unknown force": ("force: must", "force: musst", 3, "'must'"),
    "a partial view that does not say of what": ("extent: full", "extent: partial", 4, "say in `but`"),
    "a title in one language": (", ja: 賃金の記載}", "}", 2, "key `title.ja` is missing"),
    "a case with an unknown column": ("{plans: [{}]}", "{plans: [{bas_pay: 1}]}", 37, "did you mean `base_pay`?"),
    "a case with an unknown table": ("{plans: [{}]}", "{plan: [{}]}", 37, "`plan` is not among what the rule reads; did you mean `plans`?"),
    "a case without something unknown": ("    met: 1", "    without: [plans.bas_pay]", 38, "no `plans.bas_pay` in the rule's books"),
    "a case that expects what is not selected": ("    met: 1", "    violated: [{plan: x}]", 38, "selects no `plan`; did you mean `plan_no`?"),
    "two cases of one name": ("    met: 1", "    met: 1\n  - {name: known, given: {}}", 39, "a case of this name stands already"),
    "a second statement": ("  FROM payroll", "  FROM payroll; DROP TABLE plans", 18, "subjects must be one SELECT, not 2 statements"),
    "a file read as a table function": ("FROM plans", "FROM read_csv('x.csv')", 20, "function `read_csv` is not allowed"),
    "a file read as a table": ("FROM plans", "FROM 'x.csv'", 20, "no table or view `x.csv`"),
    "another schema": ("FROM plans", "FROM information_schema.tables", 20, "no table or view `tables`"),
    "an INSERT in a WITH": ("FROM plans\n", "FROM plans\n  ), w AS (INSERT INTO plans DEFAULT VALUES RETURNING *\n", 18, "insert"),
    "a CREATE": ("  WITH payroll AS (", "  CREATE TABLE x AS WITH payroll AS (", 18, "subjects must be a SELECT"),
    "an ATTACH": ("requires: base_pay >= least_pay", "requires: base_pay >= (ATTACH 'x')", 25, "SQL"),
    "a clock": ("applied_on, base_pay\n    FROM", "today() AS applied_on, base_pay\n    FROM", 19, "is not allowed"),
    "another clock": ("applied_on, base_pay\n    FROM", "now() AS applied_on, base_pay\n    FROM", 19, "is not allowed"),
    "a clock without brackets": ("applied_on, base_pay\n    FROM", "current_date AS applied_on, base_pay\n    FROM", 19, "is not allowed"),
    "chance": ("applied_on, base_pay\n    FROM", "applied_on, random() AS base_pay\n    FROM", 19, "is not allowed"),
    "a setting": ("applied_on, base_pay\n    FROM", "applied_on, current_setting('x') AS base_pay\n    FROM", 19, "`current_setting` is not allowed"),
    "an environment variable": ("applied_on, base_pay\n    FROM", "applied_on, getenv('HOME') AS base_pay\n    FROM", 19, "`getenv` is not allowed"),
    "a query in a text": ("FROM plans", "FROM query('SELECT 1')", 20, "function `query` is not allowed"),
    "a prepared parameter": ("FROM plans", "FROM plans WHERE base_pay > $1", 18, "a rule only reads"),
    "a month by INTERVAL": ("FROM plans", "FROM plans WHERE applied_on + INTERVAL 1 MONTH > as_of", 20, "use months_after or years_after"),
    "a year by INTERVAL": ("FROM plans", "FROM plans WHERE applied_on + INTERVAL '1' YEAR > as_of", 20, "use months_after or years_after"),
    "a month in a text": ("FROM plans", "FROM plans WHERE applied_on + INTERVAL '1 month' > as_of", 20, "use months_after or years_after"),
    "a month by a cast": ("FROM plans", "FROM plans WHERE applied_on + CAST('1 month' AS INTERVAL) > as_of", 20, "use months_after or years_after"),
    "a month by a function": ("FROM plans", "FROM plans WHERE applied_on + to_months(1) > as_of", 20, "`to_months` is not allowed"),
    "a misspelt word of the vocabulary": ("FROM plans", "FROM plans WHERE year_after(applied_on, 1) > as_of", 20, "did you mean `years_after`?"),
    "a star in the last SELECT": (LAST, "  )\n  SELECT *\n", 18, "names every column it gives, without a star"),
    "a nameless column in the last SELECT": (LAST, LAST.replace("base_pay", "base_pay + 1"), 18, "names every column it gives"),
    "no source": (LAST, LAST.replace("source, ", ""), 17, "subjects must give `source`"),
    "broken SQL": ("FROM plans", "FRM plans", 20, "not SQL"),
    "two expressions": ("requires: base_pay >= least_pay", "requires: base_pay, io_no", 25, "requires must be one expression"),
    "a SELECT in requires": ("requires: base_pay >= least_pay", "requires: (SELECT TRUE FROM plans)", 25, "put the SELECT into subjects"),
    "a fact that requires misspells": ("requires: base_pay", "requires: bas_pay", 25, "no column `bas_pay`; did you mean `base_pay`?"),
    "a fact that dated misspells": ("dated: applied_on", "dated: aplied_on", 24, "did you mean `applied_on`?"),
    "given of a column nobody declares": ("FROM plans", "FROM plans WHERE given('plans', 'bas_pay')", 20, "given('table', 'column')"),
    "given of a table that books do not name": ("FROM plans", "FROM plans WHERE given('shifts')", 20, "given('table')"),
}  # fmt: skip


def test_the_rule_that_the_mistakes_are_made_in_has_none(tmp_path: Path) -> None:
    (tmp_path / "pay-known.yaml").write_text(RULE, "utf-8")
    rulebook = load(tmp_path)
    assert ([str(error) for error in rulebook.broken], list(rulebook.rules)) == ([], ["pay-known"])


@pytest.mark.parametrize(("right", "wrong", "line", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_with_its_line_and_the_other_rules_stay(
    tmp_path: Path, right: str, wrong: str, line: int, said: str
) -> None:
    assert right in RULE
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pay-known.yaml").write_text(RULE.replace(right, wrong, 1), "utf-8")
    (tmp_path / "a" / "pay-sound.yaml").write_text(RULE.replace("id: pay-known", "id: pay-sound"), "utf-8")
    rulebook = load(tmp_path)
    (error,) = rulebook.broken
    assert (error.path.name, error.line) == ("pay-known.yaml", line), str(error)
    assert said in error.problem.en
    assert error.problem.ja
    assert list(rulebook.rules) == ["pay-sound"]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pay-known.yaml").write_bytes(RULE.encode("cp932"))
    (error,) = load(tmp_path).broken
    assert "not YAML in UTF-8" in error.problem.en


def test_an_id_may_stand_only_once(tmp_path: Path) -> None:
    for theme in ("a", "b"):
        (tmp_path / theme).mkdir()
        (tmp_path / theme / "pay-known.yaml").write_text(RULE, "utf-8")
    rulebook = load(tmp_path)
    assert ["stands in" in error.problem.en for error in rulebook.broken] == [True]
    assert list(rulebook.rules) == ["pay-known"]
