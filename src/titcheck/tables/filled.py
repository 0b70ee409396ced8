"""A table filled in: a workbook of one sheet that reads back to the same rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from titcheck.findings import Value
from titcheck.tables.model import Column, Table


def build_filled(table: Table, rows: Iterable[tuple[Value, ...]]) -> bytes:
    """An xlsx workbook of `rows`, values in the order of the table's columns, under the Japanese headings; codes as labels."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = table.title.ja
    sheet.freeze_panes = "A2"
    words = [_words(column) for column in table.columns]
    _write(sheet, 1, [column.heading.ja for column in table.columns])
    for number, row in enumerate(rows, start=2):
        _write(sheet, number, [said.get(value, value) for said, value in zip(words, row, strict=True)])
    for place, column in enumerate(table.columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(12, 2 * len(column.heading.ja) + 2)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _words(column: Column) -> Mapping[Value, Value]:
    if column.type == "flag":
        return {True: "○", False: "×"}
    return {choice.code: choice.label.ja for choice in column.choices}


def _write(sheet: Worksheet, row: int, values: Iterable[Value]) -> None:
    for place, value in enumerate(values, start=1):
        cell = sheet.cell(row, place, value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(value, str) and isinstance(cell, Cell):
            cell.data_type = "s"  # a text that begins with = is no formula
            cell.number_format = "@"
