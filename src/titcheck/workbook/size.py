"""Workbooks that would take all memory, or do not hold what they state: refused before they are read."""

import re
import zipfile
from pathlib import Path
from string import ascii_uppercase, digits

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.parts import attributes, column_of, sheet_parts

_LARGEST = 1 << 30
_DENSE, _DENSEST = 200 << 20, 1000
MOST_CELLS = 50_000_000
MOST_COLUMNS = 2000
_BLOCK = 1 << 20
_READ = (".xml", ".rels", ".bin")

_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s([^<>]*)>")
_FILLED = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*\s)?r=["']([A-Z]{1,9}\d{1,20})["'][^<>]*(?<!/)>""")


def refuse_oversize(path: Path) -> None:
    """Unreadable: an archive that unpacks to an absurd size, a sheet whose last filled cell lies absurdly far out.

    Raises what a damaged archive raises (DAMAGE): readers stop before the end of a part, where its checksum is.
    """
    if not zipfile.is_zipfile(path):
        return  # the reader will say what it is instead
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > _LARGEST or (size > _DENSE and size > _DENSEST * path.stat().st_size):
            raise Unreadable(
                Text(
                    f"the workbook unpacks to {size >> 20:,} MiB, which no book does; split it, or save it as CSV",
                    f"展開後の大きさが{size >> 20:,} MiBとなり、帳簿として異常です。分割するか、CSVで保存してください。",
                )
            )
        for part in parts:
            if part.filename.lower().endswith(_READ):
                _verify(archive, part)
        for name, sheet in sheet_parts(archive).items():
            if _stated_area(archive, sheet) > MOST_CELLS:
                _refuse_strays(archive, name, sheet)


def refuse_strays(path: Path) -> None:
    """Unreadable: a sheet whose last filled cell lies absurdly far out, whatever range the sheet states.

    The reader keeps a sheet as a full rectangle, 32 bytes a cell: one stray cell at XFD1048576 asks for 512 GiB.
    """
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name, part in sheet_parts(archive).items():
                _refuse_strays(archive, name, part)


def _verify(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """BadZipFile: a wrong checksum, or a part that is longer than stated, where a bomb would hide."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(f"{part.filename} is packed as in no workbook")
    stated, part.file_size = part.file_size, _LARGEST
    with archive.open(part) as stream:
        size = sum(len(block) for block in iter(lambda: stream.read(_BLOCK), b""))
    part.file_size = stated
    if size != stated or archive.NameToInfo[part.filename] is not part:
        raise zipfile.BadZipFile(f"{part.filename} is not what the archive states")


def _stated_area(archive: zipfile.ZipFile, part: str) -> int:
    """Excel and LibreOffice state the used range; formatted blank cells count in it, so a wide one is looked into."""
    with archive.open(part) as stream:
        stated = _DIMENSION.search(stream.read(1 << 13))
    return _area(attributes(stated[1]).get("ref", "").rpartition(":")[2]) if stated else 0


def _refuse_strays(archive: zipfile.ZipFile, name: str, part: str) -> None:
    widest = lowest = "A1"
    for found in _FILLED.finditer(archive.read(part)):
        address = found[1].decode()
        widest, lowest = max(widest, address, key=_column), max(lowest, address, key=_row)
    if _row(lowest) * (_column(widest) + 1) > MOST_CELLS:
        strays = sorted({widest, lowest})
        raise Unreadable(
            Text(
                f"sheet “{name}” has cells as far out as {' and '.join(strays)}, too far to be read; "
                "delete the stray cells and save the book again",
                f"シート「{name}」の{'、'.join(strays)}など離れた位置にセルがあり、読み込めません。"
                "不要なセルを削除して保存し直してください。",
            )
        )


def _area(corner: str) -> int:
    return _row(corner) * (_column(corner) + 1) if re.fullmatch("[A-Z]{1,3}[0-9]{1,7}", corner) else 0


def _row(address: str) -> int:
    return int(address.lstrip(ascii_uppercase))


def _column(address: str) -> int:
    return column_of(address.rstrip(digits))
