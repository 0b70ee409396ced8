"""The licence on every day it is needed, day by day in plain Python, in every world the blanks leave open (Act 8(4), 9(viii))."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

BAD = "令和5年13月1日"
ACT = date(2017, 11, 1)
AS_OF = date(2024, 3, 6)
DAYS = [date(2024, 2, 26) + timedelta(days=n) for n in range(11)]
LONG_AGO, LONG_AFTER = date(2018, 1, 1), date(2024, 12, 31)
ANY_DAY = [LONG_AGO, *DAYS[::3], LONG_AFTER]

Row = dict[str, Any]
an_early_day = st.sampled_from([LONG_AGO, LONG_AGO, *DAYS[:6]])
a_late_day = st.sampled_from([LONG_AFTER, LONG_AFTER, *DAYS[3:]])
seldom = st.sampled_from([None] * 6 + [BAD])
a_licence = st.fixed_dictionaries(
    {
        "so_no": st.sampled_from(["許1700000001", "許1700000001", "許1700000002"]),
        "licence_kind": st.sampled_from(["general", "general", "specified", "specified", None]),
        "licence_from": st.one_of(an_early_day, an_early_day, an_early_day, seldom),
        "licence_until": st.one_of(a_late_day, a_late_day, a_late_day, seldom),
        "renewal_applied_on": st.sampled_from([None, LONG_AGO, LONG_AFTER, LONG_AFTER, LONG_AFTER]),
        "not_renewing": st.sampled_from([None, None, True, "?"]),
        "renewal_no": st.sampled_from([0, 1, None]),
    }
)
a_revocation = st.fixed_dictionaries(
    {
        "org_no": st.sampled_from(["許1700000001", "許1700000002", "許1700000009"]),
        "kind": st.sampled_from(["so_revocation"] * 3 + ["処分"]),
        "decided_on": st.sampled_from([*DAYS[2:], LONG_AFTER, None, BAD]),
    }
)
a_plan = st.fixed_dictionaries(
    {
        "so_no": st.sampled_from(["許1700000001"] * 5 + ["許1700000002", "許1700000009", None]),
        "kind": st.sampled_from(["supervised"] * 5 + ["enterprise", None]),
        "stage": st.sampled_from(["1", "2", "3", "3", None]),
        "applied_on": st.sampled_from([*DAYS[:6], *DAYS, None, BAD, date(2017, 10, 31)]),
        "so_from": st.sampled_from([*DAYS[:6], *[None] * 9, BAD]),
        "ends_on": st.one_of(a_late_day, a_late_day, seldom),
        "ended_on": st.sampled_from([*DAYS[3:], *[None] * 20, BAD, BAD]),
        "not_started": st.sampled_from([None] * 6 + [True, "?"]),
    }
)


def fact(day: Any) -> list[date]:
    """A day that must exist: itself, or any."""
    return [day] if isinstance(day, date) else ANY_DAY


def event(day: Any) -> list[date | None]:
    """A day that may not have come: blank is none, unreadable is any, or none."""
    return [day] if isinstance(day, date) or day is None else [None, *ANY_DAY]


def pending(row: Row) -> bool:
    """Whether a licence may run on while its renewal is undecided."""
    applied, until = row["renewal_applied_on"], row["licence_until"]
    return (
        row["not_renewing"] is not True and isinstance(applied, date) and isinstance(until, date) and applied <= until
    )


def spans(row: Row, last: bool) -> list[tuple[date, date, str]]:
    """Every licence a row may mean."""
    first, until = row["licence_from"], row["licence_until"]
    if isinstance(first, date) and isinstance(until, date) and first > until:
        first = until = None
    untils = fact(until)
    if last and isinstance(until, date) and pending(row):
        untils = [until, LONG_AFTER]
    kinds = [row["licence_kind"]] if row["licence_kind"] else ["general", "specified"]
    return [(a, b, kind) for a, b, kind in product(fact(first), untils, kinds) if a <= b]


def ended(row: Row, span: tuple[date, date, str], told: list[tuple[date | None, bool]]) -> tuple[date, date, str]:
    """The licence without the days after its revocation; one by its first day may be of an earlier licence, or contradicts it."""
    first, until, kind = span
    for day, hits in told:
        begun = row["licence_from"] if isinstance(row["licence_from"], date) else first
        if day and (day > begun or (hits and not (day < begun and row["renewal_no"] == 0))):
            until = min(until, day - timedelta(days=1))
    return first, until, kind


def worlds(plan: Row, licences: list[Row], told: list[Row]) -> Iterator[tuple[Any, ...]]:
    known = [row["licence_from"] for row in licences if isinstance(row["licence_from"], date)]
    choices: list[list[Any]] = [
        [plan["kind"]] if plan["kind"] else ["supervised", "enterprise"],
        [plan["stage"]] if plan["stage"] else ["1", "3"],
        fact(plan["applied_on"]),
        event(plan["so_from"]),
        fact(plan["ends_on"]),
        event(plan["ended_on"]),
        [None] if plan["not_started"] is None else [None, *ANY_DAY],
        *(
            list(product([*fact(row["decided_on"]), *[None][row["kind"] == "so_revocation" :]], [True, False]))
            for row in told
        ),
        *(spans(row, bool(known) and row["licence_from"] == max(known)) for row in licences),
    ]
    count = prod(len(choice) for choice in choices)
    for number in range(min(count, 1000)):
        world = nth_world(choices, number * 7919 % count)
        facts, revocations, spanned = world[:7], world[7 : 7 + len(told)], world[7 + len(told) :]
        held = zip(licences, spanned, strict=True)
        yield *facts, *(ended(row, span, list(revocations)) for row, span in held)


def nth_world(choices: list[list[Any]], number: int) -> tuple[Any, ...]:
    """One of the product of the choices; a prime step spreads a thousand over all of them."""
    world = []
    for choice in choices:
        number, index = divmod(number, len(choice))
        world.append(choice[index])
    return tuple(world)


def covered(world: tuple[Any, ...]) -> bool | None:
    """Whether every day that needs a licence has one; None in a world without such a day."""
    kind, stage, applied, so_from, ends, ended, stopped, *licences = world
    if kind == "enterprise":
        return True
    first = max(day for day in (applied, so_from) if day)
    last = min(day for day in (ends, ended, AS_OF) if day)
    if stopped:
        last = max(first, min(last, stopped))
    if first > min(last, AS_OF):
        return None
    good = [(a, b) for a, b, kind in licences if stage != "3" or kind == "general"]
    day = first
    while day <= last:
        if not any(a <= day <= b for a, b in good):
            return False
        day += timedelta(days=1)
    return True


def certain(plan: Row, licences: list[Row], told: list[Row]) -> bool:
    cells = [
        plan["applied_on"],
        plan["ends_on"],
        *(row[c] for row in licences for c in ("licence_from", "licence_until")),
    ]
    events = [plan["so_from"], plan["ended_on"], plan["not_started"]]
    blank = plan["kind"] is None or plan["stage"] is None or any(row["licence_kind"] is None for row in licences)
    return (
        not blank
        and all(row["kind"] == "so_revocation" and isinstance(row["decided_on"], date) for row in told)
        and all(
            row["decided_on"] > each["licence_from"]
            for row in told
            for each in licences
            if each["licence_from"] in DAYS
        )
        and all(isinstance(c, date) for c in cells)
        and all(isinstance(e, date | None) for e in events)
        and not any(
            pending(row) for row in licences if row["licence_from"] == max(each["licence_from"] for each in licences)
        )
    )


def check(plan: Row, licences: list[Row], told: list[Row], verdict: Verdict | None) -> None:
    applied, so_from = plan["applied_on"], plan["so_from"]
    begins = [day for day in (applied, so_from) if isinstance(day, date)]
    before = isinstance(applied, date) and applied < ACT
    if plan["kind"] == "enterprise" or before or (begins and max(begins) > AS_OF):
        assert verdict is None
        return
    if plan["so_no"] is None:
        assert verdict is Verdict.UNPROVEN
        return
    own = [row for row in licences if row["so_no"] == plan["so_no"]]
    revoked = [row for row in told if row["org_no"] == plan["so_no"]]
    answers = {covered(world) for world in worlds(plan, own, revoked)} - {None}
    if verdict is Verdict.MET:
        assert answers == {True}
    elif verdict is Verdict.VIOLATED:
        assert answers == {False}
    else:
        assert verdict is Verdict.UNPROVEN
        muddled = any(
            spans(row, last=False) != [(row["licence_from"], row["licence_until"], row["licence_kind"])] for row in own
        )
        assert not certain(plan, own, revoked) or not answers or muddled


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "eligibility")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plans=st.lists(a_plan, min_size=12, max_size=20),
    licences=st.lists(a_licence, min_size=1, max_size=5),
    told=st.lists(a_revocation, max_size=2),
)
def test_every_plan_is_licensed_in_every_world_or_in_none_or_it_is_unproven(
    rulebook: Rulebook, plans: list[Row], licences: list[Row], told: list[Row]
) -> None:
    plans = [{"plan_no": f"認240000{n:04}", **row} for n, row in enumerate(plans)]
    book = {
        "plans": plans,
        "supervising_orgs": [row | {"name": f"第{row['so_no']}協同組合"} for row in licences],
        "dispositions": [row | {"org_type": "so", "name": f"第{row['org_no']}協同組合"} for row in told],
    }
    judged = judge_rows(rulebook, rulebook.rules["licence-covers-plan"], book, as_of=AS_OF)
    verdicts = {facts["plan_no"]: verdict for verdict, facts in judged}
    assert len(verdicts) == len(judged)
    for plan in plans:
        check(plan, licences, told, verdicts.get(plan["plan_no"]))
