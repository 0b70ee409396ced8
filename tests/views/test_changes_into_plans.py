"""Which employer changes led to a plan, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: led
title: {en: Led, ja: 変更}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans], uses: [employer_changes]}
subject: [plan_no]
subjects: SELECT source, plan_no, unavoidable, array_length(source) AS changes FROM changes_into_plans
dated: CAST(NULL AS DATE)
requires: unavoidable
message: {en: "{plan_no}", ja: "{plan_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""
PLAN = {"plan_no": "P-2", "trainee_no": "T-1", "io_no": "IO-2"}
LEFT = {"plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1"}
CHANGE = {"trainee_no": "T-1", "from_io_no": "IO-1", "to_io_no": "IO-2", "reason": "dismissed"}


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "led.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def led(rulebook: Rulebook, *changes: dict[str, Any], plans: tuple[dict[str, Any], ...] = (LEFT, PLAN)) -> Any:
    """By plan: whether a change certainly led to it unavoidably, and how many may have led to it."""
    numbered = [{"change_no": f"C-{number}", **change} for number, change in enumerate(changes)]
    rows = judge_rows(
        rulebook, rulebook.rules["led"], {"plans": plans, "employer_changes": numbered}, as_of=date(2026, 11, 30)
    )
    return {facts["plan_no"]: (facts["unavoidable"], facts["changes"]) for _, facts in rows}


def test_a_change_leads_to_the_trainees_plan_with_the_new_employer(rulebook: Rulebook) -> None:
    assert led(rulebook, CHANGE) == {"P-2": (True, 1)}
    assert led(rulebook, CHANGE | {"to_io_no": "IO-3"}) == {}
    assert led(rulebook, CHANGE | {"trainee_no": "T-2"}) == {}


def test_a_change_leads_to_its_new_plan_whatever_is_known_of_the_employer(rulebook: Rulebook) -> None:
    assert led(rulebook, CHANGE | {"to_io_no": None, "new_plan_no": "P-2"}) == {"P-2": (True, 1)}
    assert led(rulebook, CHANGE | {"to_io_no": "IO-3", "new_plan_no": "P-2"}) == {"P-2": (True, 1)}


def test_a_change_whose_new_employer_is_unknown_may_lead_anywhere_but_back(rulebook: Rulebook) -> None:
    assert led(rulebook, CHANGE | {"to_io_no": None}) == {"P-2": (None, 1)}
    assert led(rulebook, CHANGE | {"to_io_no": "IO-3", "new_plan_no": "#REF!"}) == {"P-2": (None, 1)}
    assert led(rulebook, CHANGE | {"to_io_no": None, "from_io_no": None}) == {"P-1": (None, 1), "P-2": (None, 1)}


@pytest.mark.parametrize(
    "doubt",
    [{"reason": "not_unavoidable"}, {"reason": None}, {"sole_trainee_fault": True}, {"sole_trainee_fault": "不明"}],
)
def test_a_change_without_an_unavoidable_reason_led_there_all_the_same(
    rulebook: Rulebook, doubt: dict[str, Any]
) -> None:
    assert led(rulebook, CHANGE | doubt) == {"P-2": (None, 1)}
    assert led(rulebook, CHANGE | doubt, CHANGE) == {"P-2": (True, 2)}


def test_a_row_that_names_no_trainee_counts_for_its_new_plan_or_employer_and_never_certainly(
    rulebook: Rulebook,
) -> None:
    nobodys = CHANGE | {"trainee_no": None}
    assert led(rulebook, nobodys | {"new_plan_no": "P-2"}) == {"P-2": (None, 1)}
    assert led(rulebook, nobodys | {"to_io_no": None}) == {}
    nobody = PLAN | {"trainee_no": None}
    assert led(rulebook, CHANGE, plans=(LEFT, nobody)) == {"P-2": (None, 1)}
    assert led(rulebook, CHANGE | {"to_io_no": None, "new_plan_no": "P-2"}, plans=(nobody,)) == {"P-2": (None, 1)}
