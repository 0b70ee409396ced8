"""Workbooks for tests: rows by table and column, written as a Japanese book would have them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from titcheck.tables import BY_NAME

Rows = Iterable[Mapping[str, Any]]


def write_book(path: Path, **tables: Rows) -> Path:
    """One sheet a table, headings in Japanese in row 1, columns in the order rows first name them."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, given in tables.items():
        rows = list(given)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet = book.create_sheet(BY_NAME[name].title.ja)
        sheet.append([BY_NAME[name].column(column).heading.ja for column in columns])
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def write_sheet(folder: Path, title: str, rows: Iterable[Iterable[Any]], *merged: str) -> Path:
    """A workbook of one sheet, its cells as given, some of them merged."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(folder / "book.xlsx")
    return folder / "book.xlsx"
