"""Notices of much overtime, month by month as a clerk would check them: was one owed, of which kind, and filed in time?"""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


month = st.fixed_dictionaries(
    {
        "until": st.sampled_from([date(2025, 5, 31), date(2025, 6, 30), date(2025, 5, 20), date(2026, 1, 30), date(2026, 1, 31)]),
        "minutes": st.sampled_from([2520, 2521, 2700, 2701, 4800, 4801]),
        "variable": st.sampled_from([True, False, None]),
        "kind": st.sampled_from(["minor_change", "minor_change", "change_accreditation", None]),
        "after": st.one_of(st.integers(-3, 35), st.sampled_from([28, 29, 30, 31])),
    }
)  # fmt: skip


def expected(month: dict[str, Any]) -> Verdict:
    minutes, until, variable = month["minutes"], month["until"], month["variable"]
    begun = until + timedelta(days=1)
    ends = begun + relativedelta(months=1)
    last = ends - timedelta(days=1) if ends.day == begun.day else ends
    filed = None if month["kind"] is None else until + timedelta(days=month["after"])
    accredited = month["kind"] == "change_accreditation" and filed is not None and filed <= until
    # Filed after the period and in time it is the period's; filed inside it, it may be of the month before.
    notified = filed is not None and until < filed <= last
    maybe = filed is not None and filed <= last
    if accredited or (minutes <= 2700 and variable is False) or (minutes <= 4800 and notified):
        return Verdict.MET
    if minutes > 4800:
        return Verdict.VIOLATED
    if maybe:
        return Verdict.UNPROVEN
    over = minutes > 2520 if variable else minutes > 2700
    return Verdict.VIOLATED if over else Verdict.UNPROVEN


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(st.lists(month, min_size=30, max_size=30))
def test_overtime_is_notified_or_accredited_month_by_month(rulebook: Rulebook, months: list[dict[str, Any]]) -> None:
    wages, agreements, notices, wanted = [], [], [], {}
    for n, each in enumerate(months):
        employer, until = f"IO-{n:02}", each["until"]
        first = (until.replace(day=1) if until.day > 27 else until + timedelta(days=1) - relativedelta(months=1))  # fmt: skip
        wages.append(
            {
                "trainee_no": f"T-{n:02}", "io_no": employer, "period_from": first, "period_until": until,
                "overtime_hours": f"{each['minutes'] // 60}:{each['minutes'] % 60:02}", "rest_day_hours": "9:00",
            }
        )  # fmt: skip
        if each["variable"] is not None:
            agreements.append(
                {
                    "io_no": employer, "kind": "overtime", "filed_on": "2024-12-01", "from_on": "2025-01-01",
                    "until_on": "2026-12-31", "variable_hours": each["variable"],
                }
            )  # fmt: skip
        if each["kind"]:
            notices.append(
                {
                    "org_type": "io", "org_no": employer, "kind": each["kind"], "topic": "overtime",
                    "filed_on": until + timedelta(days=each["after"]),
                }
            )  # fmt: skip
        if each["minutes"] > 2520:  # at most 42 hours want nothing on any reading
            wanted[employer] = expected(each)

    books = {"wage_payments": wages, "agreements": agreements, "notices": notices}
    found = judge_rows(rulebook, rulebook.rules["overtime-change-notice"], books, as_of=AS_OF)
    assert {facts["io_no"]: verdict for verdict, facts in found} == wanted
