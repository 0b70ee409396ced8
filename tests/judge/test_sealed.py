"""A rule file may come from elsewhere: the store is sealed, a rule has limits, and what breaks them is no finding."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from books import write_book
from checked import check

from titcheck.errors import RuleError
from titcheck.findings import Status
from titcheck.judge import Court, limited
from titcheck.rulebook import Rulebook, load, published
from titcheck.store import Store

PLAN = {
    "plan_no": "認2504000001",
    "trainee_no": "T-1",
    "io_no": "IO-1",
    "starts_on": "2025-06-01",
    "passport_kept": "×",
}
LONG = "SELECT count(*) FROM range(1000000000) AS a(x), range(1000000000) AS b(y) WHERE (x * y) % 7 = 3"


@pytest.fixture(name="store")
def sealed() -> Iterator[Store]:
    store = Store()
    store.settle()
    yield store
    store.close()


@pytest.fixture(name="rulebook")
def passport_alone(tmp_path: Path) -> Rulebook:
    return load(rules(tmp_path))


def rules(tmp_path: Path, name: str = "passport-kept", old: str = "", new: str = "") -> Path:
    """A folder with the published rule on passports, under another name and changed where that is asked."""
    text = (published() / "protection" / "passport-kept.yaml").read_text("utf-8")
    assert old in text
    head, cases, _ = text.partition("\ncases:")
    path = tmp_path / "rules" / "mine" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = head.replace("id: passport-kept", f"id: {name}").replace(old, new) + cases + " []\n"
    path.write_text(text, "utf-8")
    return tmp_path / "rules"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('{folder}/*')",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET memory_limit = '1TB'",
        "SET temp_directory = '{folder}'",
        "RESET threads",
        "SELECT * FROM local_variable",
    ],
)
def test_a_settled_store_reaches_nothing_outside_and_changes_no_setting(store: Store, tmp_path: Path, sql: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n", "utf-8")
    local_variable = {"a": [1]}
    with pytest.raises(duckdb.Error):
        store.con.execute(sql.format(file=file, folder=tmp_path)).fetchall()
    assert (sorted(tmp_path.iterdir()), local_variable) == ([file], {"a": [1]})


def test_a_settled_store_still_spills_and_reckons(store: Store) -> None:
    assert store.con.execute("SELECT years_after(DATE '2020-02-29', 5)").fetchone() == (date(2025, 3, 1),)


def test_a_rule_that_runs_too_long_is_interrupted(store: Store, rulebook: Rulebook) -> None:
    (rule,) = rulebook.rules.values()
    begun = time.monotonic()
    with pytest.raises(RuleError, match="took longer than"), limited(store.con, rule, seconds=0.2):
        store.con.execute(LONG).fetchall()
    assert time.monotonic() - begun < 20
    assert store.con.execute("SELECT 1").fetchone() == (1,)


def test_what_the_engine_refuses_is_the_rules_error(store: Store, rulebook: Rulebook) -> None:
    (rule,) = rulebook.rules.values()
    with pytest.raises(RuleError, match="the engine refuses it"), limited(store.con, rule):
        store.con.execute("SELECT nothing FROM plans")


def test_a_limit_that_was_kept_interrupts_nothing_later(store: Store, rulebook: Rulebook) -> None:
    (rule,) = rulebook.rules.values()
    with limited(store.con, rule, seconds=0.05):
        store.con.execute("SELECT 1")
    time.sleep(0.1)
    assert store.con.execute("SELECT count(*) FROM range(1000000)").fetchone() == (1000000,)


def test_two_rows_with_one_subject_are_a_rule_error_and_no_findings(tmp_path: Path) -> None:
    twice = rules(tmp_path, "twice", "FROM plans", "FROM plans, (VALUES (1), (2)) AS again(nth)")
    rules(tmp_path)
    book = write_book(tmp_path / "a.xlsx", plans=[{**PLAN, "passport_kept": "○"}])
    checked = check(book, options=("--rules", str(twice)))
    assert checked.rule("twice")["status"] == "error"
    assert checked.counts("passport-kept") == {"violated": 1}
    assert [finding["rule"] for finding in checked.report["findings"]] == ["passport-kept"]
    (error,) = checked.report["errors"]
    assert error["file"] == "mine/twice.yaml"
    assert "1 subjects stand twice" in error["problem"]["en"]
    assert checked.code == 2


def test_a_rule_that_breaks_while_it_runs_stops_no_other(tmp_path: Path) -> None:
    folder = rules(tmp_path, "broken", "NOT passport_kept", "CAST(trainee_no AS INTEGER) > 0")
    rules(tmp_path)
    checked = check(write_book(tmp_path / "a.xlsx", plans=[PLAN]), options=("--rules", str(folder)))
    assert checked.rule("broken")["status"] == "error"
    assert checked.counts("passport-kept") == {"met": 1}
    assert "T-1" in checked.report["errors"][0]["problem"]["en"]
    assert checked.code == 2


def test_a_refused_rule_file_has_its_line_in_the_report(tmp_path: Path) -> None:
    folder = rules(tmp_path, "misspelt", "FROM plans", "FROM plan")
    rules(tmp_path)
    checked = check(write_book(tmp_path / "a.xlsx", plans=[PLAN]), options=("--rules", str(folder)))
    assert {entry["rule"]: entry["status"] for entry in checked.report["rules"]} == {
        "passport-kept": "judged",
        "misspelt": "error",
    }
    place, _, line = checked.report["errors"][0]["file"].partition(":")
    text = (folder / place).read_text("utf-8").splitlines()
    assert "FROM plan" in text[int(line) - 1]
    assert checked.code == 2


def test_a_view_that_cannot_be_built_is_the_error_of_the_rules_that_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = load()
    rule = rulebook.rules["quota"]
    store = Store()
    try:
        store.settle()
        monkeypatch.setattr(store, "given", lambda *_: True)  # as if every book were there: only the view may fail
        court = Court(store, rulebook, date(2026, 11, 30))
        store.con.execute("CREATE TABLE trainees_in_training AS SELECT 1 AS already")
        judgement = court.judge(rule)
        assert judgement.status is Status.ERROR
        assert judgement.error is not None
        assert "trainees_in_training" in judgement.error.en
    finally:
        store.close()
