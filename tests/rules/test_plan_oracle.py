"""The length of a stage and the share of lectures, reckoned again in plain Python: calendars by hand, shares as fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
UNREADABLE = "令和8年13月1日"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def verdicts(rulebook: Rulebook, rule: str, books: dict[str, list[dict[str, Any]]]) -> dict[str, Verdict]:
    """The verdict on each trainee; every trainee has one plan, or one first plan."""
    rows = judge_rows(rulebook, rulebook.rules[rule], books, as_of=AS_OF)
    found = {str(facts["plan_no"]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    return found


def shifted(day: date, months: int) -> date:
    """The corresponding day so many months on or back; where there is none, the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + (day.day - 1) * DAY, following - DAY)


def last_of(day: date, months: int) -> date:
    """The last day of a period that begins on `day` (Civil Code 143): the day before the corresponding day, or the month's last."""
    end = shifted(day, months)
    return end if end.day < day.day else end - DAY


@dataclass(frozen=True)
class Term:
    """Plans of one trainee and stage: each its first day, days beyond the limit, and the part of it really trained."""

    stage: str | None
    starts_on: date
    excess: int
    leave: tuple[int, int] | None
    blank: str | None
    earlier: int | None


def limit(term: Term) -> date:
    return last_of(term.starts_on, {"2": 24, "3": 24}.get(term.stage or "", 12))


def ends_on(term: Term) -> date:
    return limit(term) + term.excess * DAY


def leave_days(term: Term) -> set[date]:
    if term.leave is None:
        return set()
    first = term.starts_on + term.leave[0] * DAY
    return {first + n * DAY for n in range(term.leave[1])} & span(term.starts_on, ends_on(term))


def span(first: date, last: date) -> set[date]:
    return {first + n * DAY for n in range((last - first).days + 1)}


def length_verdict(term: Term) -> Verdict:
    if term.blank in {"starts_on", "ends_on"}:
        return Verdict.UNPROVEN
    trained = span(term.starts_on, ends_on(term))
    over = len(trained - span(term.starts_on, limit(term)))
    if term.stage == "3" and term.leave is None and over:
        return Verdict.UNPROVEN
    over -= len(leave_days(term)) if term.stage == "3" else 0
    if over > 0:
        return Verdict.VIOLATED if term.stage else Verdict.UNPROVEN
    if term.earlier is None or not term.stage:
        return Verdict.MET
    first = term.starts_on - timedelta(days=400)
    whole = len(trained) + term.earlier - (len(leave_days(term)) if term.stage == "3" else 0)
    allowed = len(span(first, last_of(first, {"1": 12}.get(term.stage, 24))))
    return Verdict.MET if whole <= allowed else Verdict.UNPROVEN


starts = st.one_of(
    st.dates(date(2019, 1, 1), date(2025, 12, 31)),
    st.sampled_from([date(2020, 2, 29), date(2024, 2, 29), date(2023, 3, 1), date(2022, 2, 28)]),
)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    leave = draw(st.one_of(st.none(), st.tuples(st.integers(-10, 400), st.integers(1, 40))))
    near = st.integers(leave[1] - 1, leave[1] + 1) if leave else st.integers(-2, 2)
    return Term(
        draw(st.sampled_from(["1", "2", "3", "3", "3", None])), draw(starts), draw(st.one_of(near, st.integers(-2, 2), st.integers(-300, 60))), leave,
        draw(st.sampled_from([None] * 8 + ["starts_on", "ends_on"])), draw(st.sampled_from([None, None, 1, 60, 200])),
    )  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(terms=st.lists(terms(), min_size=20, max_size=20))
@example(terms=[Term("1", date(2024, 2, 29), 0, None, None, None), Term("1", date(2024, 2, 29), 1, None, None, None)])
def test_the_length_of_a_stage_is_judged_as_a_count_of_its_days_says(rulebook: Rulebook, terms: list[Term]) -> None:
    plans = []
    for n, term in enumerate(terms):
        plan = {
            "plan_no": f"P-{n:02}",
            "trainee_no": f"T-{n:02}",
            "stage": term.stage,
            "starts_on": term.starts_on,
            "ends_on": ends_on(term),
        }
        if term.leave:
            leaves = term.starts_on + term.leave[0] * DAY
            plan |= {"leave_from": leaves, "leave_until": leaves + (term.leave[1] - 1) * DAY}
        if term.blank:
            plan[term.blank] = UNREADABLE
        plans.append(plan)
        if term.earlier and term.stage and not term.blank:
            first = term.starts_on - timedelta(days=400)
            plans.append({
                "plan_no": f"Q-{n:02}", "trainee_no": f"T-{n:02}", "stage": term.stage, "starts_on": first,
                "ends_on": first + 300 * DAY, "ended_on": first + (term.earlier - 1) * DAY,
            })  # fmt: skip
    found = verdicts(rulebook, "stage-length", {"plans": plans})
    assert [found[f"P-{n:02}"] for n in range(len(terms))] == [
        length_verdict(
            term
            if term.stage and not term.blank
            else Term(term.stage, term.starts_on, term.excess, term.leave, term.blank, None)
        )
        for term in terms
    ]


@dataclass(frozen=True)
class Stage:
    """One stage 1: minutes planned, minutes of each lecture by its day after the start (None: unknown), and the course before."""

    total: int | None
    planned: int | None
    lectures: tuple[tuple[int | None, int | None], ...]
    course: tuple[int, int, int] | None
    entered: int | None


STARTS_ON = date(2024, 4, 1)


def bounds(stage: Stage) -> tuple[int, int | None]:
    """The least and the most minutes of lectures that count; most None where nothing bounds it."""
    if not stage.lectures:
        return stage.planned or 0, stage.planned
    least = most = 0
    for day in {day for day, _ in stage.lectures}:
        minutes = [minutes for each, minutes in stage.lectures if each == day]
        if day is None:
            most += sum(480 if each is None else min(each, 480) for each in minutes)
            continue
        known = sum(each for each in minutes if each is not None)
        least += min(known, 480)
        most += 480 if None in minutes else min(known, 480)
    return least, most


def halved(stage: Stage) -> bool | None:
    """Whether the pre-entry course halves the share: under both days the six months may be counted from."""
    if stage.course is None:
        return False
    start, length, minutes = stage.course
    first = STARTS_ON - start * DAY
    last = first + (length - 1) * DAY
    days = [day for day, _ in stage.lectures if day is not None]
    lectured = STARTS_ON + min(days) * DAY if days else STARTS_ON
    entered = None if stage.entered is None else STARTS_ON - stage.entered * DAY
    if minutes < 160 * 60 or last < last_of(first, 1):
        return False
    if last > (entered or lectured):
        return None
    recent = {
        first >= shifted(day, -6) or (None if last >= shifted(day, -6) else False) for day in (lectured, entered) if day
    }
    if recent == {True}:
        return True if entered else None
    return False if recent == {False} and entered else None


def share_verdict(stage: Stage) -> Verdict:
    least, most = bounds(stage)
    if stage.total is None:
        return Verdict.UNPROVEN
    sixth, twelfth = Fraction(stage.total, 6), Fraction(stage.total, 12)
    answers = {
        least >= twelfth if reduced else least >= sixth
        for reduced in ([halved(stage)] if halved(stage) is not None else [True, False])
    }
    if answers == {True}:
        return Verdict.MET
    if most is None:
        return Verdict.UNPROVEN
    answers = {
        most >= twelfth if reduced else most >= sixth
        for reduced in ([halved(stage)] if halved(stage) is not None else [True, False])
    }
    return Verdict.VIOLATED if answers == {False} else Verdict.UNPROVEN


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


minutes = st.one_of(st.sampled_from([480, 479, 240]), st.integers(1, 600))
lectures = st.lists(
    st.tuples(st.sampled_from([0, 0, 1, 2, 3, 20, None]), st.one_of(minutes, minutes, minutes, minutes, st.none())),
    max_size=6,
).map(tuple)
courses = st.tuples(
    st.sampled_from([10, 40, 150, 183, 184, 185, 220, 250]),
    st.sampled_from([20, 29, 30, 31, 60]),
    st.sampled_from([9599, 9600, 12000]),
)


@st.composite
def stages(draw: st.DrawFn) -> Stage:
    held = draw(lectures)
    planned = draw(st.one_of(st.none(), minutes))
    stage = Stage(None, planned, held, draw(st.one_of(st.none(), courses)), draw(st.sampled_from([None, 0, 0, 3])))
    least, most = bounds(stage)
    near = st.builds(
        lambda base, parts, off: max(base * parts + off, 1),
        st.sampled_from([least, most or least]),
        st.sampled_from([6, 12]),
        st.integers(-1, 1),
    )
    return Stage(
        draw(st.one_of(near, near, st.integers(1, 9000), st.none())), planned, held, stage.course, stage.entered
    )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(stages=st.lists(stages(), min_size=20, max_size=20))
def test_the_share_of_lectures_is_judged_as_exact_fractions_say(rulebook: Rulebook, stages: Sequence[Stage]) -> None:
    books: dict[str, list[dict[str, Any]]] = {"plans": [], "trainees": [], "lectures": []}
    for n, stage in enumerate(stages):
        plan: dict[str, Any] = {
            "plan_no": f"P-{n:02}", "trainee_no": f"T-{n:02}", "stage": "1", "starts_on": STARTS_ON, "ends_on": date(2025, 3, 31),
            "total_hours": clock(stage.total), "lecture_hours": clock(stage.planned),
        }  # fmt: skip
        if stage.course:
            first = STARTS_ON - stage.course[0] * DAY
            plan |= {
                "pre_entry_from": first, "pre_entry_until": first + (stage.course[1] - 1) * DAY, "pre_entry_hours": clock(stage.course[2]),
            }  # fmt: skip
        books["plans"].append(plan)
        entered = None if stage.entered is None else STARTS_ON - stage.entered * DAY
        books["trainees"].append({"trainee_no": f"T-{n:02}", "entered_on": entered})
        books["lectures"] += [
            {
                "trainee_no": f"T-{n:02}",
                "held_on": None if day is None else STARTS_ON + day * DAY,
                "hours": clock(spent),
            }
            for day, spent in stage.lectures
        ]
    found = verdicts(rulebook, "lecture-hours", books)
    assert [found[f"P-{n:02}"] for n in range(len(stages))] == [share_verdict(stage) for stage in stages]
