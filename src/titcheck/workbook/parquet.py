"""Parquet: one table, its column names standing as row 1."""

import glob
from pathlib import Path

import duckdb

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.columns import Columns
from titcheck.workbook.model import Sheet
from titcheck.workbook.size import MOST_CELLS, MOST_COLUMNS


def read_parquet(path: Path, con: duckdb.DuckDBPyConnection) -> tuple[Sheet, ...]:
    """The one sheet of a Parquet file, without a name; all of it is read at once, so that damage shows here."""
    own = con.cursor()
    try:
        rows = own.read_parquet(glob.escape(str(path)))
        names = rows.columns
        _refuse_oversize(rows.count("*").fetchall()[0][0], len(names))
        own.execute(f"CREATE TEMP TABLE cells ({', '.join(f'c{place} VARCHAR' for place in range(len(names)))})")
        own.execute(f"INSERT INTO cells VALUES ({', '.join('?' * len(names))})", names)
        own.execute("INSERT INTO cells SELECT CAST(COLUMNS(*) AS VARCHAR) FROM rows")
    except duckdb.Error as error:
        raise Unreadable(
            Text(
                "the file is damaged or no Parquet file; write it again from its source",
                "ファイルが壊れているか、Parquet形式ではありません。元のデータから出力し直してください。",
            )
        ) from error
    cells = Columns(own)
    return (Sheet("", cells.head(), 0, cells),)


def _refuse_oversize(rows: int, columns: int) -> None:
    """A few bytes can stand for any number of equal cells."""
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise Unreadable(
            Text(
                f"the file has {rows:,} rows of {columns:,} columns, which no book has; leave out what is not needed",
                f"{rows:,}行×{columns:,}列あり、帳簿として異常です。必要な行と列に絞って出力し直してください。",
            )
        )
