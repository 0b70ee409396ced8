"""Who is in training, from raw rows: asked day by day through a rule of one line, and held against every possible world."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

RULE = """
id: in-training
title: {en: In training, ja: 在籍}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans], uses: [trainees, disappearances]}
subject: [plan_no, day]
subjects: |
  SELECT person.source AS source, plan_no, io_no, stage, person.starts_on AS starts_on, ends_on, until_least, until_most, leave_from, leave_until, takeover, day
  FROM trainees_in_training AS person
  CROSS JOIN (SELECT CAST(unnest(generate_series(DATE '2025-03-29', DATE '2025-04-13', INTERVAL 1 DAY)) AS DATE) AS day)
dated: day
requires: in_training(day, starts_on, until_least, until_most, leave_from, leave_until)
message: {en: "{plan_no}", ja: "{plan_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""
ANSWER = {Verdict.MET: "T", Verdict.VIOLATED: ".", Verdict.UNPROVEN: "?"}
FIRST, DAYS = date(2025, 3, 29), 16

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "in-training.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def plan(plan_no: str, **facts: Any) -> dict[str, Any]:
    return {
        "plan_no": plan_no, "trainee_no": f"T-{plan_no}", "io_no": "IO-1", "kind": "supervised", "stage": "1",
        "starts_on": "2025-04-01", "ends_on": "2025-04-08", **facts,
    }  # fmt: skip


def judged(rulebook: Rulebook, **tables: Rows) -> dict[str, list[tuple[Verdict, Mapping[str, Any]]]]:
    rows = judge_rows(rulebook, rulebook.rules["in-training"], tables, as_of=date(2025, 12, 1))
    days: dict[str, list[tuple[Verdict, Mapping[str, Any]]]] = {}
    for verdict, facts in sorted(rows, key=lambda row: (str(row[1]["plan_no"]), str(row[1]["day"]))):
        days.setdefault(str(facts["plan_no"]), []).append((verdict, facts))
    return days


def calendar(rulebook: Rulebook, **tables: Rows) -> dict[str, str]:
    """Each plan's days from 1 to 10 April: T in training, . not, ? open."""
    return {
        plan_no: "".join(ANSWER[verdict] for verdict, _ in days)[3:13]
        for plan_no, days in judged(rulebook, **tables).items()
    }


def fact(rulebook: Rulebook, plan_no: str, name: str, **tables: Rows) -> Any:
    return judged(rulebook, **tables)[plan_no][0][1][name]


def test_training_runs_from_its_first_to_its_last_day_both_included(rulebook: Rulebook) -> None:
    assert calendar(rulebook, plans=[plan("A")]) == {"A": "TTTTTTTT.."}


def test_training_ends_with_the_first_of_what_ends_it_that_day_included(rulebook: Rulebook) -> None:
    plans = [plan("A", ended_on="2025-04-05"), plan("B"), plan("C"), plan("D", ended_on="2025-04-20")]
    trainees = [{"trainee_no": "T-B", "departed_on": "2025-04-03"}, {"trainee_no": "T-A", "departed_on": "2025-04-06"}]
    lost = [{"trainee_no": "T-C", "io_no": "IO-1", "disappeared_on": "2025-04-01"}]
    found = calendar(rulebook, plans=plans, trainees=trainees, disappearances=lost)
    assert found == {"A": "TTTTT.....", "B": "TTT.......", "C": "T.........", "D": "TTTTTTTT.."}


def test_what_happened_before_the_start_ends_nothing(rulebook: Rulebook) -> None:
    trainees = [{"trainee_no": "T-A", "departed_on": "2025-03-31"}]
    lost = [{"trainee_no": "T-A", "disappeared_on": "2024-01-01"}]
    found = calendar(rulebook, plans=[plan("A", ended_on="2025-03-01")], trainees=trainees, disappearances=lost)
    assert found == {"A": "TTTTTTTT.."}


def test_a_disappearance_from_another_employer_ends_nothing_one_without_an_employer_does(rulebook: Rulebook) -> None:
    lost: Rows = [
        {"trainee_no": "T-A", "io_no": "IO-9", "disappeared_on": "2025-04-02"},
        {"trainee_no": "T-B", "io_no": None, "disappeared_on": "2025-04-02"},
    ]
    assert calendar(rulebook, plans=[plan("A"), plan("B")], disappearances=lost) == {
        "A": "TTTTTTTT..",
        "B": "TT........",
    }


def test_someone_lost_whose_number_is_unknown_may_be_any_trainee_of_that_employer(rulebook: Rulebook) -> None:
    lost: Rows = [{"trainee_no": None, "io_no": "IO-1", "disappeared_on": "2025-04-03"}]
    found = calendar(rulebook, plans=[plan("A"), plan("B", io_no="IO-2")], disappearances=lost)
    assert found == {"A": "TTT?????..", "B": "TTTTTTTT.."}


def test_an_end_that_cannot_be_read_leaves_all_days_after_the_first_open(rulebook: Rulebook) -> None:
    found = calendar(rulebook, plans=[plan("A", ended_on="令和7年13月1日"), plan("B", ends_on=None)])
    assert found == {"A": "T???????..", "B": "T?????????"}


def test_a_plan_without_its_first_day_is_open_until_its_last(rulebook: Rulebook) -> None:
    assert calendar(rulebook, plans=[plan("A", starts_on=None)]) == {"A": "????????.."}


def test_days_that_contradict_each_other_prove_nothing(rulebook: Rulebook) -> None:
    assert calendar(rulebook, plans=[plan("A", ends_on="2025-03-01")]) == {"A": "??????????"}


def test_days_at_home_on_leave_are_open(rulebook: Rulebook) -> None:
    plans = [
        plan("A", leave_from="2025-04-03", leave_until="2025-04-05"),
        plan("B", leave_from="2025-04-03"),
        plan("C", leave_from="2025-04-06", ended_on="2025-04-06"),
    ]
    assert calendar(rulebook, plans=plans) == {"A": "TT???TTT..", "B": "TT??????..", "C": "TTTTT?...."}


def test_a_plan_that_never_started_is_left_out_and_an_unreadable_mark_leaves_it_open(rulebook: Rulebook) -> None:
    found = calendar(
        rulebook, plans=[plan("A", not_started="○"), plan("B", not_started="？？"), plan("C", not_started="×")]
    )
    assert found == {"B": "????????..", "C": "TTTTTTTT.."}


def test_a_plan_and_its_changes_are_one_plan_with_the_days_of_the_latest(rulebook: Rulebook) -> None:
    plans = [
        plan("A"),
        plan("B", trainee_no="T-A", original_plan_no="A", ends_on="2025-04-09", io_no="IO-2"),
        plan("C", trainee_no="T-A", original_plan_no="B", ends_on="2025-04-05", io_no="IO-3", starts_on="2025-04-04"),
    ]
    assert calendar(rulebook, plans=plans) == {"A": "TTTTT....."}
    assert fact(rulebook, "A", "io_no", plans=plans) == "IO-3"
    assert len(fact(rulebook, "A", "source", plans=plans)) == 3


def test_two_changes_of_one_plan_follow_the_days_of_accreditation(rulebook: Rulebook) -> None:
    plans = [
        plan("A"),
        plan("B", trainee_no="T-A", original_plan_no="A", ends_on="2025-04-09", accredited_on="2025-04-04"),
        plan("C", trainee_no="T-A", original_plan_no="A", ends_on="2025-04-05", applied_on="2025-04-03"),
    ]
    assert calendar(rulebook, plans=plans) == {"A": "TTTTTTTTT."}


def test_two_changes_without_an_order_leave_open_what_they_do_not_share(rulebook: Rulebook) -> None:
    plans = [
        plan("A"),
        plan("B", trainee_no="T-A", original_plan_no="A", ends_on="2025-04-09"),
        plan("C", trainee_no="T-A", original_plan_no="A", ends_on="2025-04-05", io_no="IO-2"),
    ]
    assert calendar(rulebook, plans=plans) == {"A": "TTTTT????."}
    assert fact(rulebook, "A", "io_no", plans=plans) is None


def test_a_change_whose_original_was_not_brought_carries_the_originals_number(rulebook: Rulebook) -> None:
    assert calendar(rulebook, plans=[plan("B", original_plan_no="A")]) == {"A": "TTTTTTTT.."}


def test_no_original_written_as_none_joins_nobody(rulebook: Rulebook) -> None:
    plans = [plan("A", original_plan_no="なし"), plan("B", original_plan_no="なし"), plan("C", original_plan_no="C")]
    assert calendar(rulebook, plans=plans) == {"A": "TTTTTTTT..", "B": "TTTTTTTT..", "C": "TTTTTTTT.."}


def test_rows_of_two_trainees_are_no_one_plan_and_prove_nothing(rulebook: Rulebook) -> None:
    assert calendar(rulebook, plans=[plan("A"), plan("B", original_plan_no="A")]) == {
        "A": "????????..",
        "B": "????????..",
    }


def test_a_ring_of_changes_is_still_one_plan(rulebook: Rulebook) -> None:
    plans = [plan("A", original_plan_no="B", trainee_no="T-1"), plan("B", original_plan_no="A", trainee_no="T-1")]
    assert calendar(rulebook, plans=plans) == {"A": "TTTTTTTT.."}


def test_the_row_of_the_end_is_among_the_sources(rulebook: Rulebook) -> None:
    lost = [
        {"trainee_no": "T-A", "disappeared_on": "2025-04-02"},
        {"trainee_no": "T-A", "disappeared_on": "2025-05-02"},
    ]
    assert len(fact(rulebook, "A", "source", plans=[plan("A")], disappearances=lost)) == 2


ends = st.one_of(st.none(), st.just("unreadable"), st.integers(-2, 9))


def worlds(starts: int | None, last: int | None, events: list[int | str | None]) -> Iterator[tuple[int, int]]:
    """Every first and last day of training that may lie behind what the books say; days as numbers, 0 = 1 April."""
    span = list(range(-4, 14))
    firsts = span if starts is None else [starts]
    lasts = span if last is None else [last]
    happened = [span if isinstance(event, str) else [event] for event in events if event is not None]
    for first, end, *days in product(firsts, lasts, *happened):
        if first <= end:
            yield first, min([end, *(day for day in days if day >= first)])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(-2, 3)), st.one_of(st.none(), st.integers(3, 9)), ends, ends, ends),
        min_size=12,
        max_size=12,
    )
)
def test_a_day_is_certain_exactly_where_every_possible_world_agrees(
    rulebook: Rulebook, books: list[tuple[int | None, int | None, int | str | None, int | str | None, int | str | None]]
) -> None:
    def cell(value: int | str | None) -> str | None:
        return (date(2025, 4, 1) + timedelta(value)).isoformat() if isinstance(value, int) else value

    plans, trainees, lost = [], [], []
    for number, (starts, last, ended, departed, disappeared) in enumerate(books):
        plans.append(plan(f"P-{number:02}", starts_on=cell(starts), ends_on=cell(last), ended_on=cell(ended)))
        trainees.append({"trainee_no": f"T-P-{number:02}", "departed_on": cell(departed)})
        if disappeared is not None:
            lost.append({"trainee_no": f"T-P-{number:02}", "disappeared_on": cell(disappeared)})
    found = judged(rulebook, plans=plans, trainees=trainees, disappearances=lost)
    for number, (starts, last, *events) in enumerate(books):
        possible = set(worlds(starts, last, list(events)))
        for offset, (verdict, _) in enumerate(found[f"P-{number:02}"]):
            day = offset + (FIRST - date(2025, 4, 1)).days
            answers = {start <= day <= end for start, end in possible}
            expected = (
                {True: Verdict.MET, False: Verdict.VIOLATED}[answers.pop()] if len(answers) == 1 else Verdict.UNPROVEN
            )
            if starts is None and verdict is Verdict.UNPROVEN:
                continue  # no attempt is made to be certain of anything without a first day
            assert verdict is expected, (books[number], day)
