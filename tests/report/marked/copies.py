"""Marked copies made as a user makes them, and what of an archive is as it was."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from books import write_book
from checked import Checked, check
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

COLOURS = {"violated": "FFFFC7CE", "unproven": "FFFFEB9C", "misread": "FFE4DFEC"}
LISTING = "titcheck 指摘"
SHEET = "技能実習計画"

Row = Mapping[str, object]
LAWFUL: Row = {
    "plan_no": "認2504000001",
    "trainee_no": "T-014",
    "io_no": "IO-0003",
    "applied_on": "2025-03-01",
    "pay_basis": "月給",
    "base_pay": 200_000,
    "counted_allowances": 0,
    "monthly_hours": "160:00",
    "comparator_basis": "同種業務の日本人",
    "comparator_pay_basis": "月給",
    "comparator_pay": 200_000,
    "comparator_monthly_hours": "160:00",
}
"""A plan whose pay is just enough."""
TOO_LITTLE: Row = {"plan_no": "認2504000002", "trainee_no": "T-015", "base_pay": 199_999}
PAY, COMPARATOR = "F3", "K3"
"""The cells of two columns in row 3."""


def plan_book(path: Path, rows: Sequence[Row], sheet: str = SHEET) -> Path:
    """A workbook of plans, each the lawful one with some cells changed, from row 2 on."""
    write_book(path, plans=[{**LAWFUL, **row} for row in rows])
    book = load_workbook(path)
    book[SHEET].title = sheet
    book.save(path)
    return path


def mark(*books: Path, into: Path, by: str = "pay-parity", lang: str = "ja") -> Checked:
    """Judge books by one rule, with marked copies in a folder."""
    return check(*books, by=by, options=("--out", f"marked={into}", "--lang", lang))


def sheet_of(path: Path, name: str) -> Worksheet:
    """A sheet of a copy; a chart is none."""
    sheet = load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def cell_of(sheet: Worksheet, address: str) -> Cell:
    """A cell that is not within merged ones."""
    cell = sheet[address]
    assert isinstance(cell, Cell)
    return cell


def colour(sheet: Worksheet, address: str) -> str | None:
    """The colour a cell is filled with."""
    fill = cell_of(sheet, address).fill
    return str(fill.fgColor.rgb) if fill.fill_type == "solid" else None


def link_of(sheet: Worksheet, address: str) -> str:
    """The place in the workbook a cell leads to."""
    link = cell_of(sheet, address).hyperlink
    return str(link.location) if link else ""


def filled(sheet: Worksheet) -> dict[str, str]:
    """Every filled cell with its colour."""
    cells = (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))
    return {cell.coordinate: shown for cell in cells if (shown := colour(sheet, cell.coordinate))}


def comments(sheet: Worksheet) -> dict[str, str]:
    """Every comment by its cell."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def parts(path: Path) -> dict[str, bytes]:
    """Every part of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
