"""Rows below the headings that are no data are set aside, each with the reason; a row that might be data stays data."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from titcheck.store import Store
from titcheck.tables import aside
from titcheck.tables.recognise import recognise
from titcheck.text import Text
from titcheck.workbook import read

Row = Sequence[object]
WAGES: Row = ("技能実習生番号", "氏名", "支払日", "労働時間数", "基本給", "備考")
PAID: Row = ("T-1", "架空 一", "2026-04-25", 160, 180000, None)


def set_aside(
    folder: Path, rows: Sequence[Row], *merged: str, title: str = "賃金台帳", headings: Row = WAGES
) -> dict[int, Text]:
    """What is set aside of these rows, which stand below the headings from row 2 on."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in (headings, *rows):
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(folder / "book.xlsx")
    (layout,) = recognise(read([folder / "book.xlsx"])[0].sheets[0])
    return dict(layout.set_aside)


@pytest.mark.parametrize(
    "row",
    [
        ("合計", None, None, 320, 360000),
        ("合　計", None, None, "320時間", "360,000円"),
        (None, "小計", None, "320:30", "￥360,000"),
        (None, None, None, None, 360000, "総計"),
        ("【山田工業　計】", None, None, 320, 360000),
        ("4月計", "2名", None, 320, 360000),
        ("計", 2, None, "―", 360000),
        ("男性計（2名）", None, None, None, 360000),
        ("合計2名", None, None, None, 360000),
        ("平均", None, None, 160.5, 180000),
        ("Grand total", None, None, 320, 360000),
        ("TOTAL", None, None, 320, 360000),
        ("総支給額合計：", None, None, None, 360000),
        ("小計", "山田工業", None, 320, 360000),
        ("合計",),
        ("計",),
        ("累計", None, None, "1900-01-12 08:30:00", 1),
    ],
)
def test_a_total_is_set_aside(tmp_path: Path, row: Row) -> None:
    assert set_aside(tmp_path, [PAID, row, PAID]) == {3: aside.TOTAL}


@pytest.mark.parametrize(
    "row",
    [
        ("T-2", None, None, None, None, "合計に含む"),
        ("T-2", None, None, 320, 360000, "合計"),
        ("12", None, None, None, 360000, "小計"),
        (None, "計", None, None, None),
        ("統計", None, None, 320, 360000),
        ("田中設計", None, None, 320, 360000),
        ("合計", "架空 二", "2026-04-25", 320, 360000),
        (None, "計 美", None, 320, 360000),
        (None, None, "2026-04-30", 320, 360000),
        ("以上の者",),
        ("T-2", "注 明", None, None, None),
        (None, "※", "2026-04-25", 160),
        (None, None, None, None, 180000),
        ("T-2",),
    ],
)
def test_a_row_that_might_be_data_stays_data(tmp_path: Path, row: Row) -> None:
    assert set_aside(tmp_path, [PAID, row, PAID]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "※ 支払日が休日の場合は前営業日",
        "＊1 残業を含む",
        "注）4月分は見込み",
        "（注1）端数切捨て",
        "備考：振込手数料は会社負担",
        "支払日は翌月10日とする。",
        "以上",
        "－以下余白－",
        "（以下　余白）",
    ],
)
def test_a_note_alone_in_its_row_is_set_aside(tmp_path: Path, text: str) -> None:
    assert set_aside(tmp_path, [PAID, (text,)]) == {3: aside.NOTE}


def test_a_mark_and_its_sentence_in_two_cells_are_a_note(tmp_path: Path) -> None:
    assert set_aside(tmp_path, [PAID, ("※1", "見込みの額")]) == {3: aside.NOTE}


def test_a_note_beside_the_table_leaves_no_row_and_so_is_nothing_to_set_aside(tmp_path: Path) -> None:
    assert set_aside(tmp_path, [PAID, (None, None, None, None, None, "※ 欄外の注")]) == {}


def test_headings_printed_again_are_set_aside_wherever_they_stand(tmp_path: Path) -> None:
    rows = [PAID, ("技能実習生\n番号", "氏　名", "支払日"), *[PAID] * 100, WAGES, PAID]

    assert set_aside(tmp_path, rows) == {3: aside.REPEATED, 104: aside.REPEATED}


def test_totals_and_notes_far_below_the_first_rows_are_found(tmp_path: Path) -> None:
    rows = [*[PAID] * 200, ("小計", None, None, 1, 1), PAID, ("会計", "甲", "2026-04-25", 1, 1), ("※ 見込み",)]

    assert set_aside(tmp_path, rows) == {202: aside.TOTAL, 205: aside.NOTE}


def test_the_numbers_of_the_columns_below_the_headings_are_set_aside(tmp_path: Path) -> None:
    assert set_aside(tmp_path, [("①", "②", "③", "④", "⑤", "⑥"), PAID]) == {2: aside.NUMBERED}
    assert set_aside(tmp_path, [("(1)", "(2)", "(3)", "(4)", "(5)"), PAID]) == {2: aside.NUMBERED}
    assert set_aside(tmp_path, [PAID, (1, 2, 3, 4, 5, 6)]) == {}


def test_a_title_over_the_columns_is_set_aside_and_a_lone_number_is_not(tmp_path: Path) -> None:
    rows = [("山田工業",), PAID, ("【海野水産】",), PAID, ("■ 森林組合",), PAID, ("T-9",)]

    assert set_aside(tmp_path, rows, "A2:E2") == {2: aside.SECTION, 4: aside.SECTION, 6: aside.SECTION}


def test_a_row_inside_merged_cells_belongs_to_its_entry_and_is_no_note(tmp_path: Path) -> None:
    rows = [PAID, (None, "※ 改姓", None, None, None)]

    assert set_aside(tmp_path, rows, "A2:A3") == {}


def test_a_total_whose_formulas_were_never_calculated_leaves_nothing_to_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "賃金台帳"
    for row in (WAGES, PAID, ("合計", None, None, "=SUM(D2:D2)", "=SUM(E2:E2)")):
        sheet.append(list(row))
    book.save(tmp_path / "book.xlsx")
    (file,) = read([tmp_path / "book.xlsx"])
    (layout,) = recognise(file.sheets[0])

    store = Store()
    store.add(file, file.sheets[0], layout)

    assert store.misreadings == []
    (table,) = store.read_tables("book.xlsx")
    assert (table.rows, table.set_aside) == (1, ((3, aside.TOTAL),))
