import datetime as dt
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import PatternFill

from titcheck.workbook import read
from titcheck.workbook.model import Sheet

Rows = Callable[[Sheet], list[tuple[Any, ...]]]
DATA = Path(__file__).parent / "data"

ODS = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="技能実習計画"><table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell office:value-type="string"><text:p>認定番号</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>開始日</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell office:value-type="string"><text:p>認0000000001</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>令和6年4月1日</text:p></table:table-cell></table:table-row>
</table:table><table:table table:name="空"/></office:spreadsheet></office:body></office:document-content>"""

MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def write_at_c5(folder: Path, ending: str) -> Path:
    """A book whose first sheet begins at C5 and whose second is empty; .xls and .xlsb are kept as files."""
    path = folder / f"plans.{ending}"
    if ending in {"xls", "xlsb"}:
        shutil.copy(DATA / path.name, path)
    elif ending == "ods":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", ODS.replace(">\n<", "><"))
            archive.writestr("META-INF/manifest.xml", MANIFEST)
    else:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = "技能実習計画"
        for address, text in {"C5": "認定番号", "D5": "開始日", "C6": "認0000000001", "D6": "令和6年4月1日"}.items():
            sheet[address] = text
        book.create_sheet("空")
        book.save(path)
    return path


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xls", "xlsb", "ods"])
def test_row_one_is_row_one_and_the_first_column_is_known_in_every_format(
    tmp_path: Path, ending: str, rows_of: Rows
) -> None:
    (book,) = read([write_at_c5(tmp_path, ending)])

    assert book.problem is None
    plans, empty = book.sheets
    expected = [(None, None)] * 4 + [("認定番号", "開始日"), ("認0000000001", "令和6年4月1日")]
    assert (plans.name, plans.first_column, list(plans.head)) == ("技能実習計画", 2, expected)
    assert rows_of(plans) == expected
    assert rows_of(plans) == expected, "the cells can be read again"
    assert (empty.name, empty.head) == ("空", ())
    assert plans.broken == (() if ending in {"xlsx", "xlsm"} else None)


def test_every_cell_is_text_and_the_head_holds_the_first_sixty_rows(tmp_path: Path, rows_of: Rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["認定日", 180000, 160.5, True, "  ", dt.datetime(2024, 4, 1, 8, 30)])  # noqa: DTZ001 - a cell knows no time zone
    for number in range(99):
        sheet.append([None, number])
    book.save(tmp_path / "a.xlsx")

    ((read_sheet,),) = [it.sheets for it in read([tmp_path])]

    assert read_sheet.head[0] == ("認定日", "180000", "160.5", "true", None, "2024-04-01 08:30:00")
    assert len(read_sheet.head) == 60
    assert len(rows_of(read_sheet)) == 100


def test_hidden_sheets_are_read_and_charts_hold_no_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    shown = book.worksheets[0]
    shown.append(["支払日", 1])
    chart = BarChart()
    chart.add_data(Reference(shown, min_col=2, min_row=1, max_row=1))
    book.create_chartsheet("グラフ").add_chart(chart)
    for state in ("hidden", "veryHidden"):
        sheet = book.create_sheet(state)
        sheet["A1"] = "許可番号"
        sheet.sheet_state = state
    book.save(tmp_path / "a.xlsx")

    (read_book,) = read([tmp_path])

    assert read_book.problem is None
    heads = {sheet.name: sheet.head for sheet in read_book.sheets}
    assert heads["グラフ"] == ()
    assert heads["hidden"] == heads["veryHidden"] == (("許可番号",),)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("text.xlsx", b"plan_no,kind\n", "no workbook"),
        ("page.xls", b"<html><table></table></html>", "no workbook"),
        ("empty.xlsx", b"", "empty"),
        ("empty.csv", b"", "empty"),
        ("cut.xlsx", b"PK\x03\x04" + b"x" * 500, "damaged"),
        ("cut.ods", b"PK\x03\x04", "damaged"),
        ("cut.xlsb", b"PK\x03\x04", "damaged"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("broken.parquet", b"PAR1 not really", "Parquet"),
    ],
)
def test_a_file_that_is_not_what_it_claims_says_so_and_its_neighbour_is_read(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    write_at_c5(tmp_path, "xlsx")

    books = {book.file: book for book in read([tmp_path])}

    bad, good = books[name], books["plans.xlsx"]
    assert bad.problem
    assert says in bad.problem.en
    assert bad.problem.ja != bad.problem.en
    assert bad.sheets == ()
    assert len(bad.sha256) == 64
    assert good.problem is None
    assert good.sheets[0].head


@pytest.mark.parametrize(("kept", "named"), [("xls", "xlsx"), ("xlsx", "xls")])
def test_a_workbook_under_another_workbooks_ending_is_told_its_own(tmp_path: Path, kept: str, named: str) -> None:
    path = write_at_c5(tmp_path, kept).rename(tmp_path / f"renamed.{named}")

    (book,) = read([path])

    assert book.problem
    assert f"rename it to .{kept}" in book.problem.en
    assert f"拡張子を.{kept}に直" in book.problem.ja


def test_a_workbook_cut_short_is_damaged(tmp_path: Path) -> None:
    path = write_at_c5(tmp_path, "xlsx")
    path.write_bytes(path.read_bytes()[:-100])

    (book,) = read([path])

    assert book.problem
    assert "damaged" in book.problem.en
    assert "壊れています" in book.problem.ja


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(bytes(1 << 20))

    (book,) = read([tmp_path])

    assert book.problem
    assert "unpacks to 201 MiB" in book.problem.en


def test_a_stray_cell_at_the_far_corner_is_named_and_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "認定番号"
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")

    (read_book,) = read([tmp_path])

    assert read_book.problem
    assert "XFD1048576" in read_book.problem.en


def test_formatted_blank_cells_far_out_are_no_reason_to_refuse(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "認定番号"
    book.worksheets[0]["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "a.xlsx")

    (read_book,) = read([tmp_path])

    assert read_book.problem is None
    assert read_book.sheets[0].head == (("認定番号",),)
