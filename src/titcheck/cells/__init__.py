"""One cell to one value, slow and exact: 令和6年4月1日, R6.4.1, １２３，４５６円, 8:30, 8時間30分, ○. Never a guess.

The fast path of the store asks only where it is not sure; what both accept, both read the same.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from titcheck.cells.blanks import said_blank
from titcheck.cells.days import read_day
from titcheck.cells.numbers import read_count, read_fiscal_year, read_m2, read_yen
from titcheck.cells.reading import BLANK, Reading, plain, unreadable
from titcheck.cells.times import read_hours, read_minutes, read_time
from titcheck.cells.words import read_choice, read_flag, read_level, read_no, read_stage, read_text
from titcheck.tables.model import Column, Type
from titcheck.workbook.model import BROKEN, MERGED

__all__ = ["BLANK", "Reading", "read_cell", "read_stage"]

_READERS: Mapping[Type, Callable[[str], Reading]] = MappingProxyType(
    {
        "text": read_text,
        "day": read_day,
        "yen": read_yen,
        "hours": read_hours,
        "time": read_time,
        "minutes": read_minutes,
        "count": read_count,
        "flag": read_flag,
        "m2": read_m2,
        "level": read_level,
    }
)
_ERROR_VALUE = re.compile(r"#+|#[A-Z/0]+[!?]|#N/A|#GETTING_DATA|Err:[0-9]{3}")
"""Of Excel, Google Sheets and LibreOffice."""

_NOT_FOR_EACH = (
    "stands in merged cells, and whether it holds for each of them cannot be told: unmerge them and fill in each",
    "は結合セルの値であり、各セルに当てはまるか判断できません。結合を解除し、セルごとに記入してください。",
)


def read_cell(column: Column, raw: str) -> Reading:
    """What the cell `raw` says: a value the column's storage type can hold, a known blank, or why it is unreadable."""
    if raw.startswith(MERGED):
        return unreadable(raw.removeprefix(MERGED), *_NOT_FOR_EACH)
    if raw.startswith(BROKEN):
        return _broken(raw.removeprefix(BROKEN))
    cell = plain(raw)
    if _ERROR_VALUE.fullmatch(cell):
        return _broken(cell)
    if column.type != "text" and cell.startswith("'"):  # Excel keeps a number as text behind an apostrophe
        raw = cell = cell.lstrip("' ")
    if not cell:
        return BLANK
    if column.type == "choice" and (reading := read_choice(column, raw)).value:
        return reading  # 該当なし may be one of the list
    return said_blank(column, raw) or _reader(column)(raw)


def _reader(column: Column) -> Callable[[str], Reading]:
    if column.type == "choice":
        return partial(read_choice, column)
    if column.type == "no":
        return partial(read_no, column)
    return read_fiscal_year if column.name == "fiscal_year" else _READERS[column.type]


def _broken(shown: str) -> Reading:
    if shown.startswith("="):
        return unreadable(
            shown,
            "is a formula without a saved value: open the book in Excel and save it",
            "は計算結果が保存されていない数式です。Excelで開いて保存し直してください。",
        )
    return unreadable(
        shown,
        "is an Excel error value: open the book in Excel, correct the formula and save it",
        "はExcelのエラー値です。Excelで開き、数式を直して保存してください。",
    )
