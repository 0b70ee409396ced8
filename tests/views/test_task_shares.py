"""How a plan divides its work, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: shares
title: {en: A view, ja: ビュー}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans]}
subject: [plan_no]
subjects: SELECT source, plan_no, essential_hours, related_hours, peripheral_hours, known_hours, all_known FROM task_shares
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {en: "{plan_no}", ja: "{plan_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "shares.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def shares(rulebook: Rulebook, **plan: Any) -> list[tuple[Any, ...]]:
    """Hours of the three classes, of the known ones together, in minutes, and whether all are known."""
    given = {"plans": [{"plan_no": "P-1", "stage": "1", "transferable_job": True, **plan}]}
    rows = judge_rows(rulebook, rulebook.rules["shares"], given, as_of=date(2026, 11, 30))
    names = ("essential_hours", "related_hours", "peripheral_hours", "known_hours", "all_known")
    return [tuple(facts[name] for name in names) for _, facts in rows]


def test_the_whole_is_the_sum_of_the_three_classes(rulebook: Rulebook) -> None:
    hours = {"essential_hours": "3:00", "related_hours": "2:00", "peripheral_hours": "1:00"}
    assert shares(rulebook, **hours) == [(180, 120, 60, 360, True)]


def test_a_blank_class_is_nothing_only_where_the_others_fill_the_working_time(rulebook: Rulebook) -> None:
    hours = {"essential_hours": "3:00", "related_hours": "2:00"}
    assert shares(rulebook, **hours) == [(180, 120, None, 300, None)]
    assert shares(rulebook, **hours, total_hours="6:00", lecture_hours="1:00") == [(180, 120, 0, 300, True)]
    assert shares(rulebook, **hours, total_hours="6:01", lecture_hours="1:00") == [(180, 120, None, 300, None)]
    alone = {"peripheral_hours": "5:00", "total_hours": "6:00", "lecture_hours": "1:00"}
    assert shares(rulebook, **alone) == [(0, 0, 300, 300, True)]


@pytest.mark.parametrize(("stage", "last"), [("1", None), ("2", 0), ("3", 0), (None, None)])
def test_blank_lecture_hours_are_none_in_stages_two_and_three_alone(
    rulebook: Rulebook, stage: str | None, last: int | None
) -> None:
    hours = {"essential_hours": "3:00", "related_hours": "2:00", "total_hours": "5:00"}
    ((_, _, peripheral, _, _),) = shares(rulebook, **hours, stage=stage)
    assert peripheral == last


def test_a_class_that_cannot_be_read_is_unknown_and_no_hours_are_no_whole(rulebook: Rulebook) -> None:
    hours = {"essential_hours": "3:00", "related_hours": "#REF!", "peripheral_hours": "1:00"}
    assert shares(rulebook, **hours) == [(180, None, 60, 240, None)]
    nothing = {"essential_hours": "0:00", "related_hours": "0:00", "peripheral_hours": "0:00"}
    assert shares(rulebook, **nothing) == [(0, 0, 0, None, True)]


def test_plans_of_occupations_that_are_not_listed_are_left_out_and_doubtful_ones_are_not(rulebook: Rulebook) -> None:
    assert shares(rulebook, transferable_job=False) == []
    assert len(shares(rulebook, transferable_job=None)) == 1
