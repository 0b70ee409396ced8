"""Which facts an unproven subject lacks, as columns of the contract, and whether any book gives them at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from titcheck.judge.compile import VERDICT, Given
from titcheck.tables import BY_NAME


@dataclass(frozen=True, slots=True)
class Lacking:
    """By number of the row in `found`: the columns it lacks. `silent` are rows that lack only columns given nowhere."""

    columns: Mapping[int, tuple[str, ...]]
    silent: frozenset[int]


def find_lacking(con: DuckDBPyConnection, origins: Mapping[str, Mapping[str, Sequence[str]]], given: Given) -> Lacking:
    """Look behind every blank fact of the unproven rows of table `found`; `origins` gives fact → table → columns.

    Where a blank fact has blank cells that a book could fill, columns no book has are not what it lacks.
    """
    pieces = []
    for fact, tables in origins.items():
        for table, names in tables.items():
            columns = [column for column in BY_NAME[table].columns if column.name in names]
            blanks = ", ".join(
                f'CASE WHEN t."{column.truth or column.name}" IS NULL'
                f" THEN {{'name': '{table}.{column.name}', 'given': {str(given(table, column.name)).lower()}}} END"
                for column in columns
            )
            pieces.append(
                f"SELECT n, '{fact}' AS fact, unnest([{blanks}]) AS blank FROM"
                f" (SELECT n, unnest(source) AS source FROM found WHERE \"{fact}\" IS NULL AND {VERDICT} = 'unproven') AS u"
                f" JOIN {table} AS t USING (source)"
            )
    if not pieces:
        return Lacking({}, frozenset())
    rows = con.execute(
        f"""
        WITH blanks AS ({" UNION ALL ".join(pieces)}), told AS (
          SELECT n, fact, blank.name AS name, blank.given AS given, bool_or(blank.given) OVER (PARTITION BY n, fact) AS fillable
          FROM blanks WHERE blank IS NOT NULL
        )
        SELECT n, list_sort(list(DISTINCT name)), bool_or(given) FROM told WHERE given OR NOT fillable GROUP BY n
        """
    ).fetchall()
    return Lacking({n: tuple(names) for n, names, _ in rows}, frozenset(n for n, _, fillable in rows if not fillable))
