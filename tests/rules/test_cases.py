"""The law is tested by the rules' own cases."""

import pytest

from titcheck.cases import run_cases
from titcheck.rulebook import Rule, load

RULEBOOK = load()


def test_every_rule_file_is_read() -> None:
    assert [str(error) for error in RULEBOOK.broken] == []


@pytest.mark.parametrize("rule", RULEBOOK.rules.values(), ids=lambda rule: rule.id)
def test_every_case_of_the_rule_holds(rule: Rule) -> None:
    faults = {outcome.case: outcome.faults for outcome in run_cases(RULEBOOK, rule) if outcome.faults}

    assert faults == {}


@pytest.mark.parametrize("rule", RULEBOOK.rules.values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_lawful_a_breaking_and_a_doubtful_example(rule: Rule) -> None:
    cases = rule.file.cases

    assert len(cases) >= 4
    assert any(case.met for case in cases)
    assert any(case.violated for case in cases)
    assert any(case.unproven for case in cases)
