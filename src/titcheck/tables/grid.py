"""The part of a sheet that is looked at for headings: its first rows, later rows that hold some, and the rows around those."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from titcheck.tables import TABLES
from titcheck.tables.headings import headings_of, normalise
from titcheck.workbook.columns import Columns
from titcheck.workbook.model import HEAD_ROWS, Merge, Sheet

Cells = Mapping[int, str]
"""The filled cells of a row, by the sheet's column (0-based)."""

_ABOVE, _BELOW = 10, 2
_LONGEST = 40
_VALUE = re.compile(r"[\da-z\s,.:;/\-+=¥%#()ー〜~年月日時分秒間円名人件回号第許変認令和平成昭大正元]*")
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows by number (1-based), those known to be blank too, and the merged cells by their first; whether these are all rows."""

    rows: Mapping[int, Cells]
    merges: Mapping[tuple[int, int], Merge]
    whole: bool

    def filled(self, place: int, below: int) -> bool:
        """Whether the column has, or may have, a filled cell in the rows that follow."""
        return not self.whole or any(place in cells for row, cells in self.rows.items() if row > below)


def grid_of(sheet: Sheet) -> Grid:
    """The rows of a sheet's head, and below it each row that holds two known headings, with the rows around it."""
    found = dict(enumerate(sheet.head, start=1))
    if isinstance(sheet.cells, Columns) and len(sheet.head) == HEAD_ROWS:
        forms = [text for text in sheet.cells.texts_below(_ends(), _LONGEST) if normalise(text) in every_heading()]
        rows = sheet.cells.rows_holding(forms) if len(forms) > 1 else []
        around = {near for row in rows for near in range(row - _ABOVE, row + _BELOW + 1)} - found.keys()
        found |= sheet.cells.rows_at(sorted(around)) if around else {}
    cells = {
        row: {place: text.strip() for place, text in enumerate(raw, sheet.first_column) if text}
        for row, raw in sorted(found.items())
    }
    merges = {(merge.top, merge.left): merge for merge in sheet.merges or ()}
    return Grid(cells, merges, len(sheet.head) < HEAD_ROWS)


@cache
def every_heading() -> frozenset[str]:
    """Every heading of every table, normalised."""
    return frozenset(heading for table in TABLES for heading in headings_of(table))


@cache
def _ends() -> str:
    """The letters that a heading may end with as it stands in a book: wide or narrow, with a bracket or a space after it."""
    ends = {heading[-1] for heading in every_heading()}
    wide = {chr(ord(letter) + 0xFEE0) for letter in "".join(ends) + "".join(ends).upper() if "!" <= letter <= "~"}
    return "".join(sorted(ends | {letter.upper() for letter in ends} | wide)) + ")]）］】〕〉 　\n\r\t"


@lru_cache(maxsize=1 << 16)
def is_value(text: str) -> bool:
    """Whether a text looks like a date, a code or a figure, and so like no heading."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return (
        any(letter.isdigit() for letter in plain)
        and _VALUE.fullmatch(plain) is not None
        and sum("a" <= letter <= "z" for letter in plain) <= _LETTERS
        and normalise(text) not in every_heading()
    )
