"""What a file holds before anyone has said what it means."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from titcheck.text import Text

BROKEN = "\uffff"
"""Stands before the text of a cell whose value the file does not hold: an error value, a formula never calculated.
No workbook format can carry this character, so no user's text is mistaken for it."""

MERGED = BROKEN + "\ufffe"
"""Stands before the text of merged cells, in a cell of theirs of which that text cannot be said to hold."""

HEAD_ROWS = 60
"""How many rows of a sheet are searched for its headers."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that readers return as blank though it is not: `shown` is `#REF!`, or the formula without its value.

    `row` is 1-based, `column` 0-based (0 is A).
    """

    row: int
    column: int
    shown: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one, which readers return as blank but for the first: rows 1-based, columns 0-based, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet (or the one table of a CSV or Parquet file), cells as they stand.

    `head` holds the first rows as text (None: blank), for finding headers; `head[0]` is row 1, and its first
    item is column `first_column` (0-based; 0 is A). `cells` is an object with an Arrow stream of text columns, row 1 first.
    `broken` lists the cells readers lose, None where the format does not let it be told (xls, xlsb, ods); `merges` the
    cells merged into one, None where the book is too damaged to tell.
    """

    name: str
    head: tuple[tuple[str | None, ...], ...]
    first_column: int
    cells: Any
    broken: tuple[Broken, ...] | None = ()
    merges: tuple[Merge, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Book:
    """One file: where it is, its name relative to the user's argument (with `/`), its SHA-256, and its sheets.

    `problem` says why a file that was asked for could not be read; it then has no sheets.
    """

    path: Path
    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    problem: Text | None = None
