"""How one verdict came about: the facts with their cells, the numbers in force, each comparison with the values put in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
from sqlglot import exp

from titcheck.findings import Finding, Value
from titcheck.judge.compile import constant
from titcheck.judge.origin import origins_in
from titcheck.rulebook import Parameter, Rule, Rulebook
from titcheck.store import Store


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the finding, and the columns of the books it was made from."""

    name: str
    value: Value
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the law as it was in force for this finding, and the first day of that."""

    name: str
    parameter: Parameter
    value: Value
    since: date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One comparison of the duty as the rule writes it, with the values in place of the names, and whether it holds."""

    written: str
    filled: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a verdict rests on. `tables` are the tables of dated numbers that the rule reads."""

    rule: Rule
    facts: tuple[Fact, ...]
    numbers: tuple[Number, ...]
    steps: tuple[Step, ...]
    tables: tuple[str, ...]


def explain(rulebook: Rulebook, finding: Finding, as_of: date) -> Explanation:
    """The whole derivation of a finding; its rule must be one of the rulebook's."""
    rule = rulebook.rules[finding.rule]
    values: dict[str, Value] = {**finding.subject, **finding.facts, "as_of": as_of}
    origins = origins_in(rulebook.library)
    facts = tuple(
        Fact(name, values[name], frozenset().union(*origins.of(rule, [name]).values()))
        for name in rule.facts
        if name != "source" and name in values
    )
    numbers = tuple(
        Number(name, parameter, values.get(name), _since(parameter, values.get(name)))
        for name, parameter in rule.file.parameters.items()
    )
    return Explanation(rule, facts, numbers, tuple(_steps(rule, values)), tuple(sorted(rule.references)))


def _since(parameter: Parameter, value: Value) -> date | None:
    return next((start for start, each in reversed(parameter.values.items()) if each == value), None)


def _steps(rule: Rule, values: Mapping[str, Value]) -> Iterator[Step]:
    store = Store()  # for the words of the vocabulary
    try:
        for leaf in dict.fromkeys(_leaves(rule.requires)):
            filled = leaf.copy().transform(_put_in, values)
            yield Step(leaf.sql(dialect="duckdb"), filled.sql(dialect="duckdb"), _asked(store, filled))
    finally:
        store.close()


def _leaves(node: exp.Expr) -> Iterator[exp.Expr]:
    """The comparisons a boolean expression is made of, in the order it is written."""
    if isinstance(node, exp.And | exp.Or):
        yield from _leaves(node.left)
        yield from _leaves(node.right)
    elif isinstance(node, exp.Not | exp.Paren):
        yield from _leaves(node.this)
    elif isinstance(node, exp.Case) and node.this is None:
        for branch in node.args["ifs"]:
            yield from _leaves(branch.this)
            yield from _leaves(branch.args["true"])
        if default := node.args.get("default"):
            yield from _leaves(default)
    elif not isinstance(node, exp.Boolean | exp.Null):
        yield node


def _put_in(node: exp.Expr, values: Mapping[str, Value]) -> exp.Expr:
    if isinstance(node, exp.Column) and not node.table and node.name in values:
        return constant(values[node.name])
    return node


def _asked(store: Store, filled: exp.Expr) -> bool | None:
    """Whether a comparison of values holds; whole numbers are reckoned as the store holds them, in 64 bits."""
    wide = filled.copy().transform(_widened)
    try:
        row: Any = store.con.execute(f"SELECT {wide.sql(dialect='duckdb')}").fetchone()
    except duckdb.Error:  # a fact that is a list is held as its text
        return None
    return None if row[0] is None else bool(row[0])


def _widened(node: exp.Expr) -> exp.Expr:
    return exp.cast(node.copy(), "BIGINT") if isinstance(node, exp.Literal) and node.is_int else node
