"""The caps on overtime by month and by year, counted again in plain Python: days as sets, windows as lists."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
DAY = timedelta(days=1)
HOUR = 60

Row = dict[str, Any]
Month = tuple[date, date]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@dataclass(frozen=True)
class Pay:
    """One row of the ledger; minutes None where the cell is blank."""

    first: date
    last: date
    overtime: int | None
    rest: int | None


@dataclass(frozen=True)
class Agreement:
    first: date
    last: date
    special: bool | None
    variable: bool | None


@dataclass(frozen=True)
class Worker:
    """One trainee, alone at an employer."""

    sector: str | None
    agreements: tuple[Agreement, ...]
    pays: tuple[Pay, ...]


def later(day: date, months: int) -> date:
    """The first day after so many months that began on `day`: where there is no corresponding day, the first of the month after."""
    found = day + relativedelta(months=months)
    return found if found.day == day.day else found + DAY


def span(first: date, last: date) -> set[date]:
    return {first + n * DAY for n in range((last - first).days + 1)}


def holder(worker: Worker, pay: Pay) -> Agreement | None:
    found = [each for each in worker.agreements if each.first <= pay.first and pay.last <= each.last]
    return found[0] if found else None


def month_of(worker: Worker, pay: Pay) -> tuple[Month, bool]:
    """The agreement's month that holds the whole pay period, else the period itself."""
    agreement = holder(worker, pay)
    for nth in range(12 if agreement else 0):
        assert agreement
        month = later(agreement.first, nth), later(agreement.first, nth + 1) - DAY
        if month[0] <= pay.first and pay.last <= month[1]:
            return month, True
    return (pay.first, pay.last), False


@dataclass
class Sums:
    aligned: bool
    least: int = 0
    overtime: int = 0
    unknown: bool = False
    overtime_unknown: bool = False


def months_of(worker: Worker) -> dict[Month, Sums]:
    """By month, in order: what was worked, and whether something of it is unknown, days missing from the ledger too."""
    found: dict[Month, Sums] = {}
    days: defaultdict[Month, set[date]] = defaultdict(set)
    for pay in worker.pays:
        month, aligned = month_of(worker, pay)
        sums = found.setdefault(month, Sums(aligned))
        sums.least += (pay.overtime or 0) + (pay.rest or 0)
        sums.overtime += pay.overtime or 0
        sums.unknown |= pay.overtime is None or pay.rest is None
        sums.overtime_unknown |= pay.overtime is None
        days[month] |= span(pay.first, pay.last)
    capped = [month for month in sorted(found) if month[0] >= begun(worker)]
    book = set().union(*(days[month] for month in capped))
    for month in capped:
        whole = month[1] if found[month].aligned else later(month[0], 1) - DAY
        if found[month].aligned:
            missing = span(*month) & span(min(book), max(book)) - days[month]
        else:
            missing = span(month[0], whole) - days[month] if month not in (capped[0], capped[-1]) else set()
        found[month].unknown |= bool(missing)
        found[month].overtime_unknown |= bool(missing)
    return {month: found[month] for month in sorted(found)}


def begun(worker: Worker) -> date:
    """The first day of the caps."""
    return date(2024, 4, 1) if worker.sector == "construction" else date(2020, 4, 1)


def month_verdicts(worker: Worker) -> dict[date, Verdict]:
    if worker.sector in {"agriculture", "fishery"}:
        return {}
    sums = months_of(worker)
    months = [month for month in sums if month[0] >= begun(worker)]
    found = {}
    for place, month in enumerate(months):
        over = sums[month].aligned and sums[month].least >= 100 * HOUR
        under = not sums[month].unknown and sums[month].least < 100 * HOUR
        for length in range(2, 7):
            if place + 1 < length:
                break
            window = months[place + 1 - length : place + 1]
            if any(window[n][1] + DAY != window[n + 1][0] for n in range(length - 1)):
                under = False
                break
            total = sum(sums[each].least for each in window)
            over |= all(sums[each].aligned for each in window) and total > length * 80 * HOUR
            under &= total <= length * 80 * HOUR and not any(sums[each].unknown for each in window)
        found[month[0]] = Verdict.VIOLATED if over and worker.sector else Verdict.MET if under else Verdict.UNPROVEN
    return found


hours = st.one_of(
    st.sampled_from(
        [
            0,
            42 * 60,
            42 * 60 + 1,
            45 * 60,
            45 * 60 + 1,
            80 * 60,
            80 * 60,
            80 * 60 + 1,
            80 * 60 - 1,
            60 * 60,
            30 * 60,
            99 * 60 + 59,
            100 * 60,
        ]
    ),
    st.integers(0, 6001),
)


def split(draw: st.DrawFn, total: int, blank: str) -> tuple[int | None, int | None]:
    """Overtime and rest-day work that come to a total; one of them may be blank."""
    rest = draw(st.sampled_from([0, 0, min(total, 8 * 60)]))
    return None if blank == "overtime" else total - rest, None if blank == "rest" else rest


@st.composite
def workers(draw: st.DrawFn) -> Worker:
    sector = draw(st.sampled_from(["general", "general", "general", "construction", "care", "agriculture", None]))
    starts = date(2024, 4, 1) if sector == "construction" else date(2020, 4, 1)
    first = later(draw(st.sampled_from([starts, starts.replace(day=16), date(2025, 1, 31)])), draw(st.integers(-8, 2)))
    agreements = []
    for year in draw(st.sampled_from([(0, 1), (0, 1), (0, 1), (0,), (1,), ()])):
        begins = later(first, 12 * year)
        agreements.append(
            Agreement(
                begins, later(begins, 12) - DAY, *(draw(st.sampled_from([True, False, False, None])) for _ in range(2))
            )
        )
    shift = draw(st.sampled_from([0, 0, 0, 0, 0, 10])) * DAY
    usual = draw(st.one_of(st.none(), st.sampled_from([45 * 60, 30 * 60, 60 * 60, 80 * 60, 80 * 60 + 1])))
    missing = draw(st.sampled_from([set(), set(), {2}, {5}, {9}]))
    blanks = {draw(st.integers(0, 40)): draw(st.sampled_from(["overtime", "rest"]))}
    parts = draw(st.sets(st.integers(0, 13), max_size=2))
    pays = []
    for nth in [nth for nth in range(draw(st.integers(2, 14))) if nth not in missing]:
        begins, ends = later(first, nth) + shift, later(first, nth + 1) - DAY + shift
        blank = blanks.get(nth, "")
        total = usual if usual is not None and draw(st.integers(0, 5)) else draw(hours)
        if nth in parts and draw(st.booleans()):
            middle = begins + 14 * DAY
            pays.append(Pay(begins, middle, *split(draw, total // 2, blank)))
            pays.append(Pay(middle + DAY, ends, *split(draw, total - total // 2, blank)))
        elif nth in parts:
            pays.append(Pay(begins + 8 * DAY, ends, *split(draw, total, blank)))
        else:
            pays.append(Pay(begins, ends, *split(draw, total, blank)))
    return Worker(sector, tuple(agreements), tuple(pays))


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


def books(workers: list[Worker]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"wage_payments": [], "agreements": [], "implementing_orgs": []}
    for n, worker in enumerate(workers):
        rows["implementing_orgs"].append({"io_no": f"IO-{n}", "sector": worker.sector})
        rows["agreements"] += [
            {
                "io_no": f"IO-{n}", "kind": "overtime", "filed_on": each.first, "from_on": each.first, "until_on": each.last,
                "special_clause": each.special, "variable_hours": each.variable,
            }
            for each in worker.agreements
        ]  # fmt: skip
        rows["wage_payments"] += [
            {
                "trainee_no": f"T-{n}", "io_no": f"IO-{n}", "period_from": pay.first, "period_until": pay.last,
                "overtime_hours": clock(pay.overtime), "rest_day_hours": clock(pay.rest),
            }
            for pay in worker.pays
        ]  # fmt: skip
    return rows


def compared(
    rulebook: Rulebook, rule: str, day: str, people: list[Worker], expected: Callable[[Worker], dict[date, Verdict]]
) -> None:
    rows = judge_rows(rulebook, rulebook.rules[rule], books(people), as_of=AS_OF)
    found = {(facts["trainee_no"], facts[day]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    for n, worker in enumerate(people):
        mine = {each: verdict for (trainee, each), verdict in found.items() if trainee == f"T-{n}"}
        assert mine == expected(worker), worker


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(workers(), min_size=12, max_size=12))
def test_a_month_and_its_averages_are_counted_by_the_agreements_months(
    rulebook: Rulebook, people: list[Worker]
) -> None:
    compared(rulebook, "overtime-month-cap", "month_from", people, month_verdicts)


def year_verdicts(worker: Worker) -> dict[date, Verdict]:
    """By the first day of the agreement year; a year of which the ledger lacks a day only where it is over already."""
    if worker.sector in {"agriculture", "fishery"}:
        return {}
    sums, found = months_of(worker), {}
    for agreement in worker.agreements:
        pays = [pay for pay in worker.pays if holder(worker, pay) is agreement]
        if agreement.first < begun(worker) or not pays:
            continue
        months = [sums[month] for month in {month_of(worker, pay)[0] for pay in pays}]
        whole = set().union(*(span(pay.first, pay.last) for pay in pays)) == span(agreement.first, agreement.last)
        readings = []
        for special in (True, False) if agreement.special is None else (agreement.special,):
            for variable in (True, False) if agreement.variable is None else (agreement.variable,):
                monthly, yearly = (42, 320) if variable else (45, 360)
                allowed, times = (720, 6) if special else (yearly, 0)
                total = sum(each.overtime for each in months)
                above = [each for each in months if each.overtime > monthly * HOUR]
                sure = total > allowed * HOUR or sum(each.aligned for each in above) > times
                kept = total <= allowed * HOUR and len(above) <= times
                readings.append((sure, kept))
        over, within = all(sure for sure, _ in readings), all(kept for _, kept in readings)
        known = whole and not any(each.overtime_unknown for each in months)
        if whole or not within:
            found[agreement.first] = (
                Verdict.VIOLATED if over and worker.sector else Verdict.MET if known and within else Verdict.UNPROVEN
            )
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(workers(), min_size=12, max_size=12))
def test_a_year_is_that_of_the_agreement(rulebook: Rulebook, people: list[Worker]) -> None:
    compared(rulebook, "overtime-year-cap", "year_from", people, year_verdicts)
