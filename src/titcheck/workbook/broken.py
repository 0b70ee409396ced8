"""Cells of an .xlsx that readers return as blank though they are not, found in the sheets' XML.

Only bytes are compared, so that 57 MB take a fraction of a second.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from titcheck.workbook.model import Broken
from titcheck.workbook.parts import attributes, column_of, sheet_parts

_PREFIX = re.compile(rb"<(\w+:)worksheet\b")

_ROW = re.compile(rb"<row\b([^>]*)>")
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_FORMULA = re.compile(rb"<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)")
_VALUE = re.compile(rb"<v\b[^>]*>([^<]*)</v>")
_COLUMN = re.compile(rb"""\sr=["']([A-Z]+)""")
_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_UNVALUED = re.compile(rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(<v\b(?:[^>]*/>|[^>]*>\s*</v>))?\s*</c>")


def find_broken(path: Path) -> dict[str, tuple[Broken, ...]]:
    """The cells with an error value, or with a formula never calculated, of each sheet whose XML can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: tuple(_scan(archive.read(part))) for name, part in sheet_parts(archive).items()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, ValueError):
        return {}


def _scan(data: bytes) -> Iterator[Broken]:
    if prefix := _PREFIX.search(data, 0, 4096):
        data = data.replace(b"<" + prefix[1], b"<").replace(b"</" + prefix[1], b"</")
    errors = _holds_error(data)
    if not errors and (b"<f" not in data or not _holds_unvalued(data)):
        return
    number = 0
    for chunk in data.split(b"</row>"):
        for row in _ROW.finditer(chunk):  # more than one only where empty rows stand before it
            given = _NUMBER.search(row[1])
            number = int(given[1]) if given else number + 1
        if (errors and _holds_error(chunk)) or _holds_unvalued(chunk):
            yield from _scan_row(number, chunk)


def _holds_unvalued(data: bytes) -> bool:
    """A formula whose value is empty text was calculated: `=IF(A1="","",A1)` leaves cells blank, not broken."""
    return any(not (found[2] and b't="str"' in found[1]) for found in _UNVALUED.finditer(data))


def _holds_error(data: bytes) -> bool:
    return b't="e"' in data or b"t='e'" in data


def _scan_row(number: int, row: bytes) -> Iterator[Broken]:
    column = -1
    for cell in _CELL.finditer(row):
        letters = _COLUMN.search(cell[1])
        column = column_of(letters[1].decode()) if letters else column + 1
        if _holds_error(cell[1]) or (cell[2] and b"<f" in cell[2]):
            shown = _shown(attributes(cell[1]).get("t"), cell[2] or b"")
            if shown:
                yield Broken(number, column, shown)


def _shown(kind: str | None, content: bytes) -> str | None:
    """What stands in a broken cell; None for a sound one."""
    value = _VALUE.search(content)
    text = unescape(value[1].decode("utf-8")).strip() if value else ""
    if kind == "e":
        return text or "#ERROR!"
    formula = _FORMULA.search(content)
    gave_empty_text = kind == "str" and b"<v" in content
    if not formula or text or gave_empty_text:
        return None
    return "=" + unescape((formula[1] or b"").decode("utf-8"))
