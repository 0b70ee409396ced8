"""Which facts an unproven subject lacks, as columns of the contract, and whether any book gives them at all."""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from titcheck.findings import Missing
from titcheck.judge.compile import VERDICT, Given
from titcheck.tables import BY_NAME


def set_aside_lacking(
    con: DuckDBPyConnection, origins: Mapping[str, Mapping[str, Sequence[str]]], given: Given
) -> tuple[Missing, ...]:
    """Look behind every blank fact of the unproven rows of table `found`; `origins` gives fact → table → columns.

    Rows that lack only columns no book gives leave `found`, and are counted in what comes back; table `lacking` keeps
    what each of the others lacks, as `table.column`. Where a blank fact has a blank cell that could be filled, columns
    no book has are not what it lacks.
    """
    con.execute("CREATE OR REPLACE TEMP TABLE lacking (n BIGINT, names VARCHAR[], fillable BOOLEAN)")
    pieces = [_blanks(fact, table, names, given) for fact, tables in origins.items() for table, names in tables.items()]
    if not pieces:
        return ()
    con.execute(
        f"""
        INSERT INTO lacking
        WITH blanks AS ({" UNION ALL ".join(pieces)}), told AS (
          SELECT n, name, given, bool_or(given) OVER (PARTITION BY n, fact) AS fillable FROM blanks
        )
        SELECT n, list_sort(list(DISTINCT name)), bool_or(given) FROM told WHERE given OR NOT fillable GROUP BY n
        """
    )
    counts = con.execute(
        "SELECT name, count(*) FROM (SELECT unnest(names) AS name FROM lacking WHERE NOT fillable) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    con.execute("DELETE FROM found WHERE n IN (SELECT n FROM lacking WHERE NOT fillable)")
    return tuple(Missing(table, column, count) for name, count in counts for table, column in [name.split(".", 1)])


def _blanks(fact: str, table: str, names: Sequence[str], given: Given) -> str:
    """SQL that gives each blank cell of a table behind a blank fact."""
    columns = [column for column in BY_NAME[table].columns if column.name in names]
    blanks = ", ".join(
        f'CASE WHEN t."{column.truth or column.name}" IS NULL'
        f" THEN {{'name': '{table}.{column.name}', 'given': {str(given(table, column.name)).lower()}}} END"
        for column in columns
    )
    return (
        f"SELECT n, '{fact}' AS fact, blank.name AS name, blank.given AS given FROM (SELECT n, unnest([{blanks}]) AS blank FROM"
        f" (SELECT n, unnest(source) AS source FROM found WHERE \"{fact}\" IS NULL AND {VERDICT} = 'unproven') AS u"
        f" JOIN {table} AS t USING (source)) WHERE blank IS NOT NULL"
    )
