"""Cells as text columns, held by DuckDB as long as the sheet that shows them."""

from collections.abc import Iterator, Mapping, Sequence

from duckdb import DuckDBPyConnection, DuckDBPyRelation

from titcheck.workbook.model import HEAD_ROWS

Row = tuple[str | None, ...]
_FEW = 1000


class Columns:
    """Text columns as an Arrow stream that may be read again and again, from any connection.

    They stand in table `cells` of a cursor of their own, which lives as long as they do.
    """

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con
        self._rows: DuckDBPyRelation = con.table("cells")
        self._names = [f'"{name}"' for name in self._rows.columns]
        filled = " + ".join(f"({name} IS NOT NULL)::INT" for name in self._names)
        digits = " + ".join(f"coalesce({name} >= '0' AND {name} < ':', FALSE)::INT" for name in self._names)
        self._wordy = f"rowid >= {HEAD_ROWS} AND {filled} > 1 AND 3 * ({digits}) <= {filled}"

    def head(self) -> tuple[Row, ...]:
        """The first rows, cells of nothing but spaces as blank."""
        return tuple(map(_stripped, self._rows.limit(HEAD_ROWS).fetchall()))

    def rows(self) -> Iterator[Row]:
        """All rows as they stand, from row 1 on."""
        found = self._con.execute("FROM cells ORDER BY rowid")
        while some := found.fetchmany(_FEW):
            yield from some

    def column(self, index: int) -> list[str | None]:
        """The cells of one column (0 is the first held), from row 1 on."""
        return [cell for (cell,) in self._rows.project(f"#{index + 1}").fetchall()]

    def texts_below(self, ends: str, longest: int) -> list[str]:
        """Each text of at most that many letters that ends with one of `ends`, in the rows below the head that are mostly text."""
        cells = f"[{', '.join(self._names)}]"
        found = self._con.execute(
            f"SELECT DISTINCT text FROM (SELECT unnest({cells}) AS text FROM cells WHERE {self._wordy})"
            " WHERE length(text) <= ? AND contains(?, right(text, 1))",
            [longest, ends],
        ).fetchall()
        return [text for (text,) in found]

    def rows_holding(self, texts: Sequence[str]) -> list[int]:
        """The rows below the head, by number, that are mostly text and hold at least two of the texts."""
        self._con.execute("CREATE OR REPLACE TEMP TABLE wanted AS SELECT unnest(?::VARCHAR[]) AS text", [list(texts)])
        hits = " + ".join(f"coalesce({name} IN (FROM wanted), FALSE)::INT" for name in self._names)
        found = self._con.execute(f"SELECT rowid + 1 FROM cells WHERE {self._wordy} AND {hits} >= 2 ORDER BY rowid")
        return [row for (row,) in found.fetchall()]

    def rows_at(self, rows: Sequence[int]) -> dict[int, Row]:
        """These rows, by number, cells of nothing but spaces as blank."""
        found = self._con.execute(
            f"SELECT rowid + 1, {', '.join(self._names)} FROM cells WHERE rowid + 1 IN (SELECT unnest(?::BIGINT[]))",
            [list(rows)],
        ).fetchall()
        return {row: _stripped(cells) for row, *cells in found}

    def rows_like(
        self, places: slice, same: Mapping[int, str], words: Sequence[str], blank: Sequence[int], few: str
    ) -> dict[int, Row]:
        """The rows below the head, by number, that in the columns `places` (0 is the first held) stand out.

        Two cells (or as many as there are) are as `same` says, or a cell ends with one of the `words` and a few letters
        more and those of `blank` are blank, or one or two cells are all and together match the regular expression `few`.
        """
        names = self._names[places]
        filled = " + ".join(f"({name} IS NOT NULL)::INT" for name in names)
        alike = " + ".join(f"coalesce({self._names[place]} = ?, FALSE)::INT" for place in same)
        joined = f"concat_ws(chr(31), {', '.join(names)}, '')"
        absent = "".join(f"{self._names[place]} IS NULL AND " for place in blank)
        holds = " OR ".join(f"contains({joined}, ?)" for _ in words)
        found = self._con.execute(
            f"SELECT rowid + 1, {', '.join(self._names)} FROM cells WHERE rowid >= {HEAD_ROWS} AND ("
            f" ({alike or 0}) >= {min(2, len(same) or 1)}"
            f" OR ({absent}({holds}) AND regexp_matches({joined}, ?))"
            f" OR ({filled} BETWEEN 1 AND 2 AND regexp_matches(concat({', '.join(names)}), ?))) ORDER BY rowid",
            [*same.values(), *words, f"(?:{'|'.join(words)})[^\x1f]{{0,8}}\x1f", few],
        ).fetchall()
        return {row: _stripped(cells) for row, *cells in found}

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._rows.__arrow_c_stream__(requested_schema)


def _stripped(row: Sequence[str | None]) -> Row:
    return tuple(cell if cell and cell.strip() else None for cell in row)
