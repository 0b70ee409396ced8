from collections.abc import Sequence
from pathlib import Path

import duckdb
import openpyxl
import pytest

from titcheck.tables import BY_NAME, TABLES
from titcheck.tables.model import Table
from titcheck.tables.recognise import Layout, Survey, recognise, survey
from titcheck.workbook import read
from titcheck.workbook.model import Sheet


def write_sheet(folder: Path, name: str, rows: Sequence[Sequence[str | int | None]], first: str = "A1") -> Sheet:
    """A real sheet of these rows, its first cell at `first`, as the workbook stage reads it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    start = sheet[first]
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            sheet.cell(start.row + down, start.column + right, value)
    book.save(folder / "book.xlsx")
    ((read_sheet,),) = [it.sheets for it in read([folder / "book.xlsx"])]
    return read_sheet


def layout_of(sheet: Sheet) -> Layout:
    (layout,) = recognise(sheet)
    return layout


def survey_of(sheet: Sheet) -> Survey:
    (found,) = survey(sheet)
    return found


@pytest.mark.parametrize(
    "name",
    ["plans", "Plans", "技能実習計画", "技能実習計画一覧", "技能 実習計画", "技能実習計画（2024）", "ＰＬＡＮＳ"],
)
def test_a_sheet_is_known_by_its_name_in_either_language(tmp_path: Path, name: str) -> None:
    layout = layout_of(write_sheet(tmp_path, name, [["認定番号", "区分"], ["認0000000001", "A"]]))

    assert (layout.table.name, layout.header_row) == ("plans", 1)
    assert layout.columns == {"plan_no": 0, "kind": 1}
    assert layout.unused_headers == ()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_known_by_its_japanese_title_english_headings_or_column_names(
    table: Table,
) -> None:
    expected = {column.name: place for place, column in enumerate(table.columns)}
    for name, headings in (
        (table.title.ja, [column.heading.ja for column in table.columns]),
        (table.title.en, [column.heading.en for column in table.columns]),
        (table.name, [column.name for column in table.columns]),
    ):
        sheet = Sheet(name, (tuple(headings),), 0, None)
        assert (layout_of(sheet).table, layout_of(sheet).columns) == (table, expected)


def test_titles_blank_rows_and_blank_columns_before_the_header_are_passed_over(tmp_path: Path) -> None:
    rows: list[list[str | int | None]] = [
        ["令和6年度　賃金台帳", None, None],
        ["事業所名：山田工業", None, "基本給"],
        [None, None, None],
        ["技能実習生番号", "支払日", "基本給"],
        ["T-1", "2024-05-25", 180000],
    ]

    layout = layout_of(write_sheet(tmp_path, "賃金台帳", rows, "C5"))

    assert (layout.header_row, layout.columns) == (8, {"trainee_no": 2, "paid_on": 3, "base_pay": 4})


def test_a_merged_title_above_the_header_does_not_disturb(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "監査"
    sheet["B2"] = "監査日"
    sheet.merge_cells("B2:D3")
    for right, text in enumerate(["許可番号", "監査日", "種別"]):
        sheet.cell(4, 2 + right, text)
    book.save(tmp_path / "a.xlsx")

    layout = layout_of(read([tmp_path])[0].sheets[0])

    assert (layout.header_row, layout.columns) == (4, {"so_no": 1, "audited_on": 2, "kind": 3})


@pytest.mark.parametrize("heading", ["基本給（円）", "基本給\n(円)", "基 本 給", "Base pay", "base_pay"])
def test_a_heading_matches_whole_whatever_its_unit_spaces_or_line_breaks(tmp_path: Path, heading: str) -> None:
    layout = layout_of(write_sheet(tmp_path, "賃金台帳", [["技能実習生番号", heading]]))

    assert layout.columns == {"trainee_no": 0, "base_pay": 1}


def test_a_heading_never_matches_by_containment(tmp_path: Path) -> None:
    rows = [["技能実習生番号", "労働時間数", "実労働時間数合計", "深夜の労働時間数", "備考"]]

    layout = layout_of(write_sheet(tmp_path, "賃金台帳", rows))

    assert layout.columns == {"trainee_no": 0, "work_hours": 1}
    assert layout.unused_headers == ("実労働時間数合計", "深夜の労働時間数", "備考")


def test_of_two_cells_that_name_one_column_neither_is_taken_for_it(tmp_path: Path) -> None:
    layout = layout_of(write_sheet(tmp_path, "賃金台帳", [["技能実習生番号", "基本給", "備考", "base_pay"]]))

    assert layout.columns == {"trainee_no": 0}
    assert layout.unused_headers == ("基本給", "備考", "base_pay")
    assert {place: column for place, (column, _) in layout.left_out.items()} == {1: "base_pay", 3: "base_pay"}


def test_an_unnamed_sheet_is_known_by_headings_no_other_table_has_as_many_of(tmp_path: Path) -> None:
    rows = [["技能実習生番号", "日付", "始業時刻", "終業時刻", "備考"]]

    found = survey_of(write_sheet(tmp_path, "Sheet1", rows))

    assert found.layout
    assert (found.layout.table.name, found.how) == ("shifts", "headers")
    assert found.headers == dict(enumerate(rows[0]))
    assert found.layout.unused_headers == ("備考",)
    assert found.nearest == ()


def test_two_headings_are_enough_with_the_key_among_them_and_too_few_without(tmp_path: Path) -> None:
    assert layout_of(write_sheet(tmp_path, "Sheet1", [["技能実習生番号", "生年月日"]])).table.name == "trainees"
    assert recognise(write_sheet(tmp_path, "Sheet1", [["始業時刻", "終業時刻"]])) == ()
    assert layout_of(write_sheet(tmp_path, "Sheet1", [["日付", "始業時刻", "終業時刻"]])).table.name == "shifts"


def test_headings_that_fit_two_tables_alike_are_no_table_but_name_the_nearest(tmp_path: Path) -> None:
    found = survey_of(write_sheet(tmp_path, "貸与品", [["技能実習生番号", "氏名", "貸与日"]]))

    assert (found.layout, found.how) == (None, None)
    nearest = {table.name: count for table, count in found.nearest}
    assert nearest == {"trainees": 2, "wage_payments": 2, "shifts": 2}
    assert found.headers == {0: "技能実習生番号", 1: "氏名", 2: "貸与日"}


def test_a_sheet_of_something_else_is_no_table(tmp_path: Path) -> None:
    found = survey_of(write_sheet(tmp_path, "はじめに", [["このブックの使い方"], ["1. 各シートに記入する"]]))

    assert (found.layout, found.how, found.nearest, found.headers) == (None, None, (), {})


def test_a_named_sheet_without_any_known_heading_is_no_table(tmp_path: Path) -> None:
    assert recognise(write_sheet(tmp_path, "賃金台帳", [["甲", "乙"], ["1", "2"]])) == ()
    assert recognise(write_sheet(tmp_path, "賃金台帳", [])) == ()


def test_headings_win_over_a_name_that_fewer_than_two_of_them_bear_out(tmp_path: Path) -> None:
    shifts = ["技能実習生番号", "日付", "始業時刻", "終業時刻"]

    wrong = survey_of(write_sheet(tmp_path, "監査", [shifts]))
    borne_out = survey_of(write_sheet(tmp_path, "賃金台帳", [[*shifts, "支払日"]]))

    assert wrong.layout
    assert (wrong.layout.table.name, wrong.how) == ("shifts", "headers")
    assert borne_out.layout
    assert (borne_out.layout.table.name, borne_out.how) == ("wage_payments", "name")


def test_a_name_with_one_known_heading_holds_where_headings_alone_are_not_certain(tmp_path: Path) -> None:
    found = survey_of(write_sheet(tmp_path, "外部監査", [["許可番号", "実施した日"]]))

    assert found.layout
    assert (found.layout.table.name, found.how) == ("external_checks", "name")


def test_a_csv_and_a_parquet_file_are_known_by_their_file_names(tmp_path: Path) -> None:
    (tmp_path / "賃金台帳.csv").write_bytes("技能実習生番号,基本給（円）\nT-1,180000\n".encode("cp932"))
    duckdb.sql(f"COPY (SELECT 'x' AS plan_no, 'A' AS 区分, 1 AS note) TO '{tmp_path}/plans.parquet'")

    plans, wages = (layout_of(book.sheets[0]) for book in read([tmp_path]))

    assert (plans.table, plans.columns, plans.header_row) == (BY_NAME["plans"], {"plan_no": 0, "kind": 1}, 1)
    assert plans.unused_headers == ("note",)
    assert (wages.table.name, wages.columns) == ("wage_payments", {"trainee_no": 0, "base_pay": 1})
