"""A part: the rows one sheet gives to one table, and where each of its cells stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from titcheck.tables.model import Table
from titcheck.text import Text

ROW_BITS = 32


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet taken for one table. `columns` gives the 0-based place in the sheet of every column that has a header.

    A row's `source` in the store is `number << 32 | row`, so that every row knows its file, sheet and 1-based row.
    `given` names the columns of which at least one cell is filled; `set_aside` the rows that are no data.
    """

    number: int
    file: str
    sheet: str
    table: Table
    columns: Mapping[str, int]
    given: frozenset[str]
    rows: int
    unused_headers: tuple[str, ...]
    set_aside: Mapping[int, Text]

    def cell(self, row: int, column: str) -> str:
        """The A1 address of a column's cell in a row; the row alone where the sheet has no such column."""
        place = self.columns.get(column)
        return str(row) if place is None else f"{letters(place)}{row}"


def letters(place: int) -> str:
    """The column letters of a 0-based column: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def literal(text: str) -> str:
    """The text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """The name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
