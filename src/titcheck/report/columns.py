"""What was recognised in the books: each sheet's table, the column under each heading, and what was not."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.text import Text as Rich

from titcheck.mapping.apply import Surveyed
from titcheck.report import words
from titcheck.report.page import Page
from titcheck.store.part import letters
from titcheck.tables import TABLES
from titcheck.tables.recognise import Layout, Survey
from titcheck.text import Lang
from titcheck.workbook.model import Book

_SAMPLES = 3

Wanted = tuple[Mapping[str, Sequence[str]], Mapping[tuple[str, str], Sequence[str]]]
"""The tables that each rule cannot do without, and the rules that read each column of a table."""


def print_columns(
    books: Iterable[Book],
    surveyed: Sequence[Surveyed],
    wanted: Wanted,
    console: Console,
    lang: Lang,
) -> None:
    """Every sheet of every book, then what stands on none and the rules that want it."""
    page = Page(console, lang)
    for book in books:
        page.line(book.file, style="bold")
        if book.problem:
            page.line(page.of(book.problem), indent=2, style="bold yellow")
        for each in (each for each in surveyed if each.book is book):
            _print_sheet(page, each)
    _print_wanted(page, surveyed, wanted)
    page.end()


def _print_sheet(page: Page, each: Surveyed) -> None:
    if not each.found:
        page.line(f"{each.sheet.name} = {page.of(words.LEFT_OUT)}", indent=2, style="dim")
    for found in each.found:
        if found.layout:
            _print_layout(page, each, found, found.layout)
        else:
            _print_unknown(page, each.sheet.name, found)


def _print_layout(page: Page, each: Surveyed, found: Survey, layout: Layout) -> None:
    table = layout.table
    how = page.of(words.RECOGNISED[found.how or "name"]).format(layout.header_row)
    page.line(f"{each.sheet.name} = {page.of(table.title)} ({table.name}) {how}", indent=2, style="green")
    named: dict[int, list[str]] = {}
    for name, place in layout.columns.items():
        named.setdefault(place, []).append(name)
    for place, header in found.headers.items():
        lead = Rich(f"    {letters(place):<4}", style="dim")
        if place in named:
            columns = ", ".join(f"{page.of(table.column(name).heading)} ({name})" for name in named[place])
            page.line(f"{header} = {columns}{_samples(page, each, layout, place)}", indent=8, lead=lead)
        elif place in layout.left_out:
            name, reason = layout.left_out[place]
            shown = f"{page.of(words.NOT_USED)} ({page.of(table.column(name).heading)}: {page.of(reason)})"
            page.line(f"{header} = {shown}", indent=8, lead=lead, style="yellow")
        else:
            meant = found.suggestions.get(place)
            hint = page.of(words.MEANT).format(f"{page.of(table.column(meant).heading)} ({meant})") if meant else ""
            page.line(f"{header} = {page.of(words.NOT_USED)} {hint}".rstrip(), indent=8, lead=lead, style="yellow")
    for row, reason in layout.set_aside.items():
        page.line(page.of(words.SET_ASIDE).format(row, page.of(reason)), indent=4, style="yellow")
    for name, text in layout.fixed.items():
        value = page.of(words.IN_EVERY_ROW).format(text)
        page.line(f"{page.of(table.column(name).heading)} ({name}) = {value}", indent=8)


def _samples(page: Page, each: Surveyed, layout: Layout, place: int) -> str:
    """The first cells under a heading, as they stand."""
    cells = (row[place - each.sheet.first_column] for row in each.sheet.head[layout.header_row : layout.last_row])
    samples = list(dict.fromkeys(cell.strip() for cell in cells if cell))[:_SAMPLES]
    shown = page.of(words.COMMA).join(words.shortened(sample) for sample in samples)
    return page.of(words.SAMPLES).format(shown) if samples else ""


def _print_wanted(page: Page, surveyed: Sequence[Surveyed], wanted: Wanted) -> None:
    """The columns of these books, and the books, that stand nowhere, with the rules that want them."""
    needing, reading = wanted
    layouts = [layout for each in surveyed for layout in each.layouts]
    given = {layout.table.name for layout in layouts}
    filled = {(layout.table.name, column) for layout in layouts for column in (*layout.columns, *layout.fixed)}
    page.heading(words.COLUMNS_WANTED)
    for table in TABLES:
        for column in table.columns if table.name in given else ():
            rules = reading.get((table.name, column.name), ())
            if rules and (table.name, column.name) not in filled:
                place = f"{page.of(table.title)}: {page.of(column.heading)} ({table.name}.{column.name})"
                page.line(f"{place}: {words.some(rules)}", indent=2)
    page.heading(words.BOOKS_WANTED)
    for table in TABLES:
        rules = [rule for rule, needs in needing.items() if table.name in needs]
        if rules and table.name not in given:
            page.line(f"{page.of(table.title)} ({table.name}): {words.some(rules)}", indent=2)


def _print_unknown(page: Page, sheet: str, found: Survey) -> None:
    page.line(f"{sheet} = {page.of(words.NOT_RECOGNISED)}", indent=2, style="yellow")
    if found.reason:
        page.line(page.of(found.reason), indent=4)
    for table, count in found.nearest:
        near = page.of(words.NEAREST).format(f"{page.of(table.title)} ({table.name})", count, len(table.columns))
        page.line(near, indent=4)
