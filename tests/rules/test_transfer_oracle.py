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


@dataclass(frozen=True)
class Plan:
    """One plan of a trainee: days after 1 April 2024, "unread" or None among the facts."""

    stage: str | None
    io_no: str | None
    starts: int | None
    begun: str | None

    def row(self, trainee_no: str, plan_no: str) -> Row:
        starts = None if self.starts is None else date(2024, 4, 1) + timedelta(self.starts)
        return {
            "plan_no": plan_no, "trainee_no": trainee_no, "stage": self.stage, "io_no": self.io_no, "starts_on": starts, "not_started": self.begun,
        }  # fmt: skip


@dataclass(frozen=True)
class Move:
    from_io_no: str | None
    to_io_no: str | None
    reason: str | None


def employer_verdict(own: Plan, others: list[Plan], moves: list[Move]) -> Verdict:
    """By trying every way the unknown facts may be: the employers that may have been the last of stage 1."""
    led = [m for m in moves if m.from_io_no is None or m.from_io_no != own.io_no]
    led = [m for m in led if None in (m.to_io_no, own.io_no) or m.to_io_no == own.io_no]
    if any(m.to_io_no == own.io_no is not None and m.reason == "abuse" for m in led):
        return Verdict.MET
    before = [
        plan
        for plan in others
        if plan.stage in ("1", None)
        and plan.begun != "はい"
        and (plan.starts is None or own.starts is None or plan.starts < own.starts)
    ]
    sure = [plan for plan in before if plan.stage == "1" and plan.begun is None]
    days = [plan.starts for plan in sure if plan.starts is not None]
    last = [plan for plan in before if not days or plan.starts is None or plan.starts >= max(days)]
    employers = {plan.io_no for plan in last}
    if not sure or len(employers) > 1 or None in employers or own.io_no is None:
        return Verdict.UNPROVEN
    if employers == {own.io_no}:
        return Verdict.MET
    certain = own.stage == "2" and own.begun is None and own.starts is not None and not led
    return Verdict.VIOLATED if certain else Verdict.UNPROVEN


employers = st.sampled_from(["IO-1", "IO-1", "IO-2", "IO-3", None])
beginnings = st.sampled_from([None] * 6 + ["はい", "不明"])
plans = st.builds(
    Plan, st.sampled_from(["1", "1", "1", "2", None]), employers, st.sampled_from([0, 1, 180, 181, 364, 365, 366, None]), beginnings
)  # fmt: skip
later = st.builds(
    Plan, st.sampled_from(["2"] * 6 + [None]), employers, st.sampled_from([365, 365, 365, 181, None]), beginnings
)
moved = st.builds(Move, employers, employers, st.sampled_from(["abuse", "not_unavoidable", None]))
trainees = st.tuples(later, st.lists(plans, max_size=3), st.one_of(st.just([]), st.lists(moved, max_size=2)))


@quick
@given(people=st.lists(trainees, min_size=30, max_size=30))
def test_stage_two_is_with_the_last_employer_of_stage_one(
    rulebook: Rulebook, people: list[tuple[Plan, list[Plan], list[Move]]]
) -> None:
    books: dict[str, list[Row]] = {"plans": [], "employer_changes": []}
    for n, (own, others, moves) in enumerate(people):
        books["plans"] += [plan.row(f"T-{n}", f"P-{n}-{k}") for k, plan in enumerate([own, *others])]
        books["employer_changes"] += [
            {"change_no": f"C-{n}-{k}", "trainee_no": f"T-{n}", **vars(move)} for k, move in enumerate(moves)
        ]

    found = verdicts(rulebook, "stage-two-same-employer", books, "plan_no")

    assert {plan_no: verdict for plan_no, verdict in found.items() if plan_no.endswith("-0")} == {
        f"P-{n}-0": employer_verdict(*person) for n, person in enumerate(people) if person[0].begun != "はい"
    }


NOTICE = date(2024, 11, 1)
OFFICES = ("許2404000001", "許2404000002")


@dataclass(frozen=True)
class Audit:
    so_no: str | None
    io_no: str | None
    after: int | None
    """Days after the notice."""
    explained: bool | None

    def row(self) -> Row:
        day = None if self.after is None else NOTICE + timedelta(self.after)
        return {
            "so_no": self.so_no, "io_no": self.io_no, "audited_on": day, "transfer_explained": self.explained,
        }  # fmt: skip


def explained_verdict(so_no: str, io_no: str, present: bool | None, audits: list[Audit]) -> Verdict:
    """By trying each audit that may have been the first."""
    maybe = [a for a in audits if a.so_no in (so_no, None) and a.io_no in (io_no, None)]
    maybe = [a for a in maybe if a.after is None or (a.after > 0 and NOTICE + timedelta(a.after) <= AS_OF)]
    certain = [a.after for a in maybe if a.so_no and a.io_no and a.after is not None]
    if not certain:
        return Verdict.UNPROVEN
    answers = {a.explained for a in maybe if a.after is None or a.after <= min(certain)}
    if answers == {True}:
        return Verdict.MET
    recorded = min(a.after for a in audits if a.so_no == so_no and a.after is not None)
    reaches = NOTICE + timedelta(recorded) < date(2025, 2, 1)
    return Verdict.VIOLATED if answers == {False} and reaches and present else Verdict.UNPROVEN


offices = st.sampled_from(OFFICES)
audits = st.builds(
    Audit, st.sampled_from([*OFFICES * 9, None]), st.sampled_from([*[f"IO-{n}" for n in range(6)] * 5, None]),
    st.one_of(st.integers(-3, 6), st.integers(88, 95), st.integers(0, 900), st.sampled_from([-60, None])),
    st.sampled_from([True, True, False, False, False, None]),
)  # fmt: skip
stays = st.sampled_from([(-200, 200), (-200, 0), (0, 200), (-200, -1), (1, 200), (-200, None)])


@quick
@given(
    plans=st.lists(st.tuples(offices, st.integers(0, 5), stays), min_size=8, max_size=12),
    audits=st.lists(audits, min_size=4, max_size=25),
)
def test_the_first_audit_after_the_notice_explains_the_change(
    rulebook: Rulebook, plans: list[tuple[str, int, tuple[int, int | None]]], audits: list[Audit]
) -> None:
    rows = [
        {
            "plan_no": f"P-{n}", "trainee_no": f"T-{n}", "io_no": f"IO-{io}", "so_no": so_no, "kind": "supervised", "stage": "2",
            "starts_on": NOTICE + timedelta(stay[0]), "ends_on": None if stay[1] is None else NOTICE + timedelta(stay[1]),
        }
        for n, (so_no, io, stay) in enumerate(plans)
    ]  # fmt: skip
    books = {"plans": rows, "audits": [audit.row() for audit in audits]}

    found = judge_rows(rulebook, rulebook.rules["transfer-explained"], books, as_of=AS_OF)

    there: dict[tuple[str, str], bool | None] = {}
    for so_no, io, (first, last) in plans:
        present = None if last is None else first <= 0 <= last
        if present is not False:
            there[so_no, f"IO-{io}"] = there.get((so_no, f"IO-{io}")) or present
    assert {(facts["so_no"], facts["io_no"]): verdict for verdict, facts in found} == {
        subject: explained_verdict(*subject, present, audits) for subject, present in there.items()
    }
