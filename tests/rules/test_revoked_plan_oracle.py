"""Work under a revoked plan, entry by entry and day by day in plain Python (Act 16(1))."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

REVOKED = date(2025, 4, 1)
DAY = timedelta(1)
UNREADABLE = "令和7年13月1日"

Truth = bool | None


@dataclass(frozen=True)
class Plan:
    """A plan of this employer ("own") or another, from `first` to the earlier of `last` and `left`; a change of plan has an original."""

    own: bool
    first: date
    last: date | None
    left: date | None
    changed: bool


@dataclass(frozen=True)
class Entry:
    """A shift, or with `pay` a pay period begun on the day; `worked` is None where it does not say."""

    pay: bool
    day: date | None
    own: Truth
    worked: Truth


@dataclass(frozen=True)
class Person:
    """A trainee: the plan, perhaps another, and the revocations: their days, and whether they name the plan or the employer alone."""

    plan: Plan
    other: Plan | None
    revocations: tuple[tuple[date | None, bool], ...]
    permits: tuple[tuple[date | None, date | None], ...]
    entries: tuple[Entry, ...]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "eligibility")


def inside(day: date | None, first: date | None, last: date | None) -> Truth:
    """Whether a day lies between two, each of which may be unknown."""
    if day and ((first and day < first) or (last and day > last)):
        return False
    return True if day and first and last else None


def until(plan: Plan) -> date | None:
    return min((day for day in (plan.last, plan.left) if day), default=None)


def revocation(plan: Plan, told: tuple[tuple[date | None, bool], ...], named: bool) -> tuple[date | None, bool] | None:
    """The one that speaks, its day and whether it is certain: who names the plan before who names the employer, then the first."""
    may = [(day, True) for day, names in told if names and named]
    for day, names in told:
        if not names and plan.own and inside(day, plan.first, until(plan)) is not False:
            may.append((day, False))
    return min(may, key=lambda each: (not each[1], each[0] or date.max), default=None)


def excused(person: Person, entry: Entry) -> Truth:
    """Whether a permit or another plan of the employer, not revoked, carries an entry."""
    facts = [inside(entry.day, first, last) for first, last in person.permits]
    other = person.other
    if other and other.own:
        found = inside(entry.day, other.first, until(other))
        plain = other.last is not None and not other.changed and revocation(other, person.revocations, False) is None
        facts.append(found if found is False or plain else None)
    return True if True in facts else None if None in facts else False


def judge(person: Person) -> tuple[Any, ...] | None:
    """The verdict, how many entries break the duty, from and until which day, and how many there are to explain."""
    spoken = revocation(person.plan, person.revocations, True)
    if spoken is None:
        return None
    decided, certain = spoken
    entries, breaches = 0, []
    for entry in person.entries:
        before = entry.day and decided and entry.day <= decided
        excuse = excused(person, entry)
        if entry.worked is False or entry.own is False or before or excuse:
            continue
        entries += 1
        if certain and decided and entry.day and entry.worked and entry.own and excuse is False:
            breaches.append(entry.day)
    verdict = Verdict.VIOLATED if breaches else Verdict.UNPROVEN if entries else Verdict.MET
    return verdict, len(breaches), min(breaches, default=None), max(breaches, default=None), entries


near = st.sampled_from([REVOKED + n * DAY for n in (-1, 0, 1, 1, 2, 9, 10, 40, 41)])
maybe = st.one_of(near, near, near, near, st.none())
plans = st.builds(
    Plan,
    own=st.sampled_from([True, True, True, False]),
    first=st.sampled_from([date(2024, 7, 1), date(2024, 7, 1), REVOKED, REVOKED + DAY]),
    last=st.sampled_from([date(2026, 6, 30), date(2026, 6, 30), REVOKED, REVOKED + 10 * DAY, None]),
    left=st.one_of(st.none(), st.none(), near),
    changed=st.sampled_from([False, False, False, True]),
)
day_told = st.sampled_from([*[REVOKED] * 6, REVOKED + DAY, None])
people = st.builds(
    Person,
    plan=plans.map(lambda plan: Plan(True, date(2024, 7, 1), plan.last, plan.left, False)),
    other=st.one_of(st.none(), st.none(), plans),
    revocations=st.lists(st.tuples(day_told, st.sampled_from([True, True, False])), max_size=2).map(tuple),
    permits=st.lists(st.tuples(maybe, maybe), max_size=2).map(tuple),
    entries=st.lists(
        st.builds(Entry, st.booleans(), maybe, st.sampled_from([True] * 6 + [False, None]), st.sampled_from([True] * 6 + [False, None])),
        max_size=4,
    ).map(tuple),
)  # fmt: skip


def books(some: list[Person]) -> dict[str, list[dict[str, Any]]]:
    book: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("plans", "dispositions", "permits", "shifts", "wage_payments")
    }
    for n, person in enumerate(some):
        io_no, who = f"IO-{n:02}", {"trainee_no": f"T-{n:02}"}
        for plan_no, plan in ((f"認24040000{n:02}", person.plan), (f"認25040000{n:02}", person.other)):
            if plan:
                original = "認2304000001" if plan.changed else None
                days = {"starts_on": plan.first, "ends_on": plan.last, "ended_on": plan.left}
                own = {"io_no": io_no if plan.own else "IO-X", "original_plan_no": original}
                book["plans"].append({**who, "plan_no": plan_no, **own, **days})
        for day, names in person.revocations:
            named = {"plan_no": f"認24040000{n:02}" if names else None}
            told = {"org_type": "io", "org_no": io_no, "kind": "io_revocation", "decided_on": day or UNREADABLE}
            book["dispositions"].append({**told, **named})
        for first, last in person.permits:
            book["permits"].append({**who, "measure": "designated_full", "valid_from": first, "valid_until": last})
        for entry in person.entries:
            whose = {**who, "io_no": {True: io_no, False: "IO-X", None: None}[entry.own]}
            amount = {True: 8, False: 0, None: None}[entry.worked]
            if entry.pay:
                book["wage_payments"].append({**whose, "period_from": entry.day, "work_days": amount})
            else:
                book["shifts"].append({**whose, "worked_on": entry.day, "hours": amount})
    return book


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(some=st.lists(people, min_size=40, max_size=40))
def test_every_entry_after_the_revocation_is_counted(rulebook: Rulebook, some: list[Person]) -> None:
    rule = rulebook.rules["revoked-plan-stopped"]
    judged = judge_rows(rulebook, rule, books(some), as_of=date(2026, 11, 30))
    names = ("breaches", "first_on", "last_on", "entries")
    found = {f["plan_no"]: (each, *(f[name] for name in names)) for each, f in judged}
    expected = {f"認24040000{n:02}": answer for n, person in enumerate(some) if (answer := judge(person))}
    assert {key: answer for key, answer in found.items() if str(key).startswith("認24")} == expected
    assert len(judged) == len(found)
