"""Marked copies of books no one expects, and what their last sheet says they lack."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from copies import (
    COLOURS,
    LAWFUL,
    LISTING,
    PAY,
    SHEET,
    TOO_LITTLE,
    colour,
    comments,
    filled,
    mark,
    parts,
    plan_book,
    sheet_of,
)
from openpyxl import load_workbook
from raw import MAIN, Parts, parts_of, row, text, worksheet, write_parts

from titcheck.errors import BadRequest
from titcheck.findings import Input, Report
from titcheck.report.marked import write_copy
from titcheck.report.marked.marks import Marks
from titcheck.store.part import letters
from titcheck.tables import BY_NAME

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cells(number: int, values: list[object]) -> str:
    return row(number, *(text(f"{letters(place)}{number}", str(value)) for place, value in enumerate(values)))


def plan(*, backwards: bool = False, after: str = "") -> Parts:
    """The parts of a plan book with a breach in row 3."""
    heads = cells(1, [BY_NAME["plans"].column(it).heading.ja for it in LAWFUL])
    lawful, breach = cells(2, list(LAWFUL.values())), cells(3, list({**LAWFUL, **TOO_LITTLE}.values()))
    given = parts_of({SHEET: worksheet(heads + (breach + lawful if backwards else lawful + breach), after=after)})
    override = f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN_TYPE}"/></Types>'
    return given | {"[Content_Types].xml": str(given["[Content_Types].xml"]).replace("</Types>", override)}


def said_first(path: Path) -> str:
    """What stands above the list."""
    sheet = load_workbook(path).worksheets[-1]
    return "\n".join(str(sheet.cell(number, 1).value) for number in range(1, 9))


def marked(tmp_path: Path, parts: Parts) -> Path:
    mark(write_parts(tmp_path / "p.xlsx", parts), into=tmp_path / "out")
    return tmp_path / "out" / "p.xlsx"


def test_a_book_without_styles_gets_some(tmp_path: Path) -> None:
    copy = marked(tmp_path, plan())
    assert colour(sheet_of(copy, SHEET), PAY) == COLOURS["violated"]
    assert "xl/styles.xml" in parts(copy)


def test_a_book_whose_rows_stand_in_no_order_is_copied_from_the_cells_that_were_read(tmp_path: Path) -> None:
    copy = marked(tmp_path, plan(backwards=True))
    sheet = sheet_of(copy, SHEET)
    assert set(filled(sheet).values()) == {COLOURS["violated"]}
    assert "書き戻せない" in said_first(copy)


def test_a_discussion_stays_and_the_last_sheet_says_so(tmp_path: Path) -> None:
    given = plan(after='<legacyDrawing xmlns:r="x" r:id="rId2"/>')
    given["xl/comments1.xml"] = (
        f'<comments {MAIN}><authors><author>tc={{1}}</author></authors><commentList><comment ref="{PAY}" authorId="0">'
        "<text><t>[Threaded comment]</t></text></comment></commentList></comments>"
    )
    given["xl/drawing1.vml"] = "<xml></xml>"
    given["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{KIND}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="rId2" Type="{KIND}/vmlDrawing" Target="../drawing1.vml"/></Relationships>'
    )
    copy = marked(tmp_path, given)
    assert comments(sheet_of(copy, SHEET))[PAY] == "[Threaded comment]"
    assert "1個にはスレッド形式のコメント" in said_first(copy)


def test_conditional_formats_and_signatures_are_named(tmp_path: Path) -> None:
    given = plan(after='<conditionalFormatting sqref="A1"/>') | {"_xmlsignatures/sig1.xml": "<a/>"}
    said = said_first(marked(tmp_path, given))
    assert "条件付き書式" in said
    assert "電子署名" in said


def test_too_many_comments_for_excel_are_left_out_the_gravest_last_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("titcheck.report.marked.copying._COMMENTED", 2)
    copy = marked(tmp_path, plan())
    sheet = sheet_of(copy, SHEET)
    assert len(comments(sheet)) == 2
    assert f"{len(filled(sheet)) - 2}個にはコメントを付けていません" in said_first(copy)


def test_merged_cells_are_marked_at_the_first_of_them(tmp_path: Path) -> None:
    plan_book(tmp_path / "p.xlsx", [TOO_LITTLE, TOO_LITTLE])
    book = load_workbook(tmp_path / "p.xlsx")
    sheet = book[SHEET]
    sheet["A3"], sheet["B3"] = "認2504000009", "T-016"
    sheet.merge_cells("D2:D3")
    book.save(tmp_path / "p.xlsx")
    mark(tmp_path / "p.xlsx", into=tmp_path / "out")
    copied = sheet_of(tmp_path / "out" / "p.xlsx", SHEET)
    assert "D2:D3" in {str(it) for it in copied.merged_cells.ranges}
    assert comments(copied)["D2"].count("【違反】") == 2
    assert "D3" not in comments(copied) | filled(copied)


def test_a_book_that_changed_since_it_was_judged_is_not_marked(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "p.xlsx", [{}])
    read = Input("p.xlsx", "00" * 32)
    report = Report(date(2026, 11, 30), (read,), ())
    with pytest.raises(BadRequest, match="changed since it was judged"):
        write_copy(Marks(report, "p.xlsx", "ja"), read, book, BytesIO())


def test_a_book_without_findings_is_copied_with_a_sheet_that_says_so(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "p.xlsx", [{}])
    mark(book, into=tmp_path / "out")
    copy = tmp_path / "out" / "p.xlsx"
    assert load_workbook(copy).sheetnames == [SHEET, LISTING]
    assert "指摘は0件" in said_first(copy)
    assert parts(copy)["xl/worksheets/sheet1.xml"] == parts(book)["xl/worksheets/sheet1.xml"]


def test_a_file_that_could_not_be_read_has_no_copy_and_stands_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    plan_book(tmp_path / "books" / "good.xlsx", [TOO_LITTLE])
    (tmp_path / "books" / "bad.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    mark(tmp_path / "books", into=tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["good.xlsx", "titcheck.xlsx"]
    totals = load_workbook(tmp_path / "out" / "titcheck.xlsx").worksheets[0]
    assert "bad.xlsx" in [cell.value for cell in totals["A"]]


def test_what_is_copied_is_packed_as_excel_unpacks_it(tmp_path: Path) -> None:
    copy = marked(tmp_path, plan())
    with zipfile.ZipFile(copy) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
