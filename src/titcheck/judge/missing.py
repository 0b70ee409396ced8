"""Which facts an unproven subject lacks, as columns of the contract, and whether any book gives them at all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from duckdb import DuckDBPyConnection

from titcheck.findings import Missing
from titcheck.judge.compile import VERDICT, Given
from titcheck.judge.tally import Tally, pattern
from titcheck.tables import BY_NAME

Behind = Mapping[str, Mapping[str, Sequence[str]]]
"""Fact → table → the columns it is made from."""

Cell = tuple[str, str]
"""Table and column."""

Cells = tuple[Cell, ...]
Silent = Counter[Cells]
"""How many subjects lack these columns, which no book gives, and nothing else."""


def set_aside_silent(con: DuckDBPyConnection, tally: Tally, behind: Behind, given: Given) -> tuple[str, Silent]:
    """The subjects that can lack nothing but columns no book gives, told without looking at a row of theirs.

    The other columns behind their blank facts are filled in every row. A condition that leaves the other subjects,
    and how many lack which columns: 100,000 plans without a column are one line.
    """
    full = {
        fact for fact, tables in behind.items() if all(_filled(con, *cell) for cell in _cells(tables) if given(*cell))
    }
    silent: Silent = Counter()
    codes = []
    for code, count in sorted(tally.blanks.items()):
        blank = [fact for fact, bit in zip(behind, code, strict=True) if bit == "1"]
        lacking = {cell for fact in blank for cell in _ungiven(_cells(behind[fact]), given)}
        if lacking and full.issuperset(blank):
            silent[tuple(sorted(lacking))] += count
            codes.append(f"'{code}'")
    blanks = pattern(f'"{fact}" IS NULL' for fact in behind)
    return f"NOT ({VERDICT} = 'unproven' AND {blanks} IN ({', '.join(codes)}))" if codes else "TRUE", silent


def _filled(con: DuckDBPyConnection, table: str, name: str) -> bool:
    column = BY_NAME[table].column(name)
    blank = con.execute(f'SELECT count(*) - count("{column.truth or name}") FROM {table}').fetchone()
    return blank == (0,)


def set_aside_lacking(con: DuckDBPyConnection, behind: Behind, given: Given) -> tuple[dict[str, Cells], Silent]:
    """Look behind every blank fact of the unproven rows of table `found`, which has a row number `n`.

    Rows that lack only columns no book gives leave `found`, and are counted in the second value. The first says what
    each pattern of blanks lacks; `found` gets the column `pattern`. Where a blank fact has a blank cell that could be
    filled, columns no book has are not what it lacks.
    """
    blank_cells = _blank_cells(con, behind, given)
    digits = pattern(
        [
            *(f'found."{fact}" IS NULL' for fact in behind),
            *(f"coalesce({name}, FALSE)" for name in blank_cells.values()),
        ]
    )
    tables = "".join(f" LEFT JOIN blank_{table} USING (n)" for table in sorted({table for table, _ in blank_cells}))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT found.*,"
        f" CASE WHEN {VERDICT} = 'unproven' THEN {digits} ELSE '' END AS pattern FROM found{tables}"
    )
    means: dict[str, Cells] = {}
    silent: Silent = Counter()
    for code, count in con.execute("SELECT pattern, count(*) FROM found GROUP BY pattern ORDER BY pattern").fetchall():
        lacking = _lacking(code, behind, list(blank_cells), given)
        means[code] = lacking
        if lacking and not any(given(table, column) for table, column in lacking):
            con.execute("DELETE FROM found WHERE pattern = ?", [code])
            silent[lacking] += count
    return means, silent


def missing(silent: Silent) -> tuple[Missing, ...]:
    """How many subjects could not be judged for each column no book gives."""
    counts: Counter[Cell] = Counter()
    for cells, count in silent.items():
        counts.update(dict.fromkeys(cells, count))
    return tuple(Missing(table, column, count) for (table, column), count in sorted(counts.items()))


def _blank_cells(con: DuckDBPyConnection, behind: Behind, given: Given) -> dict[Cell, str]:
    """Tables `blank_‹table›`: whether a row behind `n` has no value in a column that some book gives; its name there."""
    columns: dict[str, dict[str, str]] = {}
    for tables in behind.values():
        for table, names in tables.items():
            columns.setdefault(table, {}).update(
                {name: f'blank_{table}."{name}"' for name in names if given(table, name)}
            )
    for table, places in columns.items():
        tests = ", ".join(
            f'bool_or(t."{BY_NAME[table].column(name).truth or name}" IS NULL) AS "{name}"' for name in places
        )
        if tests:
            con.execute(
                f"CREATE OR REPLACE TEMP TABLE blank_{table} AS SELECT n, {tests} FROM"
                f" (SELECT n, unnest(source) AS source FROM found WHERE {VERDICT} = 'unproven')"
                f" JOIN {table} AS t USING (source) GROUP BY n"
            )
    return {(table, name): place for table, places in columns.items() for name, place in places.items()}


def _lacking(code: str, behind: Behind, cells: Sequence[Cell], given: Given) -> Cells:
    """What a pattern of blanks lacks; a row that is not unproven lacks nothing."""
    blank = {cell for cell, bit in zip(cells, code[len(behind) :], strict=False) if bit == "1"}
    lacking: set[Cell] = set()
    for tables, bit in zip(behind.values(), code, strict=False):
        if bit == "1":
            made_from = _cells(tables)
            lacking.update([cell for cell in made_from if cell in blank] or _ungiven(made_from, given))
    return tuple(sorted(lacking))


def _cells(tables: Mapping[str, Sequence[str]]) -> list[Cell]:
    return [(table, name) for table, names in tables.items() for name in names]


def _ungiven(cells: Iterable[Cell], given: Given) -> list[Cell]:
    """What no book gives; an event no book gives did not happen, and is not lacking."""
    return [cell for cell in cells if not given(*cell) and BY_NAME[cell[0]].column(cell[1]).kind != "event"]
