"""The whole compiler: a rule's SELECT, the law in force on each subject's own day, and the duty as one boolean.

A tree becomes text once, with a token wherever a run has its say: the day of judgement, and what the books give.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from sqlglot import exp

from titcheck.rulebook import View
from titcheck.rulebook.model import Constant, Parameter, Rule

Given = Callable[..., bool]
"""given(table) or given(table, column): whether the books hold it."""

VERDICT = "titcheck_verdict"

_TOKEN = re.compile(r'"titcheck:(?:as_of|given:(\w+)(?::(\w+))?)"')


def compile_rule(rule: Rule, as_of: date, given: Given) -> str:
    """SQL that gives every subject in force, its facts and parameters, and its verdict in the column `VERDICT`.

    TRUE is met, FALSE violated, NULL unproven; with `due`, what is not met and due on or after `as_of` is pending.
    """
    return filled(rule_text(rule), as_of, given)


def write_ahead(rule: Rule, views: Iterable[View]) -> None:
    """Turn a rule and its views into text now, and not when it is judged: while the books are being read."""
    rule_text(rule)
    for view in views:
        _view_text(view)


def subjects_sql(rule: Rule, as_of: date, given: Given) -> str:
    """The rule's SELECT alone, with its parameters, `given` and `as_of` filled in."""
    return filled(_subjects_text(rule), as_of, given)


def view_sql(view: View, as_of: date, given: Given) -> str:
    """A view's SELECT with `given` and `as_of` filled in."""
    return filled(_view_text(view), as_of, given)


@lru_cache(maxsize=512)
def rule_text(rule: Rule) -> str:
    """The SQL of `compile_rule`, with a token wherever a run has its say: see `filled`."""
    file = rule.file
    dated = f"({_text(rule.dated)})"
    in_force = f"{dated} >= {_literal(file.effective.from_)}"
    if file.effective.until:
        in_force += f" AND {dated} <= {_literal(file.effective.until)}"
    numbers = "".join(f', {_in_force(parameter, dated)} AS "{name}"' for name, parameter in file.parameters.items())
    due = f"WHEN ({_text(rule.due)}) >= {_text(exp.column('as_of'))} THEN 'pending'" if rule.due is not None else ""
    requires = f"({_text(rule.requires)})"
    return (
        f"WITH subjects AS ({_subjects_text(rule)}),"
        f" law AS (SELECT *{numbers} FROM subjects WHERE {dated} IS NULL OR ({in_force}))"
        f" SELECT *, CASE WHEN {requires} THEN 'met' {due} WHEN {requires} IS NULL THEN 'unproven' ELSE 'violated' END"
        f" AS {VERDICT} FROM law"
    )


@lru_cache(maxsize=512)
def _subjects_text(rule: Rule) -> str:
    return _text(rule.subjects, rule.file.parameters)


@cache
def _view_text(view: View) -> str:
    return _text(view.tree)


def _text(tree: exp.Expr, parameters: Mapping[str, Parameter] | None = None) -> str:
    """A tree as SQL, each parameter's macro as its history, and a token for `as_of` and each `given(…)`."""
    parameters = parameters or {}

    def replace(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and node.name.lower() == "as_of" and not node.table:
            return _token("as_of")
        if isinstance(node, exp.Anonymous) and node.name.lower() == "given":
            return _token(":".join(["given", *(argument.this for argument in node.expressions)]))
        if isinstance(node, exp.Anonymous) and node.name in parameters:
            (day,) = node.expressions
            return _history(parameters[node.name], day.transform(replace))
        return node

    return tree.copy().transform(replace, copy=False).sql(dialect="duckdb", copy=False)


def _token(word: str) -> exp.Expr:
    return exp.column(exp.to_identifier(f"titcheck:{word}", quoted=True))


def filled(text: str, as_of: date, given: Given) -> str:
    """A text with the day of judgement and what the books give in place of its tokens."""

    def said(token: re.Match[str]) -> str:
        table, column = token.groups()
        if table is None:
            return _literal(as_of)
        return str(given(table) if column is None else given(table, column)).upper()

    return _TOKEN.sub(said, text)


def _history(parameter: Parameter, day: exp.Expr) -> exp.Expr:
    case = exp.Case()
    for start, value in reversed(parameter.values.items()):
        case = case.when(exp.GTE(this=exp.paren(day.copy()), expression=constant(start)), constant(value), copy=False)
    return case


def _in_force(parameter: Parameter, dated: str) -> str:
    whens = " ".join(
        f"WHEN {dated} >= {_literal(start)} THEN {_literal(value)}"
        for start, value in reversed(parameter.values.items())
    )
    return f"CASE {whens} END"


def constant(value: Constant | None) -> exp.Expr:
    """A value as it stands in a query."""
    if value is None:
        return exp.null()
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    if isinstance(value, int | Decimal):
        return exp.Literal.number(str(value))
    return exp.Literal.string(value)


def _literal(value: Constant) -> str:
    return constant(value).sql(dialect="duckdb")
