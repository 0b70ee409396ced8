"""What a licensed supervising organisation owes in its own name, reckoned again in plain Python: fees by the day."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

AS_OF = date(2026, 11, 30)
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
