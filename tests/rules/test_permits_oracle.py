"""The measures for the time of an employer change, reckoned again in plain Python: their length, and work outside them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
DAY = timedelta(days=1)
FIRST = date(2025, 1, 1)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def verdicts(rulebook: Rulebook, rule: str, books: dict[str, list[dict[str, Any]]]) -> dict[str, Verdict]:
    """The verdict on each trainee; every trainee is one subject."""
    rows = judge_rows(rulebook, rulebook.rules[rule], books, as_of=AS_OF)
    found = {str(facts["trainee_no"]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    return found


def ends(start: date) -> tuple[date, date]:
    """The day of the same number four months on (or the month's last), and the last day of four months that begin the day after."""
    following = start + DAY
    fourth = following + relativedelta(months=4)
    return start + relativedelta(months=4), fourth - DAY if fourth.day == following.day else fourth


starts = st.one_of(
    st.dates(date(2024, 11, 1), date(2029, 12, 31)),
    st.builds(lambda month, off: month + off * DAY, st.sampled_from([date(2025, 3, 1), date(2025, 11, 1), date(2027, 11, 1), date(2028, 3, 1), date(2026, 5, 1)]), st.integers(-4, 2)),
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(permits=st.lists(st.tuples(starts, st.integers(-3, 3)), min_size=30, max_size=30))
@example(permits=[(date(2027, 10, 29), 0), (date(2027, 10, 31), 1), (date(2028, 2, 29), 2)])
def test_four_months_end_as_the_calendar_says(rulebook: Rulebook, permits: list[tuple[date, int]]) -> None:
    rows, expected = [], {}
    for n, (start, off) in enumerate(permits):
        certain, latest = ends(start)
        until = certain + off * DAY
        rows.append({"trainee_no": f"T-{n:02}", "measure": "designated_28h", "valid_from": start, "valid_until": until})
        expected[f"T-{n:02}"] = (
            Verdict.MET if until <= certain else Verdict.VIOLATED if until > latest else Verdict.UNPROVEN
        )
    assert verdicts(rulebook, "transition-measure-length", {"permits": rows}) == expected


@dataclass(frozen=True)
class Life:
    """A plan from day 0 and its stop, the next plan's days, permits, and the days worked; a stop of None: a normal end on day 40."""

    stop: int | None
    following: tuple[int, int] | None
    permits: list[tuple[int, int]]
    worked: set[int]

    def verdict(self) -> Verdict | None:
        last = 40 if self.stop is None else self.stop
        window = range(last + 1, 200 if self.following is None else self.following[0])
        inside = {day for first, until in self.permits for day in range(first, until + 1)}
        bare = {day for day in self.worked if day in window and day not in inside}
        if self.stop is None or self.stop >= 40:
            return Verdict.UNPROVEN if bare else None
        return Verdict.VIOLATED if bare else Verdict.MET


spans = st.tuples(st.integers(0, 80), st.integers(0, 30)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    stop = draw(st.sampled_from([None, 0, 10, 20, 39, 40]))
    permits = draw(st.lists(spans, max_size=3))
    gap = draw(st.sampled_from([None, 1, 2, 15]))
    begins = None if gap is None else (40 if stop is None else stop) + gap
    edges = [day + off for span in permits for day in span for off in (-1, 0, 1)] + [
        (stop or 40) + off for off in (0, 1)
    ]
    worked = draw(st.sets(st.sampled_from(edges) | st.integers(0, 100), max_size=4))
    return Life(
        stop, None if begins is None else (begins, begins + 150), permits, {day for day in worked if 0 <= day <= 100}
    )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(lives(), min_size=20, max_size=20))
def test_work_outside_every_permit_is_found_day_by_day(rulebook: Rulebook, people: list[Life]) -> None:
    books: dict[str, list[dict[str, Any]]] = {"plans": [], "permits": [], "shifts": []}
    for n, life in enumerate(people):
        who = {"trainee_no": f"T-{n:02}"}
        plan = {"plan_no": f"P-{n:02}", "starts_on": FIRST, "ends_on": FIRST + 40 * DAY, "not_started": False}
        books["plans"].append(who | plan | ({} if life.stop is None else {"ended_on": FIRST + life.stop * DAY}))
        if life.following:
            first, last = (FIRST + day * DAY for day in life.following)
            books["plans"].append(who | {"plan_no": f"Q-{n:02}", "starts_on": first, "ends_on": last})
        books["permits"] += [
            who | {"measure": "outside_28h", "valid_from": FIRST + first * DAY, "valid_until": FIRST + last * DAY}
            for first, last in life.permits
        ]
        books["shifts"] += [who | {"worked_on": FIRST + day * DAY, "hours": "4:00"} for day in sorted(life.worked)]
    expected = {f"T-{n:02}": life.verdict() for n, life in enumerate(people)}
    found = verdicts(rulebook, "transition-work-without-measure", books)
    assert found == {trainee: verdict for trainee, verdict in expected.items() if verdict}
