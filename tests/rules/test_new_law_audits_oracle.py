"""Audits and external checks of the new law against single days: any three months on any count, in plain Python."""

from collections.abc import Iterable
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

DAY = timedelta(days=1)
LEAST = date(2027, 4, 1)


@dataclass(frozen=True)
class Pair:
    """An organisation and an employer with one worker: the days of training, the certain audits, and those in doubt."""

    starts_on: date
    ends_on: date
    audits: tuple[date, ...]
    doubtful: tuple[date | None, ...]


def last_of(day: date, months: int) -> date:
    """The last day of so many months that begin on `day`; the first days chosen here always have a corresponding day."""
    first = day.replace(day=1) + relativedelta(months=months)
    try:
        return first.replace(day=day.day) - DAY
    except ValueError:  # no such day in that month: through its last
        return first + relativedelta(months=1) - DAY


def times(pair: Pair, as_of: date, months: int) -> dict[date, Verdict]:
    found: dict[date, Verdict] = {}
    until = min(pair.ends_on, as_of)
    inside = sorted({day for day in pair.audits if pair.starts_on <= day <= until})
    for begin in [pair.starts_on, *(day + DAY for day in inside)]:
        following = next((day for day in inside if day >= begin), None)
        limit = last_of(begin.replace(day=1) if begin == pair.starts_on else begin, months)
        if following is None and pair.ends_on < min(as_of, limit):
            continue
        silent = min((following or as_of) - DAY, pair.ends_on)
        doubt = any(day is None or begin <= day <= silent for day in pair.doubtful)
        if following is not None and following <= limit:
            found[begin] = Verdict.MET
        elif limit >= as_of:
            found[begin] = Verdict.PENDING
        elif silent >= last_of(begin, 2 * months) and not doubt:
            found[begin] = Verdict.VIOLATED
        else:
            found[begin] = Verdict.UNPROVEN
    return found


starts = st.one_of(st.dates(LEAST, date(2028, 3, 31)), st.sampled_from([LEAST, date(2027, 11, 30), date(2027, 8, 31)]))


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    begin = draw(starts)
    end = begin + draw(st.sampled_from([60, 100, 200, 600, 1095])) * DAY
    steps = draw(st.lists(st.sampled_from([1, 30, 88, 91, 92, 93, 180, 183, 184, 185]), max_size=5))
    audits, day = [], begin - DAY
    for step in steps:
        day += step * DAY
        audits.append(day)
    doubt = draw(st.sampled_from([(), (), (), (None,), (begin + 100 * DAY,), (begin + 300 * DAY,)]))
    return Pair(begin, end, tuple(audits), doubt)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(book="esd")


def plans(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    return [
        {
            "plan_no": f"P-{n}", "trainee_no": f"T-{n}", "io_no": f"IO-{n}", "so_no": f"SO-{n}", "kind": "supervised",
            "applied_on": LEAST, "starts_on": pair.starts_on, "ends_on": pair.ends_on,
        }
        for n, pair in enumerate(pairs)
    ]  # fmt: skip


def judged(rulebook: Rulebook, rule: str, book: dict[str, list[dict[str, Any]]], as_of: date) -> dict[object, Verdict]:
    rows = judge_rows(rulebook, rulebook.rules[rule], book, as_of=as_of)
    return {(facts["so_no"], facts["gap_from"]): answer for answer, facts in rows}


books = st.lists(pairs(), min_size=12, max_size=12)
days = st.dates(date(2027, 7, 1), date(2029, 12, 31))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(books, days)
def test_an_audit_is_missed_only_where_three_months_are_empty_on_any_count(
    rulebook: Rulebook, pairs: list[Pair], as_of: date
) -> None:
    begun = [pair for pair in pairs if pair.starts_on <= as_of]
    audits = [
        {"so_no": f"SO-{n}", "io_no": "IO-REACH", "audited_on": LEAST, "kind": "regular"} for n in range(len(begun))
    ]
    for n, pair in enumerate(begun):
        at = {"so_no": f"SO-{n}", "io_no": f"IO-{n}"}
        audits += [{**at, "audited_on": day, "kind": "regular"} for day in pair.audits]
        audits += [
            {**at, "audited_on": day, "kind": "temporary"} for day in pair.doubtful if day is None or day <= as_of
        ]
    expected = {(f"SO-{n}", day): v for n, pair in enumerate(begun) for day, v in times(pair, as_of, 3).items()}

    assert judged(rulebook, "audit-within-three-months", {"plans": plans(begun), "audits": audits}, as_of) == expected


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(books, days)
def test_external_checks_are_counted_alike_and_presence_by_the_year(
    rulebook: Rulebook, pairs: list[Pair], as_of: date
) -> None:
    begun = [Pair(pair.starts_on, pair.ends_on, pair.audits, ()) for pair in pairs if pair.starts_on <= as_of]
    done = [(f"SO-{n}", day) for n, pair in enumerate(begun) for day in [LEAST - DAY, *pair.audits]]
    for rule, months, book in (
        ("external-auditor-checks", 3, {"external_checks": [{"so_no": so, "checked_on": day} for so, day in done]}),
        ("external-auditor-at-audit", 12, {"audits": [{"so_no": so, "io_no": "IO-1", "audited_on": day, "auditor_present": True} for so, day in done]}),
    ):  # fmt: skip
        expected = {
            (f"SO-{n}", day): v for n, pair in enumerate(begun) for day, v in times(pair, as_of, months).items()
        }
        assert judged(rulebook, rule, {"plans": plans(begun), **book}, as_of) == expected
