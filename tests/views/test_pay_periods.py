"""Whose row of the wage ledger, which plan, and whether all of the period was worked: from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

COLUMNS = "trainee_no, io_no, plan_no, pay_basis, monthly_hours, prefecture, applied_on, worked_throughout, worked_partly, entry, entries, period_from, base_pay"
RULE = f"""
id: periods
title: {{en: Pay periods, ja: 賃金計算期間}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Labour Standards Act, ja: 労働基準法}}
    article: {{en: "Art. 24(2)", ja: 第24条第2項}}
    mark: VERIFIED-LAW
effective: {{from: 1990-01-01}}
books: {{needs: [wage_payments], uses: [plans, trainees, disappearances, lectures]}}
subject: [trainee_no, io_no, period_from, period_until, entry]
subjects: SELECT source, period_until, {COLUMNS} FROM pay_periods
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {{en: "{{plan_no}}", ja: "{{plan_no}}"}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{wage_payments: []}}, met: 0}}
"""
UNREADABLE = "令和8年13月1日"

Rows = list[dict[str, Any]]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "periods.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def plan(plan_no: str = "P-1", **facts: Any) -> Row:
    """Stage 2: work begins on the first day."""
    return {
        "plan_no": plan_no, "trainee_no": "T-1", "io_no": "IO-1", "stage": "2", "starts_on": date(2026, 4, 15), "ends_on": date(2026, 9, 14),
        "applied_on": date(2026, 1, 1), "pay_basis": "monthly", "monthly_hours": "160:00", "prefecture": "東京都", **facts,
    }  # fmt: skip


def pay(first: date | str | None = date(2026, 5, 1), last: date | str | None = date(2026, 5, 31), **facts: Any) -> Row:
    return {"trainee_no": "T-1", "io_no": "IO-1", "period_from": first, "period_until": last, "base_pay": 1, **facts}


def periods(rulebook: Rulebook, pays: Rows, plans: Rows, **given: Rows) -> list[Row]:
    tables = {"wage_payments": pays, "plans": plans, **given}
    rows = judge_rows(rulebook, rulebook.rules["periods"], tables, as_of=date(2026, 11, 30))
    return sorted((dict(facts) for _, facts in rows), key=lambda facts: str([facts["period_from"], facts["base_pay"]]))


def period(rulebook: Rulebook, row: Row, *plans: Row, **given: Rows) -> Row:
    (found,) = periods(rulebook, [row], list(plans), **given)
    return found


def test_a_row_belongs_to_the_plan_its_period_lies_in(rulebook: Rulebook) -> None:
    after = plan("P-2", starts_on=date(2026, 9, 15), ends_on=date(2027, 9, 14), pay_basis="hourly", prefecture="大阪府")
    found = period(rulebook, pay(), plan(), after)
    assert (found["plan_no"], found["pay_basis"], found["monthly_hours"]) == ("P-1", "monthly", 9600)
    assert (found["prefecture"], found["applied_on"], found["worked_throughout"]) == ("東京都", date(2026, 1, 1), True)
    assert period(rulebook, pay(date(2026, 10, 1), date(2026, 10, 31)), plan(), after)["plan_no"] == "P-2"


@pytest.mark.parametrize(
    ("first", "last", "throughout"),
    [
        (date(2026, 4, 15), date(2026, 5, 14), True),
        (date(2026, 4, 14), date(2026, 5, 13), False),
        (date(2026, 8, 15), date(2026, 9, 14), True),
        (date(2026, 8, 16), date(2026, 9, 15), False),
        (date(2026, 3, 15), date(2026, 4, 14), False),
        (date(2026, 9, 15), date(2026, 10, 14), False),
        (date(2026, 5, 31), date(2026, 5, 1), None),
        (date(2026, 5, 1), UNREADABLE, None),
        (None, date(2026, 5, 31), None),
    ],
)
def test_a_period_is_worked_throughout_from_the_first_day_of_work_to_the_last(
    rulebook: Rulebook, first: Any, last: Any, throughout: bool | None
) -> None:
    assert period(rulebook, pay(first, last), plan())["worked_throughout"] is throughout


def test_a_period_outside_every_plan_has_none(rulebook: Rulebook) -> None:
    for row in (pay(date(2026, 3, 15), date(2026, 4, 14)), pay(date(2026, 9, 15), date(2026, 10, 14))):
        assert period(rulebook, row, plan())["plan_no"] is None
    assert period(rulebook, pay(date(2026, 3, 15), date(2026, 4, 15)), plan())["plan_no"] == "P-1"
    assert period(rulebook, pay(date(2026, 9, 14), date(2026, 10, 13)), plan())["plan_no"] == "P-1"


def test_work_begins_after_the_lectures_or_somewhere_in_the_first_two_months(rulebook: Rulebook) -> None:
    first = plan(stage="1")
    lectures = [{"trainee_no": "T-1", "held_on": date(2026, 4, 30)}]
    assert period(rulebook, pay(), first, lectures=lectures)["worked_throughout"] is True
    april = pay(date(2026, 4, 30), date(2026, 5, 29))
    assert period(rulebook, april, first, lectures=lectures)["worked_throughout"] is False
    assert period(rulebook, pay(), first)["worked_throughout"] is None
    assert period(rulebook, pay(date(2026, 4, 1), date(2026, 4, 30)), first)["worked_throughout"] is False
    assert period(rulebook, pay(date(2026, 6, 1), date(2026, 6, 30)), first)["worked_throughout"] is True


def test_two_stages_that_follow_each_other_are_worked_throughout_and_a_gap_is_not(rulebook: Rulebook) -> None:
    september = pay(date(2026, 9, 1), date(2026, 9, 30))
    following = plan("P-2", starts_on=date(2026, 9, 15), ends_on=date(2027, 9, 14), applied_on=date(2026, 6, 1))
    found = period(rulebook, september, following, plan())
    assert (found["worked_throughout"], found["plan_no"], found["applied_on"]) == (True, "P-1", date(2026, 1, 1))
    assert (found["pay_basis"], found["monthly_hours"]) == ("monthly", 9600)
    late = {**following, "starts_on": date(2026, 9, 16)}
    assert period(rulebook, september, plan(), late)["worked_throughout"] is False
    other = {**following, "pay_basis": "hourly", "monthly_hours": "170:00", "applied_on": None}
    found = period(rulebook, september, plan(), other)
    assert (found["pay_basis"], found["monthly_hours"], found["applied_on"]) == (None, None, None)
    assert found["prefecture"] == "東京都"


def test_a_period_is_worked_partly_where_some_day_of_it_is_certain(rulebook: Rulebook) -> None:
    for first, partly in ((date(2026, 4, 14), False), (date(2026, 4, 15), True)):
        assert period(rulebook, pay(date(2026, 4, 1), first), plan())["worked_partly"] is partly
    assert period(rulebook, pay(date(2026, 5, 1), date(2026, 5, 31)), plan(io_no=None))["worked_partly"] is False
    assert period(rulebook, pay(date(2026, 5, 1), date(2026, 5, 31)), plan(stage="1"))["worked_partly"] is False
    assert period(rulebook, pay(UNREADABLE, date(2026, 5, 31)), plan())["worked_partly"] is False


def test_what_the_versions_of_a_plan_do_not_agree_in_is_unknown(rulebook: Rulebook) -> None:
    changed = plan("P-9", original_plan_no="P-1", monthly_hours="165:00", applied_on=date(2026, 3, 1), prefecture=None)
    found = period(rulebook, pay(), plan(), changed)
    assert (found["plan_no"], found["pay_basis"], found["monthly_hours"]) == ("P-1", "monthly", None)
    assert (found["prefecture"], found["applied_on"]) == (None, date(2026, 1, 1))


def test_a_day_in_a_home_leave_is_unknown(rulebook: Rulebook) -> None:
    away = plan(leave_from=date(2026, 6, 1), leave_until=date(2026, 6, 30))
    assert period(rulebook, pay(), away)["worked_throughout"] is True
    assert period(rulebook, pay(date(2026, 5, 2), date(2026, 6, 1)), away)["worked_throughout"] is None
    assert period(rulebook, pay(date(2026, 6, 30), date(2026, 7, 29)), away)["worked_throughout"] is None
    assert period(rulebook, pay(date(2026, 7, 1), date(2026, 7, 31)), away)["worked_throughout"] is True
    assert period(rulebook, pay(), plan(leave_until=date(2026, 6, 30)))["worked_throughout"] is None


def test_training_that_may_have_ended_leaves_a_period_unknown(rulebook: Rulebook) -> None:
    assert period(rulebook, pay(), plan(ended_on=date(2026, 5, 30)))["worked_throughout"] is False
    assert period(rulebook, pay(), plan(ended_on=UNREADABLE))["worked_throughout"] is None
    assert period(rulebook, pay(), plan(starts_on=None))["worked_throughout"] is None
    assert period(rulebook, pay(), plan(io_no=None))["worked_throughout"] is None


def test_a_row_without_an_employer_is_that_of_the_only_employer_the_trainee_ever_had(rulebook: Rulebook) -> None:
    row = pay(io_no=None)
    later = plan("P-2", starts_on=date(2026, 10, 1), ends_on=date(2027, 9, 30))
    found = period(rulebook, row, plan(), later)
    assert (found["io_no"], found["plan_no"], found["worked_throughout"]) == ("IO-1", "P-1", True)
    for moved in ({"io_no": "IO-2"}, {"io_no": None}):
        found = period(rulebook, row, plan(), {**later, **moved})
        assert (found["io_no"], found["plan_no"], found["worked_throughout"]) == (None, "P-1", None)
    unused: Row = {**later, "io_no": "IO-2", "not_started": True}
    assert period(rulebook, row, plan(), unused)["io_no"] == "IO-1"


def test_a_row_of_another_employer_is_none_of_the_plan(rulebook: Rulebook) -> None:
    found = period(rulebook, pay(io_no="IO-2"), plan())
    assert (found["io_no"], found["plan_no"], found["worked_throughout"]) == ("IO-2", None, False)


def test_a_row_of_nobody_stands_alone_and_is_unknown(rulebook: Rulebook) -> None:
    found = period(rulebook, pay(trainee_no=None), plan(), plan("P-2", trainee_no=None))
    assert (found["plan_no"], found["worked_throughout"]) == (None, None)
    assert period(rulebook, pay(trainee_no="T-9"), plan())["worked_throughout"] is False


def test_the_rows_of_one_period_are_numbered_by_what_they_say(rulebook: Rulebook) -> None:
    rows = [pay(base_pay=3), pay(base_pay=2), pay(io_no=None, base_pay=1), pay(date(2026, 6, 1), date(2026, 6, 30))]
    for given in (rows, rows[::-1]):
        found = periods(rulebook, given, [plan()])
        told = [(facts["base_pay"], facts["entry"], facts["entries"]) for facts in found]
        assert told == [(1, 1, 3), (2, 2, 3), (3, 3, 3), (1, 1, 1)]
