"""The files asked for, read one by one: a file that cannot be read says why and stops no other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection, connect

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.found import ENDINGS, Found, find, unopened
from titcheck.workbook.model import Book, Sheet
from titcheck.workbook.parquet import read_parquet
from titcheck.workbook.separated import read_separated
from titcheck.workbook.spreadsheet import read_spreadsheet
from titcheck.workbook.still import hold

_READERS: Mapping[str, Callable[[Path, DuckDBPyConnection], tuple[Sheet, ...]]] = {
    ending: {".csv": read_separated, ".parquet": read_parquet}.get(ending, read_spreadsheet) for ending in ENDINGS
}


def read(paths: Sequence[Path]) -> list[Book]:
    """Every file asked for as a book, in the order asked for; folders are searched, and a file given twice counts once.

    BadRequest: a path that does not exist. A file that cannot be read is a book with a `problem`.
    """
    con = connect()  # never closed: the cells live in it, as long as anyone holds them
    return [_book(found, con) for found in find(paths)]


def _book(found: Found, con: DuckDBPyConnection) -> Book:
    sha256 = ""
    problem = found.problem
    try:
        if not problem:
            named = Path(found.file)
            reader = _reader(named)
            with TemporaryDirectory(prefix="titcheck-", ignore_cleanup_errors=True) as folder:
                copy, sha256 = hold(found.path, Path(folder))
                _refuse_empty(copy)
                sheets = tuple(replace(sheet, name=sheet.name or named.stem) for sheet in reader(copy, con))
                return Book(found.path, found.file, sha256, sheets)
    except Unreadable as error:
        problem = error.problem
    except OSError as error:
        problem = unopened(error)
    return Book(found.path, found.file, sha256, (), problem)


def _reader(path: Path) -> Callable[[Path, DuckDBPyConnection], tuple[Sheet, ...]]:
    if path.name.startswith("~$"):
        raise Unreadable(
            Text(
                f"this is the mark Excel leaves beside a book while it is open; give the book itself ({path.name[2:]})",
                f"Excelで帳簿を開いている間にできる一時ファイルです。帳簿そのもの（{path.name[2:]}）を指定してください。",
            )
        )
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(ending.removeprefix(".") for ending in ENDINGS)
        raise Unreadable(
            Text(
                f"no format is known for the ending “{path.suffix}”; save the book as one of: {known}",
                f"拡張子「{path.suffix}」の形式には対応していません。次のいずれかの形式で保存してください: {known}",
            )
        )
    return reader


def _refuse_empty(path: Path) -> None:
    if not path.stat().st_size:
        raise Unreadable(
            Text(
                "the file is empty (0 bytes); save the book again, or take the backup copy",
                "ファイルが空です（0バイト）。帳簿を保存し直すか、控えのファイルを使用してください。",
            )
        )
