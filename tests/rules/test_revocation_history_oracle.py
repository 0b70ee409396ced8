"""Five years from a revocation, from raw dispositions, against the Act read again day by day in plain Python (Art. 10(vii))."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

AS_OF = date(2026, 11, 30)
ACT = date(2017, 11, 1)
BAD = "令和6年13月1日"
DAYS = [
    date(2017, 10, 31), ACT, date(2018, 6, 1), date(2019, 12, 1), date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1),
    date(2021, 3, 1), date(2024, 2, 29), date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 2),
    date(2026, 2, 28), date(2026, 3, 1),
]  # fmt: skip
FIRMS = {"株式会社あおば": 1, "㈱ あおば": 1, "あおば株式会社": 2, "髙橋農園": 3, "高橋農園": 3, None: None}
NUMBERS = [None, "なし", "1000000000001", "1000000000002"]

Row = dict[str, Any]
a_day = st.sampled_from([*DAYS, None, BAD])
an_employer = st.fixed_dictionaries({"name": st.sampled_from([*FIRMS]), "corporate_no": st.sampled_from(NUMBERS)})
a_plan = st.fixed_dictionaries(
    {"io_no": st.sampled_from(["IO-1", "IO-2", "IO-3", "IO-9", None]), "applied_on": a_day, "accredited_on": a_day}
)
a_disposition = st.fixed_dictionaries(
    {
        "org_type": st.sampled_from(["io", "io", None, "so"]),
        "kind": st.sampled_from(["io_revocation", "io_revocation", "io_revocation", "io_improvement", None]),
        "name": st.sampled_from([*FIRMS]),
        "corporate_no": st.sampled_from(NUMBERS),
        "org_no": st.sampled_from([None, None, "IO-1", "IO-3", "IO-9", "なし"]),
        "plan_no": st.sampled_from([None, None, "認2400000001", "認2400000002", "認1800000009"]),
        "decided_on": a_day,
    }
)


def known(day: Any) -> date | None:
    return day if isinstance(day, date) else None


def first_free_day(decided: date) -> date:
    try:
        return decided.replace(year=decided.year + 5)
    except ValueError:
        return date(decided.year + 5, 3, 1)


def number(text: str | None) -> str | None:
    return None if text == "なし" else text


def likeness(listed: Row, io_no: str, employer: Row, plans: list[Row]) -> str | None:
    """How surely a published row speaks of an employer: certain, maybe, or not at all (None)."""
    if listed["kind"] == "io_improvement" or (listed["kind"] is None and listed["org_type"] == "so"):
        return None
    one, other = number(listed["corporate_no"]), number(employer.get("corporate_no"))
    differ = one is not None and other is not None and one != other
    its_plans = [plan["plan_no"] for plan in plans if plan["io_no"] == io_no]
    by_number = (one is not None and one == other) or listed["org_no"] == io_no or listed["plan_no"] in its_plans
    firm = FIRMS[listed["name"]]
    by_name = firm is not None and firm == FIRMS[employer.get("name")] and not differ
    doubt = differ or listed["kind"] is None or listed["org_type"] == "so"
    if by_number:
        return "maybe" if doubt else "certain"
    return "maybe" if by_name else None


def comparable(listed: Row, employer: Row) -> bool:
    numbers = number(listed["corporate_no"]) and number(employer.get("corporate_no"))
    return bool(numbers or (listed["name"] and employer.get("name")))


def weigh(plan: Row, listed: Row) -> str:
    """What one revocation of its employer does to a plan: barred, doubtful or free, over every day it may mean."""
    applied, decided = known(plan["applied_on"]), known(listed["decided_on"])
    waiting = plan["accredited_on"] is None
    accredited = known(plan["accredited_on"])
    seen = set()
    for each_decided in [decided] if decided else DAYS:
        until = first_free_day(each_decided)
        for each_applied in [applied] if applied else DAYS:
            if waiting:
                days = [each_applied]
            else:
                days = [accredited] if accredited else [day for day in [*DAYS, date(2099, 1, 1)] if day >= each_applied]
            for day in days:
                if each_decided <= day < until:
                    seen.add("barred")
                elif each_decided <= day and each_applied < until:
                    seen.add("doubtful")
                else:
                    seen.add("free")
    judged_on = applied if waiting else accredited
    if decided and judged_on and decided <= judged_on < first_free_day(decided):
        return "barred"
    return "free" if seen == {"free"} else "doubtful"


def expected(plan: Row, book: dict[str, list[Row]]) -> Verdict | None:
    day = known(plan["applied_on"] if plan["accredited_on"] is None else plan["accredited_on"])
    if day and day < ACT:
        return None
    if plan["io_no"] is None:
        return Verdict.UNPROVEN
    employers = {row["io_no"]: row for row in book["implementing_orgs"]}
    everyone = employers | {row["io_no"]: employers.get(row["io_no"], {}) for row in book["plans"] if row["io_no"]}
    employer, doubtful = everyone[plan["io_no"]], False
    for listed in book["dispositions"]:
        match = likeness(listed, plan["io_no"], employer, book["plans"])
        weight = weigh(plan, listed) if match else "free"
        if weight == "barred" and match == "certain":
            return Verdict.VIOLATED
        doubtful |= weight != "free"
        placed = number(listed["org_no"]) or (
            listed["plan_no"] and not listed["name"] and not number(listed["corporate_no"])
        )
        certain = any(likeness(listed, io_no, row, book["plans"]) == "certain" for io_no, row in everyone.items())
        placed = placed or certain
        orphan = not certain and any(
            row["plan_no"] == listed["plan_no"] and row["io_no"] is None for row in book["plans"]
        )
        revoked = listed["kind"] == "io_revocation" or (listed["kind"] is None and listed["org_type"] != "so")
        doubtful |= revoked and (orphan or (not placed and not comparable(listed, employer)))
    return Verdict.UNPROVEN if doubtful else Verdict.MET


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "eligibility")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    employers=st.lists(an_employer, min_size=1, max_size=3),
    plans=st.lists(a_plan, min_size=4, max_size=10),
    dispositions=st.lists(a_disposition, min_size=1, max_size=5),
)
def test_every_book_is_judged_as_the_act_reads(
    rulebook: Rulebook, employers: list[Row], plans: list[Row], dispositions: list[Row]
) -> None:
    book = {
        "implementing_orgs": [{"io_no": f"IO-{n}", **row} for n, row in enumerate(employers, 1)],
        "plans": [{"plan_no": f"認240000{n:04}", **row} for n, row in enumerate(plans)],
        "dispositions": dispositions,
    }
    judged = judge_rows(rulebook, rulebook.rules["revocation-history"], book, as_of=AS_OF)
    verdicts = {facts["plan_no"]: verdict for verdict, facts in judged}
    assert len(verdicts) == len(judged)
    assert verdicts == {plan["plan_no"]: answer for plan in book["plans"] if (answer := expected(plan, book))}
