"""Reports of difficulty, against plain Python: which event is a subject, what reports it, and the fourteen days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

STARTS = date(2024, 4, 1)
ENDS = date(2026, 3, 31)
ORGANISATION = {"supervised": "許1704000001", "enterprise": "IO-1"}


@dataclass(frozen=True)
class Trainee:
    """One plan of two years; days count from its first day. A report is a day, "unread" or None."""

    kind: str
    event: str
    happened: int
    reported: int | str | None
    notices: list[int | None]

    def own(self) -> bool | None:
        """What the row of the event says itself."""
        if self.event == "stop":
            return False
        return None if self.reported == "unread" else self.reported is not None

    def noticed(self, since: int) -> bool | None:
        """Whether a notice filed from that day on reports the event: surely, not, or perhaps."""
        answers: set[bool | None] = set()
        for filed in self.notices:
            answers.add(None if filed is None else True if filed >= since else None if filed >= 0 else False)
        return True if True in answers else None if None in answers else False

    def verdict(self, as_of: date, stopped: bool) -> Verdict:
        """The verdict on the event, or on the plan that stopped with it: whoever goes home reports beforehand."""
        noticed = self.noticed(0 if stopped else self.happened)
        if self.own() or noticed:
            return Verdict.MET
        if as_of <= STARTS + timedelta(self.happened) + timedelta(weeks=2):
            return Verdict.PENDING
        return Verdict.VIOLATED if self.own() is False and noticed is False else Verdict.UNPROVEN


@st.composite
def trainees(draw: st.DrawFn) -> Trainee:
    return Trainee(
        draw(st.sampled_from(["supervised", "enterprise"])),
        draw(st.sampled_from(["change", "stop", "disappearance"])),
        draw(st.one_of(st.integers(380, 420), st.integers(0, (ENDS - STARTS).days - 1))),
        draw(st.one_of(st.none(), st.none(), st.just("unread"), st.integers(0, 800))),
        draw(st.one_of(st.just([]), st.lists(st.one_of(st.none(), st.integers(-40, 800)), max_size=2))),
    )


def books(people: list[Trainee]) -> dict[str, list[dict[str, Any]]]:
    given: dict[str, list[dict[str, Any]]] = {"plans": [], "employer_changes": [], "disappearances": [], "notices": []}
    for number, person in enumerate(people):
        trainee = {"trainee_no": f"T-{number:03}"}
        happened = STARTS + timedelta(person.happened)
        reported = STARTS + timedelta(person.reported) if isinstance(person.reported, int) else person.reported
        plan = {
            "plan_no": f"認24{number:08}",
            "io_no": "IO-1",
            "so_no": "許1704000001" if person.kind == "supervised" else None,
            "kind": person.kind,
            "starts_on": STARTS,
            "ends_on": ENDS,
            # A change or a disappearance may stop the plan too; the plan is then a subject of its own.
            "ended_on": happened if person.event == "stop" or number % 2 else None,
        }
        given["plans"].append(trainee | plan)
        if person.event == "change":
            change = {"change_no": f"C-{number:03}", "from_io_no": "IO-1", "cause_on": happened}
            given["employer_changes"].append(trainee | change | {"difficulty_reported_on": reported})
        if person.event == "disappearance":
            given["disappearances"].append(trainee | {"disappeared_on": happened, "difficulty_reported_on": reported})
        given["notices"] += [
            trainee | {"kind": "difficulty", "filed_on": None if filed is None else STARTS + timedelta(filed)}
            for filed in person.notices
        ]
    return given


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=st.lists(trainees(), min_size=20, max_size=30), waited=st.integers(380, 440))
def test_every_difficulty_is_reported_overdue_or_still_in_time(
    rulebook: Rulebook, people: list[Trainee], waited: int
) -> None:
    as_of = STARTS + timedelta(waited)

    rows = judge_rows(rulebook, rulebook.rules["difficulty-report"], books(people), as_of=as_of)

    expected = set()
    for number, person in enumerate(people):
        events = {person.event} | ({"stop"} if number % 2 else set())
        for event in events:
            subject = (f"T-{number:03}", event, ORGANISATION[person.kind], STARTS + timedelta(person.happened))
            expected.add((*subject, person.verdict(as_of, event == "stop")))
    judged = [(f["trainee_no"], _event(f), f["org_no"], f["occurred_on"], verdict) for verdict, f in rows]
    assert sorted(judged, key=str) == sorted(expected, key=str)


def _event(facts: dict[str, Any]) -> str:
    return "change" if facts["change_no"] else "disappearance" if facts["disappeared_on"] else "stop"
