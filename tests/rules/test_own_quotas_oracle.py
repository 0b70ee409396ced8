"""The numbers of care workplaces and of construction employers, counted again in plain Python on each day a plan starts."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

AS_OF = date(2026, 11, 30)
STARTS = [date(2026, 5, 1), date(2026, 6, 1), date(2026, 6, 15)]
WHOLE = {"stage_1": [1, 1, 1, 2, 3, 4, 5, 6, 6, 10, 10, 15], "all": [1, 2, 3, 6, 9, 12, 15, 18, 18, 30, 30, 45]}
LEAST = [1, 2, 3, 11, 21, 31, 41, 51, 72, 101, 120, 201, 301]


@dataclass(frozen=True)
class Plan:
    """A plan of one employer: which start, stage, last day, and whether it was taken over."""

    starts_on: date
    stage: str
    ends_on: date
    takeover: bool


@dataclass(frozen=True)
class Employer:
    """Plans of one workplace; staff and excellence by counts on days, excellence of the organisation and its licence."""

    plans: tuple[Plan, ...]
    counts: tuple[tuple[date, int, bool], ...]
    organisation: bool | None
    licence: str | None


def places(counted: str, staff: int, excellent: bool) -> Fraction | None:
    """The number of the table; None where only a doubtful or recalled one is known, or none."""
    if staff == 0:
        return None
    band = max(n for n, least in enumerate(LEAST) if staff >= least)
    if band == len(LEAST) - 1:
        share = {("stage_1", False): 1, ("all", False): 3, ("stage_1", True): 2, ("all", True): 12}[counted, excellent]
        return Fraction(staff * share, 20)
    if not excellent:
        return Fraction(WHOLE[counted][band])
    if counted == "stage_1":
        return Fraction([1, 2, 2, 4, 6, 8, 10, 12, 12, 20, 20, 30][band])
    return Fraction({8: 72, 10: 120, 11: 180}.get(band, staff))


def there(employer: Employer, day: date) -> list[Plan]:
    return [plan for plan in employer.plans if not plan.takeover and plan.starts_on <= day <= plan.ends_on]


def counted(employer: Employer, day: date) -> tuple[int, bool] | None:
    """Staff and excellence of the last count by that day; None where there is none yet."""
    before = [count for count in employer.counts if count[0] <= day]
    return max(before)[1:] if before else None


def care(employer: Employer, day: date) -> Verdict:
    people = there(employer, day)
    ones = sum(plan.stage == "1" for plan in people)
    count = counted(employer, day)
    if count is None or count[0] == 0:
        return Verdict.UNPROVEN
    staff, excellent = count
    sure = excellent and employer.licence == "general"
    one, whole = places("stage_1", staff, sure), places("all", staff, sure)
    assert one is not None
    assert whole is not None
    if ones <= one and len(people) <= whole:
        return Verdict.MET
    most_one, most = places("stage_1", staff, excellent), places("all", staff, excellent)
    assert most_one is not None
    assert most is not None
    bounded = len(people) if excellent else sum(plan.stage != "3" for plan in people)
    return Verdict.VIOLATED if ones > most_one or bounded > most else Verdict.UNPROVEN


def construction(employer: Employer, day: date) -> Verdict:
    people = there(employer, day)
    count = counted(employer, day)
    if count is None:
        return Verdict.UNPROVEN
    staff, excellent = count
    if len(people) <= staff or (excellent and employer.organisation):
        return Verdict.MET
    bound = not excellent or (employer.organisation is False and employer.licence == "specified")
    return Verdict.VIOLATED if bound else Verdict.UNPROVEN


plans = st.builds(
    Plan,
    st.sampled_from(STARTS),
    st.sampled_from(["1", "1", "2", "3"]),
    st.sampled_from([date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 14), date(2027, 3, 31), date(2027, 3, 31)]),
    st.sampled_from([False] * 9 + [True]),
).filter(lambda plan: plan.ends_on >= plan.starts_on)
employers = st.builds(
    Employer,
    st.lists(plans, min_size=1, max_size=7).map(tuple),
    st.lists(
        st.tuples(
            st.sampled_from([date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 1), date(2026, 6, 2)]),
            st.sampled_from([0, 1, 2, 3, 3, 4, 5, 6, 7, 10, 11, 20, 21]),
            st.booleans(),
        ),
        min_size=1,
        max_size=2,
        unique_by=lambda count: count[0],
    ).map(tuple),
    st.sampled_from([True, False, None]),
    st.sampled_from(["general", "specified", None]),
)


def books(sector: str, some: list[Employer]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for n, employer in enumerate(some):
        found["implementing_orgs"].append({"io_no": f"IO-{n}", "sector": sector})
        found["supervising_orgs"].append({
            "so_no": f"SO-{n}", "licence_kind": employer.licence, "excellent": employer.organisation,
            "licence_from": date(2024, 4, 1), "licence_until": date(2029, 3, 31),
        })  # fmt: skip
        found["plans"] += [
            {
                "plan_no": f"P-{n}-{m}", "trainee_no": f"T-{n}-{m}", "io_no": f"IO-{n}", "so_no": f"SO-{n}", "kind": "supervised", "workplace": "さくら苑",
                "stage": plan.stage, "starts_on": plan.starts_on, "ends_on": plan.ends_on, "takeover": plan.takeover or None,
            }
            for m, plan in enumerate(employer.plans)
        ]  # fmt: skip
        found["staff_counts"] += [
            {"io_no": f"IO-{n}", "workplace": "さくら苑", "counted_on": day, "regular_staff": staff, "care_staff": staff, "excellent": excellent}
            for day, staff, excellent in employer.counts
        ]  # fmt: skip
    return found


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(some=st.lists(employers, min_size=20, max_size=20))
@pytest.mark.parametrize(
    ("rule", "sector", "verdict"),
    [("quota-care", "care", care), ("quota-construction", "construction", construction)],
)
def test_the_numbers_of_care_and_construction_are_those_counted_by_hand(
    rulebook: Rulebook, rule: str, sector: str, verdict: Any, some: list[Employer]
) -> None:
    rows = judge_rows(rulebook, rulebook.rules[rule], books(sector, some), as_of=AS_OF)
    found = {(str(facts["io_no"]), facts["starts_on"]): answer for answer, facts in rows}
    assert len(found) == len(rows)
    expected = {
        (f"IO-{n}", day): verdict(employer, day)
        for n, employer in enumerate(some)
        for day in {plan.starts_on for plan in employer.plans if not plan.takeover}
    }
    assert found == expected


def test_the_table_of_care_is_the_one_read_here() -> None:
    with (published() / "reference" / "care_quota.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for staff in {int(row["least_staff"]), int(row["most_staff"] or 1000)}:
            number = Fraction(row["places"]) if row["places"] else Fraction(staff * int(row["twentieths"]), 20)
            assert number == places(row["counted"], staff, row["standing"] == "excellent"), row
    assert [row["mark"] for row in rows if row["mark"] != "VERIFIED-2ND"] == ["DOUBTFUL", "RECALLED"]
