"""Knowing less accuses nobody and acquits nobody: each cell of a rule's own cases made unreadable, one at a time."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import yaml

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import BOOKS, Rule, Rulebook, load
from titcheck.rulebook.model import Case
from titcheck.tables import BY_NAME

BOTH = [load(book=book) for book in BOOKS]
RULES = [(book, rule) for book in BOTH for rule in book.rules.values()]


def accepted(rule: Rule) -> set[tuple[str, str | None]]:
    """Deliberate exceptions, each with its reason in `unknown/<rule>.yaml`: the column, and the case (every case, where it names none)."""
    path = Path(__file__).parent / "unknown" / f"{rule.id}.yaml"
    listed = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    assert all(set(each) <= {"column", "case", "because"} and each["because"] for each in listed)
    return {(each["column"], each.get("case")) for each in listed}


LOST = "#REF!"

Row = dict[str, Any]
Book = dict[str, list[Row]]
Subject = tuple[str, ...]


def judged(rulebook: Rulebook, rule: Rule, case: Case, book: Book) -> list[tuple[Verdict, Row]]:
    return judge_rows(rulebook, rule, book, as_of=case.as_of, without=case.without)


def by_subject(rule: Rule, rows: list[tuple[Verdict, Row]], lost: str = "") -> dict[Subject, set[Verdict]]:
    """The verdicts of each subject, which is told by its columns but a lost one."""
    names = [name for name in rule.file.subject if name != lost]
    found: dict[Subject, set[Verdict]] = defaultdict(set)
    for verdict, facts in rows:
        found[tuple(str(facts[name]) for name in names)].add(verdict)
    return found


def read_by(rulebook: Rulebook, rule: Rule) -> set[str]:
    """Every word in the SQL of the rule and its views: what is not among them cannot change a verdict."""
    trees = [rule.subjects, *(rulebook.library.view(name).tree for name in rule.views)]
    return {word for tree in trees for word in re.findall(r"\w+", tree.sql())}


def probed(rule: Rule, case: Case, table: str, name: str, number: int) -> bool:
    """A fixed part of the cells, one in twenty-four; all of them with TITCHECK_THOROUGH=1, which takes minutes."""
    return (
        bool(os.environ.get("TITCHECK_THOROUGH"))
        or crc32(f"{rule.id} {case.name} {table} {name} {number}".encode()) % 24 == 0
    )


def with_a_cell_lost(rulebook: Rulebook, rule: Rule, case: Case, book: Book) -> Iterator[tuple[str, str, Book]]:
    """The book with one filled cell unreadable, and which; but no first key: such a row is known by its place.

    What the background fills alike in many rows is lost in the first of them only: time is short.
    """
    read, lost = read_by(rulebook, rule), set()
    for table in [table for table in book if table in BY_NAME and table not in case.without]:
        for number, row in enumerate(book[table]):
            for name in row.keys() - set(BY_NAME[table].key[:1]):
                own = name in case.given[table][number]
                silent = row[name] is None or f"{table}.{name}" in case.without
                if silent or read.isdisjoint((name, BY_NAME[table].column(name).truth)):
                    continue
                if (own or (table, name) not in lost) and probed(rule, case, table, name, number):
                    rows = [*book[table][:number], {**row, name: LOST}, *book[table][number + 1 :]]
                    yield table, name, {**book, table: rows}
                if not own:
                    lost.add((table, name))


def faults(rulebook: Rulebook, rule: Rule, case: Case, excepted: set[tuple[str, str | None]]) -> Iterator[str]:
    book = {name: [{**rule.file.background.get(name, {}), **row} for row in rows] for name, rows in case.given.items()}
    rich = judged(rulebook, rule, case, book)
    for table, name, poorer in with_a_cell_lost(rulebook, rule, case, book):
        column = f"{table}.{name}"
        if not excepted.isdisjoint({(column, case.name), (column, None)}):
            continue
        after = judged(rulebook, rule, case, poorer)
        same = by_subject(rule, rich).keys() == by_subject(rule, after).keys()
        before = by_subject(rule, rich, "" if same else name)
        for subject, now in by_subject(rule, after, "" if same else name).items():
            was = before.get(subject, set())
            accused = Verdict.VIOLATED in now and Verdict.VIOLATED not in was
            acquitted = Verdict.MET in now and was and Verdict.MET not in was
            if accused or acquitted:
                changed = [row for row in poorer[table] if row not in book[table]]
                yield f"{case.name}: without {table}.{name} in {changed}, {subject}: {[*was]} -> {[*now]}"


@pytest.mark.parametrize(
    ("rulebook", "rule"), [pytest.param(*each, id=f"{each[0].folder.name}/{each[1].id}") for each in RULES]
)
def test_a_cell_that_becomes_unreadable_accuses_and_acquits_nobody(rulebook: Rulebook, rule: Rule) -> None:
    excepted = accepted(rule)
    found = [fault for case in rule.file.cases for fault in faults(rulebook, rule, case, excepted)]

    assert not found, "\n".join(found)
