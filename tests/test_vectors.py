"""Worked examples of the law, from workbooks through the command line: 28 hours, the minimum wage, five years."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from books import write_book
from checked import check

WEEKLY = "transition-weekly-hours"
MONDAY = date(2026, 9, 7)
FRIDAY = date(2026, 10, 9)
MONTH_END = date(2026, 9, 28)


def worked(tmp_path: Path, minutes: dict[date, int]) -> dict[str, int]:
    """The verdict on somebody who worked so many minutes on these days, under a permit of 28 hours."""
    permit = {"trainee_no": "T-1", "measure": "資格外活動許可", "valid_from": "2026-08-01", "valid_until": "2026-11-20"}
    shifts = [
        {"trainee_no": "T-1", "worked_on": day, "hours": f"{length // 60}:{length % 60:02}"}
        for day, length in minutes.items()
    ]
    return check(write_book(tmp_path / "a.xlsx", permits=[permit], shifts=shifts), by=WEEKLY).counts(WEEKLY)


def days(first: date, *minutes: int) -> dict[date, int]:
    return {first + timedelta(nth): length for nth, length in enumerate(minutes) if length}


@pytest.mark.parametrize(
    ("minutes", "verdict"),
    [
        (days(MONDAY, *[240] * 7), "met"),
        (days(MONDAY, *[240] * 6, 241), "violated"),
        (days(MONDAY, *[240] * 6, 255), "violated"),
        (days(FRIDAY, *[480] * 5), "violated"),
        (days(MONDAY, 840, 0, 0, 0, 0, 0, 900), "violated"),
        (days(MONDAY, 840, 0, 0, 0, 0, 0, 0, 900), "met"),
        (days(MONTH_END, 480, 480, 480, 255), "violated"),
        (days(MONTH_END, 480, 480, 480, 240), "met"),
    ],
    ids=[
        "exactly 28 hours in seven days",
        "a minute more than 28 hours",
        "seven days of four hours, one of them a quarter longer",
        "five days over the end of a calendar week",
        "the first and the last of seven days",
        "a day and the same day a week later",
        "over the end of a month",
        "exactly 28 hours over the end of a month",
    ],
)
def test_28_hours_in_any_seven_days(tmp_path: Path, minutes: dict[date, int], verdict: str) -> None:
    assert worked(tmp_path, minutes) == {verdict: 1}


def test_28_hours_are_of_all_workplaces_together_and_without_breaks(tmp_path: Path) -> None:
    permit = {"trainee_no": "T-1", "measure": "資格外活動許可", "valid_from": "2026-08-01", "valid_until": "2026-11-20"}
    # Seven evenings past midnight: three hours at one workplace, one and a break of half an hour at another.
    shifts = [
        {
            "trainee_no": "T-1",
            "employer": name,
            "worked_on": day,
            "starts_at": start,
            "ends_at": end,
            "break_minutes": rest,
        }
        for day in days(MONDAY, *[1] * 7)
        for name, start, end, rest in (("架空食堂", "17:00", "20:00", 0), ("架空倉庫", "21:00", "22:30", 30))
    ]
    lawful = write_book(tmp_path / "a.xlsx", permits=[permit], shifts=shifts)
    assert check(lawful, by=WEEKLY).counts(WEEKLY) == {"met": 1}
    longer = write_book(
        tmp_path / "b.xlsx", permits=[permit], shifts=[*shifts[:-1], {**shifts[-1], "break_minutes": 29}]
    )
    assert check(longer, by=WEEKLY).counts(WEEKLY) == {"violated": 1}


def test_a_shift_past_midnight_is_split_between_the_days(tmp_path: Path) -> None:
    permit = {"trainee_no": "T-1", "measure": "資格外活動許可", "valid_from": "2026-08-01", "valid_until": "2026-11-20"}
    night = {"trainee_no": "T-1", "starts_at": "22:00", "ends_at": "2:00", "break_minutes": 0}
    # Of the eighth night only the two hours before midnight can fall into the seven days that begin after the first midnight.
    nights = [{**night, "worked_on": MONDAY + timedelta(nth)} for nth in range(8)]
    book = write_book(tmp_path / "a.xlsx", permits=[permit], shifts=nights)
    assert check(book, by=WEEKLY).counts(WEEKLY) == {"met": 1}
    later = [*nights[:-1], {**nights[-1], "starts_at": "21:59"}]
    over = write_book(tmp_path / "b.xlsx", permits=[permit], shifts=later)
    assert check(over, by=WEEKLY).counts(WEEKLY) == {"violated": 1}


PLAN = {"plan_no": "認2304000001", "trainee_no": "T-1", "io_no": "IO-1"}
GUNMA = {
    **PLAN,
    "prefecture": "群馬県",
    "applied_on": "2023-11-01",
    "starts_on": "2024-02-01",
    "pay_basis": "月給",
    "monthly_hours": "173:20",  # 260 days of 8 hours, over 12 months
}


@pytest.mark.parametrize(
    ("base", "allowances", "verdict"),
    [
        (175_000, 0, "met"),
        (165_000, 10_000, "met"),
        (162_067, 0, "met"),
        (162_066, 0, "violated"),
        (152_066, 10_000, "violated"),
    ],
)
def test_the_official_example_of_a_monthly_wage_held_against_an_hourly_minimum(
    tmp_path: Path, base: int, allowances: int, verdict: str
) -> None:
    # 175,000 yen over 173.33 hours are 1,009.6 yen; Gunma's minimum was 935.
    plan = {**GUNMA, "base_pay": base, "counted_allowances": allowances}
    checked = check(write_book(tmp_path / "a.xlsx", plans=[plan]), by="minimum-wage-plan")
    assert checked.counts("minimum-wage-plan") == {verdict: 1}


@pytest.mark.parametrize(
    ("revoked", "applied", "accredited", "verdict"),
    [
        ("2020-04-01", "2025-02-01", "2025-03-31", "violated"),
        ("2020-04-01", "2025-04-01", "2025-04-01", "met"),
        ("2020-04-01", "2025-03-31", "2025-04-01", "unproven"),
        ("2020-04-01", "2020-01-10", "2020-03-31", "met"),
        ("2020-04-01", "2020-01-10", "2020-04-01", "violated"),
        ("2020-02-29", "2025-02-01", "2025-02-28", "violated"),
        ("2020-02-29", "2025-03-01", "2025-03-01", "met"),
        ("2021-03-01", "2026-02-01", "2026-02-28", "violated"),
        ("2021-03-01", "2026-03-01", "2026-03-01", "met"),
        ("2019-02-28", "2024-02-01", "2024-02-27", "violated"),
        ("2019-02-28", "2024-02-28", "2024-02-28", "met"),
    ],
)
def test_a_revocation_bars_through_the_day_before_its_fifth_anniversary(
    tmp_path: Path, revoked: str, applied: str, accredited: str, verdict: str
) -> None:
    plan = {**PLAN, "applied_on": applied, "accredited_on": accredited}
    order = {"org_type": "実習実施者", "org_no": "IO-1", "kind": "認定取消し", "decided_on": revoked}
    book = write_book(tmp_path / "a.xlsx", plans=[plan], dispositions=[order])
    assert check(book, by="revocation-history").counts("revocation-history") == {verdict: 1}
