"""The home leave of stage 3, reckoned again in plain Python: each reading of a month tried, each possibility of the law in turn."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
UNREADABLE = "令和8年13月1日"
OPENED = date(2019, 9, 6)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def later(day: date, months: int) -> date:
    """The corresponding day so many months on; where that month lacks it, the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return later(date(year, month + 1, 1), 1)


@dataclass(frozen=True)
class Stay:
    """One trainee: stage 3 from `starts_on`, and what the books say of stage 2, entry and leave (None: unreadable or blank)."""

    starts_on: date
    stopped_on: date | None
    has_two: bool
    two_until: date | None
    has_entry: bool
    entered_on: date | None
    leave: tuple[date | None, date | None]


def possible_ends(stay: Stay) -> list[date | None]:
    """The last days stage 2 may have had: [None] where the books hold no stage 2, [] where nothing is known of it."""
    if not stay.has_two:
        return [None]
    known = stay.two_until is not None and stay.two_until < stay.starts_on
    return [stay.two_until] if known else []


def rested_before(stay: Stay) -> bool:
    """Home for a month between stage 2 and stage 3, by the recorded leave or by the entry."""
    ends = possible_ends(stay)
    if not ends:
        return False
    end = ends[0]
    if end and stay.entered_on and later(end, 1) <= stay.entered_on <= stay.starts_on:
        return True
    left, back = stay.leave
    if not (left and back and left <= back <= min(stay.starts_on, AS_OF)):
        return False
    return back >= later(max(left, end) if end else left, 1)


def year_ends(stay: Stay) -> date:
    """The anniversary of the start, by which a leave inside stage 3 has begun; the start itself where none was possible."""
    return later(stay.starts_on, 12) if stay.starts_on >= OPENED else stay.starts_on


def inside(stay: Stay) -> Verdict:
    """What a leave recorded as begun in stage 3 is worth by itself: MET, VIOLATED (too late, short or long), or open."""
    left, back = stay.leave
    if left is None or left < stay.starts_on:
        return Verdict.UNPROVEN
    latest = later(stay.starts_on, 12) if left >= OPENED else stay.starts_on
    if left > latest:
        return Verdict.VIOLATED
    if back is None or not left <= back <= AS_OF:
        return Verdict.UNPROVEN
    if back + DAY < later(left, 1) or back >= later(left, 12):
        return Verdict.VIOLATED
    return Verdict.MET if left < latest and back >= later(left, 1) else Verdict.UNPROVEN


def too_short_before(stay: Stay) -> bool:
    left, back = stay.leave
    if not (left and back and left <= back <= min(stay.starts_on, AS_OF)) or (stay.has_entry and not stay.entered_on):
        return False
    ends = [end for end in possible_ends(stay) if end]
    return back + DAY < later(max([left, *ends]), 1)


def judged(stay: Stay) -> Verdict:
    if rested_before(stay) or inside(stay) is Verdict.MET:
        return Verdict.MET
    if year_ends(stay) >= AS_OF:
        return Verdict.PENDING
    if stay.stopped_on and stay.stopped_on < year_ends(stay):
        return Verdict.UNPROVEN
    if too_short_before(stay):
        return Verdict.VIOLATED
    if inside(stay) is Verdict.VIOLATED:
        no_month_between = [end is None or stay.starts_on + DAY < later(end, 1) for end in possible_ends(stay)]
        return Verdict.VIOLATED if no_month_between == [True] else Verdict.UNPROVEN
    return Verdict.UNPROVEN


starts = st.one_of(
    st.sampled_from([date(2019, 9, 5), OPENED, date(2024, 2, 29), date(2025, 11, 29), date(2025, 11, 30), date(2025, 12, 1)]),
    st.dates(date(2019, 7, 1), date(2025, 12, 31)),
)  # fmt: skip
near = st.integers(-2, 2)


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    starts_on = draw(starts)
    two_until = starts_on - draw(st.one_of(st.integers(0, 4), st.integers(26, 34), st.integers(1, 120))) * DAY
    from_there = st.integers(0, 40).map(lambda gap: two_until + gap * DAY)
    to_year = near.map(lambda off: later(starts_on, 12) + off * DAY)
    left = draw(
        st.one_of(
            from_there, from_there, near.map(lambda off: starts_on + off * DAY), to_year,
            st.integers(1, 400).map(lambda gap: starts_on + gap * DAY), st.sampled_from([OPENED - DAY, OPENED]),
        )
    )  # fmt: skip
    months = draw(st.sampled_from([1, 1, 1, 12]))
    back = draw(
        st.one_of(
            near.map(lambda off: later(left, months) + off * DAY), near.map(lambda off: starts_on + off * DAY),
            st.integers(-1, 60).map(lambda gap: left + gap * DAY), st.sampled_from([AS_OF, AS_OF + DAY]),
        )
    )  # fmt: skip
    entered_on = draw(
        st.one_of(near.map(lambda off: later(two_until, 1) + off * DAY), st.just(starts_on - 1500 * DAY), near.map(lambda off: starts_on + off * DAY))
    )  # fmt: skip
    blank = draw(st.integers(0, 14))
    return Stay(
        starts_on, later(starts_on, 12) + draw(near) * DAY if draw(st.integers(0, 6)) == 0 else None,
        draw(st.booleans()), None if blank == 0 else two_until,
        draw(st.booleans()), None if blank == 1 else entered_on,
        (None if blank in {2, 3} else left, None if blank in {3, 4} else back),
    )  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(crowd=st.lists(stays(), min_size=25, max_size=25))
@example(crowd=[Stay(date(2024, 2, 29), None, False, None, False, None, (date(2025, 1, 31), date(2025, 3, 1)))])
def test_the_home_leave_is_judged_as_every_reading_of_a_month_says(rulebook: Rulebook, crowd: list[Stay]) -> None:
    books: dict[str, list[dict[str, Any]]] = {"plans": [], "trainees": []}
    for n, stay in enumerate(crowd):
        who = f"T-{n:02}"
        left, back = stay.leave
        books["plans"].append({
            "plan_no": f"P-{n:02}", "trainee_no": who, "io_no": "IO-1", "stage": "3", "starts_on": stay.starts_on, "ends_on": stay.starts_on + 729 * DAY,
            "ended_on": stay.stopped_on, "leave_from": left, "leave_until": back,
        })  # fmt: skip
        if stay.has_two:
            two_until = stay.two_until or UNREADABLE
            books["plans"].append({"plan_no": f"Q-{n:02}", "trainee_no": who, "io_no": "IO-1", "stage": "2", "starts_on": stay.starts_on - 800 * DAY, "ends_on": two_until})  # fmt: skip
        if stay.has_entry:
            books["trainees"].append({"trainee_no": who, "entered_on": stay.entered_on})
    rows = judge_rows(rulebook, rulebook.rules["home-leave"], books, as_of=AS_OF)
    found = {str(facts["plan_no"]): verdict for verdict, facts in rows}
    assert len(found) == len(rows) == len(crowd)
    expected = [judged(stay if stay.has_entry else replace(stay, entered_on=None)) for stay in crowd]
    assert [found[f"P-{n:02}"] for n in range(len(crowd))] == expected
