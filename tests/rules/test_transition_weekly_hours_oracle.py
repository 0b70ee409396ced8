"""Twenty-eight hours in any seven days, against a calendar that tries every place a break may lie in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

FIRST = date(2024, 10, 20)
LAW = date(2024, 11, 1)
AS_OF = date(2026, 11, 30)
DAYS = 36
LIMIT = 28 * 60
STEP = 30


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@dataclass(frozen=True)
class Shift:
    """One row of the time record; minutes of the day, an end below the start is past midnight."""

    day: int | None
    starts: int | None = None
    ends: int | None = None
    pause: int | None = None
    hours: int | None = None

    def placings(self) -> set[tuple[int, int]] | None:
        """Every (minutes before midnight, minutes after) the row allows; None where it has no upper bound."""
        if self.starts is not None and self.ends is not None:
            ends = self.ends if self.ends > self.starts else self.ends + 1440
            span = ends - self.starts
            known = span - self.hours if self.hours is not None else self.pause
            pauses = range(0, span + 1, STEP) if known is None else [known]
            return {
                self._around(ends, begin, begin + pause)
                for pause in pauses
                for begin in range(self.starts, ends - pause + 1, STEP)
            }
        if self.hours is None:
            return None
        if self.starts is not None and self.starts + self.hours > 1440:
            return {(0, self.hours), (self.hours, 0)}
        return {(self.hours, 0)}

    def _around(self, ends: int, pause_from: int, pause_until: int) -> tuple[int, int]:
        pieces = [(self.starts or 0, pause_from), (pause_until, ends)]
        evening = sum(max(min(until, 1440) - min(start, 1440), 0) for start, until in pieces)
        return evening, sum(until - start for start, until in pieces) - evening

    def row(self, trainee: str) -> dict[str, Any]:
        def clock(minutes: int | None) -> str | None:
            return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"

        return {
            "trainee_no": trainee,
            "worked_on": None if self.day is None else FIRST + timedelta(self.day),
            "starts_at": clock(self.starts),
            "ends_at": clock(self.ends),
            "break_minutes": self.pause,
            "hours": clock(self.hours),
            "employer": f"勤務先{(self.day or 0) % 3}",
        }


@dataclass(frozen=True)
class Life:
    """A trainee: permits and full-time days as (first, last), the stop of a plan, shifts."""

    permits: list[tuple[int, int]]
    full: list[tuple[int, int]]
    plan: tuple[int, int, int | str | None] | None
    shifts: list[Shift] = field(default_factory=list)

    def training_ends(self) -> list[int]:
        """Every last day in training that the plan allows."""
        assert self.plan is not None
        starts, ends, stopped = self.plan
        if isinstance(stopped, str):
            return list(range(starts, ends + 1))
        return [min(ends, stopped) if stopped is not None and stopped >= starts else ends]

    def freed(self) -> list[set[int]]:
        """The days that do not count, once for every end the training may have had."""
        full = {day for first, last in self.full for day in range(first, last + 1)}
        if self.plan is None:
            return [full]
        return [full | set(range(self.plan[0], end + 1)) for end in self.training_ends()]

    def runs(self) -> Iterator[tuple[int, int]]:
        days = {day for first, last in self.permits for day in range(first, last + 1)}
        for first in sorted(days):
            if first - 1 not in days:
                last = first
                while last + 1 in days:
                    last += 1
                yield first, last


@dataclass(frozen=True)
class Expected:
    verdict: Verdict
    least: int | None
    most: int | None
    offending: int


def judge(life: Life, first: int, last: int) -> Expected | None:
    """A run of permits, day by day; None where the law did not yet reach it."""
    if FIRST + timedelta(last) < LAW:
        return None
    inside = [day for day in range(first, last + 1) if FIRST + timedelta(day) >= LAW]
    freed = life.freed()
    counted = [{day for day in inside if day not in free} for free in freed]
    ever = set().union(*counted)
    placed = [(shift.day, shift.placings()) for shift in life.shifts]
    blank = any(day is None or (options is None and day in ever) for day, options in placed)
    known = [(day, options) for day, options in placed if day is not None and options]
    worked = {day for day, options in known if day in ever and (options == {(0, 0)} or any(x for x, _ in options))}
    worked |= {day + 1 for day, options in known if day + 1 in ever and any(y for _, y in options)}
    sure = set.intersection(*counted)
    counts = any(
        (day in sure and (options == {(0, 0)} or any(x for x, _ in options)))
        or (day + 1 in sure and any(y for _, y in options))
        for day, options in known
    )
    recorded = worked | {day for day, options in placed if day in ever and options is None}
    least: dict[int, int] = {}
    most: dict[int, int] = {}
    for day in recorded if worked else ():
        for week in [set(range(day - 6, day + 1)) & days for days in counted]:
            sums = [
                [(x if on in week else 0) + (y if on + 1 in week else 0) for x, y in options] for on, options in known
            ]
            least[day] = min(sum(map(min, sums)), least.get(day, 10**6))
            most[day] = max(sum(map(max, sums)), most.get(day, 0))
    worst_least, worst_most = max(least.values(), default=None), max(most.values(), default=None)
    if worst_least is not None and worst_least > LIMIT:
        verdict = Verdict.VIOLATED
    elif counts and worst_most is not None and worst_most <= LIMIT and not blank:
        verdict = Verdict.MET
    else:
        verdict = Verdict.UNPROVEN
    return Expected(verdict, worst_least, worst_most, sum(minutes > LIMIT for minutes in least.values()))


def halves(first: int, last: int) -> st.SearchStrategy[int]:
    return st.integers(first // STEP, last // STEP).map(lambda step: step * STEP)


@st.composite
def shifts(draw: st.DrawFn) -> Shift:
    day = draw(st.integers(6, DAYS - 6))
    kind = draw(
        st.sampled_from(["hours", "hours", "clock", "clock", "clock", "both", "open", "no end", "blank", "no day"])
    )
    if kind == "blank":
        return (
            draw(st.sampled_from([Shift(day), Shift(day, starts=600, pause=0)]))
            if draw(st.integers(0, 3)) == 0
            else Shift(day, hours=0)
        )
    if kind == "no day":
        return Shift(None if draw(st.integers(0, 7)) == 0 else day, hours=60)
    if kind == "hours":
        return Shift(day, hours=draw(st.integers(200, 840)))
    starts = draw(halves(300, 1410))
    span = draw(halves(180, 840))
    if kind == "no end":
        return Shift(day, starts=starts, hours=span)
    ends = (starts + span) % 1440
    pause = draw(halves(0, min(span, 180)))
    if kind == "both":
        return Shift(day, starts, ends, hours=span - pause)
    return Shift(day, starts, ends, pause=None if kind == "open" else pause)


def stretches(most: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    days = st.integers(0, DAYS)
    return st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair))), max_size=most)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    whole: list[list[tuple[int, int]]] = [[(0, DAYS)], [(0, 16), (17, DAYS)], []]
    permits = draw(st.sampled_from(whole)) or draw(stretches(3))
    full = draw(stretches(1)) if draw(st.integers(0, 2)) == 0 else []
    plan = None
    if draw(st.booleans()):
        starts = draw(st.integers(0, DAYS))
        ends = draw(st.integers(starts, DAYS))
        plan = (starts, ends, draw(st.one_of(st.none(), st.integers(0, DAYS), st.just("令和6年13月1日"))))
    return Life(permits, full, plan, draw(st.lists(shifts(), min_size=draw(st.sampled_from([0, 4, 8])), max_size=12)))


def books(people: list[Life]) -> dict[str, list[dict[str, Any]]]:
    def on(day: int) -> date:
        return FIRST + timedelta(day)

    given: dict[str, list[dict[str, Any]]] = {"permits": [], "plans": [], "shifts": []}
    for number, life in enumerate(people):
        trainee = f"T-{number:03}"
        for measure, permits in (("outside_28h", life.permits), ("designated_full", life.full)):
            given["permits"] += [
                {"trainee_no": trainee, "measure": measure, "valid_from": on(first), "valid_until": on(last)}
                for first, last in permits
            ]
        if life.plan:
            starts, ends, stopped = life.plan
            given["plans"].append(
                {
                    "plan_no": f"認24{number:08}",
                    "trainee_no": trainee,
                    "starts_on": on(starts),
                    "ends_on": on(ends),
                    "ended_on": on(stopped) if isinstance(stopped, int) else stopped,
                }
            )
        given["shifts"] += [shift.row(trainee) for shift in life.shifts]
    return given


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(lives(), min_size=12, max_size=16))
def test_every_week_under_a_permit_is_judged_as_the_calendar_judges_it(rulebook: Rulebook, people: list[Life]) -> None:
    expected = {
        (f"T-{number:03}", FIRST + timedelta(first), FIRST + timedelta(last)): outcome
        for number, life in enumerate(people)
        for first, last in life.runs()
        if (outcome := judge(life, first, last))
    }

    rows = judge_rows(rulebook, rulebook.rules["transition-weekly-hours"], books(people), as_of=AS_OF)

    got = {
        (facts["trainee_no"], facts["valid_from"], facts["valid_until"]): (
            verdict, facts["least_hours"], facts["most_hours"], facts["offending_days"]
        )
        for verdict, facts in rows
    }  # fmt: skip
    assert len(got) == len(rows)
    assert got.keys() == expected.keys()
    for subject, outcome in expected.items():
        verdict, least, most, offending = got[subject]
        assert (verdict, offending) == (outcome.verdict, outcome.offending), subject
        if outcome.least is not None:
            assert (least, most) == (outcome.least, outcome.most), subject


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(lives(), min_size=8, max_size=10))
def test_the_designated_measure_is_counted_like_the_permission(rulebook: Rulebook, people: list[Life]) -> None:
    given = books(people)
    designated = given | {
        "permits": [
            row | {"measure": row["measure"].replace("outside", "designated")} for row in given["permits"]
        ]
    }  # fmt: skip

    def verdicts(rule: str, rows: dict[str, list[dict[str, Any]]]) -> list[tuple[str, ...]]:
        judged = judge_rows(rulebook, rulebook.rules[rule], rows, as_of=AS_OF)
        return sorted(
            (str(f["trainee_no"]), str(f["valid_from"]), verdict, str(f["week_until"])) for verdict, f in judged
        )

    assert verdicts("transition-weekly-hours", given) == verdicts("transition-weekly-hours-designated", designated)
    assert verdicts("transition-weekly-hours", designated) == []
