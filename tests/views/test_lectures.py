"""The hours the plans foresee, the courses before entry and the lectures day by day, from raw rows, asked through rules of one line."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: {view}
title: {{en: A view, ja: ビュー}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Technical Intern Training Act, ja: 技能実習法}}
    article: {{en: "Art. 9", ja: 第9条}}
    mark: VERIFIED-LAW
effective: {{from: 1990-01-01}}
books: {{needs: [plans, lectures], uses: [trainees, disappearances]}}
subject: [{columns}]
subjects: SELECT source, {columns} FROM {table}
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {{en: none, ja: なし}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{plans: []}}, met: 0}}
"""
VIEWS = {
    "planned_hours": "plan_no, starts_on, total_least, total_most, lectures_least, lectures_most",
    "pre_entry_courses": "plan_no, pre_entry_from, pre_entry_until, pre_entry_hours, entered_on",
    "lecture_days": "trainee_no, held_on, minutes_least, minutes_most",
}
UNREADABLE = "令和8年13月1日"
START = date(2026, 4, 15)

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    for table, columns in VIEWS.items():
        view = table.replace("_", "-")
        (folder / f"{view}.yaml").write_text(RULE.format(view=view, table=table, columns=columns), "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def seen(rulebook: Rulebook, view: str, without: tuple[str, ...] = (), **given: Rows) -> list[tuple[Any, ...]]:
    """The view's rows, each its columns as VIEWS names them."""
    books: Mapping[str, Rows] = given
    rows = judge_rows(
        rulebook, rulebook.rules[view.replace("_", "-")], books, as_of=date(2026, 11, 30), without=without
    )
    return sorted((tuple(facts[name] for name in VIEWS[view].split(", ")) for _, facts in rows), key=str)


def plan(plan_no: str = "P-1", **facts: Any) -> dict[str, Any]:
    return {
        "plan_no": plan_no,
        "trainee_no": "T-1",
        "stage": "1",
        "starts_on": START,
        "ends_on": date(2027, 4, 14),
        **facts,
    }


def change(plan_no: str = "P-2", **facts: Any) -> dict[str, Any]:
    return plan(plan_no, **{"original_plan_no": "P-1", "accredited_on": date(2026, 8, 1), **facts})


def test_a_plan_alone_foresees_what_it_says(rulebook: Rulebook) -> None:
    foreseen = plan(total_hours="100:00", lecture_hours="20:00")
    assert seen(rulebook, "planned_hours", plans=[foreseen]) == [("P-1", START, 6000, 6000, 1200, 1200)]


def test_a_plan_and_its_changes_bound_each_other(rulebook: Rulebook) -> None:
    versions = [
        plan(total_hours="100:00", lecture_hours="20:00"),
        change(total_hours="80:00", lecture_hours="20:00"),
        change("P-3", total_hours="90:00", lecture_hours="30:00", accredited_on=date(2026, 9, 1)),
    ]
    assert seen(rulebook, "planned_hours", plans=versions) == [("P-1", START, 4800, 6000, 1200, 1800)]


@pytest.mark.parametrize("total", [None, "0:00", "千時間"])
def test_where_one_version_does_not_say_its_hours_nothing_bounds_them(rulebook: Rulebook, total: str | None) -> None:
    versions = [plan(total_hours="100:00", lecture_hours="20:00"), change(total_hours=total, lecture_hours=None)]
    assert seen(rulebook, "planned_hours", plans=versions) == [("P-1", START, None, None, None, None)]
    assert seen(rulebook, "planned_hours", plans=[plan(total_hours=total, lecture_hours="0:00")]) == [
        ("P-1", START, None, None, 0, 0)
    ]


def test_what_a_plan_foresees_is_its_own_whoever_else_trains(rulebook: Rulebook) -> None:
    plans = [
        plan(total_hours="100:00", lecture_hours="20:00"),
        plan("P-4", trainee_no=None, total_hours="50:00", lecture_hours="10:00"),
        plan("P-5", trainee_no="T-2", not_started=True),
    ]
    given: dict[str, Any] = {
        "trainees": [{"trainee_no": "T-1"}],
        "lectures": [{"trainee_no": "T-1", "held_on": START}],
    }
    assert seen(rulebook, "planned_hours", plans=plans, **given) == [
        ("P-1", START, 6000, 6000, 1200, 1200),
        ("P-4", START, 3000, 3000, 600, 600),
    ]


def test_a_course_stands_with_the_day_its_trainee_entered(rulebook: Rulebook) -> None:
    course: dict[str, Any] = {
        "pre_entry_from": date(2026, 2, 1),
        "pre_entry_until": date(2026, 3, 1),
        "pre_entry_hours": "160:00",
    }
    entered = [{"trainee_no": "T-1", "entered_on": date(2026, 4, 1)}]
    known = (date(2026, 2, 1), date(2026, 3, 1), 9600)
    assert seen(rulebook, "pre_entry_courses", plans=[plan(**course)], trainees=entered) == [
        ("P-1", *known, date(2026, 4, 1))
    ]
    assert seen(rulebook, "pre_entry_courses", plans=[plan(**course)]) == [("P-1", *known, None)]


def test_a_plan_without_a_course_has_none_and_its_change_may_have_one(rulebook: Rulebook) -> None:
    assert seen(rulebook, "pre_entry_courses", plans=[plan()]) == []
    versions = [plan(), change(pre_entry_hours="160:00")]
    assert seen(rulebook, "pre_entry_courses", plans=versions) == [("P-1", None, None, 9600, None)]


@pytest.mark.parametrize("column", ["pre_entry_from", "pre_entry_until", "pre_entry_hours"])
def test_one_cell_of_a_course_read_or_not_is_enough_for_there_may_be_one(rulebook: Rulebook, column: str) -> None:
    empty = ("P-1", None, None, None, None)
    assert seen(rulebook, "pre_entry_courses", plans=[plan(**{column: UNREADABLE})]) == [empty]
    assert seen(rulebook, "pre_entry_courses", plans=[plan()], without=(f"plans.{column}",)) == [empty]
    some: dict[str, Any] = {column: "160:00" if column == "pre_entry_hours" else date(2026, 2, 1)}
    assert len(seen(rulebook, "pre_entry_courses", plans=[plan(**some)])) == 1


def lectures(*rows: tuple[date | str | None, str | None], trainee_no: str | None = "T-1") -> Rows:
    return [{"trainee_no": trainee_no, "held_on": held_on, "hours": hours} for held_on, hours in rows]


def test_the_lectures_of_a_day_are_added_for_each_trainee(rulebook: Rulebook) -> None:
    rows = lectures((START, "5:00"), (START, "4:00"), (date(2026, 4, 16), "8:00"))
    rows += lectures((START, "2:00"), trainee_no="T-2") + lectures((START, "1:00"), trainee_no=None)
    assert seen(rulebook, "lecture_days", lectures=rows) == [
        ("T-1", START, 540, 540),
        ("T-1", date(2026, 4, 16), 480, 480),
        ("T-2", START, 120, 120),
        (None, START, 60, 60),
    ]


@pytest.mark.parametrize("hours", [None, "八時間半"])
def test_a_lecture_that_does_not_say_how_long_it_took_may_have_filled_its_day(
    rulebook: Rulebook, hours: str | None
) -> None:
    rows = lectures((START, "5:00"), (START, hours), (date(2026, 4, 16), hours))
    assert seen(rulebook, "lecture_days", lectures=rows) == [
        ("T-1", START, 300, None),
        ("T-1", date(2026, 4, 16), 0, None),
    ]


@pytest.mark.parametrize("held_on", [None, UNREADABLE])
def test_a_lecture_without_its_day_stands_alone_and_is_certain_on_none(rulebook: Rulebook, held_on: str | None) -> None:
    rows = lectures((START, "5:00"), (held_on, "4:00"), (held_on, "8:00"), (held_on, None))
    assert seen(rulebook, "lecture_days", lectures=rows) == [
        ("T-1", None, 0, 240),
        ("T-1", None, 0, 480),
        ("T-1", None, 0, None),
        ("T-1", START, 300, 300),
    ]
