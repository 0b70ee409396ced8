"""Which cells a fact comes from: the columns of the contract behind each column of a rule's SELECT."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope

from titcheck.rulebook import Library, Rule
from titcheck.store import columns_of
from titcheck.tables import BY_NAME


@dataclass(eq=False)
class Origins:
    """The base columns behind the facts of rules. Each query is traced by itself, and views from one to the next.

    A view never takes the place of its name in another query: a WITH of the same name there hides it.
    """

    library: Library
    _queries: dict[str, "_Query"] = field(default_factory=dict)

    def of(self, rule: Rule, facts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Table → columns (truth values as the columns they stand beside), over several facts, in the contract's order."""
        query = _Query(rule.subjects, self._schema(rule.tables, rule.views, rule.references))
        found: set[tuple[str, str]] = set()
        for fact in facts:
            found |= self._base(query, fact)
        return {
            table: columns
            for table in sorted({table for table, _ in found})
            if (columns := tuple(c.name for c in BY_NAME[table].columns if not found.isdisjoint({(table, c.name), (table, c.truth)})))
        }

    def _base(self, query: "_Query", column: str) -> set[tuple[str, str]]:
        """The columns of tables behind one column of a query."""
        if column not in query.traced:
            found: set[tuple[str, str]] = set()
            for source, name in query.leaves(column):
                if source in BY_NAME:
                    found.add((source, name))
                elif source not in self.library.references and name in self.library.view(source).columns:
                    found |= self._base(self._view(source), name)
            query.traced[column] = found
        return query.traced[column]

    def _view(self, name: str) -> "_Query":
        if name not in self._queries:
            view = self.library.view(name)
            self._queries[name] = _Query(view.tree, self._schema(view.tables, view.views, view.references))
        return self._queries[name]

    def _schema(self, tables: Iterable[str], views: Iterable[str], references: Iterable[str]) -> dict[str, Iterable[str]]:
        return {
            **{name: columns_of(name) for name in tables},
            **{name: self.library.view(name).columns for name in views},
            **{name: self.library.references[name].types for name in references},
        }
