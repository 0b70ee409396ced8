"""Whose shift it is, and which calendar days it uses: from raw rows of the time record, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: used
title: {en: Days used, ja: 労働日}
force: note
sees: {extent: full}
basis:
  - law: {en: Labour Standards Act, ja: 労働基準法}
    article: {en: "Art. 35(1)", ja: 第35条第1項}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [shifts], uses: [plans, implementing_orgs]}
subject: [trainee_no, io_no, workplace, worked_on]
subjects: SELECT source, trainee_no, io_no, workplace, farming, worked_on, worked, flagged FROM worked_days
dated: worked_on
requires: worked
message: {en: "{trainee_no}", ja: "{trainee_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {shifts: []}, met: 0}
"""
FOURTH, FIFTH = date(2025, 2, 4), date(2025, 2, 5)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "used.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def days(rulebook: Rulebook, *shifts: Row, **given: list[Row]) -> list[Row]:
    rows = [{"trainee_no": "T-1", "io_no": "IO-1", "worked_on": FOURTH, **shift} for shift in shifts]
    found = judge_rows(rulebook, rulebook.rules["used"], {"shifts": rows, **given}, as_of=date(2026, 11, 30))
    return sorted((dict(facts) for _, facts in found), key=lambda facts: str((facts["worked_on"], facts["io_no"])))


@pytest.mark.parametrize(
    ("shift", "used"),
    [
        ({"hours": "8:00"}, {FOURTH: True}),
        ({"starts_at": "20:00", "ends_at": "4:00"}, {FOURTH: True, FIFTH: True}),
        ({"starts_at": "20:00", "ends_at": "0:00"}, {FOURTH: True}),
        ({"starts_at": "25:00", "ends_at": "29:00"}, {FIFTH: True}),
        ({"starts_at": "20:00", "hours": "4:01"}, {FOURTH: True, FIFTH: None}),
        ({"starts_at": "20:00", "hours": "4:00"}, {FOURTH: True}),
        ({"ends_at": "4:00"}, {FOURTH: None, FIFTH: None}),
        ({}, {FOURTH: None}),
        ({"hours": "0:00", "starts_at": "8:00", "ends_at": "17:00"}, {}),
        ({"worked_on": "2月32日", "hours": "8:00"}, {None: True}),
    ],
)
def test_a_shift_uses_its_day_and_past_midnight_the_next(rulebook: Rulebook, shift: Row, used: Row) -> None:
    assert {facts["worked_on"]: facts["worked"] for facts in days(rulebook, shift)} == used


def test_a_row_without_an_employer_is_the_only_one_of_the_plans(rulebook: Rulebook) -> None:
    one, two = {"plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1"}, {"plan_no": "P-2", "trainee_no": "T-1"}
    shift = {"io_no": None, "hours": "8:00"}
    place = {**shift, "employer": "食堂"}

    assert [facts["io_no"] for facts in days(rulebook, shift, plans=[one])] == ["IO-1"]
    assert [facts["io_no"] for facts in days(rulebook, shift, plans=[one, {**two, "io_no": "IO-2"}])] == [None]
    assert [facts["io_no"] for facts in days(rulebook, shift, plans=[one, two])] == [None]
    assert [(facts["io_no"], facts["workplace"]) for facts in days(rulebook, place, plans=[one])] == [(None, "食堂")]


def test_a_day_is_flagged_where_one_of_its_shifts_is_and_unflagged_where_none_is_blank(rulebook: Rulebook) -> None:
    def flagged(*flags: bool | None) -> list[Any]:
        return [facts["flagged"] for facts in days(rulebook, *({"hours": "4:00", "rest_day": flag} for flag in flags))]

    assert flagged(False, True, None) == [True]
    assert flagged(False, False) == [False]
    assert flagged(False, None) == [None]


@pytest.mark.parametrize(
    ("sector", "farming"), [("agriculture", True), ("fishery", True), ("general", False), (None, None)]
)
def test_farming_and_fishing_are_told_by_the_sector(
    rulebook: Rulebook, sector: str | None, farming: bool | None
) -> None:
    orgs: list[Row] = [{"io_no": "IO-1", "sector": sector}, {"io_no": "IO-2", "sector": "agriculture"}]

    assert [facts["farming"] for facts in days(rulebook, {"hours": "8:00"}, implementing_orgs=orgs)] == [farming]
