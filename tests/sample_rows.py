"""The rows of the sample books, by table and column, as they are written there."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from titcheck.tables import TABLES

Row = dict[str, Any]
SAMPLES = Path(__file__).parent.parent / "samples"


def plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.date()
        case time():
            return f"{value.hour}:{value.minute:02}"
    return value


def rows_of(folder: str) -> dict[str, list[Row]]:
    """Every table of a folder of tidy books; each sheet is one table, its headings in row 1."""
    tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    names = {table.title.ja: table for table in TABLES}
    for path in sorted((SAMPLES / folder).iterdir()):
        book = load_workbook(path, read_only=True)
        for sheet in book:
            table = names[sheet.title]
            columns = {column.heading.ja: column.name for column in table.columns}
            heading, *lines = sheet.iter_rows(values_only=True)
            for line in lines:
                tables[table.name].append(
                    {columns[str(name)]: plain(value) for name, value in zip(heading, line, strict=True)}
                )
        book.close()
    return tables
