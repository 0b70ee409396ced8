"""What the cell reader says of one cell, and how text is made plain before it is read."""

import re
import unicodedata
from dataclasses import dataclass

from titcheck.text import Text

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_SMALL = "²³¹⁰-⁹₀-₉¼-¾⅐-⅟①-⒛⓪㉈-㉟㊱-㊿㋀-㋋㍘-㍰㏠-㏾🄀-🄊"
_GLUED = re.compile(rf"(?<=\d)(?=[{_SMALL}])|(?<=[{_SMALL}])(?=[\d{_SMALL}])")
"""Where a digit meets one that NFKC would make a digit like it: 5① is not 51."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃─━", "-") | dict.fromkeys("〜∼", "~"))
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
    """NFKC, every dash `-` and every wave `~`, without invisible characters, trimmed; runs of spaces and line breaks are one space."""
    visible = _GLUED.sub(" ", _INVISIBLE.sub("", raw))
    return " ".join(unicodedata.normalize("NFKC", visible).translate(_DASHES).split())


def tight(raw: str) -> str:
    """Plain, without any space."""
    return unicodedata.normalize("NFKC", plain(raw).replace(" ", ""))


def unspaced(raw: str) -> str:
    """Plain, without spaces except between two digits, where they may part two numbers."""
    return re.sub("(?<![0-9]) | (?![0-9])", "", plain(raw))


def unreadable(raw: str, en: str, ja: str) -> Reading:
    """No value; the problem is the cell's text and what would be right."""
    return Reading(None, problem(raw, en, ja))


def problem(raw: str, en: str, ja: str) -> Text:
    """`raw` in quotes, and what is wrong with it."""
    shown = "".join(letter if letter.isprintable() else " " for letter in raw.strip())
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return Text(f'"{shown}" {en}', f"「{shown}」{ja}")
