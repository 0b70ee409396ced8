"""Suspensions, licence revocations and improvement orders, read again day by day in plain Python (Act 15, 26(ii), 36, 37)."""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

AS_OF = date(2026, 11, 30)
ACT = date(2017, 11, 1)
BAD = "令和6年13月1日"
DAYS = [
    date(2017, 10, 31), ACT, date(2019, 3, 1), date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1), date(2023, 11, 26), date(2023, 11, 27),
    date(2024, 5, 26), date(2024, 5, 27), date(2025, 2, 28), date(2025, 3, 1), date(2026, 11, 29), AS_OF, date(2026, 12, 1),
]  # fmt: skip
LISTED = {"KHM000005", "KHM000024"}

Row = dict[str, Any]
Truth = bool | None
a_day = st.sampled_from([*DAYS, *DAYS[3:], None, BAD])
an_so = st.sampled_from(["許1700000001", "許1700000001", "許1700000002", "許1700000003"])
settled = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def known(day: Any) -> date | None:
    return day if isinstance(day, date) else None


def reaches(first: date | None, day: date | None) -> Truth:
    return None if first is None or day is None else first <= day


def both(*facts: Truth) -> Truth:
    return False if False in facts else None if None in facts else True


def verdict(answers: set[Truth]) -> Verdict:
    return Verdict.VIOLATED if True in answers else Verdict.UNPROVEN if None in answers else Verdict.MET


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "eligibility")


def judge(rulebook: Rulebook, rule: str, book: dict[str, list[Row]], *names: str) -> dict[Any, Verdict]:
    judged = judge_rows(rulebook, rulebook.rules[rule], book, as_of=AS_OF)
    verdicts = {tuple(facts[name] for name in names): answer for answer, facts in judged}
    assert len(verdicts) == len(judged)
    return verdicts


@settled
@given(
    days=st.lists(st.tuples(an_so, a_day), min_size=6, max_size=15),
    orders=st.lists(st.tuples(an_so, a_day, a_day), min_size=1, max_size=4),
)
def test_no_plan_is_applied_for_in_a_suspension(rulebook: Rulebook, days: list[Any], orders: list[Any]) -> None:
    book = {
        "plans": [
            {"plan_no": f"P{n}", "io_no": "IO-1", "so_no": so_no, "kind": "supervised", "applied_on": applied}
            for n, (so_no, applied) in enumerate(days)
        ],
        "dispositions": [
            {"org_type": "so", "org_no": so_no, "kind": "so_suspension", "from_on": first, "until_on": last}
            for so_no, first, last in orders
        ],
    }
    answers = {}
    for n, (so_no, applied) in enumerate(days):
        day = known(applied)
        if day and day < ACT:
            continue
        found = {both(reaches(known(f), day), reaches(day, known(u))) for other, f, u in orders if other == so_no}
        answers[(f"P{n}",)] = verdict(found)
    assert judge(rulebook, "no-plan-while-suspended", book, "plan_no") == answers


@settled
@given(
    licences=st.lists(st.tuples(a_day, st.sampled_from([0, 0, 1, None])), min_size=4, max_size=9),
    revoked=st.lists(st.tuples(st.integers(0, 8), a_day), min_size=1, max_size=9),
)
def test_no_first_licence_within_five_years(rulebook: Rulebook, licences: list[Any], revoked: list[Any]) -> None:
    """A licence without a name: a revocation of no number of the books may be of its former one, if it began after it."""
    book = {
        "supervising_orgs": [
            {"so_no": f"S{n}", "licence_from": first, "renewal_no": renewal}
            for n, (first, renewal) in enumerate(licences)
        ],
        "dispositions": [
            {"org_type": "so", "org_no": f"S{n}", "name": "見本", "kind": "so_revocation", "decided_on": decided}
            for n, decided in revoked
        ],
    }
    answers = {}
    for n, (first, renewal) in enumerate(licences):
        day = known(first)
        if renewal == 1 or (day and day < ACT):
            continue
        found: set[Truth] = set()
        for decided in [known(decided) for other, decided in revoked if other == n]:
            over = decided and decided + relativedelta(years=5) + timedelta(
                days=(decided.month, decided.day) == (2, 29)
            )
            inside = both(reaches(decided, day), None if day is None or over is None else day < over)
            found.add(both(inside, None if renewal is None else True))
        strangers = [known(decided) for other, decided in revoked if other >= len(licences)]
        found |= {None for decided in strangers if reaches(decided, day) is not False}
        answers[(f"S{n}",)] = verdict(found)
    assert judge(rulebook, "revocation-history-so", book, "so_no") == answers


@settled
@given(
    days=st.lists(st.tuples(st.sampled_from(["VNM000001", *sorted(LISTED)]), a_day), min_size=8, max_size=18),
    book_of=st.lists(st.tuples(a_day, a_day), min_size=2, max_size=2),
)
def test_no_plan_while_its_sending_organisation_is_suspended(
    rulebook: Rulebook, days: list[Any], book_of: list[Any]
) -> None:
    booked = dict(zip(["VNM000001", "KHM000005"], book_of, strict=True))
    book = {
        "plans": [
            {"plan_no": f"P{n}", "kind": "supervised", "stage": "1", "sending_org_no": sending, "applied_on": applied}
            for n, (sending, applied) in enumerate(days)
        ],
        "sending_orgs": [
            {"sending_org_no": number, "suspended_from": first, "released_on": released}
            for number, (first, released) in booked.items()
        ],
    }
    answers = {}
    for n, (sending, applied) in enumerate(days):
        day = known(applied)
        if day and day < ACT:
            continue
        found: set[Truth] = set()
        released: Any = None
        if sending in booked:
            first, released = booked[sending]
            if first == BAD:
                found.add(None)
            elif first is not None:
                free = False if released is None else reaches(known(released), day)
                found.add(both(reaches(known(first), day), None if free is None else not free))
                if day is None:
                    found.add(None)
        else:
            found.add(None)
        if sending in LISTED:
            if day is None:
                found.add(None)
            elif day >= date(2023, 11, 27):
                freed = isinstance(released, date) and day >= released
                least = day <= date(2024, 5, 26)
                found.add(None if least and freed else True if least else False if freed else None)
        answers[(f"P{n}",)] = verdict(found)
    assert judge(rulebook, "sending-org-suspended", book, "plan_no") == answers


@settled
@given(orders=st.lists(st.tuples(a_day, a_day, a_day), min_size=6, max_size=15))
def test_an_order_is_met_by_its_deadline(rulebook: Rulebook, orders: list[Any]) -> None:
    rows = [
        {
            "org_type": "io",
            "org_no": f"IO-{n}",
            "kind": "io_improvement",
            "decided_on": d,
            "due_on": due,
            "corrected_on": c,
        }
        for n, (d, due, c) in enumerate(orders)
    ]
    book = {"dispositions": rows, "implementing_orgs": [{"io_no": row["org_no"]} for row in rows]}
    answers = {}
    for n, (decided, due, corrected) in enumerate(orders):
        day, last = known(decided), known(due)
        if day and day < ACT:
            continue
        done: Truth = None
        if last:
            done = False if corrected is None else reaches(known(corrected), last)
        if not done and last and last >= AS_OF:
            answers[(f"IO-{n}",)] = Verdict.PENDING
        else:
            answers[(f"IO-{n}",)] = verdict({None if done is None else not done})
    assert judge(rulebook, "improvement-order-met", book, "org_no") == answers
