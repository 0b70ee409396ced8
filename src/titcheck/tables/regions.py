"""Where tables stand on a sheet: under each other, beside each other, each with its headings and its last row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from titcheck.tables.aside import REPEATED, TITLE
from titcheck.tables.grid import Grid, is_value
from titcheck.tables.headers import Claims, Header, goes_on
from titcheck.tables.headings import normalise
from titcheck.tables.model import Column, Table
from titcheck.tables.pieces import FEW, Piece, pieces_at
from titcheck.tables.titles import titles_above
from titcheck.text import Text

_NEAR = 50
_BESIDE = Text("stands beside the table, not in it", "表の外（隣）にある見出しです")


@dataclass
class Region:
    """A table on a sheet: its headings, the sheet's columns that are its own, its last row (None: to the end of the sheet).

    `aside` are rows of it that are no data, with the reason.
    """

    table: Table
    header: Header
    claims: Claims
    by_name: bool
    piece: Piece
    places: range = range(0)
    last_row: int | None = None
    aside: dict[int, Text] = field(default_factory=dict)

    @property
    def columns(self) -> dict[int, Column]:
        """The table's columns by their place."""
        return {place: self.table.column(name) for name, place in self.claims.columns.items()}


def find_pieces(grid: Grid) -> tuple[list[Piece], dict[int, list[Piece]]]:
    """All headings of a sheet from the top down; and the rows that repeat some, as every printed page does."""
    pieces: list[Piece] = []
    repeated: dict[int, list[Piece]] = {}
    for row, cells in grid.rows.items():
        if goes_on(grid, row) or not (cells or goes_on(grid, row - 1)):
            continue
        again = [piece for piece in _latest(pieces) if _repeats(grid, row, piece)]
        if again:
            repeated[row] = again
        if again and all(any(place in piece.span for piece in again) for place in cells):
            continue
        for piece in pieces_at(grid, row):
            rivals = [
                it for it in pieces[-_NEAR:] if it.header.last >= piece.header.first and _overlap(it.span, piece.span)
            ]
            if any(piece.most <= it.most for it in rivals) or any(_overlap(it.span, piece.span) for it in again):
                continue
            for rival in rivals:
                pieces.remove(rival)
            twin = next((it for it in _latest(pieces) if it.header.levels == piece.header.levels), None)
            if twin:
                repeated[row] = [*repeated.get(row, ()), twin]
            else:
                pieces.append(piece)
    return pieces, repeated


def _latest(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Of pieces under each other only the last."""
    seen: list[Piece] = []
    for piece in reversed(pieces[-_NEAR:]):
        if piece.most >= FEW and not any(_overlap(piece.span, other.span) for other in seen):
            seen.append(piece)
            yield piece


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _repeats(grid: Grid, row: int, piece: Piece) -> bool:
    lowest = {place: text for place, (text, at) in piece.header.levels[-1].items() if at == place}
    cells = {place: text for place, text in grid.rows[row].items() if place in piece.span}
    enough = len(cells) >= max(FEW, len(lowest) // 2)
    return enough and all(normalise(lowest.get(place, "")) == normalise(text) for place, text in cells.items())


def regions_of(
    grid: Grid, pieces: Sequence[Piece], repeated: Mapping[int, Sequence[Piece]], named: Table | None
) -> list[Region]:
    """The tables of a sheet from the top down, and from the left; `named` is the table that its name speaks of.

    A name counts from one known heading on. Headings win over a name that fewer than two of them bear out.
    """
    main = _main(pieces, named)
    regions = []
    for piece in pieces:
        table = main[1] if main and piece is main[0] else piece.certain
        if main and table is None and named is main[1] and _alike(piece, *main):
            table = named
        if main and table and (piece is main[0] or _all_headings(piece, table)):
            header, claims = piece.readings[table.name]
            regions.append(Region(table, header, claims, table is named, piece))
    for region in regions:
        _bound(grid, region, regions, pieces)
        for row in (row for row, again in repeated.items() if region.piece in again):
            if row <= (region.last_row or row):
                _set_aside(grid, region, row)
    return [it for it in regions if it.columns and (it.last_row is None or it.last_row > it.header.last)]


def _main(pieces: Sequence[Piece], named: Table | None) -> tuple[Piece, Table] | None:
    certain = max((piece for piece in pieces if piece.certain), key=lambda piece: piece.most, default=None)
    if named is not None:
        best = max(pieces, key=lambda piece: piece.count(named), default=None)
        if best and best.count(named) >= (FEW if certain else 1):
            return best, named
    return (certain, certain.certain) if certain and certain.certain else None


def _alike(piece: Piece, other: Piece, table: Table) -> bool:
    """Whether a piece names the same columns of a table as another."""
    return table.name in piece.readings and piece.readings[table.name][1].named == other.readings[table.name][1].named


def _all_headings(piece: Piece, table: Table) -> bool:
    """Whether a row holds headings only: no figures, dates or codes, and not a label and its value in turn."""
    header, claims = piece.readings[table.name]
    lowest = header.levels[-1]
    known = {*claims.columns.values(), *claims.left_out}
    if any(is_value(text) for place, (text, _) in lowest.items() if place not in known):
        return False
    return len(known) * 2 > len(header.places) or any(place + 1 in known or place + 1 not in lowest for place in known)


def _bound(grid: Grid, region: Region, regions: Sequence[Region], pieces: Sequence[Piece]) -> None:
    """Where a region ends: at the next table to its right, and above the titles of the next one below."""
    span = region.piece.span
    row = region.header.last
    beside = [it for it in pieces if it.header.last == row and it is not region.piece]
    others = [it.piece for it in regions if it is not region]
    right = min((it.span.start for it in (*others, *beside) if it.span.start >= span.stop), default=1 << 20)
    left = span.start if any(it.span.stop <= span.start for it in (*others, *beside)) else 0
    region.places = range(left, right)
    lost = [it for it in beside if it not in others and it.span.start >= span.stop and region.table.name in it.readings]
    for piece in lost:
        said = piece.readings[region.table.name][1]
        left_out = {
            place: (column, _BESIDE) for column, place in said.columns.items() if column not in region.claims.columns
        }
        region.claims = replace(region.claims, left_out={**region.claims.left_out, **left_out})
    below = [it.header.first for it in others if it.header.first > row and _overlap(it.span, span)]
    if below:
        titles = titles_above(grid, min(below), row, region.places, region.columns)
        region.last_row = min((*titles, min(below))) - 1
        region.aside |= dict.fromkeys(titles, TITLE)


def _set_aside(grid: Grid, region: Region, row: int) -> None:
    """Headings repeated, with those above them and the titles of the page."""
    first = row
    while first - 1 > region.header.last and _same(grid, region, first - 1, row):
        first -= 1
    titles = titles_above(grid, first, region.header.last, region.places, region.columns)
    region.aside |= dict.fromkeys(titles, TITLE) | dict.fromkeys(range(first, row + 1), REPEATED)


def _same(grid: Grid, region: Region, row: int, last: int) -> bool:
    """Whether a row repeats the headings that stand as far above the lowest."""
    upper = region.piece.header.levels[: -(last - row) or None]
    cells = grid.rows.get(row)
    if last - row >= len(region.piece.header.levels) or not upper or not cells:
        return False
    own = {place: text for place, (text, at) in upper[-1].items() if at == place}
    return all(
        normalise(own.get(place, "")) == normalise(text) for place, text in cells.items() if place in region.places
    )
