"""The age of a trainee and the day of the training manager's course, reckoned again in plain Python, birthday by birthday."""

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
DAY = timedelta(days=1)
LEAP_DAYS = [date(2004, 2, 29), date(2000, 2, 29), date(2008, 2, 29)]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def verdicts(rulebook: Rulebook, rule: str, books: dict[str, list[dict[str, Any]]]) -> dict[str, Verdict]:
    rows = judge_rows(rulebook, rulebook.rules[rule], books, as_of=AS_OF)
    found = {str(facts["plan_no"]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    return found


def age_at_the_end_of(day: date, born: date) -> int:
    """Years complete when a day is over: a year is, on the eve of each birthday; of 29 February, at the end of February."""
    tomorrow = day + DAY
    had_birthday = (tomorrow.month, tomorrow.day) >= (born.month, born.day)
    return tomorrow.year - born.year - (not had_birthday)


def age_verdict(born: date | str | None, starts_on: date | str | None) -> Verdict | None:
    if starts_on is None or isinstance(starts_on, str):
        return Verdict.UNPROVEN
    if starts_on < date(2017, 11, 1):
        return None
    if born is None or isinstance(born, str) or born > starts_on:
        return Verdict.UNPROVEN
    return Verdict.MET if age_at_the_end_of(starts_on, born) >= 18 else Verdict.VIOLATED


births = st.one_of(st.sampled_from(LEAP_DAYS), st.dates(date(1999, 1, 1), date(2009, 12, 31)))
doubtful = st.sampled_from([None, UNREADABLE])


@st.composite
def starts(draw: st.DrawFn) -> tuple[date | str | None, date | str | None]:
    """A birth and a first day near the eighteenth birthday, sometimes far from it, sometimes unknown."""
    born = draw(births)
    eighteenth = date(born.year + 18, born.month, min(born.day, 28))
    day = eighteenth + draw(st.one_of(st.integers(-3, 3), st.integers(-7000, 3000))) * DAY
    unknown = draw(st.integers(0, 9))
    return (draw(doubtful) if unknown == 0 else born), (draw(doubtful) if unknown == 1 else day)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs=st.lists(starts(), min_size=25, max_size=25))
@example(pairs=[(date(2004, 2, 29), date(2022, 2, 27)), (date(2004, 2, 29), date(2022, 2, 28))])
@example(pairs=[(date(2006, 3, 1), date(2024, 2, 28)), (date(2006, 3, 1), date(2024, 2, 29))])
def test_a_trainee_is_as_old_as_a_calendar_says(
    rulebook: Rulebook, pairs: list[tuple[date | str | None, date | str | None]]
) -> None:
    plans = [{"plan_no": f"P-{n:02}", "trainee_no": f"T-{n:02}", "starts_on": day} for n, (_, day) in enumerate(pairs)]
    trainees = [{"trainee_no": f"T-{n:02}", "birth_date": born} for n, (born, _) in enumerate(pairs)]
    found = verdicts(rulebook, "trainee-age", {"plans": plans, "trainees": trainees})
    assert [found.get(str(plan["plan_no"])) for plan in plans] == [age_verdict(*pair) for pair in pairs]


def three_years_before(day: date) -> date:
    while True:
        try:
            return date(day.year - 3, day.month, day.day)
        except ValueError:
            day -= DAY


def course_verdict(course: date | str | None, applied_on: date | str | None) -> Verdict | None:
    if applied_on is None or isinstance(applied_on, str):
        return Verdict.UNPROVEN
    if applied_on < date(2020, 4, 1):
        return None
    if course is None or isinstance(course, str) or course > applied_on:
        return Verdict.UNPROVEN
    return Verdict.MET if course >= three_years_before(applied_on) else Verdict.VIOLATED


applications = st.one_of(
    st.sampled_from([date(2024, 2, 29), date(2023, 3, 1), date(2023, 2, 28), date(2020, 3, 31), date(2020, 4, 1)]),
    st.dates(date(2019, 10, 1), date(2026, 11, 30)),
)


@st.composite
def courses(draw: st.DrawFn) -> tuple[date | str | None, date | str | None]:
    """A course and an application: three years apart but for a few days, or on nearly one day, or anyhow."""
    applied_on = draw(applications)
    near = st.integers(-3, 3)
    course = draw(
        st.one_of(
            near.map(lambda off: three_years_before(applied_on) + off * DAY),
            near.map(lambda off: applied_on + off * DAY),
            st.integers(-2000, 400).map(lambda off: applied_on + off * DAY),
        )
    )
    unknown = draw(st.integers(0, 9))
    return (draw(doubtful) if unknown == 0 else course), (draw(doubtful) if unknown == 1 else applied_on)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs=st.lists(courses(), min_size=25, max_size=25))
@example(pairs=[(date(2021, 2, 28), date(2024, 2, 29)), (date(2020, 2, 29), date(2023, 3, 1))])
def test_a_course_counts_for_exactly_three_years(
    rulebook: Rulebook, pairs: list[tuple[date | str | None, date | str | None]]
) -> None:
    plans = [
        {"plan_no": f"P-{n:02}", "trainee_no": f"T-{n:02}", "io_no": "IO-1", "manager_course_on": course, "applied_on": applied_on}
        for n, (course, applied_on) in enumerate(pairs)
    ]  # fmt: skip
    found = verdicts(rulebook, "manager-course", {"plans": plans})
    assert [found.get(str(plan["plan_no"])) for plan in plans] == [course_verdict(*pair) for pair in pairs]
