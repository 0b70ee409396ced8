"""What a licensed supervising organisation owes in its own name, reckoned again in plain Python: fees by the day."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
DAY = timedelta(1)
ACT = date(2017, 11, 1)
UNREADABLE = "令和8年13月1日"

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def often(*values: Any) -> st.SearchStrategy[Any]:
    """One of the values, now and then none or a cell nobody can read."""
    return st.one_of(*[st.sampled_from(values)] * 9, st.sampled_from([None, UNREADABLE]))


fees = st.fixed_dictionaries(
    {
        "so_no": st.sampled_from(["許2404000001", "許2404000002"]), "payer": often("io", "io", "io", "other", "trainee"),
        "payer_no": st.sampled_from([f"IO-{n}" for n in range(8)]), "kind": often("guidance", "other", "unlisted"),
        "amount": often(30_000, 29_999, 30_001, 0, -30_000), "cost": often(30_000, 29_999, 60_000, 0),
        "charged_on": often(date(2026, 5, 10), ACT, date(2017, 10, 31)),
    }
)  # fmt: skip


def total(amounts: list[Any]) -> int | None:
    return sum(amounts) if all(isinstance(amount, int) for amount in amounts) else None


def kind_verdict(payer: str | None, kind: str | None, day: date | None, rows: list[Row]) -> Verdict:
    """Both signs known and good: met. One known to be bad: violated by whatever money came in."""
    if payer == "io" and kind in ("guidance", "other"):
        return Verdict.MET
    received = total([row["amount"] for row in rows])
    if received is not None and received <= 0:
        return Verdict.MET
    bad = payer in ("other", "trainee") or kind == "unlisted"
    return Verdict.VIOLATED if bad and received is not None and day is not None else Verdict.UNPROVEN


def cost_verdict(day: date | None, rows: list[Row]) -> Verdict:
    charged, spent = total([row["amount"] for row in rows]), total([row["cost"] for row in rows])
    if charged is None or (spent is None and charged > 0):
        return Verdict.UNPROVEN
    if spent is None or charged <= spent:
        return Verdict.MET
    return Verdict.UNPROVEN if day is None else Verdict.MET if charged <= 0 else Verdict.VIOLATED


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(rows=st.lists(fees, min_size=30, max_size=60))
def test_fees_are_added_by_payer_kind_and_day(rulebook: Rulebook, rows: list[Row]) -> None:
    entries: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    names = ("so_no", "payer", "payer_no", "kind", "charged_on")
    for row in rows:
        key = tuple(None if row[name] == UNREADABLE else row[name] for name in names)
        if key[4] is None or key[4] >= ACT:
            entries[key].append(row)
    expected = {
        "supervision-fee-kind": {key: kind_verdict(key[1], key[3], key[4], own) for key, own in entries.items()},
        "supervision-fee-cost": {key: cost_verdict(key[4], own) for key, own in entries.items()},
    }
    for rule, verdicts in expected.items():
        judged = judge_rows(rulebook, rulebook.rules[rule], {"fees": rows}, as_of=AS_OF)
        assert {tuple(facts[name] for name in names): verdict for verdict, facts in judged} == verdicts
        assert len(judged) == len(verdicts)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year, or the one before it where that year has none."""
    while True:
        try:
            return day.replace(year=day.year - years)
        except ValueError:
            day -= DAY


def known(day: Any) -> date | None:
    return day if isinstance(day, date) else None


@st.composite
def course_books(draw: st.DrawFn) -> tuple[date, list[Row]]:
    as_of = draw(st.sampled_from([AS_OF, date(2024, 2, 29), date(2023, 2, 28), date(2020, 4, 1), date(2020, 3, 31)]))
    near = [years_before(as_of, 3) + n * DAY for n in (-1, 0, 0, 1)]
    row = st.fixed_dictionaries(
        {
            "so_no": st.sampled_from([f"許24040000{n:02}" for n in range(30)]),
            "licence_from": often(*[date(2019, 1, 1)] * 5, as_of, as_of + DAY), "licence_until": often(*[date(2029, 1, 1)] * 5, as_of, as_of - DAY),
            "day": often(*near, *near, as_of, as_of + DAY),
        }
    )  # fmt: skip
    rows = draw(st.lists(row, min_size=20, max_size=40, unique_by=lambda row: (row["so_no"], str(row["licence_from"]))))
    return as_of, rows


def course_verdict(as_of: date, rows: list[Row]) -> Verdict | None:
    """What the rows that may run all say: too old, or within three years and not still to come."""
    spans = [(known(row["licence_from"]), known(row["licence_until"]), known(row["day"])) for row in rows]
    running = [(a, b, day) for a, b, day in spans if (a is None or a <= as_of) and (b is None or b >= as_of)]
    if not running or as_of < date(2020, 4, 1):
        return None
    days = [day for _, _, day in running if day is not None]
    if len(days) < len(running):
        return Verdict.UNPROVEN
    oldest = years_before(as_of, 3)
    if all(day < oldest for day in days):
        return Verdict.VIOLATED if any(a and b for a, b, _ in running) else Verdict.UNPROVEN
    return Verdict.MET if all(oldest <= day <= as_of for day in days) else Verdict.UNPROVEN


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(book=course_books())
def test_a_course_counts_for_three_years_before_the_day_of_judgement(
    rulebook: Rulebook, book: tuple[date, list[Row]]
) -> None:
    as_of, rows = book
    owners = defaultdict(list)
    for row in rows:
        owners[row["so_no"]].append(row)
    expected = {so_no: verdict for so_no, own in owners.items() if (verdict := course_verdict(as_of, own))}
    for rule, column in (("supervisor-course", "supervisor_course_on"), ("external-course", "external_course_on")):
        given = {"supervising_orgs": [{**row, column: row["day"]} for row in rows]}
        judged = judge_rows(rulebook, rulebook.rules[rule], given, as_of=as_of)
        assert {facts["so_no"]: verdict for verdict, facts in judged} == expected


def three_months_before(day: date) -> date:
    month = day.month - 3 if day.month > 3 else day.month + 9
    last = monthrange(day.year - (day.month <= 3), month)[1]
    return date(day.year - (day.month <= 3), month, min(day.day, last))


renewals = st.fixed_dictionaries(
    {
        "until": st.dates(date(2025, 1, 1), date(2027, 12, 31)) | st.sampled_from([date(2026, 5, 29) + n * DAY for n in range(3)]),
        "own": st.integers(-2, 3) | st.none() | st.just(-2000), "next": st.integers(-2, 3) | st.none(), "not_renewing": st.sampled_from([None, None, None, "○"]),
    }
)  # fmt: skip


def renewal_verdict(until: date, days: list[date]) -> Verdict:
    """Three months back from the last day or from the end of it: only what lies outside both is certain."""
    limits = [three_months_before(until), three_months_before(until + DAY) - DAY]
    if days and all(date(2018, 1, 1) <= day <= min(limits) for day in days):
        return Verdict.MET
    if max(limits) >= AS_OF:
        return Verdict.PENDING
    return Verdict.VIOLATED if days and min(days) > max(limits) else Verdict.UNPROVEN


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(rows=st.lists(renewals, min_size=30, max_size=30))
def test_a_renewal_is_applied_for_three_months_before_the_end(rulebook: Rulebook, rows: list[Row]) -> None:
    book, expected = [], {}
    for n, row in enumerate(rows):
        so_no, until = f"許24040000{n:02}", row["until"]
        own, later = (
            [] if off is None else [three_months_before(until) + off * DAY] for off in (row["own"], row["next"])
        )
        book.append({
            "so_no": so_no, "licence_from": date(2018, 1, 1), "licence_until": until, "not_renewing": row["not_renewing"],
            "renewal_applied_on": own[0] if own else None,
        })  # fmt: skip
        if later:
            book.append({
                "so_no": so_no, "licence_from": until + DAY, "licence_until": date(2035, 1, 1), "renewal_no": 1, "licence_applied_on": later[0],
            })  # fmt: skip
        if not row["not_renewing"]:
            expected[so_no, until] = renewal_verdict(until, own + later)
    rule = rulebook.rules["licence-renewal-lead"]
    judged = judge_rows(rulebook, rule, {"supervising_orgs": book}, as_of=AS_OF)
    found = {(facts["so_no"], facts["licence_until"]): verdict for verdict, facts in judged}
    assert {key: verdict for key, verdict in found.items() if key[1] != date(2035, 1, 1)} == expected
