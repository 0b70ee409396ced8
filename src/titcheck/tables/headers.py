"""Headings of one row, or of two or three under each other: which column of a table each place of a sheet names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from titcheck.tables.grid import Grid, is_value
from titcheck.tables.headings import headings_of, is_unit, names_of, normalise
from titcheck.tables.model import Table
from titcheck.text import Text

_DEPTH = 3
_APART = re.compile(r"前回|次回|前年|前月|翌月|予定(?!表)|見込|目標|変更|修正|旧|比較|参考|日本人|累計|合計|平均|基準")
"""What sets the headings under it apart from those of the same name: 前回 above 監査日 is not 監査日."""

TWICE = Text("named by several headings: the column is unknown", "複数の見出しが同じ項目を示すため、不明として扱います")
CLEARER = Text("another heading names that column more clearly", "同じ項目をより明確に示す見出しが別にあります")
UNDER = Text(
    "stands under a heading that sets it apart: the column is unknown",
    "上段の見出しにより別の項目と区別されるため、不明として扱います",
)

Level = Mapping[int, tuple[str, int]]
"""A row of headings: at each place of the sheet its text, and the place where that text stands."""

Left = Mapping[int, tuple[str, Text]]
"""Places whose headings may name a column and are not taken for it: that column, and why not."""


@dataclass(frozen=True, slots=True)
class Header:
    """Rows of headings from the top down, the lowest of them row `last`; nothing at all stands under the places `empty`."""

    last: int
    levels: tuple[Level, ...]
    empty: frozenset[int] = frozenset()

    @property
    def first(self) -> int:
        """The highest row."""
        return self.last - len(self.levels) + 1

    @property
    def places(self) -> list[int]:
        """The places under a heading, from the left."""
        return sorted({place for level in self.levels for place in level})

    def within(self, places: Sequence[int]) -> "Header":
        """The part at these places, without what stands over all of it: that is a title."""
        kept = set(places)
        levels = [{place: text for place, text in level.items() if place in kept} for level in self.levels]
        for upper, level in enumerate(levels[:-1]):
            under = {place for lower in levels[upper + 1 :] for place in lower}
            if len(level) > 1 and len({at for _, at in level.values()}) == 1 and under <= level.keys():
                levels[upper] = {}
        return Header(self.last, tuple(levels), self.empty)

    def texts(self, place: int) -> list[str]:
        """The headings over a place, from the top down."""
        return [level[place][0] for level in self.levels if place in level]

    def names(self, place: int) -> Iterator[str]:
        """Every name, normalised, that the headings over a place may make."""
        for *above, own in _forms(self.texts(place)):
            yield from _joined(above, own)
            yield own


@dataclass(frozen=True, slots=True)
class Claims:
    """The place of each column that a header names for certain, and what it leaves open."""

    columns: Mapping[str, int]
    left_out: Left

    @property
    def places(self) -> frozenset[int]:
        """The places of headings that name a column, certain or not."""
        return frozenset({*self.columns.values(), *self.left_out})

    @property
    def named(self) -> frozenset[str]:
        """The columns it names, certain or not."""
        return frozenset({*self.columns, *(column for column, _ in self.left_out.values())})


def headers_at(grid: Grid, last: int) -> list[Header]:
    """The ways to read the headings that end in a row: it alone, and with the one or two rows above; none for a row of data."""
    own: Level = {place: (text, place) for place, text in grid.rows.get(last, {}).items()}
    found: list[tuple[Level, ...]] = [(own,)]
    for row in range(last - 1, max(last - _DEPTH, 0), -1):
        cells = grid.rows.get(row)
        if not cells or any(is_value(text) or ":" in normalise(text) for text in cells.values()):
            break
        found.append((_level(grid, row, set().union(*found[-1])), *found[-1]))
    empty = frozenset(place for level in found[-1] for place in level if not grid.filled(place, last))
    return [Header(last, levels, empty) for levels in found]


def goes_on(grid: Grid, row: int) -> bool:
    """Whether the headings of a row do not end there: cells are merged with the next row, or units stand below."""
    cells = grid.rows.get(row, {})
    merged = any((merge := grid.merges.get((row, place))) and merge.bottom in {row + 1, row + 2} for place in cells)
    below = grid.rows.get(row + 1, {}).values()
    units = len(below) > 0 and all(map(is_unit, below))
    return units or (merged and not any(map(is_value, below)))


def _level(grid: Grid, row: int, under: set[int]) -> Level:
    """A text stands over the places it is merged over, or over those to its right that have a heading under a blank cell."""
    cells = grid.rows[row]
    level: dict[int, tuple[str, int]] = {}
    for place, text in cells.items():
        merge = grid.merges.get((row, place))
        reach = [place]
        if merge and merge.left < merge.right:
            reach += [other for other in range(place + 1, merge.right + 1) if other in under]
        elif merge is None and place in under:
            end = min((other for other in cells if other > place), default=max(under) + 1)
            reach += [other for other in range(place + 1, end) if other in under]
        level |= dict.fromkeys(reach, (text, place))
    return level


def claims(header: Header, table: Table, others: Mapping[str, str]) -> Claims:
    """What the headings name of a table, by its own headings and by `others` (normalised → column).

    The joined heading comes first (比較対象 over 賃金: 比較対象の賃金). The lower alone counts where nothing sets it apart
    and no other place names its column. What two places name alike is left open.
    """
    known = {**headings_of(table), **others}
    exact: dict[str, list[int]] = {}
    alone: dict[str, list[int]] = {}
    left: dict[int, tuple[str, Text]] = {}
    for place in header.places:
        forms = list(_forms(header.texts(place)))
        names = (name for *above, own in forms for name in _joined(above, own))
        if column := next((known[name] for name in names if name in known), None):
            exact.setdefault(column, []).append(place)
        elif form := next((form for form in forms if form[-1] in known), None):
            *above, own = form
            if any(_sets_apart(upper, own, known[own], table) for upper in above):
                left[place] = known[own], UNDER
            else:
                alone.setdefault(known[own], []).append(place)
    columns = {}
    for column in {**exact, **alone}:
        places = exact.get(column) or alone[column]
        first, *more = [place for place in places if place not in header.empty] or places
        left |= {place: (column, CLEARER) for place in alone.get(column, ()) if column in exact}
        if more:
            left |= dict.fromkeys(places, (column, TWICE))
        else:
            columns[column] = first
    return Claims(dict(sorted(columns.items(), key=lambda it: it[1])), left)


def _forms(texts: Sequence[str]) -> Iterator[list[str]]:
    """The headings over each other, normalised; with a unit below the others also as their own (基本給 over 円)."""
    yield [normalise(text) for text in texts]
    if len(texts) > 1 and is_unit(texts[-1]):
        yield [normalise(text) for text in (*texts[:-2], f"{texts[-2]}({texts[-1].strip('()（）[]［］ ')})")]


def _joined(above: Sequence[str], own: str) -> Iterator[str]:
    """The names that headings over each other make, the fullest first."""
    if not above:
        yield own
        return
    for over in (above, above[:1], above[-1:]) if len(above) > 1 else (above,):
        for joints in product(("", "の"), repeat=len(over)):
            yield "".join(text + joint for text, joint in zip(over, joints, strict=True)) + own


@cache
def _sets_apart(upper: str, own: str, column: str, table: Table) -> bool:
    """Whether a heading above makes another thing of a heading: the table has a column of the kind that begins with it."""
    if upper in own or upper in names_of(table):
        return False
    kind = table.column(column).type
    longer = [name for name in headings_of(table) if name.startswith(upper) and name != upper]
    alike = (name[len(upper)] == "の" or table.column(headings_of(table)[name]).type == kind for name in longer)
    return _APART.search(upper) is not None or any(alike)
