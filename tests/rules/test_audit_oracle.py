"""Audits counted by hand: who is interviewed, when a report is due, and how long an employer was left alone."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
FIRST = date(2025, 1, 1)
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def judged(rulebook: Rulebook, rule: str, key: str, **books: list[dict[str, Any]]) -> Mapping[Any, Verdict]:
    return {facts[key]: verdict for verdict, facts in judge_rows(rulebook, rulebook.rules[rule], books, as_of=AS_OF)}


def wanted(trainees: int) -> int:
    """Interviews owed of so many trainees."""
    if trainees < 2:
        return trainees
    return 2 if trainees <= 4 else ceil(trainees / 4)


numbers = st.one_of(st.integers(0, 14), st.none())


@quick
@given(st.lists(st.tuples(numbers, numbers, st.sampled_from([False, False, True])), min_size=40, max_size=40))
def test_interviews_are_a_quarter_and_two_of_two_to_four(
    rulebook: Rulebook, audits: list[tuple[int | None, int | None, bool]]
) -> None:
    rows = [
        {
            "so_no": "SO", "io_no": f"IO-{n:03}", "audited_on": "2026-06-01", "trainees": trainees,
            "interviewed": interviewed, "other_method": other,
        }
        for n, (trainees, interviewed, other) in enumerate(audits)
    ]  # fmt: skip

    def expected(trainees: int | None, interviewed: int | None, other: bool) -> Verdict:
        if trainees is None or interviewed is None:
            return Verdict.UNPROVEN
        if interviewed >= wanted(trainees):
            return Verdict.MET
        return Verdict.UNPROVEN if other else Verdict.VIOLATED

    found = judged(rulebook, "audit-interviews", "io_no", audits=rows)
    assert found == {f"IO-{n:03}": expected(*audit) for n, audit in enumerate(audits)}


days = st.integers(0, 710).map(lambda n: FIRST + timedelta(days=n))
ends = st.one_of(st.none(), st.none(), st.tuples(days, st.sampled_from(["so_revocation", "処分"])))


@quick
@given(st.lists(st.tuples(days, st.one_of(st.integers(-2, 75), st.just(59), st.none())), min_size=40, max_size=40))
def test_a_report_is_due_on_the_corresponding_day_two_months_on(
    rulebook: Rulebook, audits: list[tuple[date, int | None]]
) -> None:
    rows = [
        {
            "so_no": "SO", "io_no": f"IO-{n:03}", "audited_on": day,
            "reported_on": None if after is None else day + timedelta(days=after),
        }
        for n, (day, after) in enumerate(audits)
    ]  # fmt: skip

    def expected(day: date, after: int | None) -> Verdict:
        # A period counted from the next day ends on the corresponding day, or on the last of a shorter month.
        due = day + relativedelta(months=2)
        if (day + timedelta(days=1)).day == 1:
            due = (day + timedelta(days=1)) + relativedelta(months=2) - timedelta(days=1)
        if after is not None and 0 <= after <= (due - day).days:
            return Verdict.MET
        if due >= AS_OF:
            return Verdict.PENDING
        return Verdict.UNPROVEN if after is not None and after < 0 else Verdict.VIOLATED

    found = judged(rulebook, "audit-report", "io_no", audits=rows)
    assert found == {f"IO-{n:03}": expected(*audit) for n, audit in enumerate(audits)}


@quick
@given(st.lists(st.tuples(days, days, st.lists(days, max_size=5, unique=True), ends), min_size=20, max_size=20))
def test_an_interval_is_three_months_of_silence_with_trainees_throughout(
    rulebook: Rulebook, employers: list[tuple[date, date, list[date], tuple[date, str] | None]]
) -> None:
    plans = [
        {
            "plan_no": f"P-{n:03}", "trainee_no": f"T-{n:03}", "io_no": f"IO-{n:03}", "so_no": f"SO-{n:03}", "kind": "supervised",
            "stage": "2", "starts_on": min(a, b), "ends_on": max(a, b),
        }
        for n, (a, b, _, _) in enumerate(employers)
    ]  # fmt: skip
    audits = [
        {"so_no": f"SO-{n:03}", "io_no": f"IO-{n:03}", "audited_on": day, "kind": "regular"}
        for n, (_, _, audited, _) in enumerate(employers)
        for day in audited
    ]
    dispositions = [
        {"org_type": "so", "org_no": f"SO-{n:03}", "kind": told[1], "decided_on": told[0]}
        for n, (_, _, _, told) in enumerate(employers)
        if told
    ]
    expected = {}
    for n, (a, b, audited, told) in enumerate(employers):
        for day in audited:
            first, last = min(a, b), max(a, b)
            surely = min(last, told[0] - timedelta(days=1)) if told else last
            last = surely if told and told[1] == "so_revocation" else last
            begun = day + timedelta(days=1)
            end = begun + relativedelta(months=3)
            due = end - timedelta(days=1) if end.day == begun.day else end
            if not first <= due <= last:
                continue
            if any(day < other <= due for other in audited):
                verdict = Verdict.MET
            elif due >= AS_OF:
                verdict = Verdict.PENDING
            else:
                verdict = Verdict.VIOLATED if first <= day and due <= surely else Verdict.UNPROVEN
            expected[f"IO-{n:03}", day] = verdict

    rule = rulebook.rules["audit-interval"]
    rows = judge_rows(rulebook, rule, {"plans": plans, "audits": audits, "dispositions": dispositions}, as_of=AS_OF)
    assert {(facts["io_no"], facts["audited_on"]): verdict for verdict, facts in rows} == expected
