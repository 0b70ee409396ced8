"""Recognised sending organisations, the day of application against the days of recognition in plain Python."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

ACT, LISTED = date(2017, 11, 1), date(2025, 3, 31)
SIGNED = {"ベトナム": date(2017, 6, 6), "東ティモール": date(2024, 10, 8), "インド": None}
"""Countries with a memorandum, and the day it was signed, where that is known."""
DAY = timedelta(1)
UNREADABLE = "令和7年13月1日"

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "eligibility")


def known(day: Any) -> date | None:
    return day if isinstance(day, date) else None


def verdict(plan: Row, org: Row) -> Verdict | None:
    """None for whoever is no subject: a country without a memorandum, or none yet on the day of application."""
    country, day = org["country"], plan["applied_on"]
    if country is not None and country not in SIGNED:
        return None
    signed = SIGNED.get(country)
    if day and (day < ACT or (signed and day < signed)):
        return None
    first, last = known(org["recognised_on"]), org["recognition_ended_on"]
    if day is None or first is None:
        return Verdict.UNPROVEN
    if first <= day and (last is None or (isinstance(last, date) and day < last)):
        return Verdict.MET
    too_early = first > day and country is not None and day >= LISTED
    over = isinstance(last, date) and first < last < day
    sure = plan["stage"] == "1" and plan["kind"] == "supervised" and plan["original_plan_no"] is None
    return Verdict.VIOLATED if sure and (too_early or over) else Verdict.UNPROVEN


@st.composite
def rows(draw: st.DrawFn) -> tuple[Row, Row]:
    edges = [ACT, date(2024, 10, 8), LISTED, LISTED, date(2026, 1, 15)]
    applied = draw(st.sampled_from(edges)) + draw(st.integers(-1, 1)) * DAY
    near = st.integers(-3, 3).map(lambda off: applied + off * DAY)
    first = draw(st.one_of(near, near, near, st.sampled_from([date(2017, 7, 1), None, UNREADABLE])))
    last = draw(st.one_of(near, near, near, st.sampled_from([None, None, UNREADABLE])))
    plan = {
        "applied_on": draw(st.sampled_from([*[applied] * 14, None])),
        "kind": draw(st.sampled_from([*["supervised"] * 14, None])),
        "stage": draw(st.sampled_from([*["1"] * 14, None])),
        "original_plan_no": draw(st.sampled_from([*[None] * 14, "認1704000099"])),
    }
    country = draw(st.sampled_from(["ベトナム", "ベトナム", "東ティモール", "インド", "中国", None]))
    return plan, {"country": country, "recognised_on": first, "recognition_ended_on": last}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(some=st.lists(rows(), min_size=60, max_size=60))
def test_an_organisation_is_recognised_from_its_first_day_until_before_its_end(
    rulebook: Rulebook, some: list[tuple[Row, Row]]
) -> None:
    book: dict[str, list[Row]] = {"plans": [], "sending_orgs": []}
    expected = {}
    for n, (plan, org) in enumerate(some):
        plan_no, org_no = f"認24040000{n:02}", f"A-{n}"
        book["plans"].append({"plan_no": plan_no, "trainee_no": f"T-{n}", "sending_org_no": org_no, **plan})
        book["sending_orgs"].append({"sending_org_no": org_no, **org})
        if (answer := verdict(plan, org)) is not None:
            expected[plan_no] = answer
    judged = judge_rows(rulebook, rulebook.rules["sending-org-recognised"], book, as_of=date(2026, 11, 30))
    assert {facts["plan_no"]: each for each, facts in judged} == expected
    assert len(judged) == len(expected)
