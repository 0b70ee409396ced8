"""What the amending Act leaves of stages 1 and 3, against plain Python: its days by hand, by random plans."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

NEW_LAW = date(2027, 4, 1)
LAST_START = date(2027, 6, 30)
LAST_PERMIT = date(2026, 4, 1)
Row = dict[str, Any]
quick = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def verdicts(rulebook: Rulebook, rule: str, books: dict[str, list[Row]]) -> dict[str, Verdict]:
    rows = judge_rows(rulebook, rulebook.rules[rule], books, as_of=date(2026, 11, 30))
    found = {str(facts["plan_no"]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    return found


def near(*days: date) -> st.SearchStrategy[date]:
    """Mostly a day on either side of one of these, seldom any day."""
    close = st.builds(lambda day, off: day + timedelta(off), st.sampled_from(days), st.integers(-1, 1))
    return st.one_of(close, close, st.dates(date(2025, 1, 1), date(2028, 12, 31)))


def early(applied_on: date | None, starts_on: date) -> bool | None:
    if starts_on > LAST_START:
        return False
    return None if applied_on is None else applied_on < NEW_LAW


@dataclass(frozen=True)
class First:
    stage: str | None
    applied_on: date | None
    starts_on: date | None
    moved: bool

    def verdict(self) -> Verdict | None:
        """None for whom the rule says nothing."""
        if self.stage in ("2", "3") or (self.starts_on and self.starts_on < NEW_LAW):
            return None
        in_time = early(self.applied_on, self.starts_on) if self.starts_on else None
        if in_time:
            return Verdict.MET
        return Verdict.VIOLATED if in_time is False and self.stage == "1" and not self.moved else Verdict.UNPROVEN


firsts = st.builds(
    First, st.sampled_from(["1"] * 6 + ["2", "3", None]), st.one_of(near(NEW_LAW), near(NEW_LAW), st.none()),
    st.one_of(near(NEW_LAW, LAST_START), near(NEW_LAW, LAST_START), st.none()), st.sampled_from([False, False, True]),
)  # fmt: skip


@quick
@given(plans=st.lists(firsts, min_size=40, max_size=40))
def test_stage_one_begins_no_more_but_what_was_applied_for_and_starts_in_time(
    rulebook: Rulebook, plans: list[First]
) -> None:
    books: dict[str, list[Row]] = {
        "plans": [
            {
                "plan_no": f"P-{n}", "trainee_no": f"T-{n}", "io_no": "IO-1", "stage": plan.stage,
                "applied_on": plan.applied_on, "starts_on": plan.starts_on,
            }
            for n, plan in enumerate(plans)
        ],
        "employer_changes": [
            {"change_no": f"C-{n}", "trainee_no": f"T-{n}", "from_io_no": "IO-9", "to_io_no": "IO-1"}
            for n, plan in enumerate(plans)
            if plan.moved
        ],
    }  # fmt: skip
    expected = {f"P-{n}": plan.verdict() for n, plan in enumerate(plans)}
    assert verdicts(rulebook, "stage-one-cutoff", books) == {k: v for k, v in expected.items() if v}


@dataclass(frozen=True)
class Third:
    """A stage-3 plan after one stage-2 plan of the trainee, or after none."""

    applied_on: date | None
    starts_on: date
    earlier: tuple[date, date | None, date | None] | None

    def left_open(self) -> bool | None:
        if self.earlier is None:
            return None
        begun_on, ended_on, permitted_on = self.earlier
        if begun_on >= NEW_LAW or (ended_on and ended_on < NEW_LAW):
            return False
        if permitted_on:
            long = permitted_on <= LAST_PERMIT
        elif begun_on <= LAST_PERMIT - relativedelta(months=3):
            long = True
        elif begun_on >= LAST_PERMIT + relativedelta(months=3):
            return False
        else:
            return None
        return False if not long else None if ended_on is None else True

    def verdict(self) -> Verdict | None:
        if self.starts_on < NEW_LAW:
            return None
        answers = {early(self.applied_on, self.starts_on), self.left_open()}
        if True in answers:
            return Verdict.MET
        return Verdict.UNPROVEN if None in answers else Verdict.VIOLATED


begun = near(LAST_PERMIT, date(2026, 1, 1), date(2026, 7, 1), NEW_LAW)
thirds = st.builds(
    Third, st.one_of(near(NEW_LAW), st.none()), near(NEW_LAW, LAST_START),
    st.one_of(
        st.none(),
        st.tuples(begun, st.one_of(near(NEW_LAW), st.none()), st.one_of(near(LAST_PERMIT), st.none())).filter(
            lambda stage: stage[1] is None or stage[0] <= stage[1]
        ),
        st.tuples(begun, st.just(date(2028, 12, 31)), st.one_of(near(LAST_PERMIT), st.none())),
    ),
)  # fmt: skip


@quick
@given(plans=st.lists(thirds, min_size=40, max_size=40))
def test_stage_three_is_left_open_to_whom_the_ordinance_names(rulebook: Rulebook, plans: list[Third]) -> None:
    books: dict[str, list[Row]] = {"plans": []}
    for n, plan in enumerate(plans):
        who = {"trainee_no": f"T-{n}", "io_no": "IO-1"}
        own = {"stage": "3", "applied_on": plan.applied_on, "starts_on": plan.starts_on, "ends_on": date(2030, 1, 1)}
        books["plans"].append(who | own | {"plan_no": f"P-{n}"})
        if plan.earlier:
            begun_on, ended_on, permitted_on = plan.earlier
            past = {"stage": "2", "starts_on": begun_on, "ends_on": ended_on, "stage2_permitted_on": permitted_on}
            books["plans"].append(who | past | {"plan_no": f"Q-{n}"})
    expected = {f"P-{n}": plan.verdict() for n, plan in enumerate(plans)}
    assert verdicts(rulebook, "stage-three-cutoff", books) == {k: v for k, v in expected.items() if v}
