"""Which table a sheet holds, and which column each of its headings names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from titcheck.errors import BadRequest, meant
from titcheck.tables import TABLES
from titcheck.tables.aside import rows_aside
from titcheck.tables.grid import Grid, grid_of
from titcheck.tables.headers import Claims, Header, Left, claims, headers_at
from titcheck.tables.headings import names_of, normalise_sheet
from titcheck.tables.model import Table
from titcheck.tables.pieces import FEW, Piece
from titcheck.tables.regions import Region, find_pieces, regions_of
from titcheck.tables.suggest import suggest
from titcheck.text import Text
from titcheck.workbook.model import Sheet

How = Literal["name", "headers", "published", "mapping"]

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table stands on a sheet: its header row (1-based), and the place of each column (0-based, A is 0).

    `unused_headers` are the filled cells of the header row that name no column of the table, or one named already.
    Its rows go on to `last_row` (None: to the end of the sheet). A column of `fixed` has that text in every row. A
    cell of a column in `rewrite` is read as the text that gives (empty: blank; None: unreadable). A row whose cell of
    the first of the columns `carried` is blank goes on with the row above: its blank cells of `carried` have the text
    above them. The rows `set_aside` are no data; each says what it is. Headings `left_out` (by their place) may name a
    column and are not taken for it: that column, and why not; unless another heading names it, it is unknown.
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
    left_out: Left = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was recognised in one place of a sheet, and how.

    Where nothing was (`layout` is None), `nearest` gives the tables that some row's headings come closest to, each
    with how many of its columns they name. `headers` are the texts of the header row, or of that row, by the sheet's
    column (0-based). `how` is how a layout was told: by the sheet's name, by headings, as a published list, by a mapping. `reason` says why
    nothing is certain, where that is more than too few headings. `suggestions` are columns that headings naming none may
    be misspellings of, by place; nothing is read by them.
    """

    layout: Layout | None
    how: How | None
    headers: Mapping[int, str]
    nearest: tuple[tuple[Table, int], ...]
    reason: Text | None = None
    suggestions: Mapping[int, str] = field(default_factory=dict)


def recognise(sheet: Sheet) -> tuple[Layout, ...]:
    """The tables a sheet holds, by its name or else by their headings; none that is not certain."""
    return tuple(found.layout for found in survey(sheet) if found.layout)


def survey(sheet: Sheet) -> tuple[Survey, ...]:
    """Every table of a sheet; where none is certain, what it comes near to.

    A name counts from one known heading on. Headings alone must name two columns, among them the key, or three;
    and more than of any other table. They win over a name that fewer than two headings bear out.
    """
    grid = grid_of(sheet)
    name = normalise_sheet(sheet.name)
    named = next((table for table in TABLES if name in names_of(table)), None)
    pieces, repeated = find_pieces(grid)
    found = [_surveyed(sheet, grid, region) for region in regions_of(grid, pieces, repeated, named)]
    return tuple(found) or (_unknown(pieces),)


def _surveyed(sheet: Sheet, grid: Grid, region: Region) -> Survey:
    header, claims = region.header, region.claims
    row = {place: text for place, text in grid.rows.get(header.last, {}).items() if place in region.places}
    headers = dict(sorted({**row, **{place: " ".join(header.texts(place)) for place in header.places}}.items()))
    used = set(claims.columns.values())
    unused = tuple(text for place, text in headers.items() if place not in used)
    layout = Layout(
        region.table,
        header.last,
        claims.columns,
        unused,
        last_row=region.last_row,
        set_aside=region.aside,
        left_out=claims.left_out,
    )
    how: How = "name" if region.by_name else "headers"
    layout = without_aside(sheet, layout, headers, region.places)
    return Survey(layout, how, headers, (), suggestions=suggest(headers, region.table, layout.columns))


def _unknown(pieces: Sequence[Piece]) -> Survey:
    """What comes near: the tables that some row's headings name most of."""
    best = {table.name: max(pieces, key=lambda piece: piece.count(table)) for table in TABLES} if pieces else {}
    near = sorted(TABLES, key=lambda table: best[table.name].count(table), reverse=True)[:_NEAREST] if pieces else []
    nearest = tuple((table, count) for table in near if (count := best[table.name].count(table)))
    if not nearest:
        return Survey(None, None, {}, ())
    header = best[nearest[0][0].name].readings[nearest[0][0].name][0]
    return Survey(
        None, None, {place: " ".join(header.texts(place)) for place in header.places}, nearest, _alike(nearest)
    )


def _alike(nearest: Sequence[tuple[Table, int]]) -> Text | None:
    most = [table for table, count in nearest if count == nearest[0][1]]
    if len(most) == 1 or nearest[0][1] < FEW:
        return None
    return Text(
        f"its headings fit {', '.join(table.name for table in most)} alike: give the sheet the name of one of them",
        f"見出しが{'、'.join(table.title.ja for table in most)}のいずれにも当てはまります。シート名を帳簿名にしてください",
    )


def without_aside(sheet: Sheet, layout: Layout, headers: Mapping[int, str], places: range) -> Layout:
    """The layout with the rows that are no data set aside; `places` are the sheet's columns that are the table's own."""
    columns = {place: layout.table.column(name) for name, place in layout.columns.items()}
    found = rows_aside(sheet, columns, headers, layout.header_row, layout.last_row, places)
    return replace(layout, set_aside=dict(sorted({**found, **layout.set_aside}.items())))


def lay(sheet: Sheet, table: Table, headings: Mapping[str, str], header_row: int | None) -> Survey:
    """A table laid on a row of a sheet, or where most columns are named, by its headings and others (normalised → column)."""
    grid = grid_of(sheet)
    rows = range(1, len(sheet.head) + 1) if header_row is None else [header_row]
    found = [(header, claims(header, table, headings)) for row in rows for header in headers_at(grid, row)[::-1]]
    header, said = max(found, key=lambda it: len(it[1].named), default=(Header(1, ()), Claims({}, {})))
    return _surveyed(sheet, grid, Region(table, header, said, False, Piece({}), range(1 << 20)))


def headers_in(sheet: Sheet, row: int) -> dict[int, str]:
    """The filled cells of a row (1-based) of a sheet's head, by column (0-based); none where there is no such row."""
    if not 1 <= row <= len(sheet.head):
        return {}
    return {place: text.strip() for place, text in enumerate(sheet.head[row - 1], start=sheet.first_column) if text}


def tables_named(asked: Iterable[str]) -> tuple[Table, ...]:
    """The tables that have one of these as their name, title or other spelling, in the order of the template.

    BadRequest: a name no table has.
    """
    wanted = set()
    for name in asked:
        found = next((table.name for table in TABLES if normalise_sheet(name) in names_of(table)), None)
        if found is None:
            known = [each for table in TABLES for each in (table.name, table.title.en, table.title.ja, *table.aliases)]
            hint = meant(name, known)
            raise BadRequest(Text(f"no table `{name}`{hint.en}", f"`{name}`という帳簿はありません{hint.ja}"))
        wanted.add(found)
    return tuple(table for table in TABLES if table.name in wanted)
