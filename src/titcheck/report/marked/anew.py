"""A workbook of the cells that were read, for a book of a format that cannot be written back."""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from titcheck.report.sheets.package import write_workbook
from titcheck.report.sheets.sheet import Cell, Row, Sheet
from titcheck.report.sheets.styles import Look
from titcheck.text import Lang
from titcheck.workbook.model import Book
from titcheck.workbook.model import Sheet as Read

_LONGEST_NAME: Final = 31
_WIDTH: Final = 18


def build(book: Book, out: BinaryIO, lang: Lang) -> Mapping[str, str]:
    """Write every cell as text where it stands; gives what each sheet is called there, as Excel allows it."""
    names: dict[str, str] = {}
    for sheet in book.sheets:
        names[sheet.name] = _allowed(sheet.name, {name.casefold() for name in names.values()})
    sheets = [Sheet(names[sheet.name], [_WIDTH] * _columns(sheet), _rows(sheet)) for sheet in book.sheets]
    write_workbook(out, sheets, lang)
    return names


def _columns(sheet: Read) -> int:
    return sheet.first_column + max(map(len, sheet.head), default=1)


def _rows(sheet: Read) -> Iterator[Row]:
    broken = {(cell.row, cell.column): cell.shown for cell in sheet.broken or ()}
    before = [None] * sheet.first_column
    for number, texts in enumerate(sheet.cells.rows() if sheet.cells else (), start=1):
        row = [*before, *(Cell(text, Look.LINE) if text else None for text in texts)]
        for column in range(len(row)):
            if shown := broken.get((number, column)):
                row[column] = Cell(shown, Look.LINE)
        yield row


def _allowed(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name).strip("'")[:_LONGEST_NAME] or "_"
    number = 1
    shown = plain
    while shown.casefold() in taken:
        number += 1
        ending = f" ({number})"
        shown = plain[: _LONGEST_NAME - len(ending)] + ending
    return shown
