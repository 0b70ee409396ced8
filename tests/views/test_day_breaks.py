"""Work and breaks of a day: from raw rows of the time record, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: breaks
title: {en: Breaks, ja: 休憩}
force: note
sees: {extent: full}
basis:
  - law: {en: Labour Standards Act, ja: 労働基準法}
    article: {en: "Art. 34(1)", ja: 第34条第1項}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [shifts], uses: [plans, implementing_orgs]}
subject: [trainee_no, io_no, workplace, worked_on]
subjects: SELECT source, trainee_no, io_no, workplace, farming, worked_on, work_least, work_most, break_least, break_most, known, alone FROM day_breaks
dated: worked_on
requires: "TRUE"
message: {en: "{trainee_no}", ja: "{trainee_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {shifts: []}, met: 0}
"""
FIFTH, SIXTH = date(2026, 10, 5), date(2026, 10, 6)
UNREADABLE = "#REF!"

Row = dict[str, Any]
Span = tuple[int, int | None]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "breaks.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def shift(
    starts_at: str | None = None, ends_at: str | None = None, pause: Any = None, hours: str | None = None, **facts: Any
) -> Row:
    times = {"starts_at": starts_at, "ends_at": ends_at, "break_minutes": pause, "hours": hours}
    return {"trainee_no": "T-1", "io_no": "IO-1", "worked_on": FIFTH, **times, **facts}


def days(rulebook: Rulebook, *shifts: Row, **given: list[Row]) -> list[Row]:
    found = judge_rows(rulebook, rulebook.rules["breaks"], {"shifts": [*shifts], **given}, as_of=date(2026, 11, 30))
    return sorted((dict(facts) for _, facts in found), key=lambda day: (str(day["worked_on"]), str(day["io_no"])))


def told(rulebook: Rulebook, *shifts: Row) -> tuple[Span, Span]:
    """Work and breaks of the only day, each at least and at most."""
    (day,) = days(rulebook, *shifts)
    return (day["work_least"], day["work_most"]), (day["break_least"], day["break_most"])


@pytest.mark.parametrize(
    ("record", "work", "breaks"),
    [
        (shift("8:30", "17:30", 60, "8:00"), (480, 480), (60, 60)),
        (shift("8:30", "17:30", 60), (480, 480), (60, 60)),
        (shift("8:30", "17:30", hours="8:00"), (480, 480), (60, 60)),
        (shift("8:30", "17:30", 45, "8:00"), (480, 480), (45, 60)),
        (shift("8:30", "17:30", 75, "8:00"), (480, 480), (60, 75)),
        (shift("8:30", "17:30", 0), (540, 540), (0, 0)),
        (shift("8:30", "17:30", hours="9:00"), (540, 540), (0, 0)),
        (shift("8:30", "17:30"), (0, 540), (0, 540)),
        (shift(hours="8:00"), (480, 480), (0, None)),
        (shift(pause=60, hours="8:00"), (480, 480), (60, 60)),
        (shift(pause=60), (0, None), (60, 60)),
        (shift("8:30", pause=60), (0, None), (60, 60)),
        (shift(), (0, None), (0, None)),
        (shift("8:30", "8:30"), (0, None), (0, None)),
        (shift("8:30", "17:30", UNREADABLE), (0, 540), (0, 540)),
        (shift("22:00", "6:00", 60), (420, 420), (60, 60)),
        (shift("22:00", "30:00", 60), (420, 420), (60, 60)),
    ],
)
def test_a_shift_is_its_hours_or_its_clock_without_its_break(
    rulebook: Rulebook, record: Row, work: Span, breaks: Span
) -> None:
    assert told(rulebook, record) == (work, breaks)


@pytest.mark.parametrize(
    ("record", "work", "breaks"),
    [
        (shift("8:30", "17:30", 60, "9:01"), (541, 541), (60, 60)),
        (shift("8:30", "17:30", hours="9:01"), (541, 541), (0, None)),
        (shift("8:30", "17:30", 540), (0, 0), (540, 540)),
        (shift("8:30", "17:30", 541), (0, 540), (0, 540)),
        (shift("8:30", "17:30", 541, "8:00"), (480, 480), (60, 60)),
    ],
)
def test_a_clock_shorter_than_the_hours_is_no_clock_and_a_break_longer_than_the_clock_no_break(
    rulebook: Rulebook, record: Row, work: Span, breaks: Span
) -> None:
    assert told(rulebook, record) == (work, breaks)


def test_the_gaps_between_the_shifts_of_a_day_are_breaks(rulebook: Rulebook) -> None:
    morning, afternoon, evening = shift("8:00", "12:00", 10), shift("13:00", "17:00", 0), shift("17:00", "19:00", 0)
    for shifts in ((morning, afternoon, evening), (evening, afternoon, morning)):
        assert told(rulebook, *shifts) == ((590, 590), (70, 70))
        assert [day["alone"] for day in days(rulebook, *shifts)] == [True]


@pytest.mark.parametrize(
    ("record", "work", "breaks"),
    [
        (shift(hours="4:00"), (480, 480), (0, None)),
        (shift(pause=30, hours="4:00"), (480, 480), (30, None)),
        (shift("13:00", "17:00", 0, "4:01"), (481, 481), (0, None)),
        (shift("13:00", "17:00"), (240, 480), (60, 300)),
        (shift("13:00"), (240, None), (0, None)),
    ],
)
def test_a_gap_to_a_shift_without_its_times_is_bounded_by_nothing(
    rulebook: Rulebook, record: Row, work: Span, breaks: Span
) -> None:
    assert told(rulebook, shift("8:00", "12:00", 0), record) == (work, breaks)


def test_a_shift_inside_another_makes_no_gap_and_the_day_doubtful(rulebook: Rulebook) -> None:
    outer, inner, after = shift("8:00", "17:00", 0), shift("9:00", "10:00", 0), shift("18:00", "20:00", 0)
    assert told(rulebook, after, inner, outer) == ((720, 720), (60, 60))
    assert [day["alone"] for day in days(rulebook, after, inner, outer)] == [False]
    assert [day["alone"] for day in days(rulebook, outer, shift("16:59", "18:00", 0))] == [False]


def test_a_row_of_no_work_is_left_out(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("8:30", "17:30", 60, "0:00")) == []
    assert told(rulebook, shift("8:30", "17:30", 60), shift(hours="0:00")) == ((480, 480), (60, 60))


def test_each_day_trainee_employer_and_workplace_is_counted_by_itself(rulebook: Rulebook) -> None:
    night = shift("20:00", "4:00", 60)
    others: list[Row] = [{"worked_on": SIXTH}, {"trainee_no": "T-2"}, {"io_no": "IO-2"}]
    for other in [*others, {"io_no": None, "employer": "食堂"}]:
        found = days(rulebook, night, {**shift("9:00", "11:00", 0), **other})
        assert sorted((day["work_most"], day["break_most"], day["alone"]) for day in found) == [
            (120, 0, True),
            (420, 60, True),
        ]


@pytest.mark.parametrize(
    ("unnamed", "known"),
    [
        ({}, True),
        ({"trainee_no": None}, False),
        ({"worked_on": "令和8年10月32日"}, False),
        ({"io_no": None}, False),
        ({"io_no": None, "employer": "食堂"}, True),
    ],
)
def test_whose_day_it_is_is_known_by_trainee_day_and_place(rulebook: Rulebook, unnamed: Row, known: bool) -> None:
    assert [day["known"] for day in days(rulebook, {**shift("8:30", "17:30", 60), **unnamed})] == [known]


@pytest.mark.parametrize(
    ("stray", "alone"),
    [
        ({"worked_on": None}, False),
        ({"worked_on": None, "trainee_no": "T-2"}, True),
        ({"worked_on": None, "trainee_no": None}, True),
        ({"io_no": None}, False),
        ({"io_no": None, "worked_on": SIXTH}, True),
        ({"io_no": None, "trainee_no": "T-2"}, True),
    ],
)
def test_a_shift_without_a_day_or_an_employer_may_belong_to_a_day_of_the_trainee(
    rulebook: Rulebook, stray: Row, alone: bool
) -> None:
    found = days(rulebook, shift("8:30", "17:30", 60), {**shift("19:00", "20:00", 0), **stray})
    assert [day["alone"] for day in found if day["work_most"] == 480] == [alone]


def test_a_row_without_an_employer_joins_the_day_of_the_only_one_of_the_plans(rulebook: Rulebook) -> None:
    plan = {"plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1"}
    rest = shift("13:00", "17:00", 0, io_no=None)
    (day,) = days(rulebook, shift("8:00", "12:00", 0), rest, plans=[plan])
    assert (day["work_least"], day["break_least"], day["alone"]) == (480, 60, True)
