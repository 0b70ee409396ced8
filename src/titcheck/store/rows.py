"""A sheet's rows below the headers, as text: what readers lose put back, what a sheet writes once given to its rows."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from titcheck.store.part import ROW_BITS, quoted
from titcheck.store.spans import spans_of, spread
from titcheck.tables.recognise import Layout
from titcheck.workbook.model import BROKEN, Sheet

_ROWS = 1 << ROW_BITS


def rows_of(con: DuckDBPyConnection, sheet: Sheet, layout: Layout) -> str:
    """SQL that gives the mapped columns of a layout's rows as text, with the 1-based row of every cell."""
    return _carried(_landed(con, sheet, layout), layout)


def _landed(con: DuckDBPyConnection, sheet: Sheet, layout: Layout) -> str:
    con.register("incoming", sheet.cells)
    names = con.table("incoming").columns
    spans = spans_of(sheet, layout)
    wanted = dict(layout.columns) | {span.first: span.left for span in spans}
    picked = ", ".join(
        f"{quoted(names[place - sheet.first_column])} AS {quoted(column)}" for column, place in wanted.items()
    )
    end = "" if layout.last_row is None else f" AND row <= {layout.last_row}"
    aside = f" AND row NOT IN ({', '.join(map(str, layout.set_aside))})" if layout.set_aside else ""
    landed = (
        f"(SELECT * FROM (SELECT row_number() OVER () AS row, {picked} FROM incoming)"
        f" WHERE row > {layout.header_row}{end}{aside})"
    )
    below = range(layout.header_row + 1, (layout.last_row or _ROWS) + 1)
    broken = [
        (cell.row, column, BROKEN + cell.shown)
        for column, place in wanted.items()
        for cell in sheet.broken or ()
        if cell.column == place and cell.row in below and cell.row not in layout.set_aside
    ]
    if broken:
        landed = _with_broken(con, landed, broken)
    return spread(con, landed, spans, layout) if spans else landed


def _with_broken(con: DuckDBPyConnection, landed: str, broken: Sequence[tuple[int, str, str]]) -> str:
    """Put back the cells readers return as blank: error values and formulas never calculated are unreadable."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE landed AS FROM {landed}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE broken AS"
        " SELECT unnest(?::BIGINT[]) AS row, unnest(?::VARCHAR[]) AS col, unnest(?::VARCHAR[]) AS shown",
        list(map(list, zip(*broken, strict=True))),
    )
    # Readers stop at the last filled row: a row of nothing but broken cells still stands in the sheet.
    con.execute("INSERT INTO landed (row) SELECT DISTINCT row FROM broken WHERE row NOT IN (SELECT row FROM landed)")
    for column in {column for _, column, _ in broken}:
        con.execute(
            f"UPDATE landed SET {quoted(column)} = shown FROM broken"
            f" WHERE broken.row = landed.row AND col = ? AND {quoted(column)} IS NULL",
            [column],
        )
    return "landed"


def _carried(landed: str, layout: Layout) -> str:
    """Give the rows that go on with the one above what stands there only once."""
    if not layout.carried:
        return landed
    first = quoted(layout.carried[0])
    filled = ", ".join(quoted(name) for name in layout.columns)
    above = ", ".join(
        f"CASE WHEN coalesce({filled}) IS NOT NULL THEN last_value({quoted(name)} IGNORE NULLS) OVER entry END AS {quoted(name)}"
        for name in layout.carried
    )
    return (
        f"(SELECT * REPLACE ({above}) FROM (SELECT *, count({first}) OVER (ORDER BY row) AS entry FROM {landed})"
        " WINDOW entry AS (PARTITION BY entry ORDER BY row))"
    )
