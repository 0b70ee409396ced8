"""Workbooks for tests written part by part, as no spreadsheet program would write them."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from titcheck.store.part import letters

Parts = dict[str, str | bytes]

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = f'<workbook {MAIN} xmlns:r="{KIND}"><sheets>{{sheets}}</sheets></workbook>'
RELATIONSHIPS = (
    """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>"""
)
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""
ROOT = f'<Relationship Id="rId1" Type="{KIND}/officeDocument" Target="/xl/workbook.xml"/>'


def worksheet(rows: str, before: str = "", after: str = "") -> str:
    """A sheet's XML around its rows."""
    return f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def row(number: int, *cells: str) -> str:
    """A row of cells given as XML."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(address: str, content: str) -> str:
    """A cell of text."""
    return f'<c r="{address}" t="inlineStr"><is><t>{content}</t></is></c>'


def parts_of(sheets: Mapping[str, str], **others: str) -> Parts:
    """The parts of a workbook of sheets given as XML, numbered against the order of their tabs.

    `others` are parts beside the workbook, by their kind: `styles`, `sharedStrings`.
    """
    parts: Parts = {"[Content_Types].xml": TYPES}
    tabs, items = "", ""
    for place, (name, xml) in enumerate(sheets.items()):
        part = len(sheets) - place
        tabs += f'<sheet name="{name}" sheetId="{place + 1}" r:id="rId{place + 1}"/>'
        items += f'<Relationship Id="rId{place + 1}" Type="{KIND}/worksheet" Target="worksheets/sheet{part}.xml"/>'
        parts[f"xl/worksheets/sheet{part}.xml"] = xml
    for kind, xml in others.items():
        items += f'<Relationship Id="{kind}" Type="{KIND}/{kind}" Target="{kind}.xml"/>'
        parts[f"xl/{kind}.xml"] = xml
    parts["_rels/.rels"] = RELATIONSHIPS.format(items=ROOT)
    parts["xl/workbook.xml"] = WORKBOOK.format(sheets=tabs)
    parts["xl/_rels/workbook.xml.rels"] = RELATIONSHIPS.format(items=items)
    return parts


def write_parts(path: Path, parts: Parts) -> Path:
    """The parts as an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def write_raw(path: Path, sheets: Mapping[str, str]) -> Path:
    """A workbook of sheets given as XML."""
    return write_parts(path, parts_of(sheets))


SHEET = "xl/worksheets/sheet1.xml"
HEAD = row(1, text("A1", "認定番号"), text("B1", "旅券等の保管"))
PLAN = HEAD + row(2, text("A2", "認2504000001"), text("B2", "×"))
CELLS = (("認定番号", "旅券等の保管"), ("認2504000001", "×"))
"""The cells of PLAN."""


def plan(rows: str = PLAN, **others: str) -> Parts:
    """The parts of a workbook of one sheet."""
    return parts_of({"計画": worksheet(rows)}, **others)


def changed(part: str, change: Callable[[str], str | bytes], rows: str = PLAN, **others: str) -> Parts:
    """The same with one part changed."""
    parts = plan(rows, **others)
    return parts | {part: change(str(parts[part]))}


def strings(count: int, *items: str) -> str:
    """The strings that cells share, and how many there are said to be."""
    return f'<sst {MAIN} count="{count}" uniqueCount="{count}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def shared(*indexes: int) -> str:
    """A first row of such cells."""
    return row(1, *(f'<c r="{letters(n)}1" t="s"><v>{index}</v></c>' for n, index in enumerate(indexes)))
