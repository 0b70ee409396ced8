"""What the cell reader says of one cell, and how text is made plain before it is read."""

import unicodedata
from dataclasses import dataclass

from titcheck.text import Text

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell read: `value` as text that casts to its column's storage type, or None.

    None without a problem is a known blank, None with one is unreadable. An identifier of a wrong shape has both.
    """

    value: str | None
    problem: Text | None = None


BLANK = Reading(None)


def plain(raw: str) -> str:
    """NFKC, without invisible characters, trimmed; runs of spaces and line breaks are one space."""
    return " ".join(unicodedata.normalize("NFKC", raw.translate(_INVISIBLE)).split())


def tight(raw: str) -> str:
    """NFKC without any space."""
    return plain(raw).replace(" ", "")


def unreadable(raw: str, en: str, ja: str) -> Reading:
    """No value; the problem is the cell's text and what would be right."""
    return Reading(None, problem(raw, en, ja))


def problem(raw: str, en: str, ja: str) -> Text:
    """`raw` in quotes, and what is wrong with it."""
    shown = "".join(letter if letter.isprintable() else " " for letter in raw.strip())
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return Text(f'"{shown}" {en}', f"「{shown}」{ja}")
