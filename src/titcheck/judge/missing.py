"""Which facts an unproven subject lacks, as columns of the contract, and whether any book gives them at all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from duckdb import DuckDBPyConnection

from titcheck.findings import Missing
from titcheck.judge.compile import VERDICT, Given
from titcheck.tables import BY_NAME

Behind = Mapping[str, Mapping[str, Sequence[str]]]
"""Fact → table → the columns it is made from."""


def set_aside_lacking(
    con: DuckDBPyConnection, behind: Behind, given: Given
) -> tuple[dict[str, tuple[tuple[str, str], ...]], list[Missing]]:
    """Look behind every blank fact of the unproven rows of table `found`, which has a row number `n`.

    Rows that lack only columns no book gives leave `found`, and are counted in the second value. The first says what
    each pattern of blanks means, as tables and columns; `found` gets the column `pattern`. Where a blank fact has a blank cell
    that could be filled, columns no book has are not what it lacks.
    """
    blank_cells = _blank_cells(con, behind, given)
    bits = [f'found."{fact}" IS NULL' for fact in behind] + [f"coalesce({name}, FALSE)" for name in blank_cells.values()]
    pattern = f"concat({', '.join(f'({bit})::INTEGER' for bit in bits)})" if bits else "''"
    tables = "".join(f" LEFT JOIN blank_{table} USING (n)" for table in {table for table, _ in blank_cells})
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT found.*,"
        f" CASE WHEN {VERDICT} = 'unproven' THEN {pattern} ELSE '' END AS pattern FROM found{tables}"
    )
    means: dict[str, tuple[tuple[str, str], ...]] = {}
    silent: Counter[tuple[str, str]] = Counter()
    for code, count in con.execute("SELECT pattern, count(*) FROM found GROUP BY pattern ORDER BY pattern").fetchall():
        lacking = _lacking(code, behind, list(blank_cells), given)
        means[code] = tuple(lacking)
        if lacking and not any(given(table, column) for table, column in lacking):
            con.execute("DELETE FROM found WHERE pattern = ?", [code])
            silent.update(dict.fromkeys(lacking, count))
    return means, [Missing(table, column, count) for (table, column), count in sorted(silent.items())]


def _blank_cells(con: DuckDBPyConnection, behind: Behind, given: Given) -> dict[tuple[str, str], str]:
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


def _lacking(code: str, behind: Behind, cells: Sequence[tuple[str, str]], given: Given) -> list[tuple[str, str]]:
    """The columns, with their tables, that a pattern of blanks lacks; a row that is not unproven lacks none."""
    set_ = {place for place, bit in enumerate(code) if bit == "1"}
    blank = {cell for place, cell in enumerate(cells, len(behind)) if place in set_}
    lacking: dict[tuple[str, str], None] = {}
    for place, tables in enumerate(behind.values()):
        if place in set_:
            made_from = [(table, name) for table, names in tables.items() for name in names]
            fillable = [cell for cell in made_from if cell in blank]
            lacking |= dict.fromkeys(fillable or _ungiven(made_from, given))
    return sorted(lacking)


def _ungiven(cells: Iterable[tuple[str, str]], given: Given) -> list[tuple[str, str]]:
    return [cell for cell in cells if not given(*cell)]
