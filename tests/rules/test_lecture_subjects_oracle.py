"""Four subjects of lectures in the first two months, or before the plan ends, asked subject by subject in plain Python."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

DAY = timedelta(1)
SUBJECTS = ("japanese", "life", "legal", "skills")

Truth = bool | None


@dataclass(frozen=True)
class Lecture:
    subject: str | None
    lecturer: str | None
    day: date | None


@dataclass(frozen=True)
class Trainee:
    """One plan; `came_to` is the employer of a change, and False stands for no change."""

    kind: str | None
    stage: str | None
    org: str
    first: date
    last: date | None
    left: date | None
    lectures: tuple[Lecture, ...]
    came_to: str | bool | None


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "plan")


def both(*facts: Truth) -> Truth:
    return False if False in facts else None if None in facts else True


def heard(trainee: Trainee, lecture: Lecture, subject: str, as_of: date) -> Truth:
    """Whether a lecture was one of the subject, by somebody who may teach it."""
    held = None if lecture.day is None else lecture.day <= as_of
    same = None if lecture.subject is None else lecture.subject == subject
    if subject != "legal" or trainee.kind == "enterprise" or lecture.lecturer == "external":
        return both(held, same)
    outsider = None if trainee.kind is None or lecture.lecturer is None else False
    return both(held, same, outsider)


def due(trainee: Trainee) -> date | None:
    """The last day of the second calendar month; the plan's own last day where it need not be of the supervised type."""
    if trainee.kind != "supervised":
        return trainee.last
    return trainee.first.replace(day=1) + relativedelta(months=2) - DAY


def stayed(trainee: Trainee) -> tuple[date, date]:
    """The last day in training, at least and at most."""
    left = trainee.left if trainee.left and trainee.left >= trainee.first else date.max
    most = min(left, trainee.last or date.max)
    return (most if trainee.last else trainee.first), most


def verdict(trainee: Trainee, loose: tuple[Lecture, ...], begins: date | None, as_of: date) -> Verdict:
    """`loose` are the lectures that name nobody, `begins` the first day of training of whom the organisation recorded any."""
    told = (*trainee.lectures, *(replace(lecture, day=None) for lecture in loose))
    answers = []
    for subject in SUBJECTS:
        found = {heard(trainee, lecture, subject, as_of) for lecture in told}
        answers.append(True if True in found else None if None in found else False)
    complete, last = both(*answers), due(trainee)
    if complete:
        return Verdict.MET
    if last is None:
        return Verdict.UNPROVEN
    if last >= as_of:
        return Verdict.PENDING
    taught_elsewhere = trainee.came_to in (None, "IO-1")
    recorded = begins is not None and trainee.first >= begins
    sure = trainee.stage == "1" and recorded and not taught_elsewhere and stayed(trainee)[0] >= last
    return Verdict.VIOLATED if sure and complete is False else Verdict.UNPROVEN


def begins(some: list[Trainee], org: str) -> date | None:
    """From which first day of training on an organisation recorded lectures, in training or before it."""
    days = [
        (t.first, lecture.day)
        for t in some
        if t.org == org
        for lecture in t.lectures
        if lecture.day and lecture.day <= stayed(t)[1]
    ]
    return min((first for first, _ in days), default=None)


def lectures(first: date, last: date) -> st.SearchStrategy[Lecture]:
    days = st.sampled_from([first + 5 * DAY] * 8 + [last, last + DAY, first + 70 * DAY, None])
    lecturers = st.sampled_from(["external", "external", "external", "external", "so", "io", None])
    return st.builds(Lecture, st.sampled_from([*SUBJECTS * 3, None]), lecturers, days)


@st.composite
def trainees(draw: st.DrawFn, as_of: date) -> Trainee:
    """A plan whose second month, or end, lies near the day of judgement, with all lectures, or all but some."""
    month = draw(st.sampled_from([date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2025, 6, 1)]))
    first = draw(st.sampled_from([month, month + 14 * DAY, month - DAY]))
    kind = draw(st.sampled_from(["supervised"] * 6 + ["enterprise", "enterprise", None]))
    ends = [day for day in (as_of, as_of - DAY, as_of - DAY) if day >= first]
    last = draw(st.sampled_from([*[first + relativedelta(years=1) - DAY] * 3, *ends, None]))
    end = first.replace(day=1) + relativedelta(months=2) - DAY
    each = [draw(lectures(first, as_of)) for _ in range(draw(st.integers(0, 3)))]
    missing = draw(st.sampled_from([None, *SUBJECTS]))
    if draw(st.integers(0, 3)):
        each += [Lecture(subject, "external", first + 5 * DAY) for subject in SUBJECTS if subject != missing]
    return Trainee(
        kind=kind,
        stage=draw(st.sampled_from(["1"] * 12 + [None])),
        org="IO-1" if kind == "enterprise" else draw(st.sampled_from(["SO-1", "SO-2"])),
        first=first,
        last=last,
        left=draw(st.sampled_from([None] * 9 + [end, end - DAY, first - DAY])),
        lectures=tuple(each),
        came_to=draw(st.sampled_from([False] * 12 + ["IO-1", "IO-2", None])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[date, list[Trainee], tuple[Lecture, ...]]:
    as_of = draw(st.sampled_from([date(2026, 3, 31), date(2026, 4, 1), date(2026, 2, 28), date(2026, 3, 1)]))
    loose = draw(st.sampled_from([()] * 4 + [(Lecture("legal", "so", as_of),), (Lecture("skills", None, as_of),)]))
    return as_of, draw(st.lists(trainees(as_of), min_size=30, max_size=30)), loose


def lecture_row(lecture: Lecture, trainee_no: str | None) -> dict[str, Any]:
    who = {"trainee_no": trainee_no, "held_on": lecture.day}
    return {**who, "hours": "8:00", "subject": lecture.subject, "lecturer": lecture.lecturer}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(world=worlds())
def test_every_subject_is_held_before_the_first_two_months_are_over(
    rulebook: Rulebook, world: tuple[date, list[Trainee], tuple[Lecture, ...]]
) -> None:
    as_of, some, loose = world
    book: dict[str, list[dict[str, Any]]] = {"plans": [], "lectures": [], "employer_changes": []}
    book["lectures"] = [lecture_row(lecture, None) for lecture in loose]
    expected = {}
    for n, t in enumerate(some):
        who = {"plan_no": f"認26040000{n:02}", "trainee_no": f"T-{n:02}", "io_no": "IO-1"}
        so_no = None if t.org == "IO-1" else t.org
        days = {"starts_on": t.first, "ends_on": t.last, "ended_on": t.left}
        book["plans"].append({**who, "so_no": so_no, "kind": t.kind, "stage": t.stage, **days})
        book["lectures"] += [lecture_row(lecture, who["trainee_no"]) for lecture in t.lectures]
        if t.came_to is not False:
            change = {"change_no": f"C-{n}", "trainee_no": who["trainee_no"], "to_io_no": t.came_to}
            book["employer_changes"].append(change)
        if t.first <= as_of:
            expected[who["trainee_no"]] = verdict(t, loose, begins(some, t.org), as_of)
    judged = judge_rows(rulebook, rulebook.rules["lecture-subjects"], book, as_of=as_of)
    assert {facts["trainee_no"]: each for each, facts in judged} == expected
    assert len(judged) == len(expected)
