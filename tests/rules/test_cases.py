"""The law is tested by the rules' own cases."""

import pytest
from sqlglot import exp

from titcheck.cases import run_cases
from titcheck.rulebook import BOOKS, Rule, Rulebook, load

BOTH = [load(book=book) for book in BOOKS]
EVERY_RULE = pytest.mark.parametrize(
    ("rulebook", "rule"),
    [pytest.param(book, rule, id=f"{book.folder.name}/{rule.id}") for book in BOTH for rule in book.rules.values()],
)


def accuses(rule: Rule) -> bool:
    """Whether its duty can be found breached at all: not where every result of its CASE is TRUE or nothing."""
    duty = rule.requires
    if not isinstance(duty, exp.Case):
        return True
    results = [each.args["true"] for each in duty.args["ifs"]] + [duty.args.get("default") or exp.null()]
    return any(result not in (exp.true(), exp.null()) for result in results)


@pytest.mark.parametrize("rulebook", BOTH, ids=BOOKS)
def test_every_rule_file_is_read(rulebook: Rulebook) -> None:
    assert [str(error) for error in rulebook.broken] == []


@pytest.mark.parametrize("rule", load(book="esd").rules.values(), ids=lambda rule: rule.id)
def test_every_case_of_the_second_book_holds(rule: Rule) -> None:
    """Those of the first are run by `titcheck rules test`, which the test command of the README calls."""
    rulebook = load(book="esd")
    faults = {outcome.case: outcome.faults for outcome in run_cases(rulebook, rule) if outcome.faults}

    assert faults == {}


@EVERY_RULE
def test_every_rule_has_a_lawful_a_breaking_and_a_doubtful_example(rulebook: Rulebook, rule: Rule) -> None:
    cases = rule.file.cases

    assert len(cases) >= 4
    assert any(case.met for case in cases)
    assert any(case.violated for case in cases) == accuses(rule)
    assert any(case.unproven for case in cases)


@EVERY_RULE
def test_every_case_has_a_name_of_its_own_in_both_languages(rulebook: Rulebook, rule: Rule) -> None:
    for names in ([case.name for case in rule.file.cases], [case.ja for case in rule.file.cases]):
        assert all(names)
        assert sorted(set(names)) == sorted(names)
