"""Care staff and licences on the day a plan starts, from raw rows, asked through rules of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: {name}
title: {{en: A view, ja: ビュー}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Technical Intern Training Act, ja: 技能実習法}}
    article: {{en: "Art. 9", ja: 第9条}}
    mark: VERIFIED-LAW
effective: {{from: 1990-01-01}}
books: {{needs: [plans], uses: [implementing_orgs, staff_counts, supervising_orgs, trainees, disappearances, dispositions]}}
subject: [starts_on]
subjects: SELECT source, starts_on, {columns} FROM {table}
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {{en: "{{starts_on}}", ja: "{{starts_on}}"}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{plans: []}}, met: 0}}
"""
STARTS_ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    for name, table, columns in (
        ("care-staff", "care_staff_at_starts", "workplace, staff_least, staff_most"),
        ("licence", "licence_at_starts", "licence_kind, excellent"),
    ):
        (folder / f"{name}.yaml").write_text(RULE.format(name=name, table=table, columns=columns), "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def plan(**facts: Any) -> dict[str, Any]:
    return {
        "plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1", "so_no": "SO-1", "workplace": "A", "stage": "1",
        "starts_on": STARTS_ON, "ends_on": date(2027, 5, 31), **facts,
    }  # fmt: skip


def staff(
    rulebook: Rulebook, *counts: dict[str, Any], plans: list[dict[str, Any]] | None = None, own: Any = 7
) -> list[tuple[Any, ...]]:
    given = {
        "plans": plans or [plan()],
        "implementing_orgs": [{"io_no": "IO-1", "care_staff": own}],
        "staff_counts": [{"io_no": "IO-1", **count} for count in counts],
    }
    rows = judge_rows(rulebook, rulebook.rules["care-staff"], given, as_of=date(2026, 11, 30))
    return sorted((facts["workplace"], facts["staff_least"], facts["staff_most"]) for _, facts in rows)


def count(day: Any, care_staff: Any, workplace: str | None = "A") -> dict[str, Any]:
    return {"counted_on": day, "care_staff": care_staff, "workplace": workplace}


def test_the_last_count_of_the_workplace_by_that_day_is_its_staff(rulebook: Rulebook) -> None:
    counts = [count(date(2026, 4, 1), 3), count(STARTS_ON, 5), count(date(2026, 6, 2), 9), count(STARTS_ON, 8, "B")]
    assert staff(rulebook, *counts) == [("A", 5, 5)]
    assert staff(rulebook, count(date(2026, 6, 2), 9)) == []


@pytest.mark.parametrize("doubtful", [count(None, 2), count(date(2026, 3, 1), 2, None)])
def test_a_count_without_day_or_workplace_leaves_no_upper_bound(rulebook: Rulebook, doubtful: dict[str, Any]) -> None:
    assert staff(rulebook, count(date(2026, 4, 1), 3), doubtful) == [("A", 2, None)]


def test_a_count_that_cannot_be_read_is_from_nothing_upwards(rulebook: Rulebook) -> None:
    assert staff(rulebook, count(date(2026, 4, 1), "約3人")) == [("A", 0, None)]


def test_without_counts_the_employers_row_stands_for_its_only_workplace(rulebook: Rulebook) -> None:
    assert staff(rulebook) == [("A", 7, 7)]
    assert staff(rulebook, own=None) == [("A", 0, None)]
    assert staff(rulebook, plans=[plan(), plan(plan_no="P-2", workplace="B")]) == []
    assert staff(rulebook, plans=[plan(), plan(plan_no="P-2", workplace=None)]) == []
    assert staff(rulebook, plans=[plan(starts_on=date(2025, 11, 30))]) == [("A", 7, None)]


def licence(rulebook: Rulebook, *rows: dict[str, Any], revoked_on: Any = None) -> list[tuple[Any, ...]]:
    running = {"so_no": "SO-1", "licence_from": date(2025, 4, 1), "licence_until": STARTS_ON}
    told = {"org_type": "so", "org_no": "SO-1", "kind": "so_revocation", "decided_on": revoked_on}
    given = {
        "plans": [plan()],
        "supervising_orgs": [{**running, **row} for row in rows],
        "dispositions": [told] if revoked_on else [],
    }
    found = judge_rows(rulebook, rulebook.rules["licence"], given, as_of=date(2026, 11, 30))
    return [(facts["licence_kind"], facts["excellent"]) for _, facts in found]


def test_the_licence_is_the_one_that_runs_on_that_day(rulebook: Rulebook) -> None:
    general = {"licence_kind": "general", "excellent": True}
    assert licence(rulebook, general) == [("general", True)]
    assert licence(rulebook, {**general, "licence_until": date(2026, 5, 31)}) == []
    assert licence(rulebook, {**general, "licence_from": date(2026, 6, 2), "licence_until": date(2030, 1, 1)}) == []
    assert licence(rulebook, general, revoked_on=date(2026, 6, 2)) == [("general", True)]
    assert licence(rulebook, general, revoked_on=STARTS_ON) == []
    assert licence(rulebook, general, revoked_on="令和8年13月1日") == []


def test_licences_that_differ_or_are_blank_are_unknown(rulebook: Rulebook) -> None:
    general = {"licence_kind": "general", "excellent": True}
    other = {"licence_kind": "specified", "excellent": False, "licence_from": date(2025, 5, 1)}
    assert licence(rulebook, general, other) == [(None, None)]
    assert licence(rulebook, general, {"licence_from": date(2025, 5, 1)}) == [(None, None)]
