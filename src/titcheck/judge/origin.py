"""Which cells a fact comes from: the columns of the contract behind each column of a rule's SELECT."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope
from sqlglot.schema import MappingSchema

from titcheck.rulebook import Library, Rule, Rulebook
from titcheck.store import columns_of
from titcheck.tables import BY_NAME

# It warns on standard error of every subquery that it does not follow.
logging.getLogger("sqlglot").setLevel(logging.ERROR)


@dataclass(eq=False)
class Origins:
    """The base columns behind the facts of rules. Each query is traced by itself, and views from one to the next.

    A view never takes the place of its name in another query: a WITH of the same name there hides it.
    """

    library: Library
    _queries: dict[str | Rule, "_Query"] = field(default_factory=dict)

    def of(self, rule: Rule, facts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Table → columns (truth values as the columns they stand beside), over several facts, in the contract's order."""
        if rule not in self._queries:
            self._queries[rule] = _Query(rule.subjects, self._schema(rule.tables, rule.views, rule.references))
        found: set[tuple[str, str]] = set()
        for fact in facts:
            found |= self._base(self._queries[rule], fact)
        return {
            table: columns
            for table in sorted({table for table, _ in found})
            if (
                columns := tuple(
                    c.name for c in BY_NAME[table].columns if not found.isdisjoint({(table, c.name), (table, c.truth)})
                )
            )
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

    def _schema(
        self, tables: Iterable[str], views: Iterable[str], references: Iterable[str]
    ) -> dict[str, Iterable[str]]:
        return {
            **{name: columns_of(name) for name in tables},
            **{name: self.library.view(name).columns for name in views},
            **{name: self.library.references[name].types for name in references},
        }


@cache
def origins_in(library: Library) -> Origins:
    """The origins over a rulebook's library, each traced once however often it is judged."""
    return Origins(library)


def rules_reading(rulebook: Rulebook) -> Mapping[tuple[str, str], Sequence[str]]:
    """Table and column → the rules that have a fact made from it."""
    origins = origins_in(rulebook.library)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rule in rulebook.rules.values():
        for table, columns in origins.of(rule, rule.facts).items():
            for column in columns:
                found[table, column].append(rule.id)
    return found


@dataclass(eq=False)
class _Query:
    """One SELECT, traced down to the tables and views in its own FROM clauses; `traced` remembers what lies behind those."""

    tree: exp.Expr
    schema: Mapping[str, Iterable[str]]
    traced: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def leaves(self, column: str) -> set[tuple[str, str]]:
        """The columns a column is made from, each with the table or view it is read from."""
        found: set[tuple[str, str]] = set()

        def keep(node: Node) -> None:
            # Asked node by node: the graph shares its nodes, and walking it as a tree takes forever.
            if not node.downstream and isinstance(node.expression, exp.Table):
                found.add((node.expression.name, node.name.rpartition(".")[2].strip('"')))

        try:
            lineage(
                column,
                self._scope.expression,
                self._schema,
                scope=self._scope,
                copy=False,
                trim_selects=False,
                on_node=keep,
                dialect="duckdb",
            )
        except (SqlglotError, ValueError):  # what cannot be traced has no address
            return set()
        return found

    @cached_property
    def _schema(self) -> MappingSchema:
        return MappingSchema(
            {name: dict.fromkeys(columns, "UNKNOWN") for name, columns in self.schema.items()}, dialect="duckdb"
        )

    @cached_property
    def _scope(self) -> Scope:
        qualified = qualify(
            self.tree.copy(), dialect="duckdb", schema=self._schema, validate_qualify_columns=False, identify=False
        )
        scope = build_scope(qualified)
        assert scope is not None
        return scope


def facts_in(tree: exp.Expr | None, facts: Iterable[str]) -> tuple[str, ...]:
    """The facts an expression names, each once, in its order."""
    if tree is None:
        return ()
    known = set(facts)
    return tuple(dict.fromkeys(column.name for column in tree.find_all(exp.Column) if column.name in known))
