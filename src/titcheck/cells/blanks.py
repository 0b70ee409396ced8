"""Cells that say in words that nothing stands there: 無, 未定, 該当なし, a dash. Each is blank only where a blank says the same."""

import re

from titcheck.cells.reading import BLANK, Reading, tight, unreadable
from titcheck.tables.model import Column, Type

NONE = frozenset({"無", "無し", "なし"})
_NOT_HERE = frozenset({"該当なし", "該当無し", "非該当"})
_NOT_YET = "未定"
_NOT_KNOWN = "不明"
_AS_ABOVE = frozenset({"〃", "同上", "同左"})
_ZERO = "0"
"""What a formula gives that refers to an empty cell."""
NO_TEXT = frozenset({*_NOT_HERE, _NOT_YET, _NOT_KNOWN, *_AS_ABOVE, _ZERO})
"""What is never the text of a text cell."""

_DASH = re.compile("[-ー]+")
_MAY_BE_ZERO: frozenset[Type] = frozenset({"yen", "hours", "time", "minutes", "count", "m2", "flag"})
"""Where a dash or a word may stand for 0 or ×: the reader asks for it."""
_COMING = frozenset({"departs_on", "so_from", "suspended_from", "suspended_until"})
"""Events that have been decided where their day is said to be open: 未定 does not say that they did not happen."""


def said_blank(column: Column, cell: str) -> Reading | None:
    """Blank where the words of `cell` say what a blank cell of the column says, unreadable where they only refer to something else.

    None: the column's reader decides.
    """
    word = tight(cell)
    if word in _AS_ABOVE and column.type in {"text", "no"}:
        return unreadable(
            cell,
            "points to another cell: write out what stands there",
            "は他のセルを指しています。内容を省略せずに記入してください。",
        )
    if word == _ZERO and column.type in {"text", "no"}:
        return unreadable(
            cell,
            "is what a formula gives for an empty cell: write what is meant, or leave the cell blank",
            "は空欄を参照した数式の結果と考えられます。正しい内容を記入するか、空欄にしてください。",
        )
    if word == _NOT_YET and column.name in _COMING:
        return unreadable(
            cell,
            "leaves the day open: write it once it is settled, or leave the cell blank if this is not to happen",
            "では日付が定まりません。決まり次第日付を記入し、予定がない場合は空欄にしてください。",
        )
    return BLANK if _says_blank(column, word) else None


def _says_blank(column: Column, word: str) -> bool:
    nothing = word in _NOT_HERE or _DASH.fullmatch(word) is not None
    if column.kind != "fact":
        return nothing or (column.type != "flag" and (word in NONE or word == _NOT_YET))
    if column.type in _MAY_BE_ZERO:
        return False
    return nothing or word in {_NOT_YET, _NOT_KNOWN} or (column.type == "day" and word in NONE)
