"""What a random lawful world is made of: its tables, its numbers, and the calendar of a careful office."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta

from titcheck.tables import TABLES

Row = dict[str, Any]
DAY = timedelta(days=1)
NEVER = date(2099, 1, 1)
"""A day long after every world has been judged."""
WAGES = Path(__file__).parent.parent.parent / "rules" / "reference" / "minimum_wages.csv"
PREFECTURES = ("東京都", "大阪府", "福岡県", "長崎県", "北海道")


@dataclass(frozen=True)
class Shape:
    """What is drawn of one employer; `cohorts` are (months before the day of judgement, trainees, stage 3, what befalls the first)."""

    sector: str
    enterprise: bool
    excellent: bool
    staff: int
    pay_basis: str
    cohorts: tuple[tuple[int, int, bool, str], ...]


@dataclass(eq=False)
class Employer:
    """One employer and the terms all its plans share; `so_no` is None for the enterprise type."""

    io_no: str
    so_no: str | None
    sector: str
    excellent: bool
    staff: int
    prefecture: str
    workplace: str
    pay_basis: str
    monthly_minutes: int
    hourly: int
    allowances: int
    special_clause: bool
    variable_hours: bool


@dataclass(eq=False)
class Term:
    """One plan in training at one employer: first day, last day of training, first day of work, days of leave."""

    employer: Employer
    trainee_no: str
    stage: int
    starts_on: date
    until: date
    works_on: date
    leave: tuple[date, date] | None = None

    def at_work(self, day: date) -> bool:
        away = self.leave is not None and self.leave[0] <= day <= self.leave[1]
        return self.works_on <= day <= self.until and not away


@dataclass(eq=False)
class World:
    """Rows by table; every number and name carries the world's mark, so that two worlds have nothing in common."""

    mark: str
    as_of: date
    random: Random
    tables: dict[str, list[Row]] = field(default_factory=lambda: {table.name: [] for table in TABLES}, repr=False)
    terms: list[Term] = field(default_factory=list, repr=False)
    count: int = 0

    def add(self, table: str, **row: Any) -> Row:
        self.tables[table].append(row)
        return row

    def next(self) -> int:
        self.count += 1
        return self.count

    def ago(self, least: int, most: int) -> date:
        """A day so many days before the day of judgement."""
        return self.as_of - self.random.randint(least, most) * DAY

    def number(self, letter: str) -> str:
        """認… and 許… with ten digits, no two alike in any world."""
        return f"{letter}{17 + ord(self.mark) - ord('A')}01{self.next():06}"


def on(day: date, *, years: int = 0, months: int = 0) -> date:
    """The corresponding day (the last of the month where there is none)."""
    return day + relativedelta(years=years, months=months)


def month_end(day: date) -> date:
    return on(day.replace(day=1), months=1) - DAY


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each calendar month from that of `first` to that of `last`."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = on(day, months=1)


def days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def weekdays(first: date, last: date) -> list[date]:
    return [day for day in days(first, last) if day.weekday() < 5]


def weekday(day: date) -> date:
    """That day, or the Friday before it."""
    return day - max(day.weekday() - 4, 0) * DAY


def fiscal_year(day: date) -> int:
    return day.year if day.month > 3 else day.year - 1


def corporate_number(number: int) -> str:
    """Thirteen digits, the first of which checks the rest."""
    body = f"{number:012}"
    total = sum(int(digit) * (1 if n % 2 == 0 else 2) for n, digit in enumerate(reversed(body)))
    return f"{9 - total % 9}{body}"


@cache
def highest_wage(prefecture: str) -> int:
    """The highest hourly minimum wage of the prefecture that the reference table holds."""
    with WAGES.open(encoding="utf-8") as lines:
        return max(int(row["yen_per_hour"]) for row in csv.DictReader(lines) if row["prefecture"] == prefecture)


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
