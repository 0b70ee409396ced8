"""The staff and the excellence of an employer on the day a plan starts, from raw rows, asked through a rule of one line."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

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
APRIL, MAY, JUNE, JULY = (date(2026, month, 1) for month in (4, 5, 6, 7))
COLUMNS = ("workplace", "counted_on", "regular_staff", "excellent")

Count = tuple[Any, Any, Any, Any]
Known = tuple[Any, ...]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "staff.yaml").write_text(RULE, "utf-8")
    return load(folder)


def known(
    rulebook: Rulebook,
    counts: Mapping[str, Sequence[Count]],
    nameless: Sequence[Count] = (),
    without: Sequence[str] = (),
    excellent: bool = False,
) -> dict[str, Known]:
    """What is known of each employer: the least and the most of its staff, whether surely and whether maybe excellent."""
    entries = [*((name, row) for name in counts for row in counts[name]), *((None, row) for row in nameless)]
    book: dict[str, list[dict[str, Any]]] = {
        "plans": [{"plan_no": f"P-{name}", "io_no": name, "starts_on": JUNE, "ends_on": date(2027, 5, 31)} for name in counts],
        "implementing_orgs": [{"io_no": name, "regular_staff": 7, "excellent": excellent} for name in counts],
        "staff_counts": [{"io_no": name, **dict(zip(COLUMNS, row, strict=True))} for name, row in entries],
    }  # fmt: skip
    rows = judge_rows(rulebook, rulebook.rules["staff"], book, as_of=date(2026, 11, 30), without=without)
    names = ("staff_least", "staff_most", "surely_excellent", "maybe_excellent")
    return {str(facts["io_no"]): tuple(facts[name] for name in names) for _, facts in rows}


def staff(rulebook: Rulebook, *counts: Count, without: Sequence[str] = ()) -> Known:
    return known(rulebook, {"IO": counts}, without=without)["IO"]


def test_a_count_without_a_day_proves_nothing_alone_and_may_be_the_last(rulebook: Rulebook) -> None:
    assert staff(rulebook, ("A", None, 30, True)) == (0, None, False, True)
    assert staff(rulebook, ("A", APRIL, 30, True), ("A", None, 10, False)) == (10, 30, False, True)


def test_excellence_is_the_employers_own_only_where_counts_have_no_column_for_it(rulebook: Rulebook) -> None:
    assert staff(rulebook) == (7, 7, False, False)
    assert staff(rulebook, ("A", APRIL, 30, None), without=["staff_counts.excellent"]) == (30, 30, False, False)
    assert staff(rulebook, ("A", APRIL, 30, None)) == (30, 30, False, True)
    assert staff(rulebook, ("A", APRIL, 30, True), ("A", MAY, 20, None)) == (20, 20, False, True)
    assert staff(rulebook, ("A", APRIL, 30, True)) == (30, 30, True, True)


def test_two_counts_for_no_workplace_on_one_day_may_be_two_workplaces(rulebook: Rulebook) -> None:
    assert staff(rulebook, (None, APRIL, 30, False), (None, APRIL, 10, False)) == (10, 40, False, False)


def test_a_count_for_no_workplace_replaces_an_earlier_one_only_where_no_count_names_its_own(rulebook: Rulebook) -> None:
    counts = [(None, APRIL, 30, False), (None, MAY, 20, False)]
    assert staff(rulebook, *counts) == (20, 20, False, False)
    assert staff(rulebook, *counts, ("A", APRIL, 25, False)) == (20, 75, False, False)
    assert staff(rulebook, (None, APRIL, 30, False), ("A", JULY, 10, False)) == (30, None, False, False)


def test_a_count_of_an_unknown_employer_may_be_anyones_and_takes_nothing_from_counts_of_its_own(
    rulebook: Rulebook,
) -> None:
    counts: dict[str, list[Count]] = {"counted": [("A", APRIL, 30, True)], "uncounted": []}
    assert known(rulebook, counts, [("A", MAY, 5, False)]) == {
        "counted": (30, 35, True, True),
        "uncounted": (5, 12, False, False),
    }
    assert known(rulebook, counts, [("A", MAY, None, None)]) == {
        "counted": (30, None, True, True),
        "uncounted": (0, None, False, True),
    }
    nameless = [("A", MAY, 5, True), ("B", MAY, 6, None)]
    assert known(rulebook, counts, nameless, excellent=True)["uncounted"] == (5, 18, False, True)
    without = ["staff_counts.excellent"]
    assert known(rulebook, counts, nameless, without, excellent=True)["uncounted"] == (5, 18, True, True)


one_count = st.tuples(
    st.sampled_from(["A", "A", "B", None]),
    st.sampled_from([date(2025, 4, 1), APRIL, JUNE, JULY, None]),
    st.sampled_from([1, 10, 30, None]),
    st.sampled_from([True, False, None]),
)


def with_a_cell_lost(counts: list[Count]) -> list[list[Count]]:
    """Each way to lose one cell of an employer's counts; but not the only workplace named, for counts that name none are of the whole."""
    poorer = [
        [*counts[:place], (*row[:column], None, *row[column + 1 :]), *counts[place + 1 :]]
        for place, row in enumerate(counts)
        for column in range(len(row))
    ]
    return [each for each in poorer if any(row[0] for row in each) or not any(row[0] for row in counts)]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(st.lists(st.lists(one_count, min_size=1, max_size=4), min_size=12, max_size=12))
def test_knowing_less_leaves_every_bound_as_wide_or_wider(rulebook: Rulebook, employers: list[list[Count]]) -> None:
    books = {
        f"{number}-{way}": counts
        for number, rich in enumerate(employers)
        for way, counts in enumerate([rich, *with_a_cell_lost(rich)])
    }
    found = known(rulebook, books)
    for name, (least, most, surely, maybe) in found.items():
        rich_least, rich_most, rich_surely, rich_maybe = found[f"{name.split('-')[0]}-0"]
        assert least <= rich_least, books[name]
        assert (math.inf if most is None else most) >= (math.inf if rich_most is None else rich_most), books[name]
        assert surely <= rich_surely, books[name]
        assert maybe >= rich_maybe, books[name]
