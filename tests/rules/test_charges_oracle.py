"""What a trainee is charged: a share of the rent, month by month, and supervision fees, added up in plain Python."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
DAY = timedelta(1)
FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
SO = "許2404000001"

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load()


def few_blank(*values: Any) -> st.SearchStrategy[Any]:
    return st.one_of(*[st.sampled_from(values)] * 11, st.none())


homes = st.fixed_dictionaries(
    {
        "from_on": few_blank(FIRST, FIRST, FIRST - DAY, FIRST + DAY, LAST, LAST + DAY),
        "until_on": st.sampled_from([None, None, LAST, LAST - DAY, LAST + DAY, FIRST, FIRST - DAY]),
        "monthly_rent": few_blank(60_000, 59_999, 60_001, 1), "occupants": few_blank(3, 3, 3, 4, 0), "tenure": few_blank(*["rented"] * 9, "owned"),
    }
)  # fmt: skip
charged = st.fixed_dictionaries(
    {
        "first": st.sampled_from([FIRST] * 5 + [FIRST - DAY]), "last": st.sampled_from([LAST] * 5 + [LAST - DAY]),
        "charges": st.lists(few_blank(20_000, 20_001, 19_999, 0), min_size=1, max_size=2) | st.lists(few_blank(20_000, 20_001), min_size=1, max_size=1),
        "homes": st.lists(homes, max_size=2) | st.lists(homes, min_size=1, max_size=1),
    }
)  # fmt: skip


def whole_month(first: date, last: date) -> bool:
    """Whether a period runs from a day to the eve of the same day of the next month; its first day is no month's last."""
    end = last + DAY
    return (end.year * 12 + end.month, end.day) == (first.year * 12 + first.month + 1, first.day)


def proper(charge: int, home: Row, first: date, last: date) -> bool | None:
    """Whether a charge is within the share of one lodging's rent; None where that lodging cannot be the measure."""
    whole = home["from_on"] is not None and home["from_on"] <= first and (home["until_on"] or last) >= last
    if not whole or not whole_month(first, last) or home["tenure"] != "rented" or not home["occupants"]:
        return None
    return None if home["monthly_rent"] is None else charge <= Fraction(home["monthly_rent"], home["occupants"])


def charge_verdict(charge: int | None, person: Row) -> Verdict:
    first, last = person["first"], person["last"]
    if charge == 0:
        return Verdict.MET
    if charge is None or len(person["charges"]) > 1:
        return Verdict.UNPROVEN
    lodged = [
        proper(charge, home, first, last)
        for home in person["homes"]
        if (home["from_on"] is None or home["from_on"] <= last) and (home["until_on"] or last) >= first
    ]
    if not lodged or None in lodged or len(set(lodged)) > 1:
        return Verdict.UNPROVEN
    return Verdict.MET if lodged[0] else Verdict.VIOLATED


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(st.lists(charged, min_size=40, max_size=40))
def test_the_charge_for_a_month_is_at_most_an_equal_share_of_its_rent(rulebook: Rulebook, people: list[Row]) -> None:
    plans, pays, houses = [], [], []
    for n, person in enumerate(people):
        who = {"trainee_no": f"T-{n:03}", "io_no": "IO-1"}
        plans.append({
            **who, "plan_no": f"P-{n:03}", "stage": "2", "starts_on": date(2025, 7, 1), "ends_on": date(2026, 12, 31),
        })  # fmt: skip
        period = {"period_from": person["first"], "period_until": person["last"]}
        pays += [{**who, **period, "lodging_deduction": charge} for charge in person["charges"]]
        houses += [{**who, **home} for home in person["homes"]]
    given = {"plans": plans, "wage_payments": pays, "housing": houses}
    found: dict[str, list[tuple[Any, Verdict]]] = defaultdict(list)
    for verdict, facts in judge_rows(rulebook, rulebook.rules["lodging-charge"], given, as_of=AS_OF):
        found[str(facts["trainee_no"])].append((facts["lodging_deduction"], verdict))
    for n, person in enumerate(people):
        expected = [(charge, charge_verdict(charge, person)) for charge in person["charges"]]
        assert sorted(found[f"T-{n:03}"], key=str) == sorted(expected, key=str), person


deductions = st.lists(few_blank(0, 0, 0, 0, 0, 0, 1, -1, 5_000), max_size=5)
payers = st.tuples(
    st.sampled_from(["trainee", "trainee", "io", "other", None]), few_blank("T-1", "T-2"), few_blank(0, 1, 5_000, -1),
    few_blank(date(2026, 5, 1), date(2026, 5, 2), date(2017, 10, 31), date(2017, 11, 1)),
)  # fmt: skip


def borne(amounts: list[int | None], certain: bool) -> Verdict:
    if any(amount is not None and amount > 0 for amount in amounts):
        return Verdict.VIOLATED if certain else Verdict.UNPROVEN
    return Verdict.UNPROVEN if None in amounts else Verdict.MET


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(
    st.lists(st.tuples(st.sampled_from(["supervised", "supervised", "enterprise", None]), deductions), max_size=20),
    st.lists(payers, max_size=12),
)
def test_supervision_fees_are_added_up_by_plan_and_by_day(
    rulebook: Rulebook, plans: list[tuple[str | None, list[int | None]]], fees: list[tuple[Any, ...]]
) -> None:
    given: dict[str, list[Row]] = {"plans": [], "wage_payments": [], "fees": []}
    expected: dict[tuple[Any, ...], Verdict] = {}
    for n, (kind, amounts) in enumerate(plans):
        who = {"trainee_no": f"P-{n:03}", "io_no": "IO-1"}
        stage = {"stage": "2", "starts_on": date(2025, 7, 1), "ends_on": date(2026, 6, 30)}
        given["plans"].append({**who, **stage, "plan_no": f"P-{n:03}", "so_no": SO, "kind": kind})
        for month, amount in enumerate(amounts, 1):
            period = {"period_from": date(2026, month, 1), "period_until": date(2026, month, 28)}
            given["wage_payments"].append({**who, **period, "supervision_deduction": amount})
        if kind != "enterprise" and amounts:
            expected[f"P-{n:03}", None] = borne(amounts, kind is not None)
    days = defaultdict(list)
    for payer, trainee, amount, day in fees:
        fee = {"so_no": SO, "payer": payer, "payer_no": trainee, "amount": amount, "charged_on": day}
        given["fees"].append(fee)
        if payer in ("trainee", None) and (day is None or day >= date(2017, 11, 1)):
            days[trainee, day].append((payer, amount))
    for (trainee, day), rows in days.items():
        certain = day is not None and all(payer for payer, _ in rows)
        expected[trainee, day] = borne([amount for _, amount in rows], certain)
    rule = rulebook.rules["supervision-fee-not-from-trainee"]
    judged = judge_rows(rulebook, rule, given, as_of=AS_OF)
    assert {(facts["trainee_no"], facts["charged_on"]): verdict for verdict, facts in judged} == expected
    assert len(judged) == len(expected)
