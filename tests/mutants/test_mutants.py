"""A rule bent by a little is another rule: the rule's own cases must notice, and say which case is missing where they do not."""

from pathlib import Path

import pytest
from sqlglot import parse_one

from titcheck.mutants import prove
from titcheck.mutants.bend import bends
from titcheck.rulebook import BOOKS, Rule, Rulebook, load

BOTH = [load(book=book) for book in BOOKS]
EVERY = 30
"""One mutant in so many is tried here; all of them by `titcheck rules test --mutants`, which takes many minutes."""


def bent(sql: str) -> set[str]:
    return {bend.tree.sql(dialect="duckdb") for bend in bends(parse_one(sql, dialect="duckdb"))}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("a < b", {"a <= b"}),
        ("a >= b", {"a > b"}),
        ("a = b", {"a <> b"}),
        ("a IS NOT DISTINCT FROM b", {"a = b"}),
        ("a < 5", {"a <= 5", "a < 6", "a < 4"}),
        ("a = 'x'", {"a <> 'x'"}),
        ("a BETWEEN b AND c", {"(a > b AND a <= c)", "(a >= b AND a < c)"}),
        ("a AND b AND c", {"b AND c", "a AND c", "a AND b"}),
        ("a OR b", {"a", "b"}),
        ("NOT a", {"a"}),
        ("a IS NOT FALSE", {"a"}),
        ("a IN ('x', 'y')", {"a IN ('x')", "a IN ('y')"}),
        ("COALESCE(a, b)", {"a"}),
        ("CASE WHEN a THEN b ELSE c END", {"c", "CASE WHEN a THEN b END"}),
        ("CAST(a AS DECIMAL(18, 3))", set()),
        (
            "CAST('2024-11-01' AS DATE) > a",
            {"CAST('2024-11-02' AS DATE) > a", "CAST('2024-10-31' AS DATE) > a", "CAST('2024-11-01' AS DATE) >= a"},
        ),
    ],
)
def test_an_expression_is_bent_in_every_place(sql: str, expected: set[str]) -> None:
    assert bent(sql) == expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT a FROM t LEFT JOIN u USING (b)", {"SELECT a FROM t JOIN u USING (b)"}),
        ("SELECT a FROM t JOIN u USING (b)", {"SELECT a FROM t LEFT JOIN u USING (b)"}),
        ("SELECT a FROM t CROSS JOIN u", set()),
        ("SELECT a FROM t WHERE b", {"SELECT a FROM t"}),
        ("SELECT a FROM t GROUP BY a HAVING b", {"SELECT a FROM t GROUP BY a"}),
        ("SELECT SUM(a) FILTER(WHERE b) FROM t", {"SELECT SUM(a) FROM t"}),
        ("SELECT a FROM t UNION ALL SELECT a FROM u", {"SELECT a FROM t", "SELECT a FROM u"}),
        ("SELECT [a, 1] AS source, [1] AS plan_source FROM t", set()),
    ],
)
def test_a_query_is_bent_in_its_joins_and_clauses_but_not_in_where_its_rows_come_from(
    sql: str, expected: set[str]
) -> None:
    assert bent(sql) == expected


def test_a_query_with_a_name_of_its_own_keeps_it_when_a_branch_is_dropped() -> None:
    sql = "WITH t AS (SELECT 1 AS a) SELECT a FROM t UNION ALL SELECT a FROM t"

    assert "WITH t AS (SELECT 1 AS a) SELECT a FROM t" in bent(sql)


RULE = """
id: {id}
title: {{en: A plan lasts no longer than a year, ja: 計画の期間は1年以内とすること}}
force: must
sees: {{extent: full}}
basis:
  - law: {{en: Technical Intern Training Act, ja: 技能実習法}}
    article: {{en: Art. 9(iii), ja: 第9条第3号}}
    mark: VERIFIED-LAW
effective: {{from: 2017-11-01}}
parameters:
  most_days: {{what: {{en: days, ja: 日数}}, unit: days, values: {{2017-11-01: 365}}}}
books: {{needs: [plans]}}
subject: [plan_no]
subjects: SELECT source, plan_no, starts_on, ends_on FROM plans
dated: starts_on
requires: ends_on - starts_on < most_days
message: {{en: "{{plan_no}}", ja: "{{plan_no}}"}}
remedy: {{en: Shorten it., ja: 短縮してください。}}
cases:
  - name: the last day of the year
    given: {{plans: [{{plan_no: P-1, starts_on: 2017-11-01, ends_on: 2018-10-31}}]}}
    met: 1
  - name: the law was not yet in force
    given: {{plans: [{{plan_no: P-1, starts_on: 2017-10-31, ends_on: 2018-11-30}}]}}
{more}
"""
BEYOND = """
  - name: a day beyond it
    given: {plans: [{plan_no: P-1, starts_on: 2017-11-01, ends_on: 2018-11-01}]}
    violated: [{}]
"""


def written(folder: Path, more: str) -> Rulebook:
    (folder / "one-year.yaml").write_text(RULE.format(id="one-year", more=more), "utf-8")
    return load(folder)


def test_cases_on_both_sides_of_the_limit_leave_no_survivor(tmp_path: Path) -> None:
    rulebook = written(tmp_path, BEYOND)
    proof = prove(rulebook, rulebook.rules["one-year"])

    assert proof.mutants == 6
    assert proof.survivors == ()
    assert proof.stale == ()


def test_a_survivor_names_the_case_that_is_missing(tmp_path: Path) -> None:
    rulebook = written(tmp_path, "")
    survivors = {mutant.name: mutant.wanted.en for mutant in prove(rulebook, rulebook.rules["one-year"]).survivors}

    assert survivors == {
        "requires: ends_on - starts_on < most_days -> ends_on - starts_on <= most_days": (
            "a case where ends_on - starts_on equals most_days"
        ),
        "parameters.most_days: 2017-11-01: 365 -> 2017-11-01: 366": "a case exactly at 365",
    }


def test_an_equivalent_is_no_survivor_and_one_that_a_case_notices_is_stale(tmp_path: Path) -> None:
    survivor = "requires: ends_on - starts_on < most_days -> ends_on - starts_on <= most_days"
    equivalents = f"equivalents:\n  - mutant: '{survivor}'\n    because: to try it\n"
    rulebook = written(tmp_path, equivalents)
    proof = prove(rulebook, rulebook.rules["one-year"])
    assert (len(proof.survivors), proof.equivalent, proof.stale) == (1, 1, ())

    rulebook = written(tmp_path, BEYOND + equivalents)
    assert prove(rulebook, rulebook.rules["one-year"]).stale == (survivor,)


@pytest.mark.parametrize(
    ("rulebook", "rule"),
    [pytest.param(book, rule, id=f"{book.folder.name}/{rule.id}") for book in BOTH for rule in book.rules.values()],
)
def test_no_mutant_of_a_published_rule_survives_its_cases(rulebook: Rulebook, rule: Rule) -> None:
    proof = prove(rulebook, rule, EVERY)

    assert [mutant.name for mutant in proof.survivors] == []
    assert proof.stale == ()
