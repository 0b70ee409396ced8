"""External checks in every three months of a licence, and audits with the auditor in every fiscal year, counted again in plain Python."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
DAY = timedelta(1)

Row = dict[str, Any]
Period = tuple[date, date]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def after(day: date, months: int) -> date:
    """The day a period of months that began on `day` is over: the same day of the month, or the first of the next."""
    there = day + relativedelta(months=months)
    return there if there.day == day.day else there + DAY


def blocks(first: date, last: date) -> list[Period]:
    starts = [after(first, 3 * n) for n in range(40)]
    return [(a, b - DAY) for a, b in pairwise(starts) if a <= AS_OF and b - DAY <= last]


def fiscal_years(first: date, last: date) -> list[Period]:
    whole = [(date(year, 4, 1), date(year + 1, 3, 31)) for year in range(2018, 2032)]
    return [(a, b) for a, b in whole if first <= a <= AS_OF and b <= last]


def verdict(period: Period, acts: list[tuple[date | None, bool | None]], duty: str) -> Verdict:
    """By what stands inside the period; a violation only where the book had begun and nothing undated may lie in it."""
    first, last = period
    inside = [present for day, present in acts if day and first <= day <= last]
    if True in inside:
        return Verdict.MET
    if last >= AS_OF:
        return Verdict.PENDING
    days = sorted(day for day, _ in acts if day)
    maybe = None in inside or any(day is None and present is not False for day, present in acts)
    if maybe or not days or days[0] > first:
        return Verdict.UNPROVEN
    if duty == "audit":
        return Verdict.VIOLATED if inside else Verdict.UNPROVEN
    before, behind = max(day for day in days if day < first), min([day for day in days if day > last], default=AS_OF)
    return Verdict.VIOLATED if behind > after(before, 3) else Verdict.UNPROVEN


def judged(
    periods: list[Period], acts: list[tuple[date | None, bool | None]], duty: str
) -> list[tuple[str, date, Verdict]]:
    """A verdict a period; those over before the book begins, and not met, are one."""
    found = [(first, last, verdict((first, last), acts, duty)) for first, last in periods]
    begins = min((day for day, _ in acts if day), default=date.max)
    old = [first for first, _, each in found if first < begins and each is Verdict.UNPROVEN]
    rest = [(duty, first, each) for first, _, each in found if first not in old]
    return rest + ([(duty, min(old), Verdict.UNPROVEN)] if old else [])


@st.composite
def orgs(draw: st.DrawFn) -> Row:
    """A licence, checks on the limits of its blocks and audits on those of its years."""
    firsts = [
        date(2024, 8, 31),
        date(2024, 11, 30),
        date(2024, 4, 1),
        date(2023, 4, 2),
        date(2025, 2, 15),
        date(2024, 5, 30),
    ]
    first = draw(st.sampled_from(firsts))
    last = after(first, draw(st.sampled_from([60, 36, 24, 25]))) - DAY
    checks: list[tuple[date | None, bool | None]] = []
    for begins, ends in blocks(first, last):
        near = [begins, ends, ends, ends + DAY, begins - DAY, ends - 2 * DAY]
        checks += [(day, True) for day in draw(st.lists(st.sampled_from(near), max_size=2))]
    checks += draw(st.sampled_from([[], [], [], [(None, True)]]))
    audits: list[tuple[date | None, bool | None]] = []
    for begins, ends in fiscal_years(first, date.max):
        near = [begins, begins, ends, begins - DAY, ends + DAY]
        here = st.tuples(st.sampled_from(near), st.sampled_from([False, False, False, True, None]))
        audits += draw(st.lists(here, max_size=2))
    audits += draw(st.sampled_from([[], [], [], [(None, False)], [(None, True)]]))
    return {"first": first, "last": last, "checks": checks, "audits": audits, "auditor": draw(st.booleans())}


def known(acts: list[tuple[date | None, bool | None]]) -> list[tuple[date | None, bool | None]]:
    return [(day, present) for day, present in acts if day is None or day <= AS_OF]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(rows=st.lists(orgs(), min_size=20, max_size=20))
def test_checks_are_counted_by_block_and_accompanied_audits_by_year(rulebook: Rulebook, rows: list[Row]) -> None:
    book: dict[str, list[Row]] = {"supervising_orgs": [], "external_checks": [], "audits": []}
    expected = []
    for n, org in enumerate(rows):
        who = {"so_no": f"許24040000{n:02}"}
        kind = "external_auditor" if org["auditor"] else "external_officer"
        licence = {"licence_from": org["first"], "licence_until": org["last"], "external_check": kind}
        book["supervising_orgs"].append({**who, **licence})
        book["external_checks"] += [{**who, "checked_on": day} for day, _ in org["checks"]]
        book["audits"] += [{**who, "audited_on": day, "auditor_present": present} for day, present in org["audits"]]
        found = judged(blocks(org["first"], org["last"]), known(org["checks"]), "check")
        if org["auditor"]:
            found += judged(fiscal_years(org["first"], org["last"]), known(org["audits"]), "audit")
        expected += [(who["so_no"], *each) for each in found]
    rule = rulebook.rules["external-check"]
    rows_of = judge_rows(rulebook, rule, book, as_of=AS_OF)
    assert sorted((f["so_no"], f["duty"], f["period_from"], each) for each, f in rows_of) == sorted(expected)
