"""A book as a user lays it out: pages of one table each, that can be disturbed and then written in any format."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from titcheck.tables.model import Column, Table

Merge = tuple[int, int, int, int]
"""Top, left, bottom, right, counted from 0 in what holds it, all inclusive."""


@dataclass
class Line:
    """A row below the headings; `data` is False for totals, notes and the like, which no merge may run across."""

    cells: list[Any]
    data: bool = True


@dataclass
class Page:
    """One table: rows above it, headings in one or more rows, lines below. `columns` are None where no table has the column."""

    name: str
    table: Table
    columns: list[Column | None]
    head: list[list[str | None]]
    lines: list[Line]
    above: list[list[Any]] = field(default_factory=list)
    below: list[list[Any]] = field(default_factory=list)
    head_merges: list[Merge] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    above_merges: list[Merge] = field(default_factory=list)
    indent: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    trailing: int = 0

    def places(self, *types: str) -> list[int]:
        """The columns of these types."""
        return [place for place, column in enumerate(self.columns) if column and column.type in types]

    def place(self, name: str) -> int | None:
        """Where a column stands."""
        return next((place for place, column in enumerate(self.columns) if column and column.name == name), None)

    def insert_column(self, place: int, heading: str | None, cells: Sequence[Any]) -> None:
        """A column no table has; headings of several rows have it merged downwards."""
        self.columns.insert(place, None)
        for row, headings in enumerate(self.head):
            headings.insert(place, heading if row == 0 else None)
        for line, cell in zip(self.lines, cells, strict=True):
            line.cells.insert(place, cell)


@dataclass
class Grid:
    """What is written: cells, merged ranges, hidden rows and columns, rows that are only formatted."""

    name: str
    rows: list[list[Any]]
    merges: list[Merge]
    hidden_rows: list[int]
    hidden_columns: list[int]
    trailing: int

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def laid_out(page: Page) -> Grid:
    """The page as rows and columns from A1 on."""
    indent: list[Any] = [None] * page.indent
    rows = [*page.above, *page.head, *(line.cells for line in page.lines), *page.below]
    head, body = len(page.above), len(page.above) + len(page.head)
    merges = [
        (top + down, left + page.indent, bottom + down, right + page.indent)
        for down, some in ((0, page.above_merges), (head, page.head_merges), (body, page.merges))
        for top, left, bottom, right in some
    ]
    return Grid(
        page.name,
        [[*indent, *row] for row in rows],
        merges,
        [row + body for row in page.hidden_rows],
        [place + page.indent for place in page.hidden_columns],
        page.trailing,
    )


def beside(left: Grid, right: Grid, gap: int) -> Grid:
    """One sheet with both, blank columns between them."""
    across = left.width + gap
    rows = []
    for number in range(max(len(left.rows), len(right.rows))):
        first = left.rows[number] if number < len(left.rows) else []
        second = right.rows[number] if number < len(right.rows) else []
        rows.append([*first, *[None] * (across - len(first)), *second])
    moved = [(top, one + across, bottom, other + across) for top, one, bottom, other in right.merges]
    columns = [*left.hidden_columns, *(place + across for place in right.hidden_columns)]
    return Grid("まとめ", rows, [*left.merges, *moved], [], columns, max(left.trailing, right.trailing))


def under(upper: Grid, lower: Grid, between: Sequence[Sequence[Any]]) -> Grid:
    """One sheet with both, the rows `between` them."""
    down = len(upper.rows) + len(between)
    moved = [(top + down, left, bottom + down, right) for top, left, bottom, right in lower.merges]
    rows = [*upper.rows, *map(list, between), *lower.rows]
    hidden = [*upper.hidden_rows, *(row + down for row in lower.hidden_rows)]
    return Grid("まとめ", rows, [*upper.merges, *moved], hidden, [], lower.trailing)


def plain(cell: Any) -> str:
    """A cell as a CSV file holds it."""
    match cell:
        case None:
            return ""
        case timedelta():
            minutes = int(cell.total_seconds()) // 60
            return f"{minutes // 60}:{minutes % 60:02}"
        case time():
            return f"{cell.hour}:{cell.minute:02}"
        case date():
            return cell.isoformat()
    return str(cell)


def write_xlsx(folder: Path, grids: Sequence[Grid]) -> None:
    """One workbook; trailing rows hold borders and nothing else."""
    book = Workbook()
    book.remove(book.worksheets[0])
    border = Border(bottom=Side(style="thin"))
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for row in grid.rows:
            sheet.append(row)
        for top, left, bottom, right in grid.merges:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row_number in grid.hidden_rows:
            sheet.row_dimensions[row_number + 1].hidden = True
        for place in grid.hidden_columns:
            sheet.column_dimensions[get_column_letter(place + 1)].hidden = True
        for row_number in range(len(grid.rows), len(grid.rows) + grid.trailing):
            sheet.cell(row_number + 1, 1).border = border
    book.save(folder / "帳簿.xlsx")


def write_csv(folder: Path, grids: Sequence[Grid], encoding: str) -> None:
    """A file for each sheet."""
    for grid in grids:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([plain(cell) for cell in row] for row in grid.rows)
        (folder / f"{grid.name}.csv").write_bytes(text.getvalue().encode(encoding))


_ODS = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}</office:spreadsheet>
</office:body></office:document-content>"""
_MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def write_ods(folder: Path, grids: Sequence[Grid]) -> None:
    """One OpenDocument book, every cell as text, cells merged as they are."""
    tables = "".join(f'<table:table table:name="{escape(grid.name)}">{_ods_rows(grid)}</table:table>' for grid in grids)
    with zipfile.ZipFile(folder / "帳簿.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(tables))
        archive.writestr("META-INF/manifest.xml", _MANIFEST)


def _ods_rows(grid: Grid) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in grid.merges}
    covered = {
        (row, place)
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        for place in range(left, right + 1)
    } - spans.keys()
    rows = []
    for number, row in enumerate(grid.rows):
        cells = []
        for place, cell in enumerate([*row, *[None] * (grid.width - len(row))]):
            down, right = spans.get((number, place), (1, 1))
            span = (
                f' table:number-columns-spanned="{right}" table:number-rows-spanned="{down}"'
                if down * right > 1
                else ""
            )
            paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in plain(cell).split("\n"))
            if (number, place) in covered:
                cells.append("<table:covered-table-cell/>")
            elif cell is None:
                cells.append(f"<table:table-cell{span}/>")
            else:
                cells.append(f'<table:table-cell office:value-type="string"{span}>{paragraphs}</table:table-cell>')
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(rows)
