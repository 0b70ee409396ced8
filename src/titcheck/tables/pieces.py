"""The headings that end in a row, those of each table apart."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby

from titcheck.tables import BY_NAME, TABLES
from titcheck.tables.grid import Grid
from titcheck.tables.headers import Claims, Header, claims, goes_on, headers_at
from titcheck.tables.headings import headings_of
from titcheck.tables.model import Column, Table

FEW = 2


@dataclass(frozen=True, eq=False)
class Piece:
    """Headings that stand together, read as those of each table they name something of."""

    readings: Mapping[str, tuple[Header, Claims]]

    @cached_property
    def ranked(self) -> list[Table]:
        """The tables it names columns of, the most first; of equals the first declared."""
        named = [table for table in TABLES if table.name in self.readings]
        return sorted(named, key=self.count, reverse=True)

    @cached_property
    def header(self) -> Header:
        """The headings, as they are read for the first of these tables."""
        return self.readings[self.ranked[0].name][0]

    def count(self, table: Table) -> int:
        """How many columns of a table it names."""
        return len(self.readings[table.name][1].named) if table.name in self.readings else 0

    @cached_property
    def certain(self) -> Table | None:
        """The table that headings alone make certain: two columns, among them the key, or three; and more than of any other."""
        if not self.ranked:
            return None
        first, *others = self.ranked
        named = self.readings[first.name][1].named
        needed = FEW if first.key and named.issuperset(first.key) else FEW + 1
        more = not others or self.count(first) > self.count(others[0])
        return first if self.count(first) >= needed and more else None

    @cached_property
    def span(self) -> range:
        """The columns of the sheet from its first heading to its last."""
        places = self.header.places
        return range(places[0], places[-1] + 1)

    @property
    def most(self) -> int:
        """How many columns of one table it names at most."""
        return self.count(self.ranked[0])


def pieces_at(grid: Grid, last: int) -> list[Piece]:
    """The headings that end in a row, those of each table that stands on its own apart."""
    headers = headers_at(grid, last)
    deepest = headers[-1]
    places = deepest.places
    own = set(places) if goes_on(grid, last - 1) else headers[0].levels[0].keys()
    tables = {place: [table for name in deepest.names(place) for table in _with_heading(name)] for place in places}
    if not any(tables[place] for place in own):
        return []

    def read(run: Sequence[int]) -> Piece:
        wanted = {table for place in run for table in tables[place]}
        ways = [header.within(run) for header in headers]
        return Piece(dict(_readings(ways, wanted)))

    pieces: list[tuple[Sequence[int], Piece]] = []
    for run in _runs(places):
        piece = read(run)
        if not piece.ranked:
            continue
        if pieces:
            before, other = pieces[-1]
            both = read([*before, *run])
            if not _apart(other, piece, both):
                pieces[-1] = [*before, *run], both
                continue
        pieces.append((run, piece))
    ended = [
        Piece({name: told for name, told in piece.readings.items() if not told[1].places.isdisjoint(own)})
        for _, piece in pieces
    ]
    return [piece for piece in ended if piece.ranked]


@cache
def _headings() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        for heading in headings_of(table):
            found[heading] = (*found.get(heading, ()), table.name)
    return found


def _with_heading(name: str) -> tuple[str, ...]:
    """The tables that have a heading."""
    return _headings().get(name, ())


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """The places without a gap."""
    for _, run in groupby(enumerate(places), key=lambda it: it[1] - it[0]):
        yield [place for _, place in run]


def _readings(headers: Sequence[Header], tables: Collection[str]) -> Iterator[tuple[str, tuple[Header, Claims]]]:
    """The headings as those of each table: the rows above count where they tell more than the lowest alone."""
    for name in tables:
        found = [(header, claims(header, BY_NAME[name], {})) for header in headers]
        header, said = next(it for it in found if it[1] == found[-1][1])
        if said.named:
            yield name, (header, said)


def _apart(left: Piece, right: Piece, both: Piece) -> bool:
    """Whether headings beside each other are those of two tables.

    They are where they name a column twice, or where either makes certain, by itself and with whose rows they are, a
    table that says more of it than the one that fits both.
    """
    table = both.ranked[0]
    sides = [piece.readings[table.name][1].named for piece in (left, right) if table.name in piece.readings]
    if len(sides) > 1 and sides[0] & sides[1]:
        return True
    return any(
        (other := piece.certain) is not None
        and piece.count(other) > piece.count(table)
        and any(_tells_whose(other.column(column)) for column in piece.readings[other.name][1].named)
        for piece in (left, right)
    )


def _tells_whose(column: Column) -> bool:
    return column.type == "no" or column.name in {"name", "trainee_name"}
