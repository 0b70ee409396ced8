"""Days by which a recommendation or a breach is answered, and years between inspections, counted in plain Python."""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
UNREADABLE = "令和8年13月1日"
Day = int | str | None
"""Days before the day of judgement, "unread", or None for a blank."""
quick = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def cell(day: Day) -> date | str | None:
    return AS_OF - timedelta(day) if isinstance(day, int) else day and UNREADABLE


def verdicts(rulebook: Rulebook, rule: str, books: dict[str, list[dict[str, Any]]], name: str) -> dict[str, Verdict]:
    rows = judge_rows(rulebook, rulebook.rules[rule], books, as_of=AS_OF)
    found = {str(facts[name]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    return found


close = st.one_of(st.integers(-2, 2), st.integers(12, 17), st.integers(0, 60))
day = st.one_of(close, close, st.none(), st.just("unread"))
flag = st.sampled_from([True, True, False, None])


def owed(certain: bool | None, done: list[Day], last: int | None) -> Verdict:
    """What is done meets; what is not is pending through its last day, then missed where it was certainly owed."""
    if all(isinstance(each, int) for each in done):
        return Verdict.MET
    if last is not None and last <= 0:
        return Verdict.PENDING
    missed = certain and last is not None and None in done
    return Verdict.VIOLATED if missed else Verdict.UNPROVEN


@quick
@given(audits=st.lists(st.tuples(day, flag, day, day), min_size=30, max_size=30))
def test_a_breach_is_corrected_and_reported_or_missed_after_fourteen_days(
    rulebook: Rulebook, audits: list[tuple[Day, bool | None, Day, Day]]
) -> None:
    rows = [
        {
            "so_no": "許2404000001", "io_no": f"IO-{n}", "audited_on": cell(audited), "labour_violation": breach,
            "corrected_on": cell(corrected), "authority_reported_on": cell(reported),
        }
        for n, (audited, breach, corrected, reported) in enumerate(audits)
    ]  # fmt: skip
    expected = {
        f"IO-{n}": owed(breach, [corrected, reported], audited - 14 if isinstance(audited, int) else None)
        for n, (audited, breach, corrected, reported) in enumerate(audits)
        if breach is not False
    }
    assert verdicts(rulebook, "labour-violation-reported", {"audits": rows}, "io_no") == expected


outcomes = st.sampled_from(["recommendation", "recommendation", "guidance", None])


@quick
@given(inspections=st.lists(st.tuples(outcomes, day, day), min_size=30, max_size=30))
def test_a_recommendation_is_answered_by_its_day(
    rulebook: Rulebook, inspections: list[tuple[str | None, Day, Day]]
) -> None:
    rows = [
        {
            "org_type": "io", "org_no": f"IO-{n}", "inspected_on": date(2026, 1, 1), "outcome": outcome,
            "due_on": cell(due), "reported_on": cell(reported),
        }
        for n, (outcome, due, reported) in enumerate(inspections)
    ]  # fmt: skip
    expected = {}
    for n, (outcome, due, reported) in enumerate(inspections):
        last = due if isinstance(due, int) else None
        if outcome == "guidance":
            continue
        if isinstance(reported, int) and last is None:
            expected[f"IO-{n}"] = Verdict.UNPROVEN
        else:
            late = isinstance(reported, int) and last is not None and reported < last
            expected[f"IO-{n}"] = owed(outcome == "recommendation", [None if late else reported], last)
    assert verdicts(rulebook, "inspection-answered", {"inspections": rows}, "org_no") == expected


years = st.one_of(
    st.sampled_from([AS_OF - relativedelta(years=n) + timedelta(off) for n in (1, 3) for off in (-1, 0, 1)]),
    st.dates(date(2020, 1, 1), AS_OF), st.just(date(2024, 2, 29)), st.none(),
)  # fmt: skip


@quick
@given(firsts=st.lists(st.tuples(years, st.lists(years, max_size=2), st.booleans()), min_size=30, max_size=30))
def test_an_inspection_is_expected_after_a_year_or_three(
    rulebook: Rulebook, firsts: list[tuple[date | None, list[date | None], bool]]
) -> None:
    books: dict[str, list[dict[str, Any]]] = {"supervising_orgs": [], "plans": [], "inspections": []}
    expected = {}
    for n, (first, inspected, employer) in enumerate(firsts):
        kind, number = ("io", f"IO-{n}") if employer else ("so", f"許24040{n:05}")
        if employer:
            plan = {"plan_no": f"P-{n}", "trainee_no": f"T-{n}", "starts_on": first, "ends_on": date(2027, 12, 31)}
            books["plans"].append(plan | {"io_no": number})
        else:
            licence = {"licence_from": first, "licence_until": date(2027, 12, 31)}
            books["supervising_orgs"].append(licence | {"so_no": number})
        books["inspections"] += [{"org_type": kind, "org_no": number, "inspected_on": on} for on in inspected]
        since = max([on for on in inspected if on], default=first)
        recent = since is not None and since + relativedelta(years=3 if employer else 1) >= AS_OF
        doubtful = since is None or None in inspected or (employer and first is None)
        expected[number] = Verdict.MET if recent else Verdict.UNPROVEN if doubtful else Verdict.VIOLATED
    assert verdicts(rulebook, "inspection-cadence", books, "org_no") == expected
