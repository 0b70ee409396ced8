"""The year before an application, against the Ordinance read again row by row in plain Python (Ord 12(1)(xii-2))."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

BAD = "令和6年13月1日"
IN_FORCE = date(2020, 4, 1)
DAYS = [
    date(2019, 4, 1), date(2020, 3, 31), date(2020, 4, 1), date(2023, 2, 27), date(2023, 2, 28), date(2023, 3, 1), date(2023, 8, 15),
    date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 8, 15), date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1),
]  # fmt: skip

Row = dict[str, Any]
a_day = st.sampled_from([*DAYS, *DAYS[6:], None, BAD])
an_io = st.sampled_from(["IO-1", "IO-1", "IO-2", "IO-3", None])
an_so = st.sampled_from(["許1700000001", "許1700000001", "許1700000002", None])
a_trainee = st.sampled_from(["T-1", "T-2", "T-3", "T-9"])
a_plan = st.fixed_dictionaries(
    {
        "trainee_no": st.one_of(a_trainee, a_trainee, a_trainee, a_trainee, st.none()),
        "io_no": an_io,
        "so_no": an_so,
        "kind": st.sampled_from(["supervised", "supervised", "supervised", "enterprise", None]),
        "applied_on": a_day,
    }
)
a_disappearance = st.fixed_dictionaries(
    {
        "trainee_no": a_trainee,
        "io_no": an_io,
        "so_no": an_so,
        "disappeared_on": a_day,
        "attributable_to": st.sampled_from(["none", "io", "so", "both", None]),
    }
)


def a_year_before(day: date) -> date:
    return date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def inside(applied: Any, disappeared: Any) -> bool | None:
    """Whether a disappearance lies in the year before: None at the edges, and where a day is unknown."""
    if not isinstance(applied, date) or not isinstance(disappeared, date):
        return None
    first = a_year_before(applied)
    if disappeared in {first, applied}:
        return None
    return first < disappeared < applied


def only(values: list[str | None]) -> str | None:
    return values[0] if values and None not in values and len(set(values)) == 1 else None


def same(one: str | None, other: str | None) -> bool | None:
    return None if one is None or other is None else one == other


def both(*facts: bool | None) -> bool | None:
    return False if False in facts else None if None in facts else True


def barred(plan: Row, lost: Row, plans: list[Row]) -> bool | None:
    """Whether one disappearance bars one plan, for what is known of both."""
    own = [other for other in plans if other["trainee_no"] == lost["trainee_no"]]
    own += [other for other in plans if other["trainee_no"] is None and own]
    io_no = lost["io_no"] or only([other["io_no"] for other in own])
    so_no = lost["so_no"] or only([other["so_no"] for other in own])
    blame = lost["attributable_to"]
    by_io = None if blame is None else blame in {"io", "both"}
    by_so = None if blame is None else blame in {"so", "both"}
    if by_so is None and so_no is None and own and all(other["kind"] == "enterprise" for other in own):
        by_so = False
    supervised = None if plan["kind"] is None else plan["kind"] == "supervised"
    when = inside(plan["applied_on"], lost["disappeared_on"])
    answers = (
        both(by_io, same(plan["io_no"], io_no), when),
        both(supervised, by_so, same(plan["so_no"], so_no), when),
    )
    return True if True in answers else None if None in answers else False


def expected(plan: Row, plans: list[Row], disappearances: list[Row]) -> Verdict | None:
    applied = plan["applied_on"]
    if isinstance(applied, date) and applied < IN_FORCE:
        return None
    answers = {barred(plan, lost, plans) for lost in disappearances}
    return Verdict.VIOLATED if True in answers else Verdict.UNPROVEN if None in answers else Verdict.MET


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "eligibility")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plans=st.lists(a_plan, min_size=5, max_size=12), disappearances=st.lists(a_disappearance, min_size=1, max_size=5)
)
def test_every_book_is_judged_as_the_ordinance_reads(
    rulebook: Rulebook, plans: list[Row], disappearances: list[Row]
) -> None:
    plans = [{"plan_no": f"認240000{n:04}", **row} for n, row in enumerate(plans)]
    book = {"plans": plans, "disappearances": disappearances}
    judged = judge_rows(rulebook, rulebook.rules["disappearance-history"], book, as_of=date(2026, 11, 30))
    verdicts = {facts["plan_no"]: verdict for verdict, facts in judged}
    assert len(verdicts) == len(judged)
    assert verdicts == {p["plan_no"]: answer for p in plans if (answer := expected(p, plans, disappearances))}
