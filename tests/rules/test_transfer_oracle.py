"""Waiting days of a change of employer, counted again in plain Python."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
UNREADABLE = "令和8年13月1日"
Row = dict[str, Any]
quick = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def verdicts(rulebook: Rulebook, rule: str, books: dict[str, list[Row]], name: str) -> dict[str, Verdict]:
    """The verdict on each subject, known by one of its columns."""
    rows = judge_rows(rulebook, rulebook.rules[rule], books, as_of=AS_OF)
    found = {str(facts[name]): verdict for verdict, facts in rows}
    assert len(found) == len(rows)
    return found


@dataclass(frozen=True)
class Change:
    """Days before the day of judgement; what was done is a day, "unread" or None."""

    caused: int | None
    requested: int | None
    wishes: bool | None
    done: int | str | None

    def row(self, number: int) -> Row:
        done = AS_OF - timedelta(self.done) if isinstance(self.done, int) else self.done and UNREADABLE
        return {
            "change_no": f"C-{number}", "trainee_no": f"T-{number}", "from_io_no": "IO-1", "wishes_to_continue": self.wishes,
            "cause_on": None if self.caused is None else AS_OF - timedelta(self.caused),
            "requested_on": None if self.requested is None else AS_OF - timedelta(self.requested),
            "coordinated_on": done, "responded_on": done,
        }  # fmt: skip

    def waited(self, owed: bool | None, days: int | None) -> Verdict:
        """What is not done may wait fourteen days, counted from the day after the first."""
        if isinstance(self.done, int):
            return Verdict.MET
        if days is not None and days <= 14:
            return Verdict.PENDING
        certain = owed and days is not None and self.done is None
        return Verdict.VIOLATED if certain else Verdict.UNPROVEN


days = st.one_of(st.sampled_from([13, 14, 15]), st.integers(0, 740), st.none())
changes = st.lists(
    st.builds(Change, days, days, st.sampled_from([True, True, False, None]), st.one_of(st.none(), days, st.just("unread"))),
    min_size=30, max_size=30,
)  # fmt: skip


@quick
@given(changes=changes)
def test_an_answer_and_a_coordination_are_missed_after_fourteen_days(rulebook: Rulebook, changes: list[Change]) -> None:
    books = {"employer_changes": [change.row(number) for number, change in enumerate(changes)]}

    answered = verdicts(rulebook, "transfer-request-answered", books, "change_no")
    coordinated = verdicts(rulebook, "transfer-coordination", books, "change_no")

    assert answered == {
        f"C-{number}": change.waited(True, change.requested)
        for number, change in enumerate(changes)
        if change.requested is not None
    }
    assert coordinated == {
        f"C-{number}": change.waited(change.wishes, change.requested if change.caused is None else change.caused)
        for number, change in enumerate(changes)
        if change.wishes is not False
    }
