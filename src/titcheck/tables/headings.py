"""How headings and sheet names are compared: whole, never by containment."""

import re
import unicodedata
from functools import cache, lru_cache

from titcheck.tables.model import Table

_UNIT = (
    r"(?:単位[::]?)?"
    r"(?:円|yen|jpy|時間|h|hr|hrs|hours?|分|min|minutes?|人|名|日|回|年|年度|%|㎡|m2|平方メートル"
    r"|年月日|西暦|和暦|yyyy[/-]mm[/-]dd|hh?:mm)"
    r"(?:/(?:月|日|時間|時|人|month|day|h|hour))?"
)
_BRACKETED_UNIT = re.compile(rf"[(\[【〔〈]{_UNIT}[)\]】〕〉]")
_ANY_UNIT = re.compile(rf"[(\[【〔〈]?(?:{_UNIT}|(?:単位:?)?(?:千|万|百万)円)[)\]】〕〉]?")
_SHEET_TAIL = re.compile(r"(?:一覧表?|[(\[【〔〈][^()\[\]【】〔〕〈〉]*[)\]】〕〉])$")
_BETWEEN = re.compile(r"[\s_\u200b\ufeff]+")


@lru_cache(maxsize=1 << 16)
def normalise(heading: str) -> str:
    """A heading as it is compared: NFKC, small letters, no spaces, line breaks, underscores or bracketed units."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", heading).casefold())
    return _BRACKETED_UNIT.sub("", plain) or plain


def normalise_sheet(name: str) -> str:
    """A sheet's name as it is compared: like a heading, without trailing 一覧 or brackets (`計画一覧(2)`: `計画`)."""
    plain = normalise(name)
    while (shorter := _SHEET_TAIL.sub("", plain)) != plain and shorter:
        plain = shorter
    return plain


def is_unit(text: str) -> bool:
    """Whether a text is a unit and no more, in brackets or not, known or not (千円)."""
    return _ANY_UNIT.fullmatch(_BETWEEN.sub("", unicodedata.normalize("NFKC", text).casefold())) is not None


@cache
def headings_of(table: Table) -> dict[str, str]:
    """Every normalised heading of a table → the column's name."""
    return {
        normalise(text): column.name
        for column in table.columns
        for text in (*column.aliases, column.heading.en, column.heading.ja, column.name)
    }


@cache
def names_of(table: Table) -> frozenset[str]:
    """Every normalised name of a table's sheet."""
    return frozenset(map(normalise_sheet, (table.name, table.title.en, table.title.ja, *table.aliases)))
