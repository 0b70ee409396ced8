"""The parts of an .xlsx archive, by bytes alone: no XML parser, so that no entity is ever expanded."""

import posixpath
import re
import struct
import zipfile
import zlib
from functools import cache
from html import unescape

DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, LookupError, ValueError)
"""What a damaged archive raises."""

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""(?:^|\s)(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → its part in the archive; empty where the archive is no .xlsx."""
    stored = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= stored:
        return {}
    targets = related_parts(archive.read("xl/_rels/workbook.xml.rels"))
    sheets = (attributes(it[1]) for it in _SHEET.finditer(archive.read("xl/workbook.xml")))
    parts = {it["name"]: targets.get(it["id"], "") for it in sheets}
    return {name: part for name, part in parts.items() if part in stored}


def related_parts(relationships: bytes) -> dict[str, str]:
    """The parts a workbook refers to, by the identifier of the relationship."""
    related = (attributes(it[1]) for it in _RELATIONSHIP.finditer(relationships))
    return {it["Id"]: posixpath.normpath(posixpath.join("/xl", it["Target"]))[1:] for it in related}


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes inside a tag, without their prefixes."""
    return {
        name.decode(): unescape((double or single).decode("utf-8")) for name, double, single in _ATTRIBUTE.findall(tag)
    }


@cache
def column_of(letters: str) -> int:
    """The 0-based column that letters name: `AB` → 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
