"""Workbooks that would take all memory: refused before they are read, since the reader would end the whole run."""

import re
import zipfile
import zlib
from pathlib import Path
from string import ascii_uppercase, digits

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.parts import attributes, column_of, sheet_parts

_LARGEST = 4 << 30
_DENSE, _DENSEST = 200 << 20, 1000
_CELLS = 100_000_000

_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s([^>]*)>")
_FILLED = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*\s)?r=["']([A-Z]+\d+)["'][^>]*(?<!/)>""")


def refuse_oversize(path: Path) -> None:
    """Unreadable: an archive that unpacks to an absurd size, a sheet whose last filled cell lies absurdly far out.

    The reader keeps a sheet as a full rectangle, 32 bytes a cell: one stray cell at XFD1048576 asks for 512 GiB.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > _LARGEST or (size > _DENSE and size > _DENSEST * path.stat().st_size):
                raise Unreadable(
                    Text(
                        f"the workbook unpacks to {size >> 20:,} MiB, which no book does; split it, or save it as CSV",
                        f"展開後の大きさが{size >> 20:,} MiBとなり、帳簿として異常です。"
                        "分割するか、CSVで保存してください。",
                    )
                )
            for name, part in sheet_parts(archive).items():
                _refuse_sprawl(archive, name, part)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, ValueError):
        return  # no archive, or a damaged one: the reader will say so


def _refuse_sprawl(archive: zipfile.ZipFile, name: str, part: str) -> None:
    """Excel and LibreOffice state the used range; formatted blank cells count in it, so a wide one is looked into."""
    with archive.open(part) as stream:
        stated = _DIMENSION.search(stream.read(1 << 13))
    if not stated or _area(attributes(stated[1]).get("ref", "").rpartition(":")[2]) <= _CELLS:
        return
    filled = [address.decode() for address in _FILLED.findall(archive.read(part))]
    widest = max(filled, key=_column, default="A1")
    lowest = max(filled, key=_row, default="A1")
    if _row(lowest) * (_column(widest) + 1) > _CELLS:
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
    return _row(corner) * (_column(corner) + 1) if corner else 0


def _row(address: str) -> int:
    return int(address.lstrip(ascii_uppercase))


def _column(address: str) -> int:
    return column_of(address.rstrip(digits))
