"""Breaks and rest days, reckoned again in plain Python: a day minute by minute, a week day by day."""

from collections.abc import Iterable
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
FIRST = date(2026, 9, 1)
DAY = timedelta(days=1)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


@dataclass(frozen=True)
class Shift:
    """Work from `starts` for `span` minutes with `pause` inside it, and how much of that the record tells."""

    starts: int
    span: int
    pause: int
    told: str

    def row(self) -> dict[str, Any]:
        row: dict[str, Any] = {}
        if "clock" in self.told:
            row |= {"starts_at": clock(self.starts), "ends_at": clock(self.starts + self.span)}
        if "pause" in self.told:
            row["break_minutes"] = self.pause
        if "hours" in self.told:
            row["hours"] = clock(self.span - self.pause)
        return row

    def breaks(self) -> Iterable[int]:
        """Every break the row leaves possible, on the whole day at most."""
        if "pause" in self.told or self.told == "clock hours":
            return [self.pause]
        return range(self.span + 1) if self.told == "clock" else range(24 * 60)

    def works(self, pause: int) -> Iterable[int]:
        if "hours" in self.told:
            return [self.span - self.pause]
        return [self.span - pause] if "clock" in self.told else range(1, 24 * 60)


def enough(work: int, pause: int) -> bool:
    return pause >= (60 if work > 480 else 45 if work > 360 else 0)


def day_verdict(shifts: list[Shift]) -> Verdict:
    """Met or violated where every day the rows allow is; a gap beside a shift without its times may be any."""
    if len(shifts) == 1:
        (one,) = shifts
        answers = {enough(work, pause) for pause in one.breaks() for work in one.works(pause)}
    else:
        timed = all("clock" in each.told for each in shifts)
        ordered = sorted(shifts, key=lambda each: each.starts)
        gap = sum(later.starts - former.starts - former.span for former, later in pairwise(ordered))
        ends = [(min(each.breaks()), max(each.breaks()), each) for each in shifts]
        works = [[work for pause in (least, most) for work in each.works(pause)] for least, most, each in ends]
        shortest = sum(min(work) for work in works)
        longest = sum(max(work) for work in works)
        least = sum(low for low, _, _ in ends) + (gap if timed else 0)
        most = sum(high for _, high, _ in ends) + gap if timed else 24 * 60
        if enough(longest, least):
            return Verdict.MET
        return Verdict.UNPROVEN if enough(shortest, most) else Verdict.VIOLATED
    return Verdict.MET if answers == {True} else Verdict.VIOLATED if answers == {False} else Verdict.UNPROVEN


near = st.builds(lambda limit, off: limit + off, st.sampled_from([240, 360, 480]), st.integers(-1, 1))
pauses = st.sampled_from([0, 15, 30, 44, 45, 46, 59, 60, 61])
tellings = st.sampled_from(
    ["clock pause", "clock pause", "clock hours", "clock pause hours", "pause hours", "hours", "clock", "pause"]
)


@st.composite
def days(draw: st.DrawFn) -> list[Shift]:
    shifts, starts = [], draw(st.integers(0, 1200))
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        pause = draw(pauses)
        shifts.append(Shift(starts, draw(near) + pause, pause, draw(tellings)))
        starts += shifts[-1].span + draw(pauses)
    return [shift for shift in shifts if shift.starts + shift.span < 2880 and shift.starts < 1440] or [shifts[0]]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(days(), min_size=30, max_size=30))
def test_a_day_is_judged_as_every_day_its_rows_allow(rulebook: Rulebook, people: list[list[Shift]]) -> None:
    rows = [
        {"trainee_no": f"T-{n:02}", "io_no": "IO-1", "worked_on": FIRST, **shift.row()}
        for n, shifts in enumerate(people)
        for shift in shifts
    ]
    books = {"shifts": rows, "implementing_orgs": [{"io_no": "IO-1", "sector": "general"}]}
    found = judge_rows(rulebook, rulebook.rules["daily-break"], books, as_of=AS_OF)
    got = {str(facts["trainee_no"]): verdict for verdict, facts in found}
    assert len(found) == len(people)
    assert got == {f"T-{n:02}": day_verdict(shifts) for n, shifts in enumerate(people)}


@dataclass(frozen=True)
class Life:
    """Days worked by day (True) or into the next morning (False), days flagged, the week's first day, four weeks' first."""

    shifts: dict[int, bool]
    flagged: frozenset[int]
    starts: int | None
    four: int | None
    agreement: tuple[int, int] | None

    def used(self) -> set[int]:
        return set(self.shifts) | {day + 1 for day, short in self.shifts.items() if not short}

    def excused(self) -> set[int]:
        flagged = {day for day in self.flagged if day in self.shifts}
        flagged |= {day + 1 for day in flagged if not self.shifts[day]}
        first, last = self.agreement or (1, 0)
        return {day for day in flagged if first <= day <= last}


def blocks(life: Life) -> dict[date | None, Verdict]:
    """The verdict on each block the record decides."""
    used, tired = life.used(), life.used() - life.excused()
    first, last = min(life.shifts), max(life.shifts)
    if life.four is None and life.starts is None:
        weeks = {start for start in range(first - 6, last + 2) if all(day in tired for day in range(start, start + 7))}
        longest = any(set(range(start, start + 7)) <= weeks for start in weeks)
        return {None: Verdict.MET if not weeks else Verdict.VIOLATED if longest else Verdict.UNPROVEN}
    found: dict[date | None, Verdict] = {}
    if life.four is not None and any(day < life.four for day in used):
        found[None] = Verdict.UNPROVEN
    length, owed = (7, 1) if life.four is None else (28, 4)
    for day in sorted(used):
        start = (
            day - ((FIRST + day * DAY).weekday() - (life.starts or 0)) % 7
            if life.four is None
            else day - (day - life.four) % 28
        )
        if life.four is not None and day < life.four:
            continue
        inside = range(start, start + length)
        recorded = range(
            max(start, first), min(start + length - 1, max(last, *(each for each in used if each in inside))) + 1
        )
        least = sum(each not in tired for each in recorded)
        most = sum(each not in tired for each in inside)
        if most < owed:
            found[FIRST + start * DAY] = Verdict.VIOLATED
        elif least >= owed:
            found[FIRST + start * DAY] = Verdict.MET
        elif start + length - 1 <= last:
            found[FIRST + start * DAY] = Verdict.UNPROVEN
    return found


@st.composite
def lives(draw: st.DrawFn) -> Life:
    free = draw(st.sets(st.integers(0, 34), max_size=draw(st.sampled_from([2, 4, 9, 16]))))
    shifts = {
        day: draw(st.sampled_from([True, True, False]))
        for day in range(draw(st.integers(0, 6)), draw(st.integers(10, 34)))
        if day not in free
    }
    if not shifts:
        shifts = {0: True}
    four = draw(st.sampled_from([None, None, -56, 0, 3]))
    return Life(
        shifts, frozenset(draw(st.sets(st.sampled_from(sorted(shifts)), max_size=3))), draw(st.sampled_from([*range(7), None, None])), four,
        draw(st.sampled_from([None, (0, 40), (0, 12), (13, 40)])),
    )  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(lives(), min_size=15, max_size=15))
def test_every_week_and_four_weeks_are_judged_day_by_day(rulebook: Rulebook, people: list[Life]) -> None:
    books: dict[str, list[dict[str, Any]]] = {"shifts": [], "implementing_orgs": [], "agreements": []}
    for n, life in enumerate(people):
        io_no = f"IO-{n:02}"
        org: dict[str, Any] = {
            "io_no": io_no,
            "sector": "general",
            "week_starts_on": None if life.starts is None else WEEKDAYS[life.starts],
        }
        if life.four is not None:
            org |= {"four_week_rest": True, "four_weeks_from": FIRST + life.four * DAY}
        books["implementing_orgs"].append(org)
        if life.agreement:
            first, last = (FIRST + day * DAY for day in life.agreement)
            books["agreements"].append(
                {"io_no": io_no, "kind": "overtime", "filed_on": FIRST - 90 * DAY, "from_on": first, "until_on": last}
            )
        books["shifts"] += [
            {
                "trainee_no": f"T-{n:02}", "io_no": io_no, "worked_on": FIRST + day * DAY, "starts_at": "8:00" if short else "20:00",
                "ends_at": "16:00" if short else "4:00", "rest_day": day in life.flagged,
            }
            for day, short in life.shifts.items()
        ]  # fmt: skip
    found = judge_rows(rulebook, rulebook.rules["weekly-rest-day"], books, as_of=AS_OF)
    got = {(str(facts["trainee_no"]), facts["block_from"]): verdict for verdict, facts in found}
    assert len(got) == len(found)
    assert got == {
        (f"T-{n:02}", start): verdict for n, life in enumerate(people) for start, verdict in blocks(life).items()
    }
