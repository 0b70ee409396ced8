"""Work in the days of the post-entry lectures, day by day in plain Python (Ord 10(2)(vii))."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

STARTS_ON, LAST = date(2024, 4, 10), date(2025, 4, 9)
THIRD_MONTH = date(2024, 6, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Trainee:
    """One stage 1: lectures as (day after the start, legal or not or unknown), shifts as (day, hours, employer); None is unknown."""

    kind: str | None
    lectures: tuple[tuple[int | None, bool | None], ...]
    shifts: tuple[tuple[int | None, int | None, str | None], ...]
    as_of: date


def on(offset: int | None) -> date | None:
    return None if offset is None else STARTS_ON + offset * DAY


def worked(trainee: Trainee) -> list[tuple[date | None, bool]]:
    """Every shift that is not certainly none: its day, and whether it is certainly work for this employer."""
    return [(on(day), hours is not None and io == "IO-1") for day, hours, io in trainee.shifts if hours != 0]


def barred(trainee: Trainee) -> set[date]:
    """The days on which work is forbidden for certain."""
    days = sorted(day for offset, _ in trainee.lectures if (day := on(offset)) and STARTS_ON <= day <= LAST)
    if trainee.kind == "supervised" and days:
        return {days[0] + n * DAY for n in range((days[-1] - days[0]).days + 1)}
    legal = [on(offset) for offset, legal in trainee.lectures if legal is not False]
    if trainee.kind == "enterprise" and legal and None not in legal:
        first = min(day for day in legal if day)
        return {STARTS_ON + n * DAY for n in range((first - STARTS_ON).days)}
    return set()


def clear_from(trainee: Trainee) -> date | None:
    """The first day on which work is surely allowed; None where no day is."""
    days = [on(offset) for offset, _ in trainee.lectures]
    after = max([STARTS_ON, *(day + DAY for day in days if day and day >= STARTS_ON)])
    lectures_over = after if days and None not in days else max(after, THIRD_MONTH)
    if trainee.kind == "supervised":
        return lectures_over
    legal = [on(offset) for offset, legal in trainee.lectures if legal is not False]
    if None in legal or not any(legal is True for _, legal in trainee.lectures):
        return None
    legal_over = max(day for day in legal if day) + DAY
    return legal_over if trainee.kind == "enterprise" else max(legal_over, lectures_over)


def verdict(trainee: Trainee) -> Verdict:
    forbidden, clear = barred(trainee), clear_from(trainee)
    if any(sure and day in forbidden for day, sure in worked(trainee)):
        return Verdict.VIOLATED
    doubtful = [
        day
        for day, _ in worked(trainee)
        if day is None or (STARTS_ON <= day <= LAST and (clear is None or day < clear))
    ]
    if doubtful or clear is None:
        return Verdict.UNPROVEN
    month_on = clear + relativedelta(months=1)
    # Where the next month has no corresponding day, the month runs through its last day (Civil Code, Art. 143).
    reach = month_on - DAY if month_on.day == clear.day else month_on
    days = [day for offset, _, _ in trainee.shifts if (day := on(offset))]
    if days and min(days) <= reach:
        return Verdict.MET
    return Verdict.PENDING if reach >= trainee.as_of else Verdict.UNPROVEN


days = st.one_of(st.integers(-3, 12), st.sampled_from([20, 21, 50, 51, 52, 53]))
lectures = st.lists(
    st.tuples(st.one_of(days, days, days, st.none()), st.sampled_from([True, True, False, False, None])), max_size=4
).map(tuple)
shifts = st.lists(
    st.tuples(
        st.one_of(days, days, days, st.sampled_from([82, 83, 364, 365]), st.none()),
        st.sampled_from([480, 480, 480, 480, 0, None]),
        st.sampled_from(["IO-1"] * 6 + ["IO-2", None]),
    ),
    max_size=3,
).map(tuple)


@st.composite
def trainees(draw: st.DrawFn) -> Trainee:
    held = draw(lectures)
    work = draw(shifts)
    close = draw(st.booleans())
    known = [offset for offset, _ in held if offset is not None]
    if close and known:
        near = draw(st.sampled_from([min(known), max(known)])) + draw(st.integers(-1, 1))
        far = (STARTS_ON + (max(known) + 1) * DAY + relativedelta(months=1) - STARTS_ON).days
        work = (*work[:1], (draw(st.sampled_from([near, near, far - 1, far])), 480, "IO-1"))
    return Trainee(
        draw(st.sampled_from(["supervised", "supervised", "enterprise", None])), held, work, date(2024, 6, 15)
    )


def books(some: list[Trainee]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"plans": [], "lectures": [], "shifts": []}
    for n, trainee in enumerate(some):
        found["plans"].append({
            "plan_no": f"P-{n}", "trainee_no": f"T-{n}", "io_no": "IO-1", "kind": trainee.kind, "stage": "1",
            "starts_on": STARTS_ON, "ends_on": LAST,
        })  # fmt: skip
        subjects = {True: "legal", False: "japanese", None: "#REF!"}
        found["lectures"] += [
            {"trainee_no": f"T-{n}", "held_on": on(day), "subject": subjects[legal], "hours": "8:00"}
            for day, legal in trainee.lectures
        ]
        found["shifts"] += [
            {"trainee_no": f"T-{n}", "io_no": io, "worked_on": on(day), "hours": None if time is None else f"{time // 60}:00"}
            for day, time, io in trainee.shifts
        ]  # fmt: skip
    return found


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(some=st.lists(trainees(), min_size=40, max_size=40))
def test_work_while_lectures_last_is_judged_day_by_day(rulebook: Rulebook, some: list[Trainee]) -> None:
    rows = judge_rows(rulebook, rulebook.rules["no-work-during-lectures"], books(some), as_of=date(2024, 6, 15))
    found = {str(facts["plan_no"]): answer for answer, facts in rows}
    assert len(found) == len(rows)
    for n, trainee in enumerate(some):
        assert found[f"P-{n}"] is verdict(trainee), trainee
