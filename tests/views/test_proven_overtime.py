"""What the time record proves of overtime and rest-day work: from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: proven
title: {en: Overtime proven, ja: 確認できる時間外労働}
force: note
sees: {extent: full}
basis:
  - law: {en: Labour Standards Act, ja: 労働基準法}
    article: {en: "Art. 37(1)", ja: 第37条第1項}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [shifts], uses: [plans, implementing_orgs, trainees, disappearances, lectures, wage_payments, agreements]}
subject: [trainee_no, io_no, period_from]
subjects: SELECT source, trainee_no, io_no, period_from, period_until, overtime, rest_day FROM proven_overtime
dated: period_from
requires: "TRUE"
message: {en: "{trainee_no}", ja: "{trainee_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {shifts: []}, met: 0}
"""
MAY = {"period_from": date(2026, 5, 1), "period_until": date(2026, 5, 31)}
PAY = {"trainee_no": "T-1", "io_no": "IO-1", "overtime_hours": "10:00", **MAY}
PLAN = {
    "plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1", "stage": "2", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "daily_hours": "8:00",
}  # fmt: skip
AGREEMENT = {
    "io_no": "IO-1", "kind": "overtime", "filed_on": date(2026, 3, 20), "from_on": date(2026, 4, 1), "until_on": date(2027, 3, 31), "variable_hours": False,
}  # fmt: skip
SHIFT = {
    "trainee_no": "T-1", "io_no": "IO-1", "worked_on": date(2026, 5, 12), "starts_at": "8:00", "ends_at": "19:00", "break_minutes": 60, "hours": "10:00", "rest_day": False,
}  # fmt: skip
UNREADABLE = "#REF!"

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "proven.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def proven(rulebook: Rulebook, *shifts: Row, **changed: Row) -> list[tuple[Any, Any]]:
    books = {
        "plans": [PLAN | changed.get("plan", {})], "agreements": [AGREEMENT | changed.get("agreement", {})],
        "wage_payments": [PAY | changed.get("pay", {})], "shifts": [SHIFT | shift for shift in shifts],
    }  # fmt: skip
    found = judge_rows(rulebook, rulebook.rules["proven"], books, as_of=date(2026, 11, 30))
    return [(facts["overtime"], facts["rest_day"]) for _, facts in found]


@pytest.mark.parametrize(
    ("shift", "minutes"),
    [
        ({}, 120),
        ({"hours": "8:01"}, 1),
        ({"hours": "8:00"}, None),
        ({"hours": None}, 120),
        ({"hours": None, "break_minutes": None}, None),
        ({"hours": "11:00", "break_minutes": None}, 180),
        ({"hours": "11:01"}, None),
        ({"starts_at": None}, None),
        ({"ends_at": UNREADABLE}, None),
        ({"ends_at": "24:00", "hours": "15:00"}, 420),
        ({"ends_at": "24:01", "hours": "15:00"}, None),
        ({"starts_at": "22:00", "ends_at": "9:00"}, None),
        ({"worked_on": date(2026, 5, 1)}, 120),
        ({"worked_on": date(2026, 4, 30)}, None),
        ({"worked_on": date(2026, 5, 31)}, 120),
        ({"worked_on": date(2026, 6, 1)}, None),
        ({"worked_on": None}, None),
        ({"trainee_no": "T-2"}, None),
        ({"trainee_no": None}, None),
        ({"io_no": "IO-2"}, None),
        ({"io_no": None}, 120),
        ({"io_no": None, "employer": "コンビニ"}, None),
        ({"rest_day": None}, None),
        ({"rest_day": UNREADABLE}, None),
    ],
)
def test_what_a_shift_lasts_beyond_eight_hours_proves_overtime(
    rulebook: Rulebook, shift: Row, minutes: int | None
) -> None:
    assert sum(overtime or 0 for overtime, _ in proven(rulebook, shift)) == (minutes or 0)


def test_long_shifts_are_added_and_short_ones_take_nothing_away(rulebook: Rulebook) -> None:
    assert proven(rulebook, {}, {"hours": "9:00"}, {"hours": "2:00"}, {"hours": None, "break_minutes": None}) == [
        (180, None)
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"agreement": {"variable_hours": True}},
        {"agreement": {"variable_hours": None}},
        {"agreement": {"until_on": date(2026, 5, 30)}},
        {"plan": {"daily_hours": "8:01"}},
        {"plan": {"daily_hours": None}},
    ],
)
def test_where_working_hours_may_be_variable_long_days_prove_nothing(
    rulebook: Rulebook, changed: dict[str, Row]
) -> None:
    assert proven(rulebook, {}, {"rest_day": True}, **changed) == [(None, 600)]


def test_shifts_flagged_as_rest_day_work_prove_it_and_no_overtime(rulebook: Rulebook) -> None:
    assert proven(rulebook, {"rest_day": True}, {"rest_day": True, "hours": "3:00"}, {"hours": "8:00"}) == [(None, 780)]
    assert proven(rulebook, {"rest_day": True, "starts_at": "15:00", "ends_at": "25:00"}) == []


def test_a_period_without_its_days_is_proven_by_nothing(rulebook: Rulebook) -> None:
    assert proven(rulebook, {}, pay={"period_until": None}) == []
