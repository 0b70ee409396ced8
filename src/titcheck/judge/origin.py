"""Which cells a fact comes from: the columns of the contract behind each column of a rule's SELECT."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import lineage

from titcheck.rulebook.library import View
from titcheck.rulebook.model import Rule
from titcheck.store import columns_of
from titcheck.tables import BY_NAME


@dataclass
class Origins:
    """The base columns behind a rule's facts. `tree` is its SELECT with everything filled in, `views` those it reaches."""

    rule: Rule
    tree: exp.Expr
    views: Mapping[str, View]
    references: Mapping[str, Iterable[str]]

    def of(self, facts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Table → columns (truth values as the columns they stand beside), over several facts, in the contract's order."""
        found: dict[str, set[str]] = {}
        for fact in facts:
            for table, columns in self._of(fact).items():
                found.setdefault(table, set()).update(columns)
        return {
            table: tuple(c.name for c in BY_NAME[table].columns if c.name in columns)
            for table, columns in found.items()
        }

    @cached_property
    def _schema(self) -> dict[str, dict[str, str]]:
        tables = {name: dict.fromkeys(columns_of(name), "UNKNOWN") for name in self.rule.tables}
        return tables | {name: dict.fromkeys(columns, "UNKNOWN") for name, columns in self.references.items()}

    def _of(self, fact: str) -> dict[str, set[str]]:
        if fact not in self._cache:
            self._cache[fact] = self._trace(fact)
        return self._cache[fact]

    @cached_property
    def _cache(self) -> dict[str, dict[str, set[str]]]:
        return {}

    def _trace(self, fact: str) -> dict[str, set[str]]:
        try:
            root = lineage(
                fact,
                self.tree.copy(),
                schema=self._schema,
                sources={name: view.tree for name, view in self.views.items()},
                dialect="duckdb",
            )
        except SqlglotError:
            return {}
        found: dict[str, set[str]] = {}
        for node in root.walk():
            table = node.expression.name if isinstance(node.expression, exp.Table) else ""
            if node.downstream or table not in BY_NAME:
                continue
            name = node.name.rpartition(".")[2].strip('"')
            column = next((c.name for c in BY_NAME[table].columns if name in {c.name, c.truth}), None)
            if column:
                found.setdefault(table, set()).add(column)
        return found


def facts_in(tree: exp.Expr | None, facts: Iterable[str]) -> tuple[str, ...]:
    """The facts an expression names, each once, in its order."""
    if tree is None:
        return ()
    known = set(facts)
    return tuple(dict.fromkeys(column.name for column in tree.find_all(exp.Column) if column.name in known))
