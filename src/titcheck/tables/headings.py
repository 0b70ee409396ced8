"""How headings and sheet names are compared: whole, never by containment."""

import re
import unicodedata

_UNIT = (
    r"(?:単位[::]?)?"
    r"(?:円|yen|jpy|時間|h|hr|hrs|hours?|分|min|minutes?|人|名|日|回|年|年度|%|㎡|m2|平方メートル"
    r"|年月日|西暦|和暦|yyyy[/-]mm[/-]dd|hh?:mm)"
    r"(?:/(?:月|日|時間|時|人|month|day|h|hour))?"
)
_BRACKETED_UNIT = re.compile(rf"[(\[【〔〈]{_UNIT}[)\]】〕〉]")
_SHEET_TAIL = re.compile(r"(?:一覧表?|[(\[【〔〈][^()\[\]【】〔〕〈〉]*[)\]】〕〉])$")
_BETWEEN = re.compile(r"[\s_\u200b\ufeff]+")


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
