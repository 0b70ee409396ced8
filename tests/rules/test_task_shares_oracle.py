"""The shares of the three classes of tasks and of their safety work, as fractions in plain Python (Ord 10(2)(ii))."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

CLASSES = ("essential", "related", "peripheral")
AS_OF = date(2026, 11, 30)
ENDLESS = 10**9
"""Minutes that outweigh whatever else a plan says."""


@dataclass(frozen=True)
class Plan:
    """Minutes of each class and of its safety work, of the whole and of the lectures; None is a blank cell."""

    hours: tuple[int | None, ...]
    safety: tuple[int | None, ...]
    lectures: int | None
    more: int | None
    """Minutes of the total beyond lectures and known classes; None where the total is blank."""
    listed: bool | None
    stage: str | None


def total(plan: Plan) -> int | None:
    return None if plan.more is None else sum(h or 0 for h in plan.hours) + (plan.lectures or 0) + plan.more


def classes(plan: Plan) -> list[int | None]:
    """The minutes of each class, a blank one nothing where the others fill the time beside the lectures."""
    lectures = 0 if plan.lectures is None and plan.stage in {"2", "3"} else plan.lectures
    whole = total(plan)
    filled = whole is not None and lectures is not None and whole - lectures == sum(h or 0 for h in plan.hours)
    return [0 if h is None and filled else h for h in plan.hours]


def lawful(rule: str, hours: list[int], safety: list[int]) -> bool:
    whole = sum(hours)
    if rule == "essential-tasks":
        return Fraction(hours[0], whole) >= Fraction(1, 2)
    if rule == "related-tasks":
        return Fraction(hours[1], whole) <= Fraction(1, 2)
    if rule == "peripheral-tasks":
        return Fraction(hours[2], whole) <= Fraction(1, 3)
    return all(Fraction(s, h) >= Fraction(1, 10) for h, s in zip(hours, safety, strict=True) if h)


def verdict(rule: str, plan: Plan) -> Verdict | None:
    """What every filling of the blanks agrees on: from nothing to without end. None: no subject."""
    if plan.listed is False:
        return None
    known = classes(plan)
    if not any(known):
        return Verdict.MET if rule == "safety-tasks" and None not in known else Verdict.UNPROVEN
    answers = set()
    for hours in product(*([0, 1, ENDLESS] if h is None else [h] for h in known)):
        if sum(hours):
            for safety in product(*([0, ENDLESS] if s is None else [s] for s in plan.safety)):
                answers.add(lawful(rule, list(hours), list(safety)))
    if answers == {True}:
        return Verdict.MET
    return Verdict.VIOLATED if answers == {False} and plan.listed else Verdict.UNPROVEN


minutes = st.one_of(
    st.sampled_from([0, 1, 60, 599, 600, 601, 1200, 1199, 1201]), st.integers(0, 3000), st.sampled_from([0, 600, None])
)
thirds = st.integers(1, 400).flatmap(
    lambda n: st.sampled_from(
        [(n, 0, n), (2 * n, n, n + 1), (n, n, n), (n, n, n - 1), (3 * n, 2 * n, n), (2 * n, n, n)]
    )
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    hours = draw(st.one_of(st.tuples(minutes, minutes, minutes), thirds))
    tenths = [None if h is None else -(-h // 10) for h in hours]
    safety = tuple(
        None if t is None or draw(st.integers(0, 15)) == 0 else max(t - draw(st.sampled_from([0, 0, 0, 0, -5, 1])), 0)
        for t in tenths
    )
    return Plan(
        hours,
        safety,
        draw(st.sampled_from([None, 0, 160, 160])),
        draw(st.sampled_from([0, 0, 0, 1, -1, None])),
        draw(st.sampled_from([True] * 8 + [None, False])),
        draw(st.sampled_from(["1", "1", "2", "3", None])),
    )


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{max(minutes, 0) // 60}:{max(minutes, 0) % 60:02}"


def row(n: int, plan: Plan) -> dict[str, Any]:
    return {
        "plan_no": f"P-{n}", "trainee_no": f"T-{n}", "starts_on": date(2024, 4, 1), "stage": plan.stage,
        "transferable_job": plan.listed, "total_hours": clock(total(plan)), "lecture_hours": clock(plan.lectures),
        **{f"{name}_hours": clock(h) for name, h in zip(CLASSES, plan.hours, strict=True)},
        **{f"{name}_safety_hours": clock(s) for name, s in zip(CLASSES, plan.safety, strict=True)},
    }  # fmt: skip


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(some=st.lists(plans(), min_size=60, max_size=60))
@pytest.mark.parametrize("rule", ["essential-tasks", "related-tasks", "peripheral-tasks", "safety-tasks"])
def test_the_shares_are_judged_as_fractions_say(rulebook: Rulebook, rule: str, some: list[Plan]) -> None:
    some = [plan for plan in some if (total(plan) or 0) >= 0]
    books = {"plans": [row(n, plan) for n, plan in enumerate(some)]}
    rows = judge_rows(rulebook, rulebook.rules[rule], books, as_of=AS_OF)
    found = {str(facts["plan_no"]): answer for answer, facts in rows}
    for n, plan in enumerate(some):
        assert found.get(f"P-{n}") is verdict(rule, plan), plan
