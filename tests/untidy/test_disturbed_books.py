"""However untidy a book is, it is judged as the tidy one that says the same; what cannot be read is told, and accuses nobody."""

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from clean_book import RULES, clean_pages
from disturbances import ALL, in_order
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pages import laid_out, write_xlsx

from titcheck.findings import Judgement, Verdict
from titcheck.judge import judge_all, load_references
from titcheck.rulebook import Rulebook, load
from titcheck.store import Store
from titcheck.tables.recognise import recognise
from titcheck.workbook import read

for module in ("spellings", "headings", "rows"):
    import_module(module)

THOROUGH = bool(os.environ.get("TITCHECK_THOROUGH"))
AS_OF = date(2026, 11, 30)
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate))


@cache
def rulebook() -> Rulebook:
    return load()


Verdicts = dict[tuple[str, str], Verdict]
Counts = dict[str, tuple[int, int, int]]


def judged(folder: Path) -> tuple[Verdicts, Counts, int]:
    """The verdict of every finding by its rule and fingerprint, how many met, violated, unproven a rule has, and misreadings."""
    store = Store()
    try:
        for book in read([folder]):
            assert book.problem is None
            for sheet in book.sheets:
                for layout in recognise(sheet):
                    store.add(book, sheet, layout)
        load_references(store, rulebook())
        store.settle()
        judgements = judge_all(rulebook(), store, AS_OF, lambda rule: rule.id in RULES)
        return verdicts(judgements), counts(judgements), len(store.misreadings)
    finally:
        store.close()


def verdicts(judgements: Sequence[Judgement]) -> Verdicts:
    return {(it.rule, finding.fingerprint): finding.verdict for it in judgements for finding in it.findings}


def counts(judgements: Sequence[Judgement]) -> Counts:
    return {it.rule: (it.met, it.violated, it.unproven) for it in judgements if it.rule in RULES}


def disturbed(names: Sequence[str], seed: int) -> tuple[Verdicts, Counts, int]:
    """The judgement of the book after these disturbances."""
    random = Random(seed)  # noqa: S311 - the same on every run
    book = clean_pages()
    steps = in_order(names)
    for step in steps:
        if step.change:
            step.change(book, random)
    grids = [laid_out(page) for page in book]
    for step in steps:
        if step.arrange:
            grids = step.arrange(grids, random)
    write = next((step.write for step in steps if step.write), write_xlsx)
    with TemporaryDirectory() as folder:
        write(Path(folder), grids)
        return judged(Path(folder))


@cache
def clean() -> tuple[Verdicts, Counts, int]:
    return disturbed((), 0)


def holds(names: Sequence[str], seed: int) -> int:
    """The same findings as in the clean book; where cells could not be read, nobody is accused or cleared who was not.

    How many cells could not be read.
    """
    expected, expected_counts, _ = clean()
    found, found_counts, misread = disturbed(names, seed)
    if not misread:
        assert found == expected
        assert found_counts == expected_counts
        return 0
    accused = {key for key, verdict in found.items() if verdict is Verdict.VIOLATED}
    assert accused <= {key for key, verdict in expected.items() if verdict is Verdict.VIOLATED}
    for rule, (met, violated, unproven) in found_counts.items():
        assert met <= expected_counts[rule][0]
        assert met + violated + unproven >= sum(expected_counts[rule])
    return misread


def test_the_clean_book_has_something_of_every_kind() -> None:
    found, by_rule, misread = clean()
    assert misread == 0
    assert {*found.values()} == {Verdict.VIOLATED, Verdict.UNPROVEN}
    assert len({rule for (rule, _), verdict in found.items() if verdict is Verdict.VIOLATED}) >= 6
    assert [rule for rule in RULES if not any(by_rule.get(rule, ()))] == []


MISREAD = {"equal figures merged downwards"}
"""What leaves cells that cannot be read for certain."""


@pytest.mark.parametrize("name", sorted(ALL))
def test_one_disturbance_changes_nothing(name: str) -> None:
    assert (holds([name], 1) > 0) == (name in MISREAD)


@settings(QUIET, max_examples=300 if THOROUGH else 12)
@given(st.lists(st.sampled_from(sorted(ALL)), min_size=2, max_size=7, unique=True), st.integers(0, 10**6))
def test_disturbances_together_change_nothing(names: list[str], seed: int) -> None:
    if any(ALL[name].loses for name in names):
        names = [name for name in names if ALL[name].stage != "merges" or name.startswith("hidden")]
    holds(names, seed)
