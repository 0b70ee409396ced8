"""Cells as text columns, held by DuckDB as long as the sheet that shows them."""

from duckdb import DuckDBPyConnection, DuckDBPyRelation

from titcheck.workbook.model import HEAD_ROWS


class Columns:
    """Text columns as an Arrow stream that may be read again and again, from any connection.

    They stand in table `cells` of a cursor of their own, which lives as long as they do.
    """

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._rows: DuckDBPyRelation = con.table("cells")

    def head(self) -> tuple[tuple[str | None, ...], ...]:
        """The first rows, cells of nothing but spaces as blank."""
        rows = self._rows.limit(HEAD_ROWS).fetchall()
        return tuple(tuple(cell if cell and cell.strip() else None for cell in row) for row in rows)

    def column(self, index: int) -> list[str | None]:
        """The cells of one column (0 is the first held), from row 1 on."""
        return [cell for (cell,) in self._rows.project(f"#{index + 1}").fetchall()]

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._rows.__arrow_c_stream__(requested_schema)
