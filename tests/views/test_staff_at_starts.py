"""The staff and the excellence of an employer on the day a plan starts, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: staff
title: {en: A view, ja: ビュー}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans], uses: [implementing_orgs, staff_counts, trainees, disappearances]}
subject: [io_no]
subjects: SELECT source, io_no, staff_least, staff_most, surely_excellent, maybe_excellent FROM staff_at_starts
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {en: "{io_no}", ja: "{io_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "staff.yaml").write_text(RULE, "utf-8")
    return load(folder)


def staff(rulebook: Rulebook, *counts: tuple[Any, Any, Any, Any]) -> tuple[Any, ...]:
    names = ("workplace", "counted_on", "regular_staff", "excellent")
    given: dict[str, list[dict[str, Any]]] = {
        "plans": [{"plan_no": "P", "io_no": "IO", "starts_on": date(2026, 6, 1), "ends_on": date(2027, 5, 31)}],
        "implementing_orgs": [{"io_no": "IO", "regular_staff": 7, "excellent": False}],
        "staff_counts": [{"io_no": "IO", **dict(zip(names, count, strict=True))} for count in counts],
    }
    [(_, facts)] = judge_rows(rulebook, rulebook.rules["staff"], given, as_of=date(2026, 11, 30))
    return tuple(facts[name] for name in ("staff_least", "staff_most", "surely_excellent", "maybe_excellent"))


def test_a_count_without_a_day_proves_nothing_alone_and_may_be_the_last(rulebook: Rulebook) -> None:
    assert staff(rulebook, ("A", None, 30, True)) == (0, None, False, True)
    assert staff(rulebook, ("A", APRIL, 30, True), ("A", None, 10, False)) == (10, 30, False, True)


def test_excellence_is_the_employers_own_only_where_no_count_tells_it(rulebook: Rulebook) -> None:
    assert staff(rulebook, ("A", APRIL, 30, None)) == (30, 30, False, False)
    assert staff(rulebook, ("A", APRIL, 30, True), ("A", MAY, 20, None)) == (20, 20, False, True)
    assert staff(rulebook, ("A", APRIL, 30, True)) == (30, 30, True, True)


def test_two_counts_for_no_workplace_on_one_day_may_be_two_workplaces(rulebook: Rulebook) -> None:
    assert staff(rulebook, (None, APRIL, 30, None), (None, APRIL, 10, None)) == (10, 40, False, False)
