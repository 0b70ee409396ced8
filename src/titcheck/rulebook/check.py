"""The SQL of a rule or a view, held against the contract on its syntax tree: what it reaches, and every word it uses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from titcheck.errors import RuleError
from titcheck.rulebook.words import ALLOWED, ALLOWED_BY_NAME, meant, vocabulary
from titcheck.text import Text

_FORBIDDEN = (exp.DDL, exp.DML, exp.Command, exp.Into, exp.Pragma, exp.Set, exp.Parameter, exp.Placeholder)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of SQL stands: the file, and the line of its first line."""

    path: Path
    line: int
    text: str

    def error(self, problem: Text, word: str = "") -> RuleError:
        """The error at the line where the word first stands."""
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        for offset, line in enumerate(self.text.splitlines()):
            if word and pattern.search(line):
                return RuleError(self.path, self.line + offset, problem)
        return RuleError(self.path, self.line, problem)


@dataclass(frozen=True, slots=True)
class Schema:
    """What SQL may reach: each table, view and reference table with its columns."""

    tables: Mapping[str, tuple[str, ...]]
    views: Mapping[str, tuple[str, ...]]
    references: Mapping[str, tuple[str, ...]]

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """All of them."""
        return {**self.tables, **self.views, **self.references}


def parse_select(origin: Origin, kind: str) -> exp.Select:
    """Exactly one SELECT that cannot write, reach out or change anything."""
    try:
        statements = sqlglot.parse(origin.text, dialect="duckdb")
    except SqlglotError as error:
        raise _syntax(origin, error) from error
    statements = [statement for statement in statements if statement is not None]
    if len(statements) != 1:
        raise origin.error(
            Text(
                f"{kind} must be one SELECT, not {len(statements)} statements",
                f"{kind}は一つのSELECT文でなければなりません（{len(statements)}文あります）",
            )
        )
    (tree,) = statements
    if not isinstance(tree, exp.Select):
        raise origin.error(Text(f"{kind} must be a SELECT", f"{kind}はSELECT文でなければなりません"))
    _refuse(origin, tree)
    return tree


def parse_expression(origin: Origin, kind: str) -> exp.Expr:
    """One expression, as a WHERE clause would hold it."""
    try:
        tree = sqlglot.parse_one(f"SELECT {origin.text}", dialect="duckdb")
    except SqlglotError as error:
        raise _syntax(origin, error) from error
    if (
        not isinstance(tree, exp.Select)
        or len(tree.expressions) != 1
        or any(v for k, v in tree.args.items() if k not in {"expressions", "kind"})
    ):
        raise origin.error(Text(f"{kind} must be one expression", f"{kind}は一つの式でなければなりません"))
    (expression,) = tree.expressions
    if any(expression.find_all(exp.Query)):
        raise origin.error(
            Text(
                f"{kind} reads nothing: put the SELECT into subjects",
                f"{kind}では表を読めません。SELECTはsubjectsに書いてください",
            )
        )
    _refuse(origin, expression)
    return expression.unalias() if isinstance(expression, exp.Alias) else expression


def reached(origin: Origin, tree: exp.Expr, schema: Schema) -> frozenset[str]:
    """The tables, views and reference tables a tree reads; anything else in FROM is refused."""
    names = {cte.alias_or_name.lower() for cte in tree.find_all(exp.CTE)}
    found = set()
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.Func):
            continue  # a table function: the allow-list judges it
        name = table.name
        if table.args.get("db") or table.args.get("catalog") or name not in schema.columns:
            if name.lower() in names and not table.args.get("db"):
                continue
            hint = meant(name, [*schema.columns, *names])
            raise origin.error(
                Text(f"no table or view `{name}`{hint.en}", f"`{name}`という表又はビューはありません{hint.ja}"), name
            )
        if name.lower() not in names:
            found.add(name)
    return frozenset(found)


def check_words(origin: Origin, tree: exp.Expr, known: Iterable[str], macros: Iterable[str] = ()) -> None:
    """Refuse a function outside the allow-list and a column nobody declares. `macros`: parameters, and `given`."""
    macros = frozenset(macros) | vocabulary()
    for function in tree.find_all(exp.Func):
        by_name = isinstance(function, exp.Anonymous | exp.AnonymousAggFunc)
        name = function.name.lower() if by_name else type(function).__name__
        if name not in (ALLOWED_BY_NAME | macros if by_name else ALLOWED):
            written = name if by_name else function.sql_name().lower()
            hint = meant(written, macros)
            raise origin.error(
                Text(
                    f"function `{written}` is not allowed in a rule{hint.en}",
                    f"関数`{written}`は規則で使えません{hint.ja}",
                ),
                written,
            )
    words = {*known, *_declared(tree), "as_of"}
    lower = {word.lower() for word in words}
    for column in tree.find_all(exp.Column):
        if column.name.lower() not in lower and not isinstance(column.this, exp.Star):
            hint = meant(column.name, words)
            raise origin.error(
                Text(f"no column `{column.name}`{hint.en}", f"`{column.name}`という列はありません{hint.ja}"),
                column.name,
            )


def selected(origin: Origin, tree: exp.Select) -> tuple[str, ...]:
    """The names of the last SELECT's columns; a star or a nameless expression there is refused."""
    names = tree.named_selects
    if any(projection.is_star for projection in tree.selects) or not all(names):
        raise origin.error(
            Text(
                "the last SELECT names every column it gives, without a star",
                "最後のSELECTでは全ての列に名前を付け、*は使わないでください",
            )
        )
    return tuple(names)


def _declared(tree: exp.Expr) -> set[str]:
    """Names the tree itself introduces: aliases, CTEs, lambda parameters, fields of a struct."""
    names = {
        alias.alias for alias in tree.find_all(exp.Alias, exp.CTE, exp.Subquery, exp.Table, exp.Window) if alias.alias
    }
    for alias in tree.find_all(exp.TableAlias):
        names |= {alias.name} | {column.name for column in alias.columns}
    for function in tree.find_all(exp.Lambda):
        names |= {argument.name for argument in function.expressions}
    for field in tree.find_all(exp.PropertyEQ):
        names.add(field.name)
    return names


def _refuse(origin: Origin, tree: exp.Expr) -> None:
    node = tree.find(*_FORBIDDEN)
    if node:
        raise origin.error(
            Text(f"a rule only reads: {node.key} is not allowed", f"規則は読取専用です。{node.key}は使えません")
        )
    for interval in tree.find_all(exp.Interval):
        unit = interval.text("unit").upper().rstrip("S")
        if unit not in {"DAY", "D"}:
            raise origin.error(
                Text(
                    "months and years are law: use months_after or years_after, not INTERVAL",
                    "月・年の計算はINTERVALではなくmonths_after・years_afterを使ってください",
                ),
                "INTERVAL",
            )


def _syntax(origin: Origin, error: SqlglotError) -> RuleError:
    details = getattr(error, "errors", None) or [{}]
    line = int(details[0].get("line") or 1)
    what = details[0].get("description") or str(error).splitlines()[0]
    near = details[0].get("highlight") or ""
    return RuleError(
        origin.path,
        origin.line + line - 1,
        Text(f"not SQL: {what} near `{near}`", f"SQLとして読めません：`{near}`付近（{what}）"),
    )
