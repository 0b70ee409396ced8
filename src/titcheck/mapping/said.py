"""What a mapping says of the sheets of a user's books."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from titcheck.errors import RuleError
from titcheck.tables.model import Table
from titcheck.text import Text

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a mapping says of one table: headings of its own (normalised → column), the places of columns (0-based), values
    that hold for all rows, how cells are rewritten, the columns that stand nowhere on the sheet, and what the mapping calls
    each column.
    """

    table: Table
    header_row: int | None
    headings: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    rewrite: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    nowhere: frozenset[str] = frozenset()
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """One entry of a mapping file: the sheets it speaks of, and what it says of them; None: they are no table."""

    path: Path
    place: Place
    line: Callable[[Place], int]
    file: str
    sheet: str
    said: Said | None

    def speaks_of(self, file: str, sheet: str) -> bool:
        """Whether a sheet is one of those; a file is named with or without the folders before it."""
        names = {file, file.rpartition("/")[2]}
        return fnmatchcase(sheet, self.sheet) and any(fnmatchcase(name, self.file) for name in names)

    def error(self, problem: Text, *place: str) -> RuleError:
        """A mistake of this entry, at one of its keys."""
        return RuleError(self.path, self.line((*self.place, *place)), problem)
