"""Premiums for overtime, rest-day and night work, as exact fractions, row by row of a random ledger and time record."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
DAY = timedelta(1)
MONTHS = [
    (date(2022, 5, 1), date(2022, 5, 31)), (date(2023, 3, 1), date(2023, 3, 31)), (date(2023, 3, 2), date(2023, 4, 1)),
    (date(2024, 5, 1), date(2024, 5, 31)), (date(2025, 5, 1), date(2025, 5, 31)), (date(2025, 6, 1), date(2025, 6, 30)),
]  # fmt: skip

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


def blank_or(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*[values] * 11, st.none())


def dropped(amount: Fraction) -> Fraction:
    """An amount of which a fraction under half a yen may be dropped."""
    return Fraction(amount.numerator // amount.denominator) if amount % 1 < Fraction(1, 2) else amount


def least(base: Fraction, rate: Fraction, minutes: int) -> int:
    """The fewest whole yen that are enough: minutes under half an hour of a month may be dropped."""
    counted = minutes - minutes % 60 if minutes % 60 < 30 else minutes
    return unrounded(base, rate, counted)


@st.composite
def pays(draw: st.DrawFn) -> Row:
    """One row of the ledger; its premiums lie within a yen of what is owed under one reading or another."""
    first, last = draw(st.sampled_from(MONTHS))
    basis = draw(st.sampled_from(["monthly"] * 4 + ["daily", "hourly", "hourly", None]))
    minutes = draw(st.sampled_from([9600, 9600, 10400, 9640]))
    wage, allowance, attendance, housing = (
        draw(st.sampled_from([160000, 160064, 175000, 173333])), draw(st.sampled_from([0, 0, 0, 16000, None])),
        draw(st.sampled_from([0, 0, 3000])), draw(st.sampled_from([0, 0, 2000])),
    )  # fmt: skip
    overtime = draw(st.sampled_from([0, 120, 629, 630, 3600, 3601, 4200, 4229]))
    over60 = draw(st.sampled_from([None, max(overtime - 3600, 0)]))
    rest, night = draw(st.sampled_from([0, 480, 509, 510])), draw(st.sampled_from([0, 600, 629, 630]))
    p: Row = {
        "first": first, "last": last, "basis": basis, "minutes": minutes, "base_pay": wage, "allowance": allowance, "attendance": attendance, "housing": housing,
        "overtime": overtime, "over60": over60, "rest": rest, "night": night, "sector": draw(st.sampled_from(["general"] * 8 + ["agriculture", None])),
        "starts": draw(st.sampled_from([first, first, first, first + DAY])), "variable": draw(st.sampled_from([False] * 5 + [True, None])), "daily": draw(st.sampled_from([480] * 5 + [481, None])),
    }  # fmt: skip
    low, high, covered = bases(p)
    base, less = (
        draw(st.sampled_from([low or Fraction(1000), high or Fraction(1000)])),
        draw(st.sampled_from([covered, 0])),
    )
    near = st.sampled_from([-1, 0, 0, 1])
    beyond = max(overtime - 3600, 0)
    rate, more = draw(
        st.sampled_from(
            [(Fraction(1), Fraction(1)), (Fraction(5, 4), Fraction(5, 4)), (Fraction(5, 4), Fraction(3, 2))]
        )
    )
    owed = [
        least(base, rate - less, overtime - (beyond if more != rate else 0)) + (least(base, more - less, beyond) if more != rate else 0),
        ceil(base * (rate - less) * (overtime - beyond) / 60 + base * (more - less) * beyond / 60),
    ]  # fmt: skip
    rested = draw(st.sampled_from([Fraction(5, 4), Fraction(27, 20)])) - less
    p["overtime_pay"] = draw(blank_or(st.just(max(draw(st.sampled_from(owed)) + draw(near), 0))))
    p["rest_pay"] = draw(
        blank_or(
            st.just(
                max(draw(st.sampled_from([least(base, rested, rest), ceil(base * rested * rest / 60)])) + draw(near), 0)
            )
        )
    )
    p["night_pay"] = draw(
        blank_or(
            st.just(
                max(
                    draw(st.sampled_from([least(base, Fraction(1, 4), night), ceil(base * night / 240)])) + draw(near),
                    0,
                )
            )
        )
    )
    p["shifts"] = draw(shifts(overtime, rest, first))
    return p


@st.composite
def shifts(draw: st.DrawFn, overtime: int, rest: int, first: date) -> list[Row]:
    """Shifts of seven hours at most beyond the eight, in all about as long as the overtime, and about as much rest-day work."""
    if draw(st.booleans()):
        return []
    found, left = [], overtime + draw(st.sampled_from([-1, 0, 0, 0, 60]))
    for number in range(30):
        if left <= 0:
            break
        beyond = min(left, 420)
        left -= beyond
        found.append(
            {
                "day": first + DAY * number,
                "hours": 480 + beyond,
                "rest_day": draw(st.sampled_from([False] * 60 + [None, True])),
            }
        )
    if rest:
        hours = rest + draw(st.sampled_from([-1, 0, 0, 60]))
        found.append(
            {"day": first + DAY * 29, "hours": hours, "rest_day": draw(st.sampled_from([True] * 6 + [None, False]))}
        )
    for shift in found:
        # Either the hours stand there, or the break; a clock past midnight proves nothing.
        shift["stands"] = draw(st.sampled_from(["hours"] * 30 + ["break"] * 30 + ["neither", "past midnight"]))
    return found


def bases(p: Row) -> tuple[Fraction | None, Fraction | None, int]:
    """The lowest defensible hourly wage, the highest, and how much of the wage of an hour the base pay may hold already."""
    if p["basis"] is None:
        return None, None, 0
    low = regular = p["minutes"]
    if p["basis"] == "daily":
        if p["daily"] is None:
            return None, None, 0
        low = regular = 20 * p["daily"]
    if p["basis"] == "hourly":
        low += p["overtime"] + p["rest"]
    least_pay = p["base_pay"] + p["attendance"]
    most = None if p["allowance"] is None else p["base_pay"] + p["allowance"] + p["attendance"]
    if most is not None and p["housing"] <= p["allowance"]:
        most -= p["housing"]
    whole = p["basis"] != "monthly" or p["starts"] <= p["first"]
    high = Fraction(most * 60, regular) if most is not None and whole else None
    return Fraction(least_pay * 60, low), high, int(p["basis"] == "hourly")


def proven(p: Row) -> tuple[int, int]:
    """The overtime and the rest-day work that the time record certainly shows."""
    sure = [shift for shift in p["shifts"] if shift["stands"] in ("hours", "break")]
    fixed = p["variable"] is False and p["daily"] == 480
    beyond = sum(max(shift["hours"] - 480, 0) for shift in sure if shift["rest_day"] is False) if fixed else 0
    return beyond, sum(shift["hours"] for shift in sure if shift["rest_day"])


def overtime(p: Row) -> Verdict | None:
    if p["sector"] == "agriculture" or not p["overtime"]:
        return None
    low, high, covered = bases(p)
    paid, beyond = p["overtime_pay"], max(p["overtime"] - 3600, 0)
    if paid is None:
        return Verdict.UNPROVEN
    quarter, half = Fraction(5, 4), Fraction(3, 2)
    if low is not None and p["sector"]:
        if paid < least(low, Fraction(1 - covered), p["overtime"]):
            return Verdict.VIOLATED
        if paid < least(low, quarter - covered, p["overtime"]) and proven(p)[0] >= p["overtime"]:
            return Verdict.VIOLATED
    return (
        Verdict.MET
        if high is not None and enough(paid, high, [(quarter, p["overtime"] - beyond), (half, beyond)])
        else Verdict.UNPROVEN
    )


def unrounded(base: Fraction, rate: Fraction, minutes: int) -> int:
    """As `least`, with the minutes as they are."""
    due = dropped(dropped(base) * rate) * minutes / 60
    return due.numerator // due.denominator if due % 1 < Fraction(1, 2) else ceil(due)


def enough(paid: int, base: Fraction, parts: list[tuple[Fraction, int]]) -> bool:
    return paid >= sum(unrounded(base, rate, minutes) for rate, minutes in parts)


def rest_day(p: Row) -> Verdict | None:
    if p["sector"] == "agriculture" or not p["rest"]:
        return None
    low, high, covered = bases(p)
    paid = p["rest_pay"]
    if paid is None:
        return Verdict.UNPROVEN
    rate = Fraction(27, 20) if proven(p)[1] >= p["rest"] else Fraction(5, 4)
    if low is not None and p["sector"] and paid < least(low, rate - covered, p["rest"]):
        return Verdict.VIOLATED
    return Verdict.MET if high is not None and enough(paid, high, [(Fraction(27, 20), p["rest"])]) else Verdict.UNPROVEN


def night(p: Row) -> Verdict | None:
    if not p["night"]:
        return None
    low, high, _ = bases(p)
    paid = p["night_pay"]
    if paid is None:
        return Verdict.UNPROVEN
    if low is not None and paid < least(low, Fraction(1, 4), p["night"]):
        return Verdict.VIOLATED
    return Verdict.MET if high is not None and enough(paid, high, [(Fraction(1, 4), p["night"])]) else Verdict.UNPROVEN


def books(ledger: list[Row]) -> dict[str, list[Row]]:
    plans, payments, employers, agreements, record = [], [], [], [], []
    for n, p in enumerate(ledger):
        who = {"trainee_no": f"T-{n:03}", "io_no": f"IO-{n:03}"}
        plans.append({
            **who, "plan_no": f"P-{n:03}", "stage": "2", "starts_on": p["starts"], "ends_on": p["last"] + DAY * 300, "pay_basis": p["basis"],
            "monthly_hours": clock(p["minutes"]), "daily_hours": clock(p["daily"]),
        })  # fmt: skip
        worked = p["minutes"] + p["overtime"] + p["rest"]
        payments.append({
            **who, "period_from": p["first"], "period_until": p["last"], "base_pay": p["base_pay"], "counted_allowances": p["allowance"], "excluded_allowances": p["attendance"],
            "attendance_allowance": p["attendance"], "housing_allowance": p["housing"], "work_days": 20, "work_hours": clock(worked), "overtime_hours": clock(p["overtime"]),
            "overtime_hours_over60": clock(p["over60"]), "rest_day_hours": clock(p["rest"]), "night_hours": clock(p["night"]),
            "overtime_pay": p["overtime_pay"], "rest_day_pay": p["rest_pay"], "night_pay": p["night_pay"],
        })  # fmt: skip
        employers.append({"io_no": who["io_no"], "sector": p["sector"]})
        agreements.append({
            "io_no": who["io_no"], "kind": "overtime", "filed_on": p["first"] - DAY, "from_on": p["first"], "until_on": p["last"], "variable_hours": p["variable"],
        })  # fmt: skip
        for shift in p["shifts"]:
            late = shift["stands"] == "past midnight"
            start = 1441 - shift["hours"] - 60 if late else 300
            record.append({
                **who, "worked_on": shift["day"], "starts_at": clock(start), "ends_at": clock((start + shift["hours"] + 60) % 1440),
                "hours": clock(shift["hours"]) if shift["stands"] in ("hours", "past midnight") else None,
                "break_minutes": 60 if shift["stands"] in ("break", "past midnight") else None, "rest_day": shift["rest_day"],
            })  # fmt: skip
    return {
        "plans": plans,
        "wage_payments": payments,
        "implementing_orgs": employers,
        "agreements": agreements,
        "shifts": record,
    }


@pytest.mark.parametrize(
    ("rule", "expected"), [("overtime-premium", overtime), ("rest-day-premium", rest_day), ("night-premium", night)]
)
def test_premiums_are_held_against_the_hourly_wage(rulebook: Rulebook, rule: str, expected: Any) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
    @given(st.lists(pays(), min_size=40, max_size=40))
    def judged(ledger: list[Row]) -> None:
        rows = judge_rows(rulebook, rulebook.rules[rule], books(ledger), as_of=AS_OF)
        found = {facts["trainee_no"]: verdict for verdict, facts in rows}
        for n, p in enumerate(ledger):
            assert found.get(f"T-{n:03}") == expected(p), str(p)

    judged()
