"""The months in which a wage is owed, counted day by day."""

import calendar
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

DAY = timedelta(1)
START = date(2025, 1, 1)

Row = dict[str, Any]
Found = dict[date, tuple[date, Verdict]]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def days(first: date, last: date) -> list[date]:
    return [first + DAY * n for n in range((last - first).days + 1)]


def month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def later(day: date, months: int) -> date:
    """The first day of the month so many months after that of a day."""
    return date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)


@st.composite
def trainees(draw: st.DrawFn) -> Row:
    """One plan or two that follow each other nearly, with or without lectures, a leave, and pay days in some months."""
    starts = START + DAY * draw(st.sampled_from([0, 14, 30, 31]))
    turn = starts + DAY * draw(st.sampled_from([120, 149, 150, 151]))
    following = draw(st.sampled_from([None, 1, 1, 2]))
    lecture = draw(
        st.sampled_from([None, starts + DAY * 10, month(starts)[1] - DAY, month(starts)[1], later(starts, 1) + DAY * 5])
    )
    leave = draw(
        st.sampled_from(
            [None] * 4
            + [
                (later(starts, 3), later(starts, 4) - DAY),
                (later(starts, 3) - DAY, later(starts, 5) + DAY),
                (later(starts, 3) + DAY, later(starts, 4) - DAY),
            ]
        )
    )
    months = draw(st.lists(st.integers(0, 13), max_size=14, unique=True))
    pays = [draw(st.sampled_from(month(later(starts, n)))) for n in months]
    closed = draw(st.sampled_from([None, later(starts, 1) - DAY, later(starts, 1), later(starts, 2) - DAY]))
    return {
        "starts": starts, "ends": turn if following is None else turn + DAY * 200, "turn": turn, "following": following, "lecture": lecture, "leave": leave,
        "pays": pays, "closed": closed, "blank": draw(st.sampled_from([None] * 6 + [later(starts, 4) - DAY, later(starts, 4)])),
    }  # fmt: skip


def books(people: list[Row], ledger_until: date) -> dict[str, list[Row]]:
    plans, lectures = [], []
    pays: list[Row] = [{"trainee_no": "T-999", "io_no": "IO-1", "paid_on": ledger_until}]
    for n, p in enumerate(people):
        who = {"trainee_no": f"T-{n:03}", "io_no": "IO-1"}
        away = {"leave_from": p["leave"] and p["leave"][0], "leave_until": p["leave"] and p["leave"][1]}
        last = p["ends"] if p["following"] is None else p["turn"]
        plans.append({**who, **away, "plan_no": f"P-{n:03}-1", "stage": "1", "starts_on": p["starts"], "ends_on": last})
        if p["following"]:
            second = {"stage": "2", "starts_on": p["turn"] + DAY * p["following"], "ends_on": p["ends"]}
            plans.append({**who, **away, **second, "plan_no": f"P-{n:03}-2"})
        if p["lecture"]:
            lectures.append({"trainee_no": who["trainee_no"], "held_on": p["lecture"]})
        pays += [{**who, "paid_on": day, "period_until": p["closed"]} for day in p["pays"]]
        pays += [{**who, "period_from": p["blank"]}] if p["blank"] else []
    return {"plans": plans, "lectures": lectures, "wage_payments": pays}


def expected(p: Row, ledger_until: date, as_of: date) -> Found:
    """By first month of a subject: its last day and verdict; the unpaid and doubtful months before as_of are one."""
    begins = p["lecture"] + DAY if p["lecture"] else later(p["starts"], 2) - DAY
    second = p["turn"] + DAY * p["following"] if p["following"] else None
    training = {d for d in days(begins, p["ends"]) if second is None or d <= p["turn"] or d >= second}
    away = set(days(*p["leave"])) if p["leave"] else set()
    found: Found = {}
    doubts: list[tuple[date, date]] = []
    first = month(begins)[0]
    while first <= min(p["ends"], ledger_until, as_of):
        last = month(first)[1]
        window = set(days(first - DAY, last))
        if window <= training and not set(days(first, last)) <= away:
            recorded = min(p["pays"] + ([p["closed"] + DAY] if p["closed"] else [])) if p["pays"] else None
            unclear = p["blank"] is not None and p["blank"] <= last
            if any(first <= day <= last for day in p["pays"]):
                found[first] = (last, Verdict.MET)
            elif last >= as_of:
                found[first] = (last, Verdict.PENDING)
            elif not window & away and recorded and first >= recorded and last <= ledger_until and not unclear:
                found[first] = (last, Verdict.VIOLATED)
            else:
                doubts.append((first, last))
        first = later(first, 1)
    if doubts:
        found[min(doubts)[0]] = (max(doubts)[1], Verdict.UNPROVEN)
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(
    st.lists(trainees(), min_size=15, max_size=15), st.sampled_from([date(2025, 10, 30), date(2025, 10, 31), date(2026, 3, 1)]),
    st.sampled_from([date(2025, 9, 30), date(2025, 10, 1), date(2026, 11, 30)]),
)  # fmt: skip
def test_a_wage_is_owed_in_every_month_worked_throughout(
    rulebook: Rulebook, people: list[Row], ledger_until: date, as_of: date
) -> None:
    people = [{**p, "pays": [day for day in p["pays"] if day <= ledger_until]} for p in people]
    rows = judge_rows(rulebook, rulebook.rules["wage-every-month"], books(people, ledger_until), as_of=as_of)
    for n, p in enumerate(people):
        own = {f["month_from"]: (f["month_until"], verdict) for verdict, f in rows if f["trainee_no"] == f"T-{n:03}"}
        assert own == expected(p, ledger_until, as_of), p
