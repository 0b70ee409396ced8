"""Whom a disappearance may bar, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: lost
title: {en: Lost, ja: 行方不明}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans, disappearances]}
subject: [row_no]
subjects: SELECT [source] AS source, row_number() OVER (ORDER BY side, party) AS row_no, side, party, certain, disappeared_on, attributable_to FROM disappearance_faults
dated: CAST(NULL AS DATE)
requires: certain
message: {en: "{row_no}", ja: "{row_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: [], disappearances: []}, met: 0}
"""
PLAN = {"plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1", "so_no": "SO-1", "kind": "supervised"}
OTHER = {"plan_no": "P-2", "trainee_no": "T-2", "io_no": "IO-2", "so_no": "SO-2", "kind": "supervised"}
OWN = {"plan_no": "P-3", "trainee_no": "T-1", "io_no": "IO-1", "so_no": None, "kind": "enterprise"}
LOST = {
    "trainee_no": "T-1",
    "io_no": "IO-1",
    "so_no": "SO-1",
    "disappeared_on": "2024-10-01",
    "attributable_to": "both",
}
NAMELESS = LOST | {"io_no": None, "so_no": None}
ANYONE = [("io", "IO-1", False), ("io", "IO-2", False), ("so", "SO-1", False), ("so", "SO-2", False)]

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "lost.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def barred(rulebook: Rulebook, lost: Row, *plans: Row) -> list[tuple[Any, ...]]:
    """Each side and party that may be barred, and whether it is certain."""
    book = {"plans": plans or (PLAN, OTHER), "disappearances": [lost]}
    rows = judge_rows(rulebook, rulebook.rules["lost"], book, as_of=date(2026, 11, 30))
    return sorted(((f["side"], f["party"], f["certain"]) for _, f in rows), key=str)


@pytest.mark.parametrize(("fault", "sides"), [("io", ["io"]), ("so", ["so"]), ("both", ["io", "so"]), ("none", [])])
def test_a_known_fault_bars_those_whose_it_is(rulebook: Rulebook, fault: str, sides: list[str]) -> None:
    parties = {"io": "IO-1", "so": "SO-1"}
    assert barred(rulebook, LOST | {"attributable_to": fault}) == [(side, parties[side], True) for side in sides]


@pytest.mark.parametrize("fault", [None, "#REF!"])
def test_an_unknown_fault_may_be_of_either_side_and_is_never_certain(rulebook: Rulebook, fault: str | None) -> None:
    assert barred(rulebook, LOST | {"attributable_to": fault}) == [("io", "IO-1", False), ("so", "SO-1", False)]


def test_a_plan_that_does_not_name_its_own_may_be_the_barred_ones(rulebook: Rulebook) -> None:
    unnamed = OTHER | {"io_no": None, "so_no": None}
    assert barred(rulebook, LOST, PLAN, unnamed) == [
        ("io", "IO-1", True), ("io", None, False), ("so", "SO-1", True), ("so", None, False),
    ]  # fmt: skip


def test_a_disappearance_that_names_nobody_is_that_of_the_trainees_only_ones(rulebook: Rulebook) -> None:
    assert barred(rulebook, NAMELESS) == [("io", "IO-1", True), ("so", "SO-1", True)]
    assert barred(rulebook, NAMELESS | {"trainee_no": "T-9"}) == ANYONE
    assert barred(rulebook, NAMELESS, PLAN, OTHER | {"trainee_no": "T-1"}) == ANYONE
    half_named: list[Row] = [PLAN, OTHER, {**PLAN, "plan_no": "P-3", "io_no": None, "so_no": None}]
    assert barred(rulebook, NAMELESS, *half_named) == sorted(
        [*ANYONE, ("io", None, False), ("so", None, False)], key=str
    )


def test_a_plan_that_names_no_trainee_may_be_the_lost_ones(rulebook: Rulebook) -> None:
    assert barred(rulebook, NAMELESS, PLAN, OTHER | {"trainee_no": "#REF!"}) == ANYONE
    same = PLAN | {"plan_no": "P-4", "trainee_no": None}
    assert barred(rulebook, NAMELESS, PLAN, OTHER, same) == [("io", "IO-1", True), ("so", "SO-1", True)]


def test_an_unknown_fault_is_no_organisations_where_every_plan_it_may_be_of_is_an_enterprises(
    rulebook: Rulebook,
) -> None:
    unblamed = NAMELESS | {"attributable_to": None}
    assert barred(rulebook, unblamed, OWN) == [("io", "IO-1", False)]
    assert barred(rulebook, unblamed, OWN, OTHER) == [("io", "IO-1", False)]
    mixed = barred(rulebook, unblamed, OWN, OTHER | {"trainee_no": None})
    assert mixed == [("io", "IO-1", False), ("io", "IO-2", False), ("so", "SO-2", False), ("so", None, False)]
    assert barred(rulebook, unblamed | {"so_no": "SO-2"}, OWN, OTHER)[-1] == ("so", None, False)
    assert barred(rulebook, NAMELESS, OWN, OTHER) == [("io", "IO-1", True), ("so", "SO-2", False), ("so", None, False)]
