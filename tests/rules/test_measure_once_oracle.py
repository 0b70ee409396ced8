"""Designated Activities granted twice, permit against permit in plain Python: does one follow another, and did a change lie between?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

DAY = timedelta(1)
FIRST = date(2024, 11, 1)
MEASURES = {"designated_full", "designated_28h", None}

Truth = bool | None


@dataclass(frozen=True)
class Permit:
    measure: str | None
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Change:
    cause: date | None
    requested: date | None


@dataclass(frozen=True)
class Person:
    permits: tuple[Permit, ...]
    changes: tuple[Change, ...]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "transfer")


def before(one: date | None, other: date | None) -> Truth:
    return None if one is None or other is None else one < other


def both(*facts: Truth) -> Truth:
    return False if False in facts else None if None in facts else True


def between(earlier: Permit, later: Permit, change: Change) -> Truth:
    """Whether a change arose after the first day of the earlier permit and by the later's first; a late request says nothing of its cause."""
    day = change.cause
    if day is None and before(later.first, change.requested) is False:
        day = change.requested
    after = None if later.first is None else later.first + DAY
    return both(before(earlier.first, day), before(day, after))


def renews(earlier: Permit, later: Permit, changes: tuple[Change, ...]) -> Truth:
    over = None if earlier.last is None else earlier.last + 2 * DAY
    follows = both(before(earlier.first, later.first), before(later.first, over))
    answers = {between(earlier, later, change) for change in changes}
    if follows is False or True in answers:
        return False
    same = None if None in (earlier.measure, later.measure) else earlier.measure == later.measure
    return True if follows and same and None not in answers else None


def verdict(later: Permit, person: Person) -> Verdict:
    grants = {permit for permit in person.permits if permit.measure in MEASURES} - {later}
    answers = {renews(earlier, later, person.changes) for earlier in grants}
    return Verdict.VIOLATED if True in answers else Verdict.UNPROVEN if None in answers else Verdict.MET


some_day = st.builds(
    lambda month, off: date(2024 + month // 12, month % 12 + 1, 1) + off * DAY,
    st.sampled_from([9, 10, 10, 13]),
    st.integers(-1, 1),
)
measures = st.sampled_from(["designated_28h"] * 6 + ["designated_full", "designated_full", "outside_28h", None])


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Permits that touch, leave a day free or overlap, and changes on their edges."""
    permits, first = [], draw(some_day)
    for _ in range(draw(st.integers(1, 3))):
        last = first + draw(st.integers(0, 40)) * DAY
        blank = draw(st.integers(0, 14))
        permits.append(Permit(draw(measures), None if blank == 0 else first, None if blank == 1 else last))
        first = draw(st.sampled_from([last + DAY, last + DAY, last + 2 * DAY, last, first, first + DAY]))
    edges = [day for permit in permits for day in (permit.first, permit.last) if day] or [FIRST]
    near = st.builds(lambda day, off: day + off * DAY, st.sampled_from(edges), st.integers(-1, 1))
    change = st.builds(Change, st.one_of(near, near, st.none()), st.one_of(near, near, st.none()))
    return Person(tuple(permits), tuple(draw(st.lists(change, max_size=2))))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(some=st.lists(people(), min_size=40, max_size=40))
def test_a_second_grant_without_another_change_between_is_found(rulebook: Rulebook, some: list[Person]) -> None:
    book: dict[str, list[dict[str, Any]]] = {"permits": [], "employer_changes": []}
    expected = {}
    for n, person in enumerate(some):
        who = {"trainee_no": f"T-{n:02}"}
        for p in person.permits:
            book["permits"].append({**who, "measure": p.measure, "valid_from": p.first, "valid_until": p.last})
            if p.measure in MEASURES and before(p.first, FIRST) is not True:
                expected[who["trainee_no"], p] = verdict(p, person)
        for m, change in enumerate(person.changes):
            days = {"cause_on": change.cause, "requested_on": change.requested}
            book["employer_changes"].append({**who, "change_no": f"C-{n}-{m}", **days})
    judged: list[Any] = judge_rows(rulebook, rulebook.rules["transition-measure-once"], book, as_of=date(2026, 11, 30))
    found = {(f["trainee_no"], Permit(f["measure"], f["valid_from"], f["valid_until"])): each for each, f in judged}
    assert found == expected
    assert len(judged) == len(found)
