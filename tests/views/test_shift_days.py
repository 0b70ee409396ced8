"""Time worked per day from raw rows of the time record: asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: days
title: {en: Days, ja: 日別就労時間}
force: note
sees: {extent: full}
basis:
  - law: {en: Immigration Act Enforcement Regulations, ja: 入管法施行規則}
    article: {en: "Art. 19(5)(i)", ja: 第19条第5項第1号}
    mark: VERIFIED-R
effective: {from: 1990-01-01}
books: {needs: [shifts]}
subject: [trainee_no, worked_on]
subjects: SELECT source, trainee_no, worked_on, least, most, least_joined, most_joined, blanks FROM shift_days
dated: worked_on
requires: most >= least
message: {en: "{trainee_no}", ja: "{trainee_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {shifts: []}, met: 0}
"""
FOURTH, FIFTH = date(2025, 2, 4), date(2025, 2, 5)

Days = dict[date | None, tuple[int | None, int | None]]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "days.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def rows(rulebook: Rulebook, *shifts: dict[str, Any]) -> list[dict[str, Any]]:
    given = {"shifts": [{"trainee_no": "T-1", "worked_on": FOURTH, **shift} for shift in shifts]}
    return [dict(facts) for _, facts in judge_rows(rulebook, rulebook.rules["days"], given, as_of=date(2026, 11, 30))]


def days(rulebook: Rulebook, *shifts: dict[str, Any]) -> Days:
    """The least and the most minutes of each day."""
    return {facts["worked_on"]: (facts["least"], facts["most"]) for facts in rows(rulebook, *shifts)}


def shift(
    starts_at: str | None = None, ends_at: str | None = None, pause: int | None = None, hours: str | None = None
) -> dict[str, Any]:
    return {"starts_at": starts_at, "ends_at": ends_at, "break_minutes": pause, "hours": hours}


def test_a_day_shift_is_its_clock_without_its_break(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("9:00", "17:30", 60)) == {FOURTH: (450, 450)}


def test_all_shifts_of_a_day_are_added_whatever_the_workplace(rulebook: Rulebook) -> None:
    assert days(rulebook, shift(hours="4:00"), shift("13:00", "17:00", 0) | {"employer": "食堂"}) == {
        FOURTH: (480, 480)
    }


def test_a_night_shift_is_split_at_midnight(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("22:00", "06:00", 0)) == {FOURTH: (120, 120), FIFTH: (360, 360)}


def test_a_shift_to_midnight_touches_one_day(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("20:00", "24:00", 0)) == {FOURTH: (240, 240)}
    assert days(rulebook, shift("20:00", "0:00", 0)) == {FOURTH: (240, 240)}


def test_twenty_five_o_clock_is_one_in_the_morning(rulebook: Rulebook) -> None:
    assert (
        days(rulebook, shift("18:00", "25:00", 0))
        == days(rulebook, shift("18:00", "1:00", 0))
        == {FOURTH: (360, 360), FIFTH: (60, 60)}
    )


def test_a_shift_that_starts_after_midnight_belongs_to_the_next_day_alone(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("25:00", "29:00", 0)) == {FIFTH: (240, 240)}


def test_a_break_may_lie_on_either_side_of_midnight_but_only_once(rulebook: Rulebook) -> None:
    found = {facts["worked_on"]: facts for facts in rows(rulebook, shift("20:00", "03:00", 60))}

    assert {day: (facts["least"], facts["most"]) for day, facts in found.items()} == {
        FOURTH: (180, 240),
        FIFTH: (120, 180),
    }
    assert found[FIFTH]["least_joined"] == 360 - 180 - 120
    assert found[FIFTH]["most_joined"] == 360 - 240 - 180
    assert found[FOURTH]["least_joined"] == found[FOURTH]["most_joined"] == 0


def test_a_break_longer_than_the_evening_reaches_into_the_morning(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("23:30", "05:00", 60)) == {FOURTH: (0, 30), FIFTH: (240, 270)}


def test_recorded_hours_tell_the_break(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("20:00", "03:00", hours="6:00")) == days(rulebook, shift("20:00", "03:00", 60))


def test_an_unknown_break_counts_from_nothing_to_the_whole_shift(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("9:00", "17:00")) == {FOURTH: (0, 480)}
    assert days(rulebook, shift("9:00", "17:00", 600)) == {FOURTH: (0, 480)}


def test_recorded_hours_win_over_a_shorter_clock(rulebook: Rulebook) -> None:
    assert days(rulebook, shift("9:00", "17:00", 60, "9:00")) == {FOURTH: (540, 540)}


@pytest.mark.parametrize(
    "record",
    [
        shift("21:00", hours="9:00"),
        shift(ends_at="29:00", hours="9:00"),
        shift(ends_at="5:00", hours="9:00"),
        shift("21:00", "21:00", hours="9:00"),
        shift("20:00", "2:00", 0, "9:00"),
    ],
)
def test_recorded_hours_past_midnight_that_the_clock_does_not_place_may_lie_on_either_day(
    rulebook: Rulebook, record: dict[str, Any]
) -> None:
    assert days(rulebook, record) == {FOURTH: (0, 540), FIFTH: (0, 540)}
    assert [facts["least_joined"] for facts in rows(rulebook, record) if facts["worked_on"] == FIFTH] == [540]


@pytest.mark.parametrize(
    "record",
    [
        shift(),
        shift("9:00"),
        shift(ends_at="25:00", pause=0),
        shift("9:00", "9:00"),
        shift("25:00", "0:30"),
        shift(hours="約8時間"),
    ],
)
def test_a_shift_without_an_upper_bound_is_a_blank(rulebook: Rulebook, record: dict[str, Any]) -> None:
    (facts,) = rows(rulebook, record, shift(hours="1:00"))

    assert (facts["worked_on"], facts["blanks"], facts["most"]) == (FOURTH, 1, 60)


def test_a_shift_without_a_day_is_a_blank_of_the_trainee(rulebook: Rulebook) -> None:
    (facts,) = rows(rulebook, shift("20:00", "3:00", 0) | {"worked_on": "2月32日"})

    assert (facts["trainee_no"], facts["worked_on"], facts["blanks"]) == ("T-1", None, 1)


def test_a_day_recorded_as_no_work_is_known(rulebook: Rulebook) -> None:
    assert days(rulebook, shift(hours="0:00")) == {FOURTH: (0, 0)}
