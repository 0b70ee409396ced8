"""A rule's own examples: rows in, verdicts out, on the engine that judges the real books."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from titcheck.cells import read_cell
from titcheck.errors import RuleError
from titcheck.findings import Value, Verdict
from titcheck.judge import Court, limited, load_references
from titcheck.judge.compile import VERDICT, filled, rule_text
from titcheck.rulebook import Library, Rule, Rulebook
from titcheck.rulebook.model import Case, Expected
from titcheck.store import STORAGE, Store, columns_of, literal
from titcheck.tables import BY_NAME
from titcheck.tables.model import Column
from titcheck.text import Text

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Judged = list[tuple[Verdict, dict[str, Value]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case of one rule: what it expected and did not get, empty where it holds."""

    rule: str
    case: str
    faults: tuple[str, ...]


class _GivenRows(Store):
    """A store for the rows of cases: every column counts as given but those named in `without`.

    One store serves every case of a rulebook; each leaves it as empty as it was.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self.con.execute("SET threads = 1")  # a handful of rows is no work to share
        self.without: frozenset[str] = frozenset()
        load_references(self, rulebook)

    def given(self, table: str, column: str | None = None) -> bool:
        return table not in self.without and f"{table}.{column}" not in self.without


_STORES: WeakKeyDictionary[Library, _GivenRows] = WeakKeyDictionary()


def run_cases(rulebook: Rulebook, rule: Rule) -> list[Outcome]:
    """Every case of a rule. A case holds when its counts are exact and each expected row is one of its verdict."""
    return [Outcome(rule.id, case.name, tuple(_faults(rulebook, rule, case))) for case in rule.file.cases]


def judge_rows(rulebook: Rulebook, rule: Rule, given: Rows, *, as_of: date, without: Sequence[str] = ()) -> Judged:
    """Judge rows as a case gives them: each subject in force with its verdict and facts, in no order that means anything.

    Cell values pass through the cell reader, so that `"令和6年13月1日"` is an unreadable cell; tables absent from
    `given` exist and are empty; a view may be given in place of what it would be made from.
    """
    with hearing(rulebook, rule, given, as_of, without) as judge:
        return judge(rule_text(rule))


@contextmanager
def hearing(
    rulebook: Rulebook, rule: Rule, given: Rows, as_of: date, without: Sequence[str] = ()
) -> Iterator[Callable[[str], Judged]]:
    """The rows of a case laid before a rule, to be judged by its text, or by that text bent: see `judge_rows`."""
    store = _STORES.get(rulebook.library)
    if store is None:
        store = _STORES[rulebook.library] = _GivenRows(rulebook)
    store.without = frozenset(without)
    court = Court(store, rulebook, as_of)

    def judge(text: str) -> Judged:
        if not store.without.isdisjoint(rule.file.books.needs):
            return []
        with limited(store.con, rule):
            cursor = store.con.execute(filled(text, as_of, store.given))
            names = [column[0] for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return [(Verdict(row.pop(VERDICT)), row) for row in rows]

    tables = [table for table in given if table in BY_NAME and table not in store.without]
    try:
        for table in tables:
            _insert(store, table, given[table])
        for name in [name for name in given if name not in BY_NAME]:
            court.replace(name, _view_rows(court, name, given[name]))
        court.prepare(rule, store.con)
        yield judge
    finally:
        for table in tables:
            store.con.execute(f"DELETE FROM {table}")
        court.clear()


def _faults(rulebook: Rulebook, rule: Rule, case: Case) -> list[str]:
    try:
        return faults(rule, case, judge_rows(rulebook, rule, laid(rule, case), as_of=case.as_of, without=case.without))
    except RuleError as error:
        return [str(error)]


def laid(rule: Rule, case: Case) -> Rows:
    """The rows of a case, each over the rule's background."""
    return {name: [{**rule.file.background.get(name, {}), **row} for row in rows] for name, rows in case.given.items()}


def faults(rule: Rule, case: Case, judged: Judged) -> list[str]:
    """What a case expected of a judgement and did not get."""
    faults = []
    subjects = [tuple(str(facts[name]) for name in rule.file.subject) for _, facts in judged]
    if len(set(subjects)) < len(subjects):
        faults.append(f"a subject stands twice: {sorted(subjects)}")
    for verdict, expected in (
        (Verdict.MET, case.met),
        (Verdict.VIOLATED, case.violated),
        (Verdict.UNPROVEN, case.unproven),
        (Verdict.PENDING, case.pending),
    ):
        faults += _compare(verdict, expected, [facts for each, facts in judged if each is verdict])
    return faults


def _compare(verdict: Verdict, expected: int | Expected, found: Sequence[Mapping[str, Value]]) -> list[str]:
    rows = [] if isinstance(expected, int) else expected
    count = expected if isinstance(expected, int) else len(expected)
    faults = [] if count == len(found) else [f"{verdict}: expected {count}, got {len(found)}"]
    left = list(found)
    for row in rows:
        match = next(
            (facts for facts in left if all(_same(facts.get(name), value) for name, value in row.items())), None
        )
        if match is None:
            faults.append(f"{verdict}: no {dict(row)} among {[_shown(facts, row) for facts in left]}")
        else:
            left.remove(match)
    return faults


def _shown(facts: Mapping[str, Value], row: Mapping[str, Any]) -> dict[str, Value]:
    return {name: facts.get(name) for name in row}


def _same(fact: Value, value: Any) -> bool:
    return fact == value or (fact is not None and value is not None and str(fact) == str(value))


def _insert(store: Store, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of a case into a table of the store, through the cell reader, numbered as their sources: no two alike."""
    declared = BY_NAME[table]
    part = list(BY_NAME).index(table) << 32
    lines = []
    for number, row in enumerate(rows, 1):
        values = [str(part | number)]
        for column in declared.columns:
            given = store.given(table, column.name)
            value, truth = _cell(column, row.get(column.name) if given else None, given)
            if column.name in declared.key[:1] and value == "NULL":
                value = literal(f"{table}!{number}")
            values += [value] if column.truth is None else [value, truth]
        lines.append(f"({', '.join(values)})")
    if lines:
        columns = ", ".join(f'"{name}"' for name in columns_of(table))
        store.con.execute(f"INSERT INTO {table} ({columns}) VALUES {', '.join(lines)}")


def _cell(column: Column, value: Any, given: bool) -> tuple[str, str]:
    """SQL of a cell's value and of its truth value."""
    blank = "FALSE" if column.kind == "event" or (column.kind == "due" and given) else "NULL"
    if value is None:
        return (blank if column.type == "flag" and column.kind == "event" else "NULL"), blank
    reading = read_cell(column, _raw(value))
    if reading.value is None:
        unknown = "NULL" if reading.problem else blank
        return (unknown if column.type == "flag" and column.kind == "event" else "NULL"), unknown
    return f"CAST({literal(reading.value)} AS {STORAGE[column.type]})", "TRUE"


def _raw(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _view_rows(court: Court, name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """SQL that gives a view's columns, in its types, from the rows of a case."""
    types = court.types(name)
    lines = []
    for number, row in enumerate(rows, 1):
        depth = types["source"].count("[]")
        values = {"source": "[" * depth + str(number) + "]" * depth, **row}
        lines.append(
            "SELECT "
            + ", ".join(f'CAST({_constant(values.get(c), kind)} AS {kind}) AS "{c}"' for c, kind in types.items())
        )
    empty = "SELECT " + ", ".join(f'CAST(NULL AS {kind}) AS "{c}"' for c, kind in types.items()) + " WHERE FALSE"
    return " UNION ALL ".join(lines) or empty


_READERS = {
    "DATE": Column(name="value", heading=Text("", ""), type="day"),
    "BOOLEAN": Column(name="value", heading=Text("", ""), type="flag"),
}


def _constant(value: Any, kind: str) -> str:
    if value is None:
        return "NULL"
    if kind.startswith("UBIGINT"):
        return str(value)
    if kind in _READERS:
        reading = read_cell(_READERS[kind], _raw(value))
        return "NULL" if reading.value is None else literal(reading.value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return literal(_raw(value))
