"""The merged cells of .xls, .xlsb and .ods books, which fastexcel does not tell of."""

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from titcheck.workbook.model import Merge
from titcheck.workbook.parts import DAMAGE, attributes, related_parts

Merges = dict[str, tuple[Merge, ...]]
"""By the name of the sheet."""

_BUNDLE = re.compile(rb"\x9c\x01")
_MERGED = re.compile(rb"\xb1\x01\x04(....)", re.DOTALL)
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
_TIMES = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,7})"')
_DOWN = re.compile(rb'number-rows-spanned="(\d{1,7})"')
_RIGHT = re.compile(rb'number-columns-spanned="(\d{1,7})"')


def find_merges(path: Path) -> Merges | None:
    """The merged cells of the sheets that have any; None where they cannot be told."""
    read = {".xls": _in_xls, ".xlsb": _in_xlsb, ".ods": _in_ods}.get(path.suffix.lower())
    try:
        return read(path) if read else None
    except DAMAGE:
        return None


def _in_xls(path: Path) -> Merges:
    book = CalamineWorkbook.from_path(path)
    found = {name: book.get_sheet_by_name(name).merged_cell_ranges or () for name in book.sheet_names}
    return {
        name: tuple(Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merged)
        for name, merged in found.items()
    }


def _in_xlsb(path: Path) -> Merges:
    """Records of the binary format: sheets are told as BrtBundleSh, merged cells listed as BrtMergeCell."""
    with zipfile.ZipFile(path) as archive:
        targets = related_parts(archive.read("xl/_rels/workbook.bin.rels"))
        stored = set(archive.namelist())
        return {
            name: tuple(_merge_records(archive.read(part)))
            for name, identifier in _bundles(archive.read("xl/workbook.bin"))
            if (part := targets.get(identifier, "")) in stored
        }


def _bundles(data: bytes) -> Iterator[tuple[str, str]]:
    """Name and relationship of each sheet."""
    for found in _BUNDLE.finditer(data):
        at = found.end() + (2 if data[found.end()] > 127 else 1) + 8  # behind its size, state and number
        texts = []
        for _ in range(2):
            (length,) = struct.unpack_from("<I", data, at)
            texts.append(data[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace"))
            at += 4 + 2 * length
        yield texts[1], texts[0]


def _merge_records(data: bytes) -> Iterator[Merge]:
    for found in _MERGED.finditer(data):
        end = found.end() + 19 * struct.unpack("<I", found[1])[0]
        begins = range(found.end(), end, 19)
        if data[end : end + 3] == b"\xb2\x01\x00" and all(data[at : at + 3] == b"\xb0\x01\x10" for at in begins):
            for at in begins:
                top, bottom, left, right = struct.unpack_from("<4I", data, at + 3)
                yield Merge(top + 1, left, bottom + 1, right)


def _in_ods(path: Path) -> Merges:
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    found: dict[str, list[Merge]] = {}
    merges: list[Merge] = []
    row = column = 0
    following = 1
    for kind, tag in map(re.Match.groups, _TAG.finditer(content) if b"-spanned=" in content else ()):
        times = int(told[1]) if b"-repeated" in tag and (told := _TIMES.search(tag)) else 1
        if kind == b"table":
            merges = found.setdefault(attributes(tag)["name"], [])
            following = 1
        elif kind == b"table-row":
            row, column, following = following, 0, following + times
        else:
            if b"-spanned" in tag and (down := _DOWN.search(tag)) and (right := _RIGHT.search(tag)):
                merges.append(Merge(row, column, row + int(down[1]) - 1, column + int(right[1]) - 1))
            column += times
    return {name: tuple(merges) for name, merges in found.items()}
