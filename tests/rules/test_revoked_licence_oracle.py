"""What an organisation owes until its licence is revoked, asked day by day in plain Python: courses, checks and reports nobody made."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

AS_OF = date(2026, 11, 30)
DAY = timedelta(1)
UNREADABLE = "令和8年13月1日"

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "supervision")


def after(day: date, months: int) -> date:
    there = day + relativedelta(months=months)
    return there if there.day == day.day else there + DAY


def grace(year: int) -> date:
    day = date(year + 1, 5, 31)
    return day + DAY * max(0, 7 - day.weekday() if day.weekday() > 4 else 0)


def fiscal_year(day: date) -> int:
    return day.year - (day.month < 4)


def near(first: date) -> st.SearchStrategy[Any]:
    """Days on which the duties of a licence begin, are due or are judged, or a day from it."""
    edges = [
        first,
        AS_OF,
        date(2026, 4, 1),
        date(2026, 6, 1),
        date(2025, 6, 2),
        *(after(first, 3 * n) for n in range(1, 9)),
    ]
    return st.builds(lambda day, off: day + off * DAY, st.sampled_from(edges), st.integers(-1, 1))


@st.composite
def orgs(draw: st.DrawFn) -> Row:
    """A licence, and the revocations that are, or may be, its own."""
    first = draw(st.sampled_from([date(2024, 4, 1), date(2024, 8, 31), date(2025, 4, 2), date(2026, 2, 1)]))
    until = draw(st.sampled_from([date(2031, 1, 31), date(2031, 1, 31), date(2026, 6, 1), None, UNREADABLE]))
    told = st.fixed_dictionaries(
        {"decided_on": near(first) | near(first) | st.sampled_from([None, UNREADABLE]), "match": st.sampled_from(["number", "number", "name", "kind"])}
    )  # fmt: skip
    return {
        "first": first,
        "until": until,
        "renewal_no": draw(st.sampled_from([0, 0, 1, None])),
        "told": draw(st.lists(told, max_size=2)),
    }


def revocations(org: Row) -> list[tuple[date | None, bool]]:
    """The day of each that can be of this very licence, and whether it certainly is."""
    known = [
        (each["decided_on"] if isinstance(each["decided_on"], date) else None, each["match"]) for each in org["told"]
    ]
    first = org["first"]
    return [
        (day, match == "number" and day is not None and day > first)
        for day, match in known
        if not (day is not None and day < first and org["renewal_no"] == 0)
    ]


def runs(org: Row, day: date) -> bool | None:
    """Whether the licence runs on a day from its first one on: None where that cannot be said."""
    told = revocations(org)
    until = org["until"] if isinstance(org["until"], date) else None
    if (until and day > until) or any(certain and decided and decided <= day for decided, certain in told):
        return False
    return None if until is None or any(decided is None or decided <= day for decided, _ in told) else True


def verdict(licensed: bool | None) -> Verdict:
    return Verdict.VIOLATED if licensed else Verdict.UNPROVEN


def blocks(org: Row) -> list[tuple[date, Verdict]]:
    """Only the first of the blocks that are whole and begun was checked."""
    starts = [after(org["first"], 3 * n) for n in range(40)]
    whole = [(a, b - DAY) for a, b in pairwise(starts) if a <= AS_OF and runs(org, b - DAY) is not False]
    judged = [(a, Verdict.PENDING if b >= AS_OF else verdict(runs(org, b))) for a, b in whole]
    return [(a, Verdict.MET if a == org["first"] else each) for a, each in judged]


def reports(org: Row) -> list[tuple[int, Verdict]]:
    """One for each fiscal year on whose first day, or the licence's, it may run."""
    every = range(fiscal_year(org["first"]), fiscal_year(AS_OF) + 1)
    years = [year for year in every if runs(org, max(org["first"], date(year, 4, 1))) is not False]
    return [(year, Verdict.PENDING if grace(year) >= AS_OF else verdict(runs(org, grace(year)))) for year in years]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(rows=st.lists(orgs(), min_size=30, max_size=30))
def test_a_revoked_organisation_owes_what_was_due_before_that_day(rulebook: Rulebook, rows: list[Row]) -> None:
    book: dict[str, list[Row]] = {"supervising_orgs": [], "dispositions": [], "external_checks": [], "notices": []}
    courses, checks, filed = [], [], []
    for n, org in enumerate(rows):
        so_no, name = f"許24040000{n:02}", f"第{n}協同組合"
        old = dict.fromkeys(("supervisor_course_on", "external_course_on"), date(2020, 4, 1))
        licence = {
            "licence_from": org["first"],
            "licence_until": org["until"],
            "renewal_no": org["renewal_no"],
            "external_check": "external_officer",
        }
        book["supervising_orgs"].append({"so_no": so_no, "name": name, **licence, **old})
        for each in org["told"]:
            who = {"name": name} if each["match"] == "name" else {"org_no": so_no}
            kind = "処分" if each["match"] == "kind" else "so_revocation"
            book["dispositions"].append({"org_type": "so", "kind": kind, "decided_on": each["decided_on"], **who})
        book["external_checks"].append({"so_no": so_no, "checked_on": org["first"]})
        book["notices"].append({"org_type": "so", "org_no": so_no, "kind": "licence_change", "filed_on": org["first"]})
        if runs(org, AS_OF) is not False:
            courses.append((so_no, verdict(runs(org, AS_OF))))
        checks += [(so_no, *each) for each in blocks(org)]
        filed += [(so_no, *each) for each in reports(org)]
    for rule, names, expected in (
        ("supervisor-course", ["so_no"], courses),
        ("external-course", ["so_no"], courses),
        ("external-check", ["so_no", "period_from"], checks),
        ("annual-report", ["org_no", "fiscal_year"], filed),
    ):
        judged = judge_rows(rulebook, rulebook.rules[rule], book, as_of=AS_OF)
        found = [(*(facts[name] for name in names), each) for each, facts in judged]
        assert sorted(found) == sorted(expected)
