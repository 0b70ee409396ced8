"""What was recognised in the books: each sheet's table, the column under each heading, and what was not."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text as Rich

from titcheck.report import words
from titcheck.report.page import Page
from titcheck.store.part import letters
from titcheck.tables.recognise import Layout, Survey, survey
from titcheck.text import Lang
from titcheck.workbook.model import Book


def print_columns(books: Iterable[Book], console: Console, lang: Lang) -> bool:
    """Every sheet of every book; whether any was recognised."""
    page = Page(console, lang)
    recognised = False
    for book in books:
        page.line(book.file, style="bold")
        if book.problem:
            page.line(page.of(book.problem), indent=2, style="bold yellow")
        for sheet in book.sheets:
            for found in survey(sheet):
                if found.layout:
                    recognised = True
                    _print_layout(page, sheet.name, found, found.layout)
                else:
                    _print_unknown(page, sheet.name, found)
    page.end()
    return recognised


def _print_layout(page: Page, sheet: str, found: Survey, layout: Layout) -> None:
    table = layout.table
    how = page.of(words.RECOGNISED[found.how or "name"]).format(layout.header_row)
    page.line(f"{sheet} = {page.of(table.title)} ({table.name}) {how}", indent=2, style="green")
    named = {place: name for name, place in layout.columns.items()}
    for place, header in found.headers.items():
        lead = Rich(f"    {letters(place):<4}", style="dim")
        if place in named:
            column = table.column(named[place])
            page.line(f"{header} = {page.of(column.heading)} ({column.name})", indent=8, lead=lead)
        else:
            page.line(f"{header} = {page.of(words.NOT_USED)}", indent=8, lead=lead, style="yellow")
    absent = [page.of(column.heading) for column in table.columns if column.name not in layout.columns]
    if absent:
        page.line(page.of(words.ABSENT).format(page.of(words.COMMA).join(absent)), indent=4, style="dim")


def _print_unknown(page: Page, sheet: str, found: Survey) -> None:
    page.line(f"{sheet} = {page.of(words.NOT_RECOGNISED)}", indent=2, style="yellow")
    for table, count in found.nearest:
        near = page.of(words.NEAREST).format(f"{page.of(table.title)} ({table.name})", count, len(table.columns))
        page.line(near, indent=4)
