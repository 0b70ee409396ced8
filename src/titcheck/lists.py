"""Published lists of dispositions, read into one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from titcheck.findings import Failure, Misreading, Value
from titcheck.store import Store
from titcheck.tables import BY_NAME
from titcheck.tables.published import published_lists
from titcheck.workbook import read
from titcheck.workbook.model import Book

_TABLE = BY_NAME["dispositions"]
_COLUMNS = [column.name for column in _TABLE.columns]


@dataclass(frozen=True, slots=True)
class PublishedList:
    """What one file's lists hold: kinds of disposition (None: not told), organisations disposed of, numbers, days."""

    file: str
    kinds: tuple[Value, ...]
    entities: int
    numbers: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists read, and their rows in the order of the table's columns. `others` are sheets that are no list."""

    lists: tuple[PublishedList, ...]
    rows: Sequence[tuple[Value, ...]]
    others: tuple[tuple[str, str], ...]
    misreadings: tuple[Misreading, ...]
    errors: tuple[Failure, ...]


def read_lists(paths: Sequence[Path]) -> Lists:
    """Every published list in the files and folders; a row that stands in two of them counts once. BadRequest: no such path."""
    books = read(paths)
    store = Store()
    try:
        others = tuple((book.file, sheet) for book in books for sheet in _fill(store, book))
        lists = tuple(_counted(store, book.file) for book in books if store.read_tables(book.file))
        store.settle()
        failures = tuple(Failure(book.file, book.problem) for book in books if book.problem)
        return Lists(lists, store.rows(_TABLE.name), others, tuple(store.misreadings), failures)
    finally:
        store.close()


def _fill(store: Store, book: Book) -> list[str]:
    """Put the lists of a book into the store; the names of its other sheets."""
    lists = published_lists(book)
    for sheet in book.sheets:
        for layout in lists.get(sheet.name, ()):
            store.add(book, sheet, layout)
    return [sheet.name for sheet in book.sheets if sheet.name not in lists]


def _counted(store: Store, file: str) -> PublishedList:
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in store.rows(_TABLE.name, file)]
    days = [row["decided_on"] for row in rows if isinstance(row["decided_on"], date)]
    return PublishedList(
        file,
        tuple(dict.fromkeys(row["kind"] for row in rows)),
        len({(row["name"], row["kind"], row["decided_on"]) for row in rows}),
        sum((row["plan_no"] or row["org_no"]) is not None for row in rows),
        min(days, default=None),
        max(days, default=None),
    )
