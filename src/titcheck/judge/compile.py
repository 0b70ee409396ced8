"""The whole compiler: a rule's SELECT, the law in force on each subject's own day, and the duty as one boolean."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from sqlglot import exp

from titcheck.rulebook.model import Constant, Parameter, Rule

Given = Callable[..., bool]
"""given(table) or given(table, column): whether the books hold it."""

VERDICT = "titcheck_verdict"


def compile_rule(rule: Rule, as_of: date, given: Given) -> str:
    """SQL that gives every subject in force, its facts and parameters, and its verdict in the column `VERDICT`.

    TRUE is met, FALSE violated, NULL unproven; with `due`, what is not met and due on or after `as_of` is pending.
    """
    file = rule.file
    dated = _sql(rule.dated, as_of)
    in_force = f"{dated} >= {_literal(file.effective.from_)}"
    if file.effective.until:
        in_force += f" AND {dated} <= {_literal(file.effective.until)}"
    numbers = "".join(f', {_in_force(parameter, dated)} AS "{name}"' for name, parameter in file.parameters.items())
    due = f"WHEN {_sql(rule.due, as_of)} >= {_literal(as_of)} THEN 'pending'" if rule.due is not None else ""
    requires = _sql(rule.requires, as_of)
    return (
        f"WITH subjects AS ({subjects_tree(rule, as_of, given).sql(dialect='duckdb')}),"
        f" law AS (SELECT *{numbers} FROM subjects WHERE ({dated}) IS NULL OR ({in_force}))"
        f" SELECT *, CASE WHEN {requires} THEN 'met' {due} WHEN ({requires}) IS NULL THEN 'unproven' ELSE 'violated' END AS {VERDICT}"
        f" FROM law"
    )


def subjects_tree(rule: Rule, as_of: date, given: Given) -> exp.Expr:
    """The rule's SELECT with its parameters, `given` and `as_of` filled in."""
    return fill(rule.subjects, as_of, given, rule.file.parameters)


def fill(tree: exp.Expr, as_of: date, given: Given, parameters: Mapping[str, Parameter] | None = None) -> exp.Expr:
    """A copy of a tree with `as_of` and `given(…)` as constants and each parameter's macro as its history."""
    parameters = parameters or {}

    def replace(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and node.name.lower() == "as_of" and not node.table:
            return _constant(as_of)
        if isinstance(node, exp.Anonymous) and node.name.lower() == "given":
            return exp.true() if given(*(argument.this for argument in node.expressions)) else exp.false()
        if isinstance(node, exp.Anonymous) and node.name in parameters:
            (day,) = node.expressions
            return _history(parameters[node.name], day.transform(replace))
        return node

    return tree.transform(replace)


def _history(parameter: Parameter, day: exp.Expr) -> exp.Expr:
    case = exp.Case()
    for start, value in reversed(parameter.values.items()):
        case = case.when(exp.GTE(this=exp.paren(day.copy()), expression=_constant(start)), _constant(value), copy=False)
    return case


def _in_force(parameter: Parameter, dated: str) -> str:
    whens = " ".join(
        f"WHEN {dated} >= {_literal(start)} THEN {_literal(value)}"
        for start, value in reversed(parameter.values.items())
    )
    return f"CASE {whens} END"


def _sql(tree: exp.Expr, as_of: date) -> str:
    return "(" + fill(tree, as_of, lambda *_: False).sql(dialect="duckdb") + ")"


def _constant(value: Constant) -> exp.Expr:
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    if isinstance(value, int | Decimal):
        return exp.Literal.number(str(value))
    return exp.Literal.string(value)


def _literal(value: Constant) -> str:
    return _constant(value).sql(dialect="duckdb")
