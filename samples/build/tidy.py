"""The books as a careful office keeps them: Japanese sheets and headings, real dates, times and numbers."""

from datetime import date, time, timedelta
from pathlib import Path

from days import Fact, Row
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import save
from world import World

from titcheck.tables import BY_NAME
from titcheck.tables.model import Column, Table

BOOKS = {
    "監理団体台帳": ("supervising_orgs", "implementing_orgs", "staff_counts", "officers", "sending_orgs", "fees"),
    "実習生名簿・計画": ("trainees", "plans", "housing"),
    "賃金台帳": ("wage_payments", "agreements", "industry_minimum_wages"),
    "出勤簿": ("shifts",),
    "講習": ("lectures",),
    "転籍・在留": ("employer_changes", "permits", "disappearances"),
    "監査・訪問": ("audits", "visits", "external_checks"),
    "処分歴・届出": ("dispositions", "inspections", "notices"),
}


def columns_of(table: Table, rows: list[Row]) -> list[Column]:
    """The columns at least one row fills, in the table's order; a row may fill none that the table lacks."""
    filled = {name for row in rows for name, value in row.items() if value is not None}
    known = [column for column in table.columns if column.name in filled]
    if unknown := filled - {column.name for column in known}:
        raise KeyError(f"{table.name}: {sorted(unknown)}")
    return known


def label(column: Column, code: Fact) -> Fact:
    """A choice in Japanese; what is no code of the column stays as it is."""
    return next((choice.label.ja for choice in column.choices if choice.code == code), code)


def cell(column: Column, value: Fact) -> tuple[Fact, str]:
    """What stands in the cell, and its number format."""
    match value:
        case bool():
            return "○" if value else "×", "General"
        case date():
            return value, "yyyy/mm/dd"
        case time():
            return value, "h:mm"
        case timedelta():
            return value, "[h]:mm"
        case int() if column.type == "yen":
            return value, "#,##0"
    return label(column, value), "General"


def fill(sheet: Worksheet, table: Table, rows: list[Row]) -> None:
    columns = columns_of(table, rows)
    for n, column in enumerate(columns, 1):
        sheet.cell(1, n, column.heading.ja).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(n)].width = max(12, 2 * len(column.heading.ja) + 2)
    sheet.freeze_panes = "A2"
    for r, row in enumerate(rows, 2):
        for n, column in enumerate(columns, 1):
            if row.get(column.name) is not None:
                written, number_format = cell(column, row[column.name])
                sheet.cell(r, n, written).number_format = number_format


def write(world: World, folder: Path) -> None:
    """One workbook for each part of the office, one sheet for each table."""
    for name, tables in BOOKS.items():
        book = Workbook()
        book.remove(book.worksheets[0])
        for table in tables:
            fill(book.create_sheet(BY_NAME[table].title.ja), BY_NAME[table], world[table])
        save(book, folder / f"{name}.xlsx")
