"""The trainees of an employer on each day one of its plans starts, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: at-starts
title: {en: A view, ja: ビュー}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans], uses: [implementing_orgs, supervising_orgs, trainees, disappearances, dispositions]}
subject: [plan_no]
subjects: SELECT source, io_no, starts_on, plan_no, trainees, trainees_most, certain, general_licence FROM trainees_at_starts
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {en: "{plan_no}", ja: "{plan_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "at-starts.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def starts(
    rulebook: Rulebook, *plans: dict[str, Any], licences: list[dict[str, Any]] | None = None
) -> dict[str, dict[str, Any]]:
    common = {
        "io_no": "IO-1", "so_no": "SO-1", "kind": "supervised", "stage": "1", "starts_on": JUNE,
        "ends_on": date(2027, 5, 31),
    }  # fmt: skip
    rows = [{**common, "plan_no": f"P-{n}", "trainee_no": f"T-{n}", **plan} for n, plan in enumerate(plans, 1)]
    given = {"plans": rows, "supervising_orgs": licences or []}
    found = judge_rows(rulebook, rulebook.rules["at-starts"], given, as_of=date(2026, 11, 30))
    return {str(facts["plan_no"]): facts for _, facts in found}


def counts(facts: dict[str, Any]) -> tuple[int | None, int | None]:
    return facts["trainees"], facts["trainees_most"]


def test_one_row_for_each_employer_kind_stage_and_start(rulebook: Rulebook) -> None:
    others: list[dict[str, Any]] = [{"starts_on": JULY}, {"stage": "2"}, {"kind": "enterprise"}, {"io_no": "IO-2"}]
    found = starts(rulebook, {}, {}, *others)
    assert {number: counts(facts) for number, facts in found.items()} == {
        "P-1": (2, 2), "P-3": (3, 3), "P-4": (1, 1), "P-5": (1, 1), "P-6": (1, 1),
    }  # fmt: skip


def test_a_trainee_counts_once_and_one_taken_over_not_at_all(rulebook: Rulebook) -> None:
    assert counts(starts(rulebook, {}, {"trainee_no": "T-1"}, {"takeover": True})["P-1"]) == (1, 1)


@pytest.mark.parametrize(
    "doubt",
    [{"takeover": "？"}, {"stage": "？"}, {"kind": "？"}, {"io_no": None}, {"starts_on": "？"}, {"not_started": "？"}],
)
def test_a_doubtful_trainee_counts_only_at_most(rulebook: Rulebook, doubt: dict[str, Any]) -> None:
    assert counts(starts(rulebook, {}, doubt)["P-1"]) == (1, 2)


@pytest.mark.parametrize("unknown", [{"kind": "？"}, {"stage": None}, {"starts_on": None}, {"io_no": None}])
def test_what_is_unknown_has_no_upper_number(rulebook: Rulebook, unknown: dict[str, Any]) -> None:
    assert starts(rulebook, unknown)["P-1"]["trainees_most"] is None


def test_a_stray_counts_only_while_in_training(rulebook: Rulebook) -> None:
    stray = {"io_no": None, "ends_on": date(2026, 6, 30)}
    found = starts(rulebook, {}, {"starts_on": JULY}, {**stray, "starts_on": date(2026, 6, 2)}, stray)
    assert (counts(found["P-1"]), counts(found["P-2"])) == ((1, 2), (2, 2))


@pytest.mark.parametrize("doubt", [{"takeover": "？"}, {"not_started": "？"}])
def test_a_start_is_certain_where_one_of_its_plans_is(rulebook: Rulebook, doubt: dict[str, Any]) -> None:
    found = starts(rulebook, {}, doubt, {**doubt, "starts_on": JULY})
    assert (found["P-1"]["certain"], found["P-3"]["certain"]) == (True, False)


@pytest.mark.parametrize(
    ("other", "general"), [("general", True), ("specified", False), (None, None)], ids=["general", "specified", "none"]
)
def test_the_licence_is_that_of_the_strictest_organisation(
    rulebook: Rulebook, other: str | None, general: bool | None
) -> None:
    until: dict[str, Any] = {"licence_from": date(2025, 4, 1), "licence_until": JUNE}
    licences = [
        {"so_no": "SO-1", "licence_kind": "general", **until},
        {"so_no": "SO-2", "licence_kind": other, **until},
    ]
    found = starts(rulebook, {}, {"so_no": "SO-2"}, {"starts_on": JULY}, {"kind": "enterprise"}, licences=licences)
    assert [found[number]["general_licence"] for number in ("P-1", "P-3", "P-4")] == [general, None, True]
