"""The number of trainees, against the ordinance read again in plain Python (Ord 16): every band, every share, every cap."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
BANDS = [(301, None), (201, 15), (101, 10), (51, 6), (41, 5), (31, 4), (0, 3)]
EDGES = [0, 1, 2, 3, 5, 10, 19, 20, 21, 30, 31, 39, 40, 41, 50, 51, 59, 60, 99, 100, 101, 200, 201, 300, 301, 319, 320]


@dataclass(frozen=True)
class Employer:
    """What the books say of one employer whose plans of one kind and stage all start on one day; None is blank."""

    staff: int | None
    kind: str
    stage: int
    excellent: bool | None
    stable: bool | None
    licence: str | None
    sector: str | None
    aim: int
    taken_over: int
    gone: int


def number(staff: int, kind: str, stage: int, excellent: bool, stable: bool, licence: str) -> Fraction | None:
    """The most trainees the ordinance allows; None where it gives no number."""
    raised = excellent and (kind == "enterprise" or licence == "general")
    if stage == 3 and not raised:
        return None
    if kind == "enterprise" and not stable:
        return Fraction(staff, 20) * {1: 1, 2: 2, 3: 3}[stage] * (2 if raised else 1)
    places = next(places for least, places in BANDS if staff >= least)
    base = Fraction(staff, 20) if places is None else Fraction(places)
    times = {1: 2, 2: 4, 3: 6}[stage] if raised else {1: 1, 2: 2}[stage]
    return min(base * times, Fraction(staff * {1: 1, 2: 2, 3: 3}[stage]))


def verdict(employer: Employer, trainees: int) -> Verdict:
    """Met or violated where every reading of the blanks agrees."""
    answers = set()
    for staff, excellent, stable, licence in product(
        [0, 1000] if employer.staff is None else [employer.staff],
        [True, False] if employer.excellent is None else [employer.excellent],
        [True, False] if employer.stable is None else [employer.stable],
        ["general", "specified"] if employer.licence is None else [employer.licence],
    ):
        limit = number(staff, employer.kind, employer.stage, excellent, stable, licence)
        if limit is None:
            raised = number(staff, employer.kind, employer.stage, True, stable, "general")
            assert raised is not None
            answers.add(Verdict.VIOLATED if trainees > raised else Verdict.UNPROVEN)
        else:
            answers.add(Verdict.MET if trainees <= limit else Verdict.VIOLATED)
    if len(answers) > 1:
        return Verdict.UNPROVEN
    answer = answers.pop()
    return (
        Verdict.UNPROVEN if answer is Verdict.VIOLATED and employer.sector not in {"general", "agriculture"} else answer
    )


def trainees_of(employer: Employer) -> int:
    """At the limit, one below or one above it, as `aim` says; at least one, for without a plan there is no subject."""
    limit = number(
        employer.staff or 0,
        employer.kind,
        employer.stage,
        employer.excellent is not False,
        employer.stable is not False,
        employer.licence or "general",
    )
    return max(1, int(limit or 0) + employer.aim)


def book(employers: list[Employer]) -> dict[str, list[dict[str, Any]]]:
    plans: list[dict[str, Any]] = []
    for place, employer in enumerate(employers):
        common = {
            "io_no": f"IO-{place}", "so_no": f"SO-{place}", "kind": employer.kind, "stage": employer.stage,
            "starts_on": "2026-06-01", "ends_on": "2027-05-31",
        }  # fmt: skip
        marks: list[dict[str, Any]] = [{}] * trainees_of(employer) + [{"takeover": "○"}] * employer.taken_over
        marks += [{"starts_on": "2025-06-01", "ends_on": "2026-05-31"}] * employer.gone
        plans += [
            {**common, **mark, "plan_no": f"P-{place}-{n:03}", "trainee_no": f"T-{place}-{n}"}
            for n, mark in enumerate(marks)
        ]
    return {
        "plans": plans,
        "implementing_orgs": [
            {"io_no": f"IO-{n}", "sector": e.sector, "regular_staff": e.staff, "excellent": e.excellent, "stable_enterprise": e.stable}
            for n, e in enumerate(employers)
        ],
        "supervising_orgs": [
            {"so_no": f"SO-{n}", "licence_kind": e.licence, "licence_from": "2024-04-01", "licence_until": "2029-03-31"} for n, e in enumerate(employers)
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def check(rulebook: Rulebook, employers: list[Employer]) -> None:
    rows = judge_rows(rulebook, rulebook.rules["quota"], book(employers), as_of=AS_OF)
    found = {facts["io_no"]: (answer, facts) for answer, facts in rows if facts["starts_on"] == date(2026, 6, 1)}
    for place, employer in enumerate(employers):
        answer, facts = found[f"IO-{place}"]
        assert facts["trainees"] == facts["trainees_most"] == trainees_of(employer)
        assert answer is verdict(employer, trainees_of(employer)), (employer, facts)


@pytest.mark.parametrize("aim", [0, 1])
def test_every_band_of_the_table_ends_where_the_ordinance_says(rulebook: Rulebook, aim: int) -> None:
    check(
        rulebook, [Employer(staff, "supervised", 1, False, False, "specified", "general", aim, 0, 0) for staff in EDGES]
    )


employers = st.builds(
    Employer,
    staff=st.one_of(st.none(), st.sampled_from([n for n in EDGES if n <= 101])),
    kind=st.sampled_from(["supervised", "enterprise"]),
    stage=st.sampled_from([1, 2, 3]),
    excellent=st.sampled_from([True, True, False, None]),
    stable=st.sampled_from([True, False, None]),
    licence=st.sampled_from(["general", "specified", None]),
    sector=st.sampled_from(["general", "general", "general", "agriculture", "construction", "fishery", None]),
    aim=st.sampled_from([-1, 0, 1, 1]),
    taken_over=st.integers(0, 2),
    gone=st.integers(0, 2),
).filter(lambda employer: trainees_of(employer) <= 12)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    phases=[Phase.generate],
)
@given(st.lists(employers, min_size=12, max_size=12))
def test_the_rule_and_the_ordinance_agree_on_random_employers(rulebook: Rulebook, employers: list[Employer]) -> None:
    check(rulebook, employers)


def test_shares_of_large_employers_are_compared_as_fractions(rulebook: Rulebook) -> None:
    kinds = [("supervised", 1, False), ("enterprise", 1, False), ("enterprise", 1, True)]
    check(
        rulebook,
        [Employer(staff, kind, stage, excellent, False, "general", "general", aim, 0, 0) for staff in (301, 339, 340) for kind, stage, excellent in kinds for aim in (0, 1)],
    )  # fmt: skip
