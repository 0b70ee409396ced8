"""Runs of permits from raw rows: asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: runs
title: {en: Runs, ja: 許可期間}
force: note
sees: {extent: full}
basis:
  - law: {en: Immigration Act Enforcement Regulations, ja: 入管法施行規則}
    article: {en: "Art. 19(5)(i)", ja: 第19条第5項第1号}
    mark: VERIFIED-R
effective: {from: 1990-01-01}
books: {needs: [permits]}
subject: [trainee_no, measure, valid_from, valid_until]
subjects: SELECT source, trainee_no, measure, valid_from, valid_until, array_length(source) AS permits FROM permit_runs
dated: valid_from
requires: permits > 0
message: {en: "{trainee_no}", ja: "{trainee_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {permits: []}, met: 0}
"""

Run = tuple[str | None, str | None, str, str, int]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "runs.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def permit(valid_from: Any, valid_until: Any, **others: Any) -> dict[str, Any]:
    return {
        "trainee_no": "T-1",
        "measure": "outside_28h",
        "valid_from": valid_from,
        "valid_until": valid_until,
        **others,
    }


def runs(rulebook: Rulebook, *permits: dict[str, Any]) -> list[tuple[str, str, int]]:
    """First day, last day and number of permits of each run."""
    rows: list[Any] = judge_rows(rulebook, rulebook.rules["runs"], {"permits": permits}, as_of=date(2026, 11, 30))
    return sorted((str(facts["valid_from"]), str(facts["valid_until"]), facts["permits"]) for _, facts in rows)


def test_a_permit_from_the_next_day_carries_the_run_on(rulebook: Rulebook) -> None:
    assert runs(rulebook, permit("2025-03-01", "2025-03-31"), permit("2025-02-01", "2025-02-28")) == [
        ("2025-02-01", "2025-03-31", 2)
    ]


def test_a_day_between_two_permits_parts_them(rulebook: Rulebook) -> None:
    assert runs(rulebook, permit("2025-02-01", "2025-02-28"), permit("2025-03-02", "2025-03-31")) == [
        ("2025-02-01", "2025-02-28", 1),
        ("2025-03-02", "2025-03-31", 1),
    ]


def test_a_short_permit_inside_a_long_one_does_not_end_it(rulebook: Rulebook) -> None:
    long, inside, after = (
        permit("2025-02-01", "2025-05-31"),
        permit("2025-02-10", "2025-02-20"),
        permit("2025-06-01", "2025-06-30"),
    )

    assert runs(rulebook, long, inside, after) == [("2025-02-01", "2025-06-30", 3)]


def test_equal_permits_are_one_run_also_where_they_open_it(rulebook: Rulebook) -> None:
    assert runs(rulebook, permit("2025-01-01", "2025-01-31"), *[permit("2025-03-01", "2025-03-31")] * 2) == [
        ("2025-01-01", "2025-01-31", 1),
        ("2025-03-01", "2025-03-31", 2),
    ]


def test_other_trainees_and_other_measures_are_other_runs(rulebook: Rulebook) -> None:
    permits = [
        permit("2025-02-01", "2025-02-28"),
        permit("2025-03-01", "2025-03-31", trainee_no="T-2"),
        permit("2025-03-01", "2025-03-30", measure="designated_28h"),
    ]

    assert [count for _, _, count in runs(rulebook, *permits)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("valid_from", "valid_until"),
    [(None, "2025-03-31"), ("2025-03-01", None), ("2025-03-01", "令和7年13月1日"), ("2025-03-01", "2025-02-01")],
)
def test_a_permit_with_an_unknown_day_or_days_reversed_stands_alone(
    rulebook: Rulebook, valid_from: Any, valid_until: Any
) -> None:
    known = permit("2025-02-01", "2025-02-28")

    found = runs(rulebook, known, permit(valid_from, valid_until), permit("2025-04-01", "2025-04-30"))

    assert len(found) == 3
    assert ("2025-02-01", "2025-02-28", 1) in found
    assert ("2025-04-01", "2025-04-30", 1) in found


def test_equal_permits_with_unknown_days_are_one_row(rulebook: Rulebook) -> None:
    assert runs(rulebook, *[permit(None, None, trainee_no=None)] * 2) == [("None", "None", 2)]
