"""A marked copy: the deciding cells filled and commented, a last sheet that leads to them, and all else as it was."""

import zipfile
from hashlib import sha256
from pathlib import Path
from shutil import copy

import pytest
from copies import (
    COLOURS,
    COMPARATOR,
    LAWFUL,
    LISTING,
    PAY,
    SHEET,
    TOO_LITTLE,
    Row,
    cell_of,
    colour,
    comments,
    filled,
    link_of,
    mark,
    parts,
    plan_book,
    sheet_of,
)
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from titcheck.tables import BY_NAME
from titcheck.text import LANGS, Lang


def rich_book(path: Path) -> Path:
    """A plan book with a breach in row 3 and everything beside it that a book may have."""
    plan_book(path, [{}, TOO_LITTLE])
    book = load_workbook(path)
    sheet = book[SHEET]
    for cell in (*sheet[1], *sheet[2], *sheet[3]):
        cell.font, cell.border = Font("ＭＳ 明朝", 9, italic=True), Border(left=Side("thick", "FF00FF00"))
        cell.alignment, cell.protection = Alignment("center", wrap_text=True), Protection(locked=False)
        cell.fill, cell.number_format = PatternFill("lightGrid", "FF123456"), '0.00"円"'
    sheet["Z3"], sheet["Z2"] = "=F3*2", "=SUM(F2:F3)"
    sheet.row_dimensions[3].height, sheet.column_dimensions["B"].hidden = 44, True
    sheet["A2"].comment = Comment("前任者のメモ", "山田")
    sheet.conditional_formatting.add("F2:F9", Rule("expression", formula=["F2<1"]))
    rule = DataValidation("list", formula1='"月給,時給"')
    rule.add("E2:E9")
    sheet.add_data_validation(rule)
    sheet.freeze_panes, sheet.auto_filter.ref = "C2", "A1:M3"
    other = book.create_sheet("集計表")
    other.merge_cells("A1:C2")
    other["A1"], other["D1"] = "合計", "=SUM(技能実習計画!F2:F3)"
    chart = BarChart()
    chart.add_data(Reference(other, min_col=4, min_row=1, max_row=3))
    other.add_chart(chart, "F5")
    other.sheet_state = "hidden"
    book.defined_names["給与"] = DefinedName("給与", attr_text=f"{SHEET}!$F$2:$F$3")
    book.save(path)
    return path


def test_deciding_cells_are_filled_by_the_verdict_and_say_why(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "p.xlsx", [{}, TOO_LITTLE])
    mark(book, into=tmp_path / "out")
    sheet = sheet_of(tmp_path / "out" / "p.xlsx", SHEET)
    assert set(filled(sheet)) == set(comments(sheet)) >= {PAY, COMPARATOR}
    assert {address[-1] for address in filled(sheet)} == {"3"}
    assert set(filled(sheet).values()) == {COLOURS["violated"]}
    said = comments(sheet)[PAY]
    assert said.startswith("【違反】 番号1 (pay-parity)\n")
    assert "199,999円" in said
    assert said.endswith("根拠条文：技能実習法 第9条第9号")


def test_every_other_cell_formula_and_style_is_as_before(tmp_path: Path) -> None:
    book = rich_book(tmp_path / "p.xlsx")
    mark(book, into=tmp_path / "out")
    before, after = load_workbook(book), load_workbook(tmp_path / "out" / "p.xlsx")
    assert after.sheetnames == [*before.sheetnames, LISTING]
    for sheet in before.worksheets:
        copied = after[sheet.title]
        assert copied.dimensions == sheet.dimensions
        for row in sheet.iter_rows():
            for cell in row:
                other = copied[cell.coordinate]
                assert (other.value, other.data_type) == (cell.value, cell.data_type)
                styles = ("font", "border", "alignment", "protection", "number_format")
                assert [repr(getattr(other, it)) for it in styles] == [repr(getattr(cell, it)) for it in styles]
                if cell.coordinate not in filled(copied):
                    assert repr(other.fill) == repr(cell.fill)
    assert comments(after[SHEET])["A2"] == "前任者のメモ"
    assert colour(after[SHEET], PAY) == COLOURS["violated"]
    assert after[SHEET]["Z3"].value == "=F3*2"


def test_parts_that_are_not_marked_are_the_same_bytes(tmp_path: Path) -> None:
    book = rich_book(tmp_path / "p.xlsx")
    mark(book, into=tmp_path / "out")
    before, after = parts(book), parts(tmp_path / "out" / "p.xlsx")
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip
    assert after.keys() - before.keys() == {"xl/worksheets/titcheck1.xml"}
    assert "xl/charts/chart1.xml" in before
    rows = [before["xl/worksheets/sheet1.xml"].split(b"</row>")[number] for number in (0, 1, 3)]
    assert all(row in after["xl/worksheets/sheet1.xml"] for row in rows[:2])


def test_the_original_is_never_touched(tmp_path: Path) -> None:
    book = rich_book(tmp_path / "p.xlsx")
    before = (sha256(book.read_bytes()).hexdigest(), book.stat().st_mtime_ns)
    mark(book, into=tmp_path / "out")
    assert (sha256(book.read_bytes()).hexdigest(), book.stat().st_mtime_ns) == before


def test_what_is_unproven_and_what_could_not_be_read_have_colours_of_their_own(tmp_path: Path) -> None:
    rows: list[Row] = [{}, {"plan_no": "認2504000003", "comparator_pay": "不明瞭"}]
    mark(plan_book(tmp_path / "p.xlsx", rows), into=tmp_path / "out")
    sheet = sheet_of(tmp_path / "out" / "p.xlsx", SHEET)
    assert set(filled(sheet).values()) == {COLOURS["unproven"]}  # a misreading is the mildest of what is said
    said = comments(sheet)[COMPARATOR]
    assert said.index("【未確認】") < said.index("【読取り不可】")


def test_several_findings_on_one_cell_all_speak_and_the_worst_colours_it(tmp_path: Path) -> None:
    rows: list[Row] = [TOO_LITTLE, {**TOO_LITTLE, "trainee_no": "T-016"}]
    book = load_workbook(plan_book(tmp_path / "p.xlsx", rows))
    sheet = book[SHEET]
    sheet["F3"], sheet["A3"] = None, "認2504000004"
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "p.xlsx")
    mark(tmp_path / "p.xlsx", into=tmp_path / "out")
    marked = sheet_of(tmp_path / "out" / "p.xlsx", SHEET)
    of = comments(marked)
    assert "A3" not in of
    assert colour(marked, "F2") == COLOURS["violated"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_sheet_lists_the_findings_of_this_book_and_leads_to_their_cells(tmp_path: Path, lang: Lang) -> None:
    book = plan_book(tmp_path / "p.xlsx", [{}, TOO_LITTLE])
    done = mark(book, into=tmp_path / "out", lang=lang)
    sheet = load_workbook(tmp_path / "out" / "p.xlsx").worksheets[-1]
    assert sheet.title == {"en": "titcheck findings", "ja": LISTING}[lang]
    head, row = list(sheet.iter_rows(min_row=5, values_only=True))
    assert sheet.freeze_panes == "A6"
    assert head[0] == {"en": "No.", "ja": "番号"}[lang]
    (finding,) = done.report["findings"]
    assert row[6] == finding["message"][lang]
    assert row[-1] == finding["fingerprint"]
    first = next(iter(finding["sources"][0]["cells"].values()))
    assert link_of(sheet, "E6") == f"'{SHEET}'!{first}"
    intro = "\n".join(str(sheet.cell(number, 1).value) for number in range(1, 5))
    assert sha256(book.read_bytes()).hexdigest() in intro
    assert done.report["rulebook"]["sha256"] in intro


def test_a_marked_copy_is_judged_like_its_original(tmp_path: Path) -> None:
    book = rich_book(tmp_path / "p.xlsx")
    first = mark(book, into=tmp_path / "out")
    again = mark(tmp_path / "out" / "p.xlsx", into=tmp_path / "twice")
    assert [it["fingerprint"] for it in again.report["findings"]] == [
        it["fingerprint"] for it in first.report["findings"]
    ]
    assert again.report["inputs"][0]["unused_sheets"] == ["集計表", LISTING]
    twice = load_workbook(tmp_path / "twice" / "p.xlsx")
    assert twice.sheetnames[-2:] == [LISTING, f"{LISTING} (2)"]
    assert comments(twice[SHEET])[PAY].count("【違反】") == 2


def test_a_comment_that_is_there_stays_and_ends_with_ours(tmp_path: Path) -> None:
    plan_book(tmp_path / "p.xlsx", [{}, TOO_LITTLE])
    book = load_workbook(tmp_path / "p.xlsx")
    book[SHEET][PAY].comment = Comment("昇給は４月\n山田", "山田")
    book.save(tmp_path / "p.xlsx")
    mark(tmp_path / "p.xlsx", into=tmp_path / "out")
    sheet = sheet_of(tmp_path / "out" / "p.xlsx", SHEET)
    comment = cell_of(sheet, PAY).comment
    assert comment
    assert comment.author == "山田"
    assert comment.text.startswith("昇給は４月\n山田\n\n【違反】 番号1")
    with zipfile.ZipFile(tmp_path / "out" / "p.xlsx") as archive:
        shapes = archive.read("xl/drawings/commentsDrawing1.vml").count(b'ObjectType="Note"')
    assert shapes == len(comments(sheet))


def test_macros_of_an_xlsm_are_kept(tmp_path: Path) -> None:
    plain = plan_book(tmp_path / "p.xlsx", [{}, TOO_LITTLE])
    book = tmp_path / "p.xlsm"
    plain_kind = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"
    kind = b"vnd.ms-excel.sheet.macroEnabled.main"
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts(plain).items():
            archive.writestr(name, content.replace(plain_kind, kind))
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    mark(book, into=tmp_path / "out")
    after = parts(tmp_path / "out" / "p.xlsm")
    assert after["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert kind in after["[Content_Types].xml"]
    assert colour(sheet_of(tmp_path / "out" / "p.xlsm", SHEET), PAY) == COLOURS["violated"]


def test_of_a_csv_a_workbook_of_the_cells_read_is_marked_at_their_true_addresses(tmp_path: Path) -> None:
    heads = [BY_NAME["plans"].column(column).heading.ja for column in LAWFUL]
    cells = map(str, {**LAWFUL, **TOO_LITTLE}.values())
    lines = ["株式会社みほん,=1+1", "", ",".join(heads), ",".join(cells)]
    book = tmp_path / "賃金[1]:予定表と実績表の突合せに使用する計画の一覧表.csv"
    book.write_text("\r\n".join(lines), "cp932")
    done = mark(book, into=tmp_path / "out")
    made = load_workbook(tmp_path / "out" / f"{book.name}.xlsx")
    sheet = made.worksheets[0]
    assert len(sheet.title) <= 31
    assert not set("[]:*?/\\") & set(sheet.title)
    assert sheet["B1"].value == "=1+1"
    assert sheet["B1"].data_type != "f"
    addresses = done.report["findings"][0]["sources"][0]["cells"]
    assert set(filled(sheet)) == set(addresses.values())
    assert cell_of(sheet, addresses["base_pay"]).value == "199999"
    link = link_of(made.worksheets[-1], "E7")
    assert link.startswith(f"'{sheet.title}'!")
    assert "書き戻せない" in str(made.worksheets[-1]["A5"].value)


@pytest.mark.parametrize("name", ["plans.xls", "plans.xlsb"])
def test_other_formats_of_excel_get_an_xlsx_beside_their_name(tmp_path: Path, name: str) -> None:
    copy(Path(__file__).parents[2] / "workbook" / "data" / name, tmp_path / name)
    mark(tmp_path / name, into=tmp_path / "out")
    assert load_workbook(tmp_path / "out" / f"{name}.xlsx").sheetnames[-1] == LISTING


def test_the_same_books_give_the_same_bytes_and_the_report_stands_beside_them(tmp_path: Path) -> None:
    book = rich_book(tmp_path / "p.xlsx")
    mark(book, into=tmp_path / "one")
    mark(book, into=tmp_path / "two")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["p.xlsx", "titcheck.xlsx"]
    assert [(tmp_path / "one" / it).read_bytes() for it in names] == [
        (tmp_path / "two" / it).read_bytes() for it in names
    ]


def test_no_text_of_a_book_becomes_a_formula_and_no_sheet_name_breaks_a_link(tmp_path: Path) -> None:
    name = "計画 'A'&\"<b>"
    plan_book(tmp_path / "p.xlsx", [{}, TOO_LITTLE], sheet=name)
    plans = load_workbook(tmp_path / "p.xlsx")
    trainee = plans[name]["B3"]
    trainee.value, trainee.data_type = "=cmd|' /C calc'!A0_x005F_x000D_", "s"
    plans.save(tmp_path / "p.xlsx")
    mark(tmp_path / "p.xlsx", into=tmp_path / "out")
    book = load_workbook(tmp_path / "out" / "p.xlsx")
    listing = book.worksheets[-1]
    assert not [cell for rows in listing.iter_rows() for cell in rows if cell.data_type == "f"]
    assert link_of(listing, "E6").startswith("'計画 ''A''&\"<b>'!")
    sheet = sheet_of(tmp_path / "out" / "p.xlsx", name)
    assert "=cmd|" in comments(sheet)[PAY]
