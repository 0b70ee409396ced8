"""When a report of difficulty came: before the return home or within two weeks, against plain Python."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

CAUSE = date(2025, 3, 1)
UNREADABLE = "令和7年13月1日"
Day = int | str | None
"""Days after the cause, "unread", or None for a blank."""


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def cell(day: Day) -> date | str | None:
    return CAUSE + timedelta(day) if isinstance(day, int) else day and UNREADABLE


@dataclass(frozen=True)
class Difficulty:
    lost: bool
    """A disappearance, which is no return home; else a change."""
    returns: bool | None
    departs: Day
    reported: Day
    notices: tuple[Day, ...]

    def limits(self) -> list[int] | None:
        """The last days in time under each way the row may be read; None where one is unknown."""
        if self.lost or (self.returns is False and self.departs is None):
            return [14]
        if not isinstance(self.departs, int):
            return None
        return [self.departs - 1] if self.returns else [self.departs - 1, 14]

    def verdict(self, today: int) -> Verdict:
        limits = self.limits()
        timely = limits is not None and (
            (isinstance(self.reported, int) and self.reported <= min(limits))
            or any(isinstance(filed, int) and 0 <= filed <= min(limits) for filed in self.notices)
        )
        if timely:
            return Verdict.MET
        if limits is None:
            return Verdict.UNPROVEN
        if today <= max(limits):
            return Verdict.PENDING
        maybe = [self.reported] if self.reported is not None else []
        maybe += [filed if isinstance(filed, int) else "unread" for filed in self.notices]
        late = all(isinstance(day, int) and day > max(limits) for day in maybe)
        return Verdict.VIOLATED if late else Verdict.UNPROVEN


near = st.one_of(st.integers(13, 16), st.integers(0, 40))
day = st.one_of(near, near, st.none(), st.just("unread"))
difficulties = st.builds(
    Difficulty, st.sampled_from([False, False, False, True]), st.sampled_from([True, False, False, None]),
    st.one_of(st.none(), near, near, st.just("unread")), day,
    st.one_of(st.just(()), st.just(()), st.tuples(st.one_of(st.integers(-20, 40), st.none(), st.just("unread")))),
)  # fmt: skip


@settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
)
@given(difficulties=st.lists(difficulties, min_size=30, max_size=30), today=near)
def test_a_report_comes_before_the_return_home_or_within_two_weeks(
    rulebook: Rulebook, difficulties: list[Difficulty], today: int
) -> None:
    books: dict[str, list[dict[str, Any]]] = {"plans": [], "employer_changes": [], "disappearances": [], "notices": []}
    for n, each in enumerate(difficulties):
        who = {"trainee_no": f"T-{n}"}
        plan = {"plan_no": f"P-{n}", "io_no": "IO-1", "so_no": "許1704000001", "kind": "supervised"}
        books["plans"].append(who | plan | {"starts_on": date(2024, 4, 1), "ends_on": date(2026, 3, 31)})
        reported = {"difficulty_reported_on": cell(each.reported)}
        if each.lost:
            books["disappearances"].append(who | reported | {"disappeared_on": CAUSE})
        else:
            home = {"returns_home": "未定" if each.returns is None else each.returns, "departs_on": cell(each.departs)}
            books["employer_changes"].append(who | reported | home | {"change_no": f"C-{n}", "cause_on": CAUSE})
        books["notices"] += [who | {"kind": "difficulty", "filed_on": cell(filed)} for filed in each.notices]
    rule = rulebook.rules["difficulty-report-time"]

    rows = judge_rows(rulebook, rule, books, as_of=CAUSE + timedelta(today))

    found = {str(facts["trainee_no"]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    assert found == {f"T-{n}": each.verdict(today) for n, each in enumerate(difficulties)}
