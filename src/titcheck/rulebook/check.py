"""The SQL of a rule or a view, held against the contract on its syntax tree: what it reaches, and every word it uses."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from titcheck.errors import RuleError, meant
from titcheck.rulebook.words import ALLOWED, ALLOWED_BY_NAME, vocabulary
from titcheck.text import Text

_FORBIDDEN = (exp.DDL, exp.DML, exp.Command, exp.Into, exp.Pragma, exp.Set, exp.Parameter, exp.Placeholder)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of SQL stands: the file, and the line of its first line."""

    path: Path
    line: int
    text: str

    def error(self, problem: Text, word: str = "", line: int = 0) -> RuleError:
        """The error at that line of the SQL, or else where the word first stands."""
        if line:
            return RuleError(self.path, self.line + line - 1, problem)
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        for offset, written in enumerate(self.text.splitlines()):
            if word and pattern.search(written):
                return RuleError(self.path, self.line + offset, problem)
        return RuleError(self.path, self.line, problem)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a tree says, gathered in one walk: what it calls, names and reads, and the names it makes itself."""

    functions: tuple[exp.Func, ...]
    columns: tuple[exp.Column, ...]
    tables: tuple[exp.Table, ...]
    ctes: frozenset[str]
    made: frozenset[str]


def parse_select(origin: Origin, kind: str) -> tuple[exp.Query, Words]:
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
    if not isinstance(tree, exp.Select | exp.SetOperation):
        raise origin.error(Text(f"{kind} must be a SELECT", f"{kind}はSELECT文でなければなりません"))
    return tree, _words(origin, tree)


def parse_expression(origin: Origin, kind: str) -> tuple[exp.Expr, Words]:
    """One expression, as a WHERE clause would hold it."""
    try:
        tree = sqlglot.parse_one(f"SELECT {origin.text}", dialect="duckdb")
    except SqlglotError as error:
        raise _syntax(origin, error) from error
    plain = {"expressions", "kind"}
    if (
        not isinstance(tree, exp.Select)
        or len(tree.expressions) != 1
        or any(v for k, v in tree.args.items() if k not in plain)
    ):
        raise origin.error(Text(f"{kind} must be one expression", f"{kind}は一つの式でなければなりません"))
    expression = tree.expressions[0].unalias()
    words = _words(origin, expression)
    if words.tables or expression.find(exp.Query):
        raise origin.error(
            Text(
                f"{kind} reads nothing: put the SELECT into subjects",
                f"{kind}では表を読めません。SELECTはsubjectsに書いてください",
            )
        )
    return expression, words


def reached(origin: Origin, words: Words, known: Collection[str]) -> frozenset[str]:
    """The tables, views and reference tables a tree reads; anything else in FROM is refused."""
    found = set()
    for table in words.tables:
        if isinstance(table.this, exp.Func):
            continue  # a table function: the allow-list judges it
        name = table.name
        own = name.lower() in words.ctes and not table.args.get("db")
        if not own and (table.args.get("db") or table.args.get("catalog") or name not in known):
            hint = meant(name, [*known, *words.ctes])
            raise origin.error(
                Text(f"no table or view `{name}`{hint.en}", f"`{name}`という表又はビューはありません{hint.ja}"), name
            )
        if not own:
            found.add(name)
    return frozenset(found)


def check_words(origin: Origin, words: Words, known: Iterable[str], macros: Iterable[str] = ()) -> None:
    """Refuse a function outside the allow-list and a column nobody declares. `macros`: parameters, and `given`."""
    macros = frozenset(macros) | vocabulary()
    for function in words.functions:
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
                function.meta.get("line", 0),
            )
    names = {*known, *words.made, "as_of"}
    lower = {name.lower() for name in names}
    for column in words.columns:
        if column.name.lower() not in lower and not isinstance(column.this, exp.Star):
            hint = meant(column.name, names)
            raise origin.error(
                Text(f"no column `{column.name}`{hint.en}", f"`{column.name}`という列はありません{hint.ja}"),
                column.name,
            )


def selected(origin: Origin, tree: exp.Query) -> tuple[str, ...]:
    """The names of the last SELECT's columns; a star or a nameless expression there is refused."""
    names = [projection.alias_or_name for projection in tree.selects]
    if any(projection.is_star for projection in tree.selects) or not all(names):
        raise origin.error(
            Text(
                "the last SELECT names every column it gives, without a star",
                "最後のSELECTでは全ての列に名前を付け、*は使わないでください",
            )
        )
    return tuple(names)


def _words(origin: Origin, tree: exp.Expr) -> Words:
    """One walk over the tree; what writes, reaches out or reckons in months is refused at once."""
    functions: list[exp.Func] = []
    columns: list[exp.Column] = []
    tables: list[exp.Table] = []
    ctes: set[str] = set()
    made: set[str] = set()
    for node in tree.walk():
        if isinstance(node, _FORBIDDEN):
            raise origin.error(
                Text(f"a rule only reads: {node.key} is not allowed", f"規則は読取専用です。{node.key}は使えません")
            )
        if (isinstance(node, exp.Interval) and node.text("unit").upper().rstrip("S") not in {"DAY", "D"}) or (
            isinstance(node, exp.Cast) and node.is_type("INTERVAL")
        ):
            raise origin.error(
                Text(
                    "months and years are law: use months_after or years_after, not INTERVAL",
                    "月・年の計算はINTERVALではなくmonths_after・years_afterを使ってください",
                ),
                "INTERVAL",
            )
        if isinstance(node, exp.Func):
            functions.append(node)
        if isinstance(node, exp.Column):
            columns.append(node)
        elif isinstance(node, exp.Table):
            tables.append(node)
        elif isinstance(node, exp.CTE):
            ctes.add(node.alias.lower())
        elif isinstance(node, exp.TableAlias):
            made.update(column.name for column in node.columns)
        elif isinstance(node, exp.Lambda):
            made.update(argument.name for argument in node.expressions)
        elif isinstance(node, exp.PropertyEQ):
            made.add(node.name)
        if isinstance(node, exp.Alias | exp.CTE | exp.Subquery | exp.Table | exp.Window) and node.alias:
            made.add(node.alias)
    return Words(tuple(functions), tuple(columns), tuple(tables), frozenset(ctes), frozenset(made))


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
