"""Why a finding says what it says: the comparisons of its rule with the values put in, decided as the rule decided them."""

from datetime import date
from pathlib import Path

import pytest
from sqlglot import exp

from titcheck.findings import Report, Verdict
from titcheck.judge.explain import explain
from titcheck.rulebook import load
from titcheck.run import check_books

SAMPLES = Path(__file__).parents[2] / "samples" / "violations"
DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def report() -> Report:
    return check_books([SAMPLES], DAY)


def test_pay_is_compared_in_whole_yen_and_minutes(report: Report) -> None:
    (finding,) = [it for it in report.findings if it.rule == "pay-parity" and it.verdict is Verdict.VIOLATED]

    told = explain(load(), finding, DAY)

    facts = {fact.name: fact for fact in told.facts}
    assert facts["base_pay"].columns == {"base_pay"}
    assert facts["pay_minutes"].columns == {"pay_basis", "monthly_hours", "daily_hours"}
    less = told.steps[0]
    assert less.written == "(base_pay + counted_allowances) * comparator_minutes < comparator_pay * pay_minutes"
    assert (less.filled, less.holds) == ("(222000 + 0) * 10260 < 222001 * 10260", True)


def test_every_finding_of_every_rule_can_be_explained(report: Report) -> None:
    rulebook = load()
    for rule in {finding.rule for finding in report.findings}:
        finding = next(it for it in report.findings if it.rule == rule)
        told = explain(rulebook, finding, DAY)
        assert {fact.name for fact in told.facts} >= set(finding.subject)
        assert told.steps
        if finding.verdict is Verdict.VIOLATED and len(told.steps) == 1 and told.rule.requires.find(exp.Not) is None:
            assert told.steps[0].holds is False, rule
