"""Parquet: one table, its column names standing as row 1."""

import glob
from pathlib import Path

import duckdb

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.model import Sheet


def read_parquet(path: Path, con: duckdb.DuckDBPyConnection) -> tuple[Sheet, ...]:
    """The one sheet of a Parquet file, named as the file; its cells stay there, the first of them in row 2."""
    try:
        names = con.read_parquet(glob.escape(str(path))).columns
    except duckdb.Error as error:
        raise Unreadable(
            Text(
                "the file is damaged or no Parquet file; write it again from its source",
                "ファイルが壊れているか、Parquet形式ではありません。元のデータから出力し直してください。",
            )
        ) from error
    return (Sheet(path.stem, (tuple(names),), 0, path),)
