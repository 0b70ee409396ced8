"""Blocks of three months in which an audit is owed, from raw rows, asked through a rule of one line."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: audit-blocks
title: {en: A view, ja: ビュー}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans], uses: [trainees, disappearances, lectures, supervising_orgs, dispositions]}
subject: [so_no, io_no, block_from]
subjects: SELECT source, so_no, io_no, block_from, spell_from, silent_from, throughout FROM audit_blocks
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {en: "x", ja: "x"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""
Block = tuple[Any, ...]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "audit-blocks.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def plan(plan_no: str = "P-1", **facts: Any) -> dict[str, Any]:
    return {
        "plan_no": plan_no, "trainee_no": plan_no, "io_no": "IO-1", "so_no": "許2404000001", "kind": "supervised",
        "stage": "2", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30), **facts,
    }  # fmt: skip


def blocks(rulebook: Rulebook, *plans: dict[str, Any], as_of: date = date(2026, 11, 30)) -> list[Block]:
    rows = judge_rows(rulebook, rulebook.rules["audit-blocks"], {"plans": list(plans)}, as_of=as_of)
    return sorted((f["block_from"], f["spell_from"], f["silent_from"], f["throughout"]) for _, f in rows)


JAN, FEB, APR, MAY = (date(2026, month, 1) for month in (1, 2, 4, 5))


def test_blocks_follow_one_another_to_the_last_day_of_training(rulebook: Rulebook) -> None:
    assert blocks(rulebook, plan()) == [(JAN, JAN, JAN, True), (APR, JAN, APR, True)]
    assert blocks(rulebook, plan(ends_on=date(2026, 6, 29)))[1] == (APR, JAN, APR, False)
    assert blocks(rulebook, plan(), as_of=date(2026, 3, 31)) == [(JAN, JAN, JAN, True)]


def test_a_gap_into_another_month_begins_anew_and_one_day_after_another_does_not(rulebook: Rulebook) -> None:
    first = plan(ends_on=date(2026, 4, 30))
    assert [row[0] for row in blocks(rulebook, first, plan("P-2", starts_on=date(2026, 5, 1)))] == [JAN, APR]
    assert [row[0] for row in blocks(rulebook, first, plan("P-2", starts_on=date(2026, 5, 2)))] == [JAN, APR, MAY]
    first = plan(ends_on=date(2026, 5, 1))
    assert [row[0] for row in blocks(rulebook, first, plan("P-2", starts_on=date(2026, 5, 20)))] == [JAN, APR]


def test_another_plan_without_its_start_asks_for_two_more_months(rulebook: Rulebook) -> None:
    assert blocks(rulebook, plan(), plan("P-2", starts_on=None)) == [(JAN, JAN, JAN, False), (APR, JAN, FEB, True)]


def test_blocks_are_as_long_as_the_rule_says(rulebook: Rulebook) -> None:
    for value in load().rules["audit-every-three-months"].file.parameters["audit_months"].values.values():
        second, end = (JAN + relativedelta(months=times * int(str(value))) for times in (1, 2))
        last = end - timedelta(1)
        assert blocks(rulebook, plan(ends_on=last)) == [(JAN, JAN, JAN, True), (second, JAN, second, True)]
        assert blocks(rulebook, plan(ends_on=last - timedelta(1)))[1] == (second, JAN, second, False)
