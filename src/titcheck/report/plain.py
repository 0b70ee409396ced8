"""Cell text made safe to show: no control character, terminal escape or hidden direction mark survives."""

import re
import unicodedata
from typing import Final

_JOINERS: Final = "\u200c\u200d"  # Burmese, Nepali and Sinhala names are written with them
_SUSPECT: Final = re.compile(r"[^\u0020-\u007e\u00a1-\u00ac\u00ae-\u05ff\u3000-\u9fff\uff01-\uffee]")


def plain(text: str) -> str:
    """The text on one line: line breaks and tabs as spaces, every other invisible or lone character left out."""
    if not _SUSPECT.search(text):
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Zl", "Zp"}:
        return " " if character.isspace() else ""
    if unicodedata.category(character) in {"Cf", "Cs"} and character not in _JOINERS:
        return ""
    return character
