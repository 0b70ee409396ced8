"""What readers do not tell of an .xlsx, found in the sheets' XML: cells they return as blank, cells merged into one.

Only bytes are compared, so that 57 MB take a fraction of a second.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from pathlib import Path

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.model import Broken, Merge
from titcheck.workbook.parts import DAMAGE, attributes, column_of, sheet_parts

_PREFIX = re.compile(rb"<(\w+:)worksheet\b")

_MOST = 1_000_000

# None of these runs past the next tag, so that no file makes them slow.
_ROW = re.compile(rb"<row\b([^<>]*)>")
_CELL = re.compile(rb"<c\b([^<>]*)>")
_FORMULA = re.compile(rb"<f\b(?:[^<>]*/>|[^<>]*>([^<]*)</f>)")
_VALUE = re.compile(rb"<v\b[^<>]*>([^<]*)</v>")
_COLUMN = re.compile(rb"""\sr=["']([A-Z]{1,3})\d""")
_MERGE = re.compile(rb"""<mergeCell\b[^<>]*?\sref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_UNVALUED = re.compile(
    rb"<c\b([^<>]*)>\s*<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*(?:(<v\b(?:[^<>]*/>|[^<>]*>\s*</v>))\s*)?</c>"
)


@dataclass(frozen=True, slots=True)
class Untold:
    """What readers do not tell of one sheet: the cells they lose, the cells merged into one. None: not known either."""

    broken: tuple[Broken, ...] | None
    merges: tuple[Merge, ...]


def find_untold(path: Path) -> dict[str, Untold]:
    """The cells with an error value or a formula never calculated, and the merged cells, of each sheet whose XML can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _scan(name, archive.read(part)) for name, part in sheet_parts(archive).items()}
    except DAMAGE:
        return {}


def _scan(name: str, data: bytes) -> Untold:
    if prefix := _PREFIX.search(data, 0, 4096):
        data = data.replace(b"<" + prefix[1], b"<").replace(b"</" + prefix[1], b"</")
    broken, merges = tuple(islice(_broken(data), _MOST + 1)), tuple(islice(_merges(data), _MOST + 1))
    if max(len(broken), len(merges)) > _MOST:
        raise Unreadable(
            Text(
                f"sheet “{name}” has more than {_MOST:,} merged cells, or cells with an error or an uncalculated formula; "
                "correct the formula, or delete what is not needed",
                f"シート「{name}」の結合セル、又はエラー値や未計算の数式のセルが{_MOST:,}を超えています。"
                "数式を訂正するか、不要なセルを削除してください。",
            )
        )
    return Untold(broken, merges)


def _merges(data: bytes) -> Iterator[Merge]:
    """Merged cells are listed once, behind the cells."""
    begin = data.rfind(b"<mergeCells")
    for left, top, right, bottom in map(re.Match.groups, _MERGE.finditer(data, begin) if begin >= 0 else ()):
        yield Merge(int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))


def _broken(data: bytes) -> Iterator[Broken]:
    errors = _holds_error(data)
    if not errors and (b"<f" not in data or not _holds_unvalued(data)):
        return
    number = 0
    for chunk in _until(data, b"</row>"):
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


def _until(data: bytes, end: bytes) -> Iterator[bytes]:
    """What stands before each `end`, and behind the last; one at a time, for there may be millions."""
    begin = 0
    while (found := data.find(end, begin)) >= 0:
        yield data[begin:found]
        begin = found + len(end)
    yield data[begin:]


def _scan_row(number: int, row: bytes) -> Iterator[Broken]:
    column, begin = -1, 0
    while cell := _CELL.search(row, begin):
        begin = end = cell.end()
        if not cell[1].endswith(b"/"):
            end = row.find(b"</c>", begin)
            if end < 0:
                return
        letters = _COLUMN.search(cell[1])
        column = column_of(letters[1].decode()) if letters else column + 1
        content = row[begin:end]
        begin = end
        if _holds_error(cell[1]) or b"<f" in content:
            shown = _shown(attributes(cell[1]).get("t"), content)
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
