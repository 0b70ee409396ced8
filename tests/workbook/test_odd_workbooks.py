"""Workbooks as only odd programs write them, or an odd user: their cells are read, and nothing in them is carried out."""

from pathlib import Path

import pytest
from raw import (
    CELLS,
    HEAD,
    KIND,
    MAIN,
    PLAN,
    SHEET,
    Parts,
    changed,
    parts_of,
    plan,
    row,
    shared,
    strings,
    text,
    worksheet,
    write_parts,
)

from titcheck.workbook import read
from titcheck.workbook.model import Broken

STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    KIND: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def strict() -> Parts:
    parts = plan(HEAD + row(2, text("A2", "認2504000001"), '<c r="B2" t="e"><v>#REF!</v></c>'))
    for old, new in STRICT.items():
        parts = {name: str(xml).replace(old, new) for name, xml in parts.items()}
    return parts


RICH = "<r><t>認定</t></r><r><rPr><b/></rPr><t>番号</t></r><rPh sb='0' eb='2'><t>ニンテイ</t></rPh><phoneticPr fontId='1'/>"
DATES = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
ROWS = {
    "a range stated too small": (parts_of({"計画": worksheet(PLAN, '<dimension ref="A1"/>')}), CELLS),
    "a range stated too large": (parts_of({"計画": worksheet(PLAN, '<dimension ref="A1:XFD1048576"/>')}), CELLS),
    "a range that is none": (parts_of({"計画": worksheet(PLAN, '<dimension ref="ZZZZZZ99999999999"/>')}), CELLS),
    "cells and rows out of order": (plan(row(2, text("B2", "×"), text("A2", "認2504000001")) + HEAD), CELLS),
    "a row that stands twice": (plan(PLAN + row(2, text("B2", "○"))), (CELLS[0], ("認2504000001", "○"))),
    "rich text and its reading": (
        plan(shared(0) + row(2, f'<c r="A2" t="inlineStr"><is>{RICH}</is></c>'), sharedStrings=strings(1, RICH)),
        (("認定番号",), ("認定番号",)),
    ),
    "formulas that would call out": (
        plan(
            HEAD
            + """<row r="2"><c r="A2" t="str"><f>cmd|'/c calc'!A0</f><v>認2504000001</v></c>"""
            + '<c r="B2" t="str"><f>HYPERLINK("http://127.0.0.1:9/","×")</f><v>×</v></c></row>'
        ),
        CELLS,
    ),
    "links to other workbooks": (
        plan()
        | {"xl/externalLinks/externalLink1.xml": f'<externalLink {MAIN}><externalBook r:id="rId1"/></externalLink>'},
        CELLS,
    ),
    "names that lead out of the archive": (plan() | {"../../../../evil.txt": "x", "/etc/evil": "x"}, CELLS),
    "a macro": (plan() | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}, CELLS),
    "no styles": (plan(HEAD + '<row r="2"><c r="A2" s="9"><v>45383</v></c></row>'), (CELLS[0], ("45383", None))),
    "days out of range": (
        plan(
            row(
                1, *(f'<c r="{c}1" s="1"><v>{v}</v></c>' for c, v in zip("ABC", (2958465, 2958466, 45383), strict=True))
            ),
            styles=DATES,
        ),
        (("9999-12-31 00:00:00", "+10000-01-01 00:00:00", "2024-04-01 00:00:00"),),
    ),
    "numbers that are none": (
        plan('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>abc</v></c></row>'),
        (("NaN", "abc"),),
    ),
    "a string longer than a cell holds": (plan(row(1, text("A1", "x" * 40_000))), (("x" * 40_000,),)),
    "a million empty rows": (plan(PLAN + "".join(f'<row r="{n}"/>' for n in range(3, 1_000_003))), CELLS),
    "a sheet in Shift_JIS": (
        changed(SHEET, lambda xml: f'<?xml version="1.0" encoding="Shift_JIS"?>{xml}'.encode("cp932")),
        CELLS,
    ),
    "a mark before the XML": (changed(SHEET, lambda xml: xml.encode("utf-8-sig")), CELLS),
    "the strict namespaces": (strict(), (CELLS[0], ("認2504000001", None))),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_workbook_written_in_an_odd_way_is_read_and_nothing_in_it_carried_out(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    parts, rows = ROWS[name]
    path = write_parts(tmp_path / "odd.xlsm", parts)
    before = path.read_bytes()

    (book,) = read([path])

    assert book.problem is None
    assert book.sheets[0].head == rows
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")
    assert [it.name for it in tmp_path.iterdir()] == ["odd.xlsm"]


def test_broken_cells_are_found_under_the_strict_namespaces(tmp_path: Path) -> None:
    (book,) = read([write_parts(tmp_path / "strict.xlsx", strict())])

    assert book.sheets[0].broken == (Broken(2, 1, "#REF!"),)
