"""A stage done twice, told again in plain Python: each trainee's plans laid out day by day, one beside the other."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
UNREADABLE = "#REF!"
BEGIN = date(2022, 1, 1)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@dataclass(frozen=True)
class Plan:
    """A plan of a trainee: days are counted from BEGIN; `last` is the last planned, `ended` the day it was stopped."""

    number: str
    stage: str | None
    io: str | None
    first: int | None
    last: int | None
    ended: int | None
    not_started: bool | None


@dataclass(frozen=True)
class Change:
    """An employer change: from, to, whether its reason is one of the seven (None: blank), and the plan it names."""

    left: str | None
    joined: str | None
    excused: bool | None
    names: str | None


@dataclass(frozen=True)
class Person:
    plans: tuple[Plan, ...]
    changes: tuple[Change, ...]


def certain_days(plan: Plan) -> set[int]:
    """The days on which the trainee certainly was in training under a plan."""
    if plan.first is None or plan.not_started is None:
        return set()
    if plan.last is None:
        return {plan.first}
    stopped = [plan.ended] if plan.ended is not None and plan.first <= plan.ended <= plan.last else []
    return set(range(plan.first, min([plan.last, *stopped]) + 1))


def excused(person: Person, plan: Plan, before: Plan) -> bool:
    """Whether a change with a known, unavoidable reason leads from the employer of the plan before to the plan."""
    if plan.io is None or before.io is None or plan.io == before.io:
        return False
    return any(
        change.excused is True and change.left != plan.io and (change.joined == plan.io or change.names == plan.number)
        for change in person.changes
    )


def overtakes(plan: Plan, other: Plan) -> bool:
    """Whether a plan begins, as the later of two with one employer, on a day of the other's training."""
    later = (
        other.first is not None and plan.first is not None and (other.first, other.number) < (plan.first, plan.number)
    )
    return later and other.io == plan.io and plan.first in certain_days(other)


def verdict(person: Person, plan: Plan) -> Verdict:
    begun = [each for each in person.plans if each.not_started is not True]
    others = [each for each in begun if each is not plan]
    same = [each for each in others if each.stage == plan.stage and plan.stage is not None]
    if certain_days(plan) and plan.io is not None and any(overtakes(plan, other) for other in same):
        return Verdict.VIOLATED
    if any(each.stage is None for each in [plan, *others]) and others:
        return Verdict.UNPROVEN
    if same and any(each.first is None for each in [plan, *same]):
        return Verdict.UNPROVEN
    earlier = [
        (each.first, each.number, each) for each in same if (each.first, each.number) < (plan.first, plan.number)
    ]
    if not earlier:
        return Verdict.MET
    return Verdict.MET if excused(person, plan, max(earlier, key=lambda each: each[:2])[2]) else Verdict.UNPROVEN


days = st.one_of(st.sampled_from([0, 100, 101, 200, 365]), st.integers(0, 500))
employers = st.sampled_from(["IO-1", "IO-1", "IO-1", "IO-2", "IO-2", "IO-3", None])


@st.composite
def plans(draw: st.DrawFn, number: str) -> Plan:
    first = draw(days)
    last = first + draw(st.sampled_from([0, 1, 99, 100, 101, 364]))
    lost = draw(st.integers(0, 19))
    return Plan(
        number, None if lost == 0 else draw(st.sampled_from(["1", "1", "1", "2"])), draw(employers), None if lost == 1 else first,
        None if lost == 2 else last, draw(st.sampled_from([None, None, last - 1, first - 1])) if lost != 2 else None,
        {3: True, 4: None}.get(lost, False),
    )  # fmt: skip


@st.composite
def people(draw: st.DrawFn, who: int) -> Person:
    own = [draw(plans(f"P-{who:02}-{n}")) for n in range(draw(st.integers(1, 4)))]
    changes = st.builds(
        Change, employers, employers, st.sampled_from([True, True, False, None]), st.sampled_from([None, None, own[-1].number])
    )  # fmt: skip
    return Person(tuple(own), tuple(draw(st.lists(changes, max_size=2))))


@st.composite
def crowds(draw: st.DrawFn) -> list[Person]:
    return [draw(people(who)) for who in range(8)]


def on(day: int | None) -> date | str:
    return UNREADABLE if day is None else BEGIN + day * DAY


def rows(crowd: list[Person]) -> dict[str, list[dict[str, Any]]]:
    books: dict[str, list[dict[str, Any]]] = {"plans": [], "employer_changes": []}
    for who, person in enumerate(crowd):
        for plan in person.plans:
            books["plans"].append({
                "plan_no": plan.number, "trainee_no": f"T-{who:02}", "stage": plan.stage, "io_no": plan.io, "starts_on": on(plan.first), "ends_on": on(plan.last),
                "ended_on": None if plan.ended is None else BEGIN + plan.ended * DAY, "not_started": UNREADABLE if plan.not_started is None else plan.not_started or None,
            })  # fmt: skip
        for n, change in enumerate(person.changes):
            books["employer_changes"].append({
                "change_no": f"C-{who:02}-{n}", "trainee_no": f"T-{who:02}", "from_io_no": change.left, "to_io_no": change.joined, "new_plan_no": change.names,
                "reason": {True: "dismissed", False: "not_unavoidable", None: None}[change.excused],
            })  # fmt: skip
    return books


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(crowd=crowds())
def test_a_stage_done_twice_is_found_as_a_calendar_of_days_shows_it(rulebook: Rulebook, crowd: list[Person]) -> None:
    judged = judge_rows(rulebook, rulebook.rules["stage-not-repeated"], rows(crowd), as_of=AS_OF)
    found = {str(facts["plan_no"]): verdict for verdict, facts in judged}
    assert len(found) == len(judged)
    assert found == {
        plan.number: verdict(person, plan) for person in crowd for plan in person.plans if plan.not_started is not True
    }
