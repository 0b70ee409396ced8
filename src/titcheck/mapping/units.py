"""Cells written in another unit, or in words of the user's own, as the cell reader expects them."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from titcheck.cells.numbers import NUMBER, decimal
from titcheck.cells.reading import tight
from titcheck.tables.model import Type

UNITS: Mapping[Type, Mapping[str, int]] = {
    "yen": {"円": 1, "千円": 1_000, "万円": 10_000},
    "hours": {"時間": 60, "分": 1},
    "minutes": {"分": 1, "時間": 60},
}
"""The units a column of each type may be written in, and how many yen or minutes one of them is."""

_MINUS = re.compile("[-−–‐△▲]")


def in_unit(kind: Type, unit: str) -> Callable[[str], str | None]:
    """How a cell written in `unit` is read: 205.5 in 千円 as 205500; None where it is no number in that unit."""
    return partial(_converted, kind, unit, UNITS[kind][unit])


def _converted(kind: Type, unit: str, size: int, cell: str) -> str | None:
    text = tight(cell).removesuffix(unit)
    minus = kind == "yen" and _MINUS.match(text) is not None
    number = text[1:] if minus else text
    if not number:
        return None if text else ""
    if not re.fullmatch(NUMBER, number):
        return None
    amount = decimal(number) * size
    if amount != amount.to_integral_value():
        return None
    whole = int(amount)
    if kind == "hours":
        return f"{whole // 60}:{whole % 60:02}"
    return f"{'-' if minus else ''}{whole}"


def in_words(
    codes: Mapping[str, str], otherwise: Callable[[str], str | None] | None = None
) -> Callable[[str], str | None]:
    """How a cell is read whose words mean what `codes` says of them; any other text is read as ever, or by `otherwise`."""
    known = {code_key(word): said for word, said in codes.items()}
    return partial(_said, known, otherwise)


def code_key(word: str) -> str:
    """A word as it is compared with the codes: in full or half width, capital or small, whatever its spaces."""
    return tight(word).casefold()


def _said(known: Mapping[str, str], otherwise: Callable[[str], str | None] | None, cell: str) -> str | None:
    said = known.get(code_key(cell))
    if said is not None:
        return said
    return otherwise(cell) if otherwise else cell
