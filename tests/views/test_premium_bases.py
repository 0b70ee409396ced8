"""The hourly wage that premiums are reckoned from: from raw rows, asked through a rule of one line."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

COLUMNS = "trainee_no, io_no, plan_no, farming, period_from, period_until, entry, entries, covered, low_base, high_base"
RULE = f"""
id: bases
title: {{en: Hourly wage, ja: 時間当たり賃金}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Labour Standards Act, ja: 労働基準法}}
    article: {{en: "Art. 37(1)", ja: 第37条第1項}}
    mark: VERIFIED-LAW
effective: {{from: 1990-01-01}}
books: {{needs: [wage_payments], uses: [plans, implementing_orgs, trainees, disappearances, lectures]}}
subject: [trainee_no, io_no, period_from, period_until, entry]
subjects: SELECT source, {COLUMNS}, least_premium(low_base, 125, overtime_hours) AS owed FROM premium_bases
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {{en: "{{trainee_no}}", ja: "{{trainee_no}}"}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{wage_payments: []}}, met: 0}}
"""
PLAN = {
    "plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1", "stage": "2", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
    "pay_basis": "monthly", "monthly_hours": "160:00", "daily_hours": "8:00",
}  # fmt: skip
PAY = {
    "trainee_no": "T-1", "io_no": "IO-1", "period_from": date(2026, 5, 1), "period_until": date(2026, 5, 31), "base_pay": 160000,
    "counted_allowances": 0, "excluded_allowances": 0, "attendance_allowance": 0, "housing_allowance": 0,
    "work_days": 20, "work_hours": "180:00", "overtime_hours": "12:00", "rest_day_hours": "8:00", "scheduled_hours": "200:00",
}  # fmt: skip
UNREADABLE = "#REF!"

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "bases.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def bases(rulebook: Rulebook, *pays: Row, plan: Row | None = None, **given: list[Row]) -> list[Row]:
    """The facts of each row of the ledger, in the order of the periods' first days."""
    books = {"wage_payments": [PAY | pay for pay in pays], "plans": [PLAN | (plan or {})], **given}
    found = judge_rows(rulebook, rulebook.rules["bases"], books, as_of=date(2026, 11, 30))
    return sorted((dict(facts) for _, facts in found), key=lambda facts: (str(facts["period_from"]), facts["entry"]))


def wages(rulebook: Rulebook, pay: Row, **plan: Any) -> tuple[Any, Any]:
    """The lowest and the highest hourly wage of the only row."""
    (facts,) = bases(rulebook, pay, plan=plan)
    return facts["low_base"], facts["high_base"]


@pytest.mark.parametrize(
    ("pay", "low", "high"),
    [
        ({}, 1000, 1000),
        ({"base_pay": UNREADABLE}, None, None),
        ({"counted_allowances": 16000}, 1000, 1100),
        ({"counted_allowances": 16000, "housing_allowance": 8000}, 1000, 1050),
        ({"counted_allowances": 16000, "housing_allowance": None}, 1000, 1100),
        ({"counted_allowances": 8000, "housing_allowance": 8000}, 1000, 1000),
        ({"counted_allowances": 8000, "housing_allowance": 8001}, 1000, 1050),
        ({"counted_allowances": None}, 1000, None),
        ({"attendance_allowance": 8000, "excluded_allowances": 24000}, 1050, 1050),
        ({"attendance_allowance": None, "excluded_allowances": 24000}, 1000, 1150),
        ({"attendance_allowance": None, "excluded_allowances": None}, 1000, None),
    ],
)
def test_the_lowest_wage_holds_base_pay_and_attendance_the_highest_all_but_housing(
    rulebook: Rulebook, pay: Row, low: int | None, high: int | None
) -> None:
    assert wages(rulebook, pay) == (low, high)


@pytest.mark.parametrize(
    ("plan", "low", "high"),
    [
        ({"monthly_hours": "165:00"}, pytest.approx(160000 / 165), pytest.approx(160000 / 165)),
        ({"monthly_hours": None}, None, 800),
        ({"monthly_hours": "0:00"}, None, None),
        ({"pay_basis": "daily"}, 1000, 1000),
        ({"pay_basis": "daily", "daily_hours": "7:30"}, pytest.approx(160000 / 150), pytest.approx(160000 / 150)),
        ({"pay_basis": "daily", "daily_hours": None}, None, None),
        ({"pay_basis": "hourly"}, pytest.approx(160000 / 180), 1000),
        ({"pay_basis": None}, None, None),
    ],
)
def test_pay_is_divided_by_the_hours_of_its_basis(rulebook: Rulebook, plan: Row, low: Any, high: Any) -> None:
    assert wages(rulebook, {}, **plan) == (low, high)


@pytest.mark.parametrize(
    ("pay", "low", "high"),
    [
        ({"work_hours": "20:00"}, 8000, None),
        ({"work_hours": "19:59"}, None, None),
        ({"work_hours": None}, None, None),
        ({"overtime_hours": None}, None, None),
        ({"rest_day_hours": UNREADABLE}, None, None),
    ],
)
def test_hourly_pay_may_be_for_all_hours_or_for_the_regular_ones_unless_they_contradict_each_other(
    rulebook: Rulebook, pay: Row, low: Any, high: Any
) -> None:
    assert wages(rulebook, pay, pay_basis="hourly") == (low, high)


@pytest.mark.parametrize(("pay_basis", "covered"), [("monthly", 0), ("daily", 0), ("hourly", 100), (None, None)])
def test_only_pay_by_the_hour_may_hold_the_plain_wage_already(
    rulebook: Rulebook, pay_basis: str | None, covered: int | None
) -> None:
    assert [facts["covered"] for facts in bases(rulebook, {}, plan={"pay_basis": pay_basis})] == [covered]


@pytest.mark.parametrize(
    ("first", "last", "low", "high"),
    [
        (date(2026, 5, 1), date(2026, 5, 30), 1000, None),
        (date(2026, 5, 1), date(2026, 6, 1), None, 1000),
        (date(2026, 1, 31), date(2026, 2, 28), 1000, 1000),
        (date(2026, 1, 31), date(2026, 3, 1), None, 1000),
        (None, date(2026, 5, 31), None, None),
        (date(2026, 5, 1), UNREADABLE, None, None),
    ],
)
def test_a_monthly_wage_is_that_of_one_month(
    rulebook: Rulebook, first: Any, last: Any, low: int | None, high: int | None
) -> None:
    assert wages(rulebook, {"period_from": first, "period_until": last}) == (low, high)


def test_a_daily_wage_needs_no_whole_month(rulebook: Rulebook) -> None:
    assert wages(rulebook, {"period_until": date(2026, 5, 9)}, pay_basis="daily") == (1000, 1000)
    assert wages(rulebook, {"work_days": None}, pay_basis="daily") == (None, None)


def test_a_monthly_wage_of_a_month_not_worked_throughout_may_be_for_a_part_of_it(rulebook: Rulebook) -> None:
    june: Row = {"period_from": date(2026, 6, 1), "period_until": date(2026, 6, 30)}
    begun = {"starts_on": date(2026, 5, 2)}

    def may(*others: Row, **pay: Any) -> Any:
        return bases(rulebook, pay, *others, plan=begun)[0]["high_base"]

    assert may() is None
    assert may(june) == 1000
    assert may(june, base_pay=159999) is None
    assert may(june | {"base_pay": 160001}) is None
    assert bases(rulebook, {}, june | {"base_pay": 152000})[1]["high_base"] == 950
    assert may(june | {"io_no": "IO-2"}) is None
    assert may(june | {"trainee_no": "T-2"}) is None


def test_every_row_that_may_be_an_entry_of_the_period_is_counted(rulebook: Rulebook) -> None:
    june: Row = {"period_from": date(2026, 6, 1), "period_until": date(2026, 6, 30)}
    reversed_days = {"period_from": date(2026, 6, 30), "period_until": date(2026, 6, 1)}

    def entries(*pays: Row) -> list[Any]:
        return [facts["entries"] for facts in bases(rulebook, *pays)]

    assert entries({}) == [1]
    assert entries({}, june) == [1, 1]
    assert entries({}, {"base_pay": 1}) == [2, 2]
    assert entries({}, june, {"period_from": None}) == [2, 2, 3]
    assert entries({}, {"period_until": UNREADABLE}) == [2, 2]
    assert entries({"period_until": date(2026, 5, 1)}, june) == [1, 1]
    assert entries({}, reversed_days) == [2, 2]
    assert entries({}, {"period_from": None, "trainee_no": "T-2"}) == [1, 1]
    assert entries({}, {"period_from": None, "trainee_no": None}) == [1, 1]
    assert entries({}, {"io_no": "IO-2"}) == [1, 1]


@pytest.mark.parametrize(
    ("employers", "farming"),
    [
        ([{"io_no": "IO-1", "sector": "agriculture"}], True),
        ([{"io_no": "IO-1", "sector": "fishery"}], True),
        ([{"io_no": "IO-1", "sector": "general"}, {"io_no": "IO-2", "sector": "fishery"}], False),
        ([{"io_no": "IO-1", "sector": None}], None),
        ([{"io_no": "IO-2", "sector": "fishery"}], None),
    ],
)
def test_farming_is_told_by_the_employers_sector(
    rulebook: Rulebook, employers: list[Row], farming: bool | None
) -> None:
    assert [facts["farming"] for facts in bases(rulebook, {}, implementing_orgs=employers)] == [farming]


def test_a_row_of_no_plan_has_no_hourly_wage(rulebook: Rulebook) -> None:
    for stranger in ({"trainee_no": "T-2"}, {"trainee_no": None}, {"io_no": "IO-2"}):
        assert wages(rulebook, stranger) == (None, None)


def test_the_least_premium_is_whole_yen(rulebook: Rulebook) -> None:
    (facts,) = bases(rulebook, {"base_pay": 160100, "overtime_hours": "1:00"})
    assert (facts["low_base"], facts["owed"]) == (pytest.approx(float(Fraction(160100, 160))), 1251)
    assert isinstance(facts["owed"], int)
