"""The store: every table of the contract in DuckDB, typed, each row knowing the cell it came from; sealed once filled."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

import duckdb

from titcheck.findings import Misreading, ReadTable, Source, Value
from titcheck.store.fast import STORAGE
from titcheck.store.land import land
from titcheck.store.merge import merge
from titcheck.store.names import resolve_names, rows_of_nobody
from titcheck.store.part import ROW_BITS, Part, literal, quoted
from titcheck.tables import BY_NAME, TABLES
from titcheck.tables.model import Table
from titcheck.tables.personal import PERSONAL
from titcheck.tables.recognise import Layout
from titcheck.workbook.model import Book, Sheet

__all__ = ["STORAGE", "Part", "Store", "columns_of", "literal"]


class Store:
    """The books as DuckDB tables, one for each table of the contract, empty where no book holds it.

    Fill it with `add`, then call `settle` once; from then on nothing can reach outside the connection or change its
    settings.
    """

    def __init__(self, memory_limit: str | None = None) -> None:
        spill = mkdtemp(prefix="titcheck-")
        self._drop_spill = finalize(self, rmtree, spill, ignore_errors=True)
        self.con = duckdb.connect(config={"temp_directory": spill, "python_enable_replacements": False})
        if memory_limit:
            self.con.execute("SET memory_limit = ?", [memory_limit])
        self.con.execute((files("titcheck") / "vocabulary.sql").read_text("utf-8"))
        self.con.execute("; ".join(_ddl(table) for table in TABLES))
        self.parts: list[Part] = []
        self.misreadings: list[Misreading] = []
        self.repeated: Mapping[int, int] = {}
        self.also: Mapping[int, Sequence[int]] = {}

    def add(self, book: Book, sheet: Sheet, layout: Layout) -> None:
        """Append one sheet to the table it was taken for."""
        part, misreadings = land(self.con, len(self.parts), book, sheet, layout)
        self.parts.append(part)
        self.misreadings += misreadings

    def add_reference(self, name: str, types: Mapping[str, str], rows: Sequence[Sequence[str]]) -> None:
        """A reference table of the rules, its columns typed as `types` says, blank where a cell is empty."""
        columns = ", ".join(f'CAST(nullif("{column}", \'\') AS {kind}) AS "{column}"' for column, kind in types.items())
        names = ", ".join(f'"{column}"' for column in types)
        values = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
        self.con.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM (VALUES {values}) AS given({names})")

    def settle(self) -> None:
        """Join what stands twice, give names their numbers, and seal the connection."""
        repeated: dict[int, int] = {}
        also: dict[int, Sequence[int]] = {}
        for table in TABLES:
            parts = [part for part in self.parts if part.table.name == table.name]
            if parts:
                merged = merge(self.con, table, parts)
                repeated |= merged.repeated
                also |= merged.also
                self.misreadings += merged.conflicts
        self.repeated, self.also = repeated, also
        self.misreadings += resolve_names(self.con, self.parts)
        self.misreadings += rows_of_nobody(self.con, self.parts)
        order = {part.number: (part.file, part.sheet) for part in self.parts}
        places = {place: index for index, place in enumerate(sorted(set(order.values())))}
        self.misreadings.sort(key=lambda m: (places[m.file, m.sheet], m.row, m.cell, m.column))
        self.con.execute("SET enable_external_access = false; SET lock_configuration = true")

    def close(self) -> None:
        """Drop everything, the spill folder too."""
        self.con.close()
        self._drop_spill()

    def given(self, table: str, column: str | None = None) -> bool:
        """Whether the books hold a row of the table, or a filled cell of the column."""
        parts = [part for part in self.parts if part.table.name == table and part.rows]
        return any(column is None or column in part.given for part in parts)

    def rows(self, table: str, file: str | None = None) -> list[tuple[Value, ...]]:
        """The rows of a table, or those that one file gave, in the order of the books and of the table's columns."""
        parts = [part.number for part in self.parts if file in (None, part.file)]
        names = ", ".join(quoted(column.name) for column in BY_NAME[table].columns)
        return self.con.execute(
            f"SELECT {names} FROM {table} WHERE list_contains(?::UBIGINT[], source >> {ROW_BITS}) ORDER BY source",
            [parts],
        ).fetchall()

    def people(self) -> dict[Value, str]:
        """What the books say of who somebody is or where they live, and which of these it is (`PERSONAL`)."""
        return {
            value: kind
            for (table, column), kind in PERSONAL.items()
            for (value,) in self.con.execute(
                f'SELECT DISTINCT "{column}" FROM {table} WHERE "{column}" IS NOT NULL'
            ).fetchall()
        }

    def sources(self, source: int, columns: Mapping[str, Sequence[str]]) -> tuple[Source, ...]:
        """The row behind a row id, with the addresses of those of `columns[table]` that its sheet has.

        Behind a row made of several that are not equal, each of them.
        """
        return tuple(self._source(each, columns) for each in (source, *self.also.get(source, ())))

    def _source(self, source: int, columns: Mapping[str, Sequence[str]]) -> Source:
        part, row = self.parts[source >> ROW_BITS], source & (2**ROW_BITS - 1)
        cells = {name: part.cell(row, name) for name in columns.get(part.table.name, ()) if name in part.columns}
        return Source(part.file, part.sheet, row, cells)

    def organisations(self) -> dict[str, str]:
        """The name of each organisation by its number; a number with two names has none."""
        return dict(
            self.con.execute(
                "SELECT no, min(name) FROM (SELECT io_no AS no, name FROM implementing_orgs UNION SELECT so_no, name FROM supervising_orgs)"
                " WHERE name IS NOT NULL GROUP BY no HAVING count(*) = 1 ORDER BY no"
            ).fetchall()
        )

    def read_tables(self, file: str) -> tuple[ReadTable, ...]:
        """What one file gave to the store, in the order of its sheets."""
        return tuple(
            ReadTable(
                part.table.name,
                part.sheet,
                part.rows,
                part.unused_headers,
                self.repeated.get(part.number, 0),
                tuple(sorted(part.set_aside.items())),
            )
            for part in self.parts
            if part.file == file
        )


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Every name a rule may use of a table: its columns, their truth values, and `source`."""
    names = ["source"]
    for column in BY_NAME[table].columns:
        names += [column.name] if column.truth is None else [column.name, column.truth]
    return tuple(names)


def _ddl(table: Table) -> str:
    columns = ["source UBIGINT"]
    for column in table.columns:
        columns.append(f'"{column.name}" {STORAGE[column.type]}')
        if column.truth:
            columns.append(f'"{column.truth}" BOOLEAN')
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"
