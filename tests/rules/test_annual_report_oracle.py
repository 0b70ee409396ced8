"""Yearly reports by 31 May, reckoned again in plain Python, day by day through the calendar."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

DAY = timedelta(1)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def years(first: date, last: date) -> list[int]:
    """Training fiscal years with a day of the period, each day asked for its own."""
    days = (first + n * DAY for n in range((last - first).days + 1))
    return sorted({day.year - (day.month < 4) for day in days})


def grace(year: int) -> date:
    day = date(year + 1, 5, 31)
    while day.weekday() > 4:
        day += DAY
    return day


def verdict(year: int, last_day: date, filings: list[Row], reaches: date | None, as_of: date) -> Verdict:
    """Of the filings that may be this year's: one in time is met; none, or only late ones, is violated where the book reaches and the licence still runs."""
    due = date(year + 1, 5, 31)
    own = [filing for filing in filings if filing["fiscal_year"] in (year, None)]
    days = [filing["filed_on"] for filing in own]
    first, last = date(year + 1, 4, 1), min(due, as_of)
    if any(filing["fiscal_year"] and filing["filed_on"] and first <= filing["filed_on"] <= last for filing in own):
        return Verdict.MET
    if grace(year) >= as_of:
        return Verdict.PENDING
    late = all(day is not None and day > grace(year) for day in days)
    sure = late and last_day >= grace(year) and reaches and reaches <= first
    return Verdict.VIOLATED if sure else Verdict.UNPROVEN


@st.composite
def orgs(draw: st.DrawFn) -> Row:
    """An organisation with a licence and what it filed, near the limits of each year."""
    edge = st.sampled_from([date(2023, 3, 31), date(2023, 4, 1), date(2024, 3, 31), date(2024, 4, 1), date(2025, 6, 1)])
    first = draw(edge)
    last = draw(st.sampled_from([day for day in (*map(date.fromisoformat, LASTS), first) if day >= first]))
    filings = []
    for year in years(first, last):
        near = [
            date(year + 1, 5, 31),
            date(year + 1, 5, 30),
            grace(year),
            grace(year) + DAY,
            date(year + 1, 4, 1),
            date(year + 1, 3, 31),
        ]
        for day in draw(st.lists(st.sampled_from([*near, near[0], near[0], None]), max_size=2)):
            filings.append({"fiscal_year": draw(st.sampled_from([*[year] * 9, None])), "filed_on": day})  # noqa: PERF401
    reaches = draw(st.sampled_from([date(2022, 1, 1), date(2022, 1, 1), date(2025, 4, 1), date(2025, 4, 2), None]))
    return {"first": first, "last": last, "filings": filings, "reaches": reaches}


LASTS = [
    "2024-03-31",
    "2024-04-01",
    "2025-03-31",
    "2025-06-01",
    "2025-06-02",
    "2026-03-31",
    "2026-05-31",
    "2026-06-01",
    "2027-03-31",
]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    given=st.lists(orgs(), min_size=20, max_size=20),
    as_of=st.sampled_from(
        [date(2026, 11, 30), date(2026, 6, 1), date(2026, 6, 2), date(2025, 5, 31), date(2025, 6, 3)]
    ),
)
def test_a_report_is_filed_by_31_may_or_the_next_working_day(rulebook: Rulebook, given: list[Row], as_of: date) -> None:
    licences, notices, expected = [], [], []
    for n, org in enumerate(given):
        so_no = f"許24040000{n:02}"
        licences.append({"so_no": so_no, "licence_from": org["first"], "licence_until": org["last"]})
        who = {"org_type": "so", "org_no": so_no}
        notices += [{**who, "kind": "business_report", **filing} for filing in org["filings"]]
        notices += [{**who, "kind": "licence_change", "filed_on": org["reaches"]}]
        recorded = [day for day in (org["reaches"], *(f["filed_on"] for f in org["filings"])) if day]
        reaches = min(recorded, default=None)
        if org["first"] > as_of:
            continue
        found = [
            (year, verdict(year, org["last"], org["filings"], reaches, as_of))
            for year in years(org["first"], min(org["last"], as_of))
        ]
        open_years = [
            year
            for year, each in found
            if each is Verdict.UNPROVEN and (reaches is None or reaches > date(year + 1, 4, 1))
        ]
        expected += [(so_no, year, each) for year, each in found if year not in open_years]
        expected += [(so_no, min(open_years), Verdict.UNPROVEN)] if open_years else []
    rule = rulebook.rules["annual-report"]
    judged = judge_rows(rulebook, rule, {"supervising_orgs": licences, "notices": notices}, as_of=as_of)
    assert sorted((f["org_no"], f["fiscal_year"], each) for each, f in judged) == sorted(expected)
