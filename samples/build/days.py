"""Days and hours as an office counts them: weekdays, the year-end closing, whole months."""

from collections.abc import Iterator
from datetime import date, time, timedelta

Fact = str | int | float | date | time | timedelta | None
"""What one cell says; a choice is its code, hours are a timedelta, None is a blank cell."""
Row = dict[str, Fact]
"""One row of a table, by the column names of the contract."""

AS_OF = date(2026, 11, 30)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def is_working(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def working_days(first: date, last: date) -> list[date]:
    """The weekdays from `first` to `last`, both included, without the year-end closing."""
    return [day for n in range((last - first).days + 1) if is_working(day := first + timedelta(days=n))]


def next_working(day: date) -> date:
    return day if is_working(day) else next_working(day + timedelta(days=1))


def previous_working(day: date) -> date:
    return day if is_working(day) else previous_working(day - timedelta(days=1))


def every(first: date, last: date, step: int) -> Iterator[date]:
    """`first` and every so many days after it, up to `last`; a closed day moves to the next working one."""
    day = first
    while day <= last:
        yield next_working(day)
        day += timedelta(days=step)


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every calendar month from that of `first` to that of `last`."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = month_end(day) + timedelta(days=1)


def years_on(day: date, years: int) -> date:
    """The last day of so many years that begin on `day`; none of the samples begins on 29 February."""
    return day.replace(year=day.year + years) - timedelta(days=1)
