"""Merged cells are told of every format that can hold them."""

import shutil
import struct
import zipfile
from pathlib import Path

from titcheck.workbook import read
from titcheck.workbook.model import Merge

DATA = Path(__file__).parent / "data"

MERGED = {
    "監査": {Merge(2, 0, 3, 0), Merge(2, 2, 3, 2), Merge(4, 1, 4, 2)},
    "空": {Merge(2, 1, 5, 3)},
}
"""A2:A3, C2:C3 and B4:C4 of one sheet, B2:D5 of another."""

ODS = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}</office:spreadsheet>
</office:body></office:document-content>"""
MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def merges_in(path: Path) -> dict[str, set[Merge]]:
    (book,) = read([path])
    assert book.problem is None
    found = {}
    for sheet in book.sheets:
        assert sheet.merges is not None
        found[sheet.name] = set(sheet.merges)
    return found


def ods(path: Path, tables: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(tables))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return path


def cell(text: str, down: int = 1, right: int = 1) -> str:
    spans = f' table:number-columns-spanned="{right}" table:number-rows-spanned="{down}"' if down * right > 1 else ""
    return f'<table:table-cell office:value-type="string"{spans}><text:p>{text}</text:p></table:table-cell>'


def test_of_an_xls(tmp_path: Path) -> None:
    shutil.copy(DATA / "merged.xls", tmp_path)

    assert merges_in(tmp_path / "merged.xls") == MERGED


def test_of_an_ods_behind_repeated_rows_and_cells(tmp_path: Path) -> None:
    covered, skipped = "<table:covered-table-cell/>", '<table:table-cell table:number-columns-repeated="2"/>'
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        f"<table:table-row>{skipped}{cell('許可番号', right=2)}{covered}{cell('監査日', down=2)}</table:table-row>"
        f"<table:table-row>{skipped}{cell('甲')}<table:table-cell/>{covered}</table:table-row>"
    )
    path = ods(
        tmp_path / "a.ods",
        f'<table:table table:name="監査" table:style-name="a">{rows}</table:table>'
        f'<table:table table:name="空"><table:table-row>{cell("x")}</table:table-row></table:table>',
    )

    assert merges_in(path) == {"監査": {Merge(4, 2, 4, 3), Merge(4, 4, 5, 4)}, "空": set()}


def test_of_an_xlsb(tmp_path: Path) -> None:
    cells = b"".join(b"\xb0\x01\x10" + struct.pack("<4I", *corners) for corners in ((5, 6, 2, 2), (7, 7, 2, 3)))
    merged = b"\xb1\x01\x04" + struct.pack("<I", 2) + cells + b"\xb2\x01\x00"
    end = b"\x92\x01\x00"  # the end of the cells
    with zipfile.ZipFile(DATA / "plans.xlsb") as old, zipfile.ZipFile(tmp_path / "a.xlsb", "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.bin"):
                assert content.count(end) == 1
                content = content.replace(end, end + merged)
            new.writestr(part, content)

    assert merges_in(tmp_path / "a.xlsb") == {"技能実習計画": {Merge(6, 2, 7, 2), Merge(8, 2, 8, 3)}, "空": set()}


def test_a_csv_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", "utf-8")

    assert merges_in(tmp_path / "a.csv") == {"a": set()}
