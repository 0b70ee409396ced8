"""The files asked for, read one by one: a file that cannot be read says why and stops no other."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection, connect

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.found import ENDINGS, Found, find
from titcheck.workbook.model import Book, Sheet
from titcheck.workbook.parquet import read_parquet
from titcheck.workbook.separated import read_separated
from titcheck.workbook.spreadsheet import read_spreadsheet

_READERS: Mapping[str, Callable[[Path, DuckDBPyConnection], tuple[Sheet, ...]]] = {
    ending: {".csv": read_separated, ".parquet": read_parquet}.get(ending, read_spreadsheet) for ending in ENDINGS
}


def read(paths: Sequence[Path]) -> list[Book]:
    """Every file asked for as a book, in the order asked for; folders are searched, and a file given twice counts once.

    BadRequest: a path that does not exist. A file that cannot be read is a book with a `problem`.
    """
    con = connect()  # never closed: the cells of a CSV file live in it, as long as anyone holds them
    return [_book(found, con) for found in find(paths)]


def _book(found: Found, con: DuckDBPyConnection) -> Book:
    sha256 = ""
    try:
        with found.path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return Book(found.path, found.file, sha256, _sheets(found.path, con))
    except Unreadable as error:
        return Book(found.path, found.file, sha256, (), error.problem)
    except OSError as error:
        problem = Text(
            f"the file cannot be opened ({error.strerror}); close it elsewhere, or allow reading it",
            f"ファイルを開けません（{error.strerror}）。他のソフトで開いている場合は閉じ、読取りを許可してください。",
        )
        return Book(found.path, found.file, sha256, (), problem)


def _sheets(path: Path, con: DuckDBPyConnection) -> tuple[Sheet, ...]:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(ending.removeprefix(".") for ending in ENDINGS)
        raise Unreadable(
            Text(
                f"no format is known for the ending “{path.suffix}”; save the book as one of: {known}",
                f"拡張子「{path.suffix}」の形式には対応していません。次のいずれかの形式で保存してください: {known}",
            )
        )
    if not path.stat().st_size:
        raise Unreadable(
            Text(
                "the file is empty (0 bytes); save the book again, or take the backup copy",
                "ファイルが空です（0バイト）。帳簿を保存し直すか、控えのファイルを使用してください。",
            )
        )
    return reader(path, con)
