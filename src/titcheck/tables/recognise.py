"""Which table a sheet holds, and which column each of its headings names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from titcheck.errors import BadRequest, meant
from titcheck.tables import TABLES
from titcheck.tables.aside import rows_aside
from titcheck.tables.headings import normalise, normalise_sheet
from titcheck.tables.model import Table
from titcheck.text import Text
from titcheck.workbook.model import Sheet

How = Literal["name", "headers", "published", "mapping"]

_FEW = 2
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table stands on a sheet: its header row (1-based), and the place of each column (0-based, A is 0).

    `unused_headers` are the filled cells of the header row that name no column of the table, or one named already.
    Its rows go on to `last_row` (None: to the end of the sheet). A column of `fixed` has that text in every row. A
    cell of a column in `rewrite` is read as the text that gives (empty: blank; None: unreadable). A row whose cell of
    the first of the columns `carried` is blank goes on with the row above: its blank cells of `carried` have the text
    above them. The rows `set_aside` are no data; each says what it is.
    """

    table: Table
    header_row: int
    columns: Mapping[str, int]
    unused_headers: tuple[str, ...]
    last_row: int | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    rewrite: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    set_aside: Mapping[int, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was recognised in one place of a sheet, and how.

    Where nothing was (`layout` is None), `nearest` gives the tables that some row's headings come closest to, each
    with how many of its columns they name. `headers` are the texts of the header row, or of that row, by the sheet's
    column (0-based). `how` is how a layout was told: by the sheet's name, by headings, as a published list, by a mapping.
    """

    layout: Layout | None
    how: How | None
    headers: Mapping[int, str]
    nearest: tuple[tuple[Table, int], ...]


def recognise(sheet: Sheet) -> tuple[Layout, ...]:
    """The tables a sheet holds, by its name or else by their headings; none that is not certain."""
    return tuple(found.layout for found in survey(sheet) if found.layout)


def survey(sheet: Sheet) -> tuple[Survey, ...]:
    """Every table of a sheet; where none is certain, what it comes near to.

    A name counts from one known heading on. Headings alone must name two columns, among them the key, or three;
    and more than of any other table. They win over a name that fewer than two headings bear out.
    """
    rows = [[normalise(cell) if cell else "" for cell in row] for row in sheet.head]
    # Sorting is stable: of tables equally near the first declared comes first.
    layouts = sorted((_lay(sheet, rows, table) for table in TABLES), key=lambda it: len(it.columns), reverse=True)
    named = next((it for it in layouts if normalise_sheet(sheet.name) in _names(it.table) and it.columns), None)
    certain = _certain(layouts)
    how: How | None = None
    layout = None
    if named and (len(named.columns) >= _FEW or not certain):
        how, layout = "name", named
    elif certain:
        how, layout = "headers", certain
    nearest = tuple((it.table, len(it.columns)) for it in layouts[:_NEAREST] if it.columns and not layout)
    if layout:
        layout = without_aside(sheet, layout)
    shown = layout or (layouts[0] if nearest else None)
    return (Survey(layout, how, headers_in(sheet, shown.header_row) if shown else {}, nearest),)


def without_aside(sheet: Sheet, layout: Layout) -> Layout:
    """The layout with the rows that are no data set aside."""
    columns = {place: layout.table.column(name) for name, place in layout.columns.items()}
    width = max(map(len, sheet.head))
    places = range(sheet.first_column, sheet.first_column + width)
    return replace(layout, set_aside=rows_aside(sheet, columns, layout.header_row, layout.last_row, places))


def lay(sheet: Sheet, table: Table, headings: Mapping[str, str], header_row: int | None) -> Survey:
    """A table laid on a row of a sheet, or where most columns are named, by its headings and others (normalised → column)."""
    rows = [[normalise(cell) if cell else "" for cell in row] for row in sheet.head]
    layout = _lay(sheet, rows, table, headings, header_row)
    return Survey(layout, "mapping", headers_in(sheet, layout.header_row), ())


def _lay(
    sheet: Sheet,
    rows: Sequence[Sequence[str]],
    table: Table,
    others: Mapping[str, str] = MappingProxyType({}),
    header_row: int | None = None,
) -> Layout:
    """The table laid on that row, or on the row that names most of its columns, the first of such rows."""
    known = {**headings_of(table), **others}
    candidates = range(len(rows)) if header_row is None else [header_row - 1]
    best = max(candidates, key=lambda place: len({known[cell] for cell in rows[place] if cell in known}), default=-1)
    if best < 0:
        return Layout(table, 1, {}, ())
    columns: dict[str, int] = {}
    for place, cell in enumerate(rows[best], start=sheet.first_column):
        if cell in known:
            columns.setdefault(known[cell], place)
    used = set(columns.values())
    unused = tuple(text for place, text in headers_in(sheet, best + 1).items() if place not in used)
    return Layout(table, best + 1, columns, unused)


def _certain(layouts: Sequence[Layout]) -> Layout | None:
    """The layout that headings alone make certain; `layouts` are sorted, the nearest first."""
    first, second = layouts[:2]
    key = first.table.key
    needed = _FEW if key and all(name in first.columns for name in key) else _FEW + 1
    return first if len(first.columns) >= needed and len(first.columns) > len(second.columns) else None


def headers_in(sheet: Sheet, row: int) -> dict[int, str]:
    """The filled cells of a row (1-based) of a sheet's head, by column (0-based); none where there is no such row."""
    if not 1 <= row <= len(sheet.head):
        return {}
    return {place: text.strip() for place, text in enumerate(sheet.head[row - 1], start=sheet.first_column) if text}


@cache
def headings_of(table: Table) -> dict[str, str]:
    """Every normalised heading of a table → the column's name."""
    return {
        normalise(text): column.name
        for column in table.columns
        for text in (*column.aliases, column.heading.en, column.heading.ja, column.name)
    }


@cache
def _names(table: Table) -> frozenset[str]:
    return frozenset(map(normalise_sheet, (table.name, table.title.en, table.title.ja, *table.aliases)))


def tables_named(asked: Iterable[str]) -> tuple[Table, ...]:
    """The tables that have one of these as their name, title or other spelling, in the order of the template.

    BadRequest: a name no table has.
    """
    wanted = set()
    for name in asked:
        found = next((table.name for table in TABLES if normalise_sheet(name) in _names(table)), None)
        if found is None:
            known = [each for table in TABLES for each in (table.name, table.title.en, table.title.ja, *table.aliases)]
            hint = meant(name, known)
            raise BadRequest(Text(f"no table `{name}`{hint.en}", f"`{name}`という帳簿はありません{hint.ja}"))
        wanted.add(found)
    return tuple(table for table in TABLES if table.name in wanted)
