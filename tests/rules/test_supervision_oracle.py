"""Audits in blocks of three months and visits in every month, against a count of single days in plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
UNREADABLE = "令和8年13月1日"
DAY = timedelta(days=1)
Key = tuple[str, date | None]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@dataclass(frozen=True)
class Plan:
    """A supervised plan; `ended` may be a day, blank or unreadable, lectures are days of stage 1."""

    stage: int
    starts_on: date | None
    ends_on: date
    ended: date | str | None
    taken_over: date | None
    leave: tuple[date, date] | None
    lectures: tuple[date, ...]


@dataclass(frozen=True)
class Call:
    """An audit or a visit: its day, and whether it is one beyond doubt."""

    day: date | None
    counts: bool


@dataclass(frozen=True)
class Employer:
    """An employer with an organisation of its own; `revoked` is the day of what is, or else may be, the end of its licence."""

    plans: tuple[Plan, ...]
    audits: tuple[Call, ...]
    visits: tuple[Call, ...]
    revoked: Call | None

    def licensed(self) -> tuple[date, date]:
        """Until when the organisation surely supervises, and until when it may."""
        told = self.revoked or Call(date.max, counts=False)
        eve = told.day - DAY if told.day else date.min
        return eve, min(eve, AS_OF) if told.day and told.counts else AS_OF


def span(first: date, last: date) -> set[date]:
    return {first + n * DAY for n in range((last - first).days + 1)}


def month(day: date, later: int = 0) -> date:
    """The first of the month so many months later."""
    index = day.year * 12 + day.month - 1 + later
    return date(index // 12, index % 12 + 1, 1)


def last_day(plan: Plan) -> date:
    stops = isinstance(plan.ended, date) and plan.starts_on is not None and plan.starts_on <= plan.ended
    return min(plan.ends_on, plan.ended) if stops and isinstance(plan.ended, date) else plan.ends_on


def supervised_from(plan: Plan) -> date:
    assert plan.starts_on
    return max(plan.starts_on, plan.taken_over or plan.starts_on)


def held(plan: Plan) -> list[date]:
    return sorted(day for day in plan.lectures if day <= last_day(plan)) if plan.stage == 1 else []


def works(plan: Plan) -> tuple[date, date]:
    """The first day work may have begun under the organisation, and the first it certainly has."""
    assert plan.starts_on
    least = most = plan.starts_on
    if held(plan):
        least = most = max(plan.starts_on, held(plan)[-1] + DAY)
    elif plan.stage == 1:
        most = month(plan.starts_on, 2)
    return max(least, supervised_from(plan)), max(most, supervised_from(plan))


def certain(plan: Plan, first: date) -> set[date]:
    until = plan.starts_on if isinstance(plan.ended, str) else last_day(plan)
    assert until
    away = span(*plan.leave) if plan.leave else set()
    return span(first, until) - away


def audits_due(employer: Employer, reach: date) -> dict[Key, Verdict]:
    surely, until = employer.licensed()
    known = [plan for plan in employer.plans if plan.starts_on and supervised_from(plan) <= min(last_day(plan), until)]
    if not known:
        return {("", None): Verdict.UNPROVEN} if any(plan.starts_on is None for plan in employer.plans) else {}
    doubtful = any(plan.starts_on is None for plan in employer.plans)
    days = sorted(set().union(*(span(supervised_from(plan), min(last_day(plan), until)) for plan in known)))
    sure = {day for plan in known for day in certain(plan, supervised_from(plan)) if day <= surely}
    spells = [[days[0]]]
    for before, day in pairwise(days):
        if day > before + DAY and month(day) > month(before):
            spells.append([])
        spells[-1].append(day)
    verdicts: dict[Key, Verdict] = {}
    unrecorded = []
    for spell in spells:
        firsts = [max([supervised_from(plan), *held(plan)[:1]]) for plan in known if supervised_from(plan) in spell]
        block = month(min(firsts))
        while block <= spell[-1]:
            end = month(block, 3) - DAY
            early = month(block, -2)
            if any(call.counts and call.day and max(block, spell[0]) <= call.day <= end for call in employer.audits):
                verdicts["", block] = Verdict.MET
            elif end >= AS_OF:
                verdicts["", block] = Verdict.PENDING
            elif block < reach:
                unrecorded.append(block)
            else:
                window = None
                if span(min(spell[0], block), end) <= sure and not doubtful:
                    window = block
                elif span(early, end) <= sure:
                    window = early
                quiet = window is not None and not any(
                    call.day is None or window <= call.day <= end for call in employer.audits
                )
                shown = window is not None and window >= reach
                verdicts["", block] = Verdict.VIOLATED if quiet and shown else Verdict.UNPROVEN
            block = month(block, 3)
    if unrecorded:
        verdicts["", min(unrecorded)] = Verdict.UNPROVEN
    return verdicts


def visits_due(employer: Employer, reach: date) -> dict[Key, Verdict]:
    surely, until = employer.licensed()
    beginners = [plan for plan in employer.plans if plan.stage == 1]
    known = [plan for plan in beginners if plan.starts_on and works(plan)[0] <= min(last_day(plan), until)]
    if not known:
        return {("", None): Verdict.UNPROVEN} if any(plan.starts_on is None for plan in beginners) else {}
    sure = {day for plan in known for day in certain(plan, works(plan)[1]) if day <= surely}
    begins: dict[date, date] = {}
    for plan in known:
        for day in span(works(plan)[0], min(last_day(plan), until)):
            begins[month(day)] = min(begins.get(month(day), works(plan)[0]), works(plan)[0])
    audits = [call.day for call in employer.audits]
    verdicts: dict[Key, Verdict] = {}
    unrecorded = []
    for first, begin in begins.items():
        end = month(first, 1) - DAY
        inside = [call for call in employer.visits if call.day is None or first <= call.day <= end]
        if any(call.counts and call.day and call.day >= begin for call in inside):
            verdicts["", first] = Verdict.MET
        elif end >= AS_OF:
            verdicts["", first] = Verdict.PENDING
        elif first < reach:
            unrecorded.append(first)
        else:
            seen = inside or any(day is None or first <= day <= end for day in audits)
            whole = span(first, end) <= sure
            verdicts["", first] = Verdict.VIOLATED if whole and not seen else Verdict.UNPROVEN
    if unrecorded:
        verdicts["", min(unrecorded)] = Verdict.UNPROVEN
    return verdicts


days = st.dates(date(2025, 1, 1), date(2026, 11, 30))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    starts = draw(st.one_of(days, days, st.builds(month, days)))
    length = draw(st.integers(1, 700))
    unknown = draw(st.integers(0, 14)) == 0
    ended = draw(st.sampled_from([None, None, None, starts + timedelta(days=length // 2), UNREADABLE]))
    taken_over = draw(st.sampled_from([None, None, None, starts + timedelta(days=length // 3)]))
    stage = draw(st.sampled_from([1, 1, 2, 3]))
    leave = (
        (starts + timedelta(days=length // 4), starts + timedelta(days=length // 4 + 20))
        if draw(st.integers(0, 5)) == 0
        else None
    )
    lectures = draw(st.sampled_from([(), (0,), (0, 30), (8, 24), (40,)])) if stage == 1 and not unknown else ()
    return Plan(
        stage,
        None if unknown else starts,
        starts + timedelta(days=length - 1),
        ended,
        taken_over,
        leave,
        tuple(starts + timedelta(days=n) for n in lectures),
    )


edges = st.builds(lambda day, back: month(day) - back * DAY, days, st.integers(0, 1))
calls = st.builds(
    Call,
    st.integers(0, 19).flatmap(lambda n: st.none() if n == 0 else st.one_of(days, edges)),
    st.sampled_from([True, True, True, False]),
)
employers = st.builds(
    Employer,
    st.lists(plans(), min_size=1, max_size=3).map(tuple),
    st.lists(calls, max_size=4).map(tuple),
    st.lists(calls, max_size=6).map(tuple),
    st.one_of(st.none(), st.none(), calls),
)


def books(employers: Iterable[Employer], reach: date) -> dict[str, list[dict[str, Any]]]:
    """The rows of all employers; IO-9 has no trainees, its audits and visits show from when the books reach."""
    given: dict[str, list[dict[str, Any]]]
    given = {table: [] for table in ("plans", "lectures", "audits", "visits", "dispositions")}
    for n, employer in enumerate(employers):
        io, so = f"IO-1{n:02}", f"許24040001{n:02}"
        given["audits"].append({"so_no": so, "io_no": "IO-9", "audited_on": reach, "kind": "regular", "on_site": True})
        given["visits"].append({"so_no": so, "io_no": "IO-9", "visited_on": reach})
        if told := employer.revoked:
            kind = "so_revocation" if told.counts else "処分"
            given["dispositions"].append({"org_type": "so", "org_no": so, "kind": kind, "decided_on": told.day})
        for m, plan in enumerate(employer.plans):
            trainee = f"T-{n:02}{m}"
            given["plans"].append({
                "plan_no": f"P-{n:02}{m}", "trainee_no": trainee, "io_no": io, "so_no": so, "kind": "supervised", "stage": str(plan.stage),
                "starts_on": plan.starts_on, "ends_on": plan.ends_on, "ended_on": plan.ended, "so_from": plan.taken_over,
                "leave_from": plan.leave and plan.leave[0], "leave_until": plan.leave and plan.leave[1],
            })  # fmt: skip
            given["lectures"] += [{"trainee_no": trainee, "held_on": day} for day in plan.lectures]
        for call in employer.audits:
            kind = "regular" if call.counts else "temporary"
            given["audits"].append({"so_no": so, "io_no": io, "audited_on": call.day, "kind": kind, "on_site": True})
        for call in employer.visits:
            given["visits"].append({"so_no": so, "io_no": io, "visited_on": call.day, "other_method": not call.counts})
    return given


def judged(rulebook: Rulebook, rule: str, given: Mapping[str, list[dict[str, Any]]], first: str) -> dict[Key, Verdict]:
    rows = judge_rows(rulebook, rulebook.rules[rule], given, as_of=AS_OF)
    found: dict[Key, Verdict] = {}
    for verdict, facts in rows:
        io, begin = facts["io_no"], facts[first]
        assert isinstance(io, str)
        assert begin is None or isinstance(begin, date)
        assert (io, begin) not in found
        found[io, begin] = verdict
    return found


book = st.lists(employers, min_size=12, max_size=12)
reaches = st.sampled_from([date(2025, 1, 1), date(2025, 1, 1), date(2025, 8, 20)])


def recorded_from(reach: date, calls: Iterable[Call]) -> date:
    return min([reach, *(call.day for call in calls if call.day)])


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(employers=book, reach=reaches)
def test_every_block_of_three_months_is_judged_as_a_count_of_its_days_says(
    rulebook: Rulebook, employers: list[Employer], reach: date
) -> None:
    expected = {
        (f"IO-1{n:02}", begin): verdict
        for n, employer in enumerate(employers)
        for (_, begin), verdict in audits_due(employer, recorded_from(reach, employer.audits)).items()
    }
    assert judged(rulebook, "audit-every-three-months", books(employers, reach), "block_from") == expected


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(employers=book, reach=reaches)
def test_every_month_of_practice_is_judged_as_a_count_of_its_days_says(
    rulebook: Rulebook, employers: list[Employer], reach: date
) -> None:
    expected = {
        (f"IO-1{n:02}", begin): verdict
        for n, employer in enumerate(employers)
        for (_, begin), verdict in visits_due(employer, recorded_from(reach, employer.visits)).items()
    }
    assert judged(rulebook, "monthly-visit", books(employers, reach), "month_from") == expected
