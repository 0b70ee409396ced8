"""What a worker paid the sending organisation, against two months' pay in fractions of a yen (Reg 21)."""

from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2028, 3, 31)


@dataclass(frozen=True)
class Plan:
    """A new plan; None is blank. The hours are whole minutes, `over` what was paid above the exact cap, in yen."""

    kind: str | None
    applied_on: date | None
    starts_on: date | None
    pay_basis: str | None
    base_pay: int | None
    counted_allowances: int | None
    monthly: int | None
    daily: int | None
    over: int | None


def monthly_pay(plan: Plan, base: int, allowances: int) -> Fraction | None:
    if plan.pay_basis == "monthly":
        return Fraction(base + allowances)
    minutes = {"daily": plan.daily, "hourly": 60}.get(plan.pay_basis or "")
    return Fraction(base + allowances) * plan.monthly / minutes if minutes and plan.monthly is not None else None


def fee(plan: Plan) -> int | None:
    known = monthly_pay(plan, plan.base_pay or 0, plan.counted_allowances or 0)
    return None if plan.over is None else max(0, int(2 * (known or 0)) + plan.over)


def verdict(plan: Plan) -> Verdict | None:
    if plan.starts_on and plan.starts_on < date(2027, 4, 1):
        return None
    paid = fee(plan)
    allowances = [0, 10**9] if plan.counted_allowances is None else [plan.counted_allowances]
    caps = [None if plan.base_pay is None else monthly_pay(plan, plan.base_pay, each) for each in allowances]
    if paid == 0:
        return Verdict.MET
    if paid is None or plan.starts_on is None or None in caps:
        return Verdict.UNPROVEN
    over = {paid > 2 * cap for cap in caps if cap is not None}
    if over == {False}:
        return Verdict.MET
    new = (plan.applied_on is not None and plan.applied_on >= date(2027, 4, 1)) or plan.starts_on > date(2027, 6, 30)
    return Verdict.VIOLATED if over == {True} and new and plan.kind == "supervised" else Verdict.UNPROVEN


edges = [date(2027, 3, 31), date(2027, 4, 1), date(2027, 6, 30), date(2027, 7, 1), date(2028, 1, 15), None]
plans = st.builds(
    Plan,
    kind=st.sampled_from(["supervised", "supervised", "supervised", "enterprise", None]),
    applied_on=st.sampled_from(edges),
    starts_on=st.sampled_from(edges),
    pay_basis=st.sampled_from(["monthly", "daily", "hourly", None]),
    base_pay=st.one_of(st.integers(1, 250_000), st.integers(900, 1_500), st.none()),
    counted_allowances=st.sampled_from([0, 0, 1, 7_777, None]),
    monthly=st.one_of(st.integers(7_200, 10_620), st.none()),
    daily=st.one_of(st.integers(300, 480), st.just(0), st.none()),
    over=st.sampled_from([0, 1, -1, 1, 5_000, None]),
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(book="esd")


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(plans, min_size=30, max_size=30))
def test_no_fraction_of_a_yen_decides_for_or_against_anybody(rulebook: Rulebook, plans: list[Plan]) -> None:
    rows = [
        {
            **asdict(plan), "plan_no": f"P-{n:02}", "trainee_no": f"T-{n:02}", "sending_fee": fee(plan),
            "monthly_hours": clock(plan.monthly), "daily_hours": clock(plan.daily),
        }
        for n, plan in enumerate(plans)
    ]  # fmt: skip
    given_rows = [{k: v for k, v in row.items() if k not in {"monthly", "daily", "over"}} for row in rows]
    judged = judge_rows(rulebook, rulebook.rules["sending-fee-cap"], {"plans": given_rows}, as_of=AS_OF)
    found = {facts["plan_no"]: answer for answer, facts in judged}

    assert found == {f"P-{n:02}": answer for n, plan in enumerate(plans) if (answer := verdict(plan))}
