"""Pay per hour as exact fractions: parity with a Japanese worker, and the minimum wage of the day."""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

AS_OF = date(2026, 11, 30)
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def hourly(basis: str | None, pay: int | None, monthly: int | None, daily: int | None) -> Fraction | None:
    """Yen an hour, None where a fact is missing; monthly and daily in minutes."""
    minutes = {"monthly": monthly, "daily": daily, "hourly": 60}.get(basis or "")
    return None if pay is None or not minutes else Fraction(pay * 60, minutes)


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


def verdicts(rulebook: Rulebook, rule: str, plans: list[dict[str, Any]]) -> list[Verdict]:
    rows = [
        {"plan_no": f"P-{n:03}", "trainee_no": f"T-{n:03}", "io_no": "IO-1", **plan} for n, plan in enumerate(plans)
    ]
    found = {
        facts["plan_no"]: verdict
        for verdict, facts in judge_rows(rulebook, rulebook.rules[rule], {"plans": rows}, as_of=AS_OF)
    }
    return [found[row["plan_no"]] for row in rows]


def blank_or(values: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    return st.one_of(*[values] * 9, st.none())


bases = st.sampled_from(["monthly", "monthly", "monthly", "daily", "daily", "hourly", "hourly", None])
months = blank_or(st.sampled_from([0, 9600, 9601, 9599, 10400]))
days = blank_or(st.sampled_from([0, 480, 479, 450]))
near = blank_or(st.sampled_from([199_999, 200_000, 200_001, 10_000, 9_999, 1_250, 1_249]))
extra = blank_or(st.sampled_from([0, 0, 1, 5_000]))
parity = st.fixed_dictionaries(
    {
        "basis": bases, "pay": near, "extra": extra, "monthly": months, "daily": days, "other_basis": bases, "other": near,
        "other_monthly": months, "other_daily": days, "ground": st.sampled_from(["same_worker", "same_worker", "wage_rules", "nearest", None]),
    }
)  # fmt: skip


def parity_verdict(plan: Row) -> Verdict:
    other = hourly(plan["other_basis"], plan["other"], plan["other_monthly"], plan["other_daily"])
    least = hourly(
        plan["basis"],
        None if plan["pay"] is None else plan["pay"] + (plan["extra"] or 0),
        plan["monthly"],
        plan["daily"],
    )
    if least is None or other is None:
        return Verdict.UNPROVEN
    if least >= other:
        return Verdict.MET
    return Verdict.VIOLATED if plan["extra"] is not None and plan["ground"] == "same_worker" else Verdict.UNPROVEN


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(st.lists(parity, min_size=30, max_size=30))
def test_pay_parity_is_the_comparison_of_exact_hourly_pay(rulebook: Rulebook, plans: list[dict[str, Any]]) -> None:
    rows = [
        {
            "applied_on": "2025-04-01", "pay_basis": p["basis"], "base_pay": p["pay"], "counted_allowances": p["extra"],
            "monthly_hours": clock(p["monthly"]), "daily_hours": clock(p["daily"]), "comparator_basis": p["ground"],
            "comparator_pay_basis": p["other_basis"], "comparator_pay": p["other"],
            "comparator_monthly_hours": clock(p["other_monthly"]), "comparator_daily_hours": clock(p["other_daily"]),
        }
        for p in plans
    ]  # fmt: skip
    assert verdicts(rulebook, "pay-parity", rows) == [parity_verdict(plan) for plan in plans]


def rates() -> dict[str, list[tuple[date, int, bool]]]:
    """By prefecture: the first day of each rate, the rate, and whether that day is only planned."""
    found: dict[str, list[tuple[date, int, bool]]] = {}
    with (published() / "reference" / "minimum_wages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            step = (date.fromisoformat(row["effective_from"]), int(row["yen_per_hour"]), row["status"] == "planned")
            found.setdefault(row["prefecture"], []).append(step)
    return {prefecture: sorted(steps) for prefecture, steps in found.items()}


RATES = rates()
LAST = date(2027, 9, 30)


def in_force(prefecture: str | None, day: date | None) -> tuple[int, int] | None:
    """The rate of a day and the rate certainly owed on it; None where the table does not reach."""
    steps = (
        []
        if prefecture is None or day is None or day > LAST
        else [step for step in RATES[prefecture] if step[0] <= day]
    )
    if not steps:
        return None
    return steps[-1][1], steps[-2][1] if steps[-1][2] else steps[-1][1]


def wage_verdict(plan: Row) -> Verdict:
    pay = hourly(
        plan["basis"],
        None if plan["pay"] is None else plan["pay"] + (plan["extra"] or 0),
        plan["monthly"],
        plan["daily"],
    )
    applied, started = (in_force(plan["prefecture"], plan[day]) for day in ("applied_on", "starts_on"))
    if pay is None or applied is None:
        return Verdict.UNPROVEN
    if pay < applied[1] and plan["extra"] is not None:
        return Verdict.VIOLATED
    return Verdict.MET if started and pay >= applied[0] and pay >= started[0] else Verdict.UNPROVEN


@st.composite
def wages(draw: st.DrawFn) -> dict[str, Any]:
    """A plan whose pay lies within a yen of the rate of its day, which lies within a day of a step of the rate."""
    prefecture = draw(st.one_of(st.sampled_from(sorted(RATES)), st.just("鹿児島県")))  # the one whose day is planned
    first, rate, _ = draw(st.sampled_from(RATES[prefecture]))
    applied = draw(st.sampled_from([first, first - timedelta(1), first + timedelta(40), LAST, LAST + timedelta(1)]))
    basis = draw(bases)
    minutes = {"monthly": draw(months), "daily": draw(days), "hourly": 60}.get(basis or "") or 9600
    return {
        "prefecture": draw(st.sampled_from([prefecture, prefecture, prefecture, None])),
        "applied_on": applied,
        "starts_on": draw(st.sampled_from([applied, applied + timedelta(120), None])),
        "basis": basis,
        "pay": draw(blank_or(st.sampled_from([-(-rate * minutes // 60) + step for step in (-1, 0, 1)]))),
        "extra": draw(extra),
        "monthly": minutes if basis == "monthly" else draw(months),
        "daily": minutes if basis == "daily" else draw(days),
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(st.lists(wages(), min_size=30, max_size=30))
def test_the_minimum_wage_is_that_of_the_day_and_the_place(rulebook: Rulebook, plans: list[dict[str, Any]]) -> None:
    rows = [
        {
            "prefecture": p["prefecture"], "applied_on": p["applied_on"], "starts_on": p["starts_on"], "pay_basis": p["basis"],
            "base_pay": p["pay"], "counted_allowances": p["extra"], "monthly_hours": clock(p["monthly"]), "daily_hours": clock(p["daily"]),
        }
        for p in plans
    ]  # fmt: skip
    assert verdicts(rulebook, "minimum-wage-plan", rows) == [wage_verdict(plan) for plan in plans]


def test_every_prefecture_has_a_rate_for_every_day_the_table_covers() -> None:
    assert len(RATES) == 47
    for steps in RATES.values():
        assert [first for first, _, _ in steps] == sorted({first for first, _, _ in steps})
        assert [rate for _, rate, _ in steps] == sorted({rate for _, rate, _ in steps})
        assert len(steps) == 5
