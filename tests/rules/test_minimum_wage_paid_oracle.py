"""Wages paid against the minimum wage of the day and the place, as exact fractions, row by row of a random ledger."""

import csv
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

AS_OF = date(2026, 11, 30)
LAST = date(2027, 9, 30)
DAY = timedelta(1)
INDUSTRIES = ("鉄鋼業", "自動車小売業", None)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def steps() -> dict[str, list[tuple[date, int, bool]]]:
    """By prefecture: the first day of each rate, the rate, and whether that day is only planned."""
    found: dict[str, list[tuple[date, int, bool]]] = {}
    with (published() / "reference" / "minimum_wages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            step = (date.fromisoformat(row["effective_from"]), int(row["yen_per_hour"]), row["status"] == "planned")
            found.setdefault(row["prefecture"], []).append(step)
    return {prefecture: sorted(rows) for prefecture, rows in found.items()}


STEPS = steps()


def regional(prefecture: str | None, day: date) -> tuple[int, int] | None:
    """The rate certainly owed on a day, and the rate if every planned day holds."""
    begun = [step for step in STEPS.get(prefecture or "", []) if step[0] <= day <= LAST]
    return (begun[-2][1] if begun[-1][2] else begun[-1][1], begun[-1][1]) if begun else None


def months_later(day: date, months: int) -> date:
    """The first day after so many months from a day (Civil Code, Art. 143)."""
    same = day + relativedelta(months=months)
    return same + DAY if same.day < day.day else same


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


def blank_or(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*[values] * 11, st.none())


@st.composite
def pays(draw: st.DrawFn) -> Row:
    """A plan of stage 2 and one row of its ledger: the wage lies within a yen of a rate, the period within a day of its step."""
    prefecture = draw(st.one_of(st.sampled_from(sorted(STEPS)), st.sampled_from(["鹿児島県", "東京都"])))
    step, rate, _ = draw(st.sampled_from(STEPS[prefecture][1:]))
    first = step + DAY * draw(st.sampled_from([0, -1, -29, -31, 40, 400]))
    last = months_later(first, 1) - DAY * draw(st.sampled_from([1, 1, 1, 1, 2]))
    starts = first - draw(
        st.sampled_from(
            [
                relativedelta(),
                relativedelta(days=-1),
                relativedelta(months=6),
                relativedelta(months=6, days=-1),
                relativedelta(years=2),
                relativedelta(years=1),
                relativedelta(years=3),
            ]
        )
    )
    basis = draw(st.sampled_from(["monthly"] * 4 + ["hourly"] * 2 + ["daily"] * 2 + [None]))
    regular, overtime, rest = (
        draw(st.sampled_from([9600, 9601, 480, 0])),
        draw(st.sampled_from([0, 0, 600])),
        draw(st.sampled_from([0, 480])),
    )
    monthly = draw(st.sampled_from([9600, 9600, 9600, 9601, 9600, 10400, 10400, 0, None]))
    days, daily = draw(st.sampled_from([20, 21])), draw(st.sampled_from([480, 480, 470]))
    minutes = {"monthly": monthly or 9600, "daily": days * daily}.get(basis or "") or regular
    wage = -(-draw(st.sampled_from([rate, rate, rate + 30])) * minutes // 60) + draw(st.sampled_from([-1, 0, 1, 300]))
    allowance, absence = draw(blank_or(st.sampled_from([0, 5000]))), draw(blank_or(st.sampled_from([0, 9000])))
    return {
        "prefecture": draw(blank_or(st.just(prefecture))), "first": first, "last": last, "starts": starts, "ends": last + DAY * draw(st.sampled_from([0, 0, 90, 100, 110, 120, -1])),
        "leave": draw(st.sampled_from([None] * 9 + [(last, last + DAY * 20), (last + DAY, last + DAY * 20)])),
        "basis": basis, "monthly": monthly, "scheduled": draw(st.sampled_from([9600, None])), "days": draw(blank_or(st.just(days))), "daily": daily,
        "worked": draw(blank_or(st.just(regular + overtime + rest))), "overtime": overtime, "rest": rest,
        "base": draw(blank_or(st.just(wage - (allowance or 0) - (absence or 0)))), "allowance": allowance, "absence": absence, "industry": draw(st.sampled_from(INDUSTRIES)),
    }  # fmt: skip


def hours(p: Row) -> tuple[int | None, int | None]:
    """The fewest minutes the wage may be for, and the most; the fewest None where no shortfall can be told by them."""
    worked = None if p["worked"] is None else p["worked"] - p["overtime"] - p["rest"]
    if p["basis"] == "monthly":
        return p["monthly"] or None, p["monthly"] or p["scheduled"]
    if p["basis"] == "hourly":
        return worked, worked
    if p["basis"] == "daily" and worked is not None and p["days"] is not None:
        return min(worked, p["days"] * p["daily"]), max(worked, p["days"] * p["daily"])
    return None, None


def industrial(p: Row, rates: list[Row], day: date) -> tuple[int, int]:
    """The industry rate certainly owed on a day, and the most that may be owed; 0 for none."""
    begun = [rate for rate in rates if rate["prefecture"] == p["prefecture"] and rate["from"] <= day]
    sure = [rate["yen"] for rate in begun if rate["industry"] == p["industry"]]
    perhaps = [rate["yen"] for rate in begun if p["industry"] is None or rate["industry"] == p["industry"]]
    return max(sure, default=0), max(perhaps, default=0)


def expected(p: Row, rates: list[Row]) -> Verdict | None:
    """None where the row is not judged."""
    if p["first"] < p["starts"] or p["last"] > p["ends"]:
        return None
    if p["basis"] == "monthly" and months_later(p["first"], 1) - DAY != p["last"]:
        return None
    away = p["leave"] is not None and p["leave"][0] <= p["last"]
    fewest, most = hours(p)
    owed, due = regional(p["prefecture"], p["first"]), regional(p["prefecture"], p["last"])
    if p["base"] is None:
        return Verdict.PENDING if p["last"] >= AS_OF else Verdict.UNPROVEN
    least = p["base"] + (p["allowance"] or 0) + (p["absence"] or 0)
    if most is not None and due and Fraction(least * 60) >= most * max(due[1], industrial(p, rates, p["last"])[1]):
        return Verdict.MET
    if p["last"] >= AS_OF:
        return Verdict.PENDING
    if fewest is None or p["allowance"] is None or p["absence"] is None or away:
        return Verdict.UNPROVEN
    hired = months_later(p["starts"], 6)
    bar = max(owed[0] if owed else 0, industrial(p, rates, p["first"])[0] if p["first"] >= hired else 0)
    return Verdict.VIOLATED if fewest and Fraction(least * 60, fewest) < bar else Verdict.UNPROVEN


def books(ledger: list[Row], rates: list[Row]) -> dict[str, list[Row]]:
    plans, payments, employers = [], [], []
    for n, p in enumerate(ledger):
        who = {"trainee_no": f"T-{n:03}", "io_no": f"IO-{n:03}"}
        leave_from, leave_until = p["leave"] or (None, None)
        plans.append({
            **who, "plan_no": f"P-{n:03}", "stage": "2", "starts_on": p["starts"], "ends_on": p["ends"], "leave_from": leave_from, "leave_until": leave_until,
            "prefecture": p["prefecture"], "pay_basis": p["basis"], "monthly_hours": clock(p["monthly"]), "daily_hours": clock(p["daily"]),
        })  # fmt: skip
        payments.append({
            **who, "period_from": p["first"], "period_until": p["last"], "base_pay": p["base"], "counted_allowances": p["allowance"], "absence_deduction": p["absence"],
            "work_days": p["days"], "work_hours": clock(p["worked"]), "overtime_hours": clock(p["overtime"]), "rest_day_hours": clock(p["rest"]), "scheduled_hours": clock(p["scheduled"]),
        })  # fmt: skip
        employers.append({"io_no": who["io_no"], "industry": p["industry"]})
    listed = [
        {
            "prefecture": r["prefecture"],
            "industry": r["industry"],
            "yen_per_hour": r["yen"],
            "effective_from": r["from"],
        }
        for r in rates
    ]
    return {"plans": plans, "wage_payments": payments, "implementing_orgs": employers, "industry_minimum_wages": listed}


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Forty rows, and industry rates thirty yen above the regional rate of some of them."""
    ledger = draw(st.lists(pays(), min_size=40, max_size=40))
    rates = []
    for p in ledger[::5]:
        due = regional(p["prefecture"], p["last"])
        days = [p["first"], p["first"] + DAY, p["last"], p["last"] + DAY, date(2022, 1, 1)]
        rate = {
            "prefecture": p["prefecture"],
            "industry": p["industry"] or "鉄鋼業",
            "from": draw(st.sampled_from(days)),
        }
        if due:
            rates.append({**rate, "yen": due[1] + 30})
    return ledger, rates


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(ledgers())
def test_the_wage_of_a_period_is_held_against_the_rates_of_its_days(
    rulebook: Rulebook, given: tuple[list[Row], list[Row]]
) -> None:
    ledger, rates = given
    rows = judge_rows(rulebook, rulebook.rules["minimum-wage-paid"], books(ledger, rates), as_of=AS_OF)
    found = {facts["trainee_no"]: verdict for verdict, facts in rows}
    for n, p in enumerate(ledger):
        assert found.get(f"T-{n:03}") == expected(p, rates), p
