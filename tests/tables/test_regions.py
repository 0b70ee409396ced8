"""Several tables on one sheet, under each other and beside each other: the rows of one are never read as another's."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import write_sheet

from titcheck.store import Store
from titcheck.tables import aside
from titcheck.tables.recognise import recognise, survey
from titcheck.workbook import read
from titcheck.workbook.model import Sheet

Row = Sequence[Any]
TRAINEES: Row = ("技能実習生番号", "氏名", "国籍", "生年月日")
PERSON: Row = ("T-1", "架空 一", "ベトナム", "2000-01-01")
WAGES: Row = ("技能実習生番号", "支払日", "労働時間数", "基本給")
PAID: Row = ("T-1", "2026-04-25", 160, 180000)
VISITS: Row = ("許可番号", "実習実施者届出受理番号", "訪問日")
VISIT: Row = ("許1704000001", "IO-1", "2026-04-01")
BLANK: Row = ()


def sheet_of(folder: Path, rows: Sequence[Row], *merged: str, title: str = "Sheet1") -> Sheet:
    return read([write_sheet(folder, title, rows, *merged)])[0].sheets[0]


def places(folder: Path, rows: Sequence[Row], *merged: str, title: str = "Sheet1") -> list[tuple[str, int, int | None]]:
    """Each table found: its name, the row of its headings, its last row."""
    layouts = recognise(sheet_of(folder, rows, *merged, title=title))
    return [(layout.table.name, layout.header_row, layout.last_row) for layout in layouts]


def stored(folder: Path, rows: Sequence[Row], *merged: str, title: str = "Sheet1") -> Store:
    sheet = sheet_of(folder, rows, *merged, title=title)
    (file,) = read([folder / "book.xlsx"])
    store = Store()
    for layout in recognise(sheet):
        store.add(file, file.sheets[0], layout)
    return store


def beside(left: Sequence[Row], right: Sequence[Row], gap: int = 1) -> list[Row]:
    """Two tables side by side, blank columns between them."""
    width = max(map(len, left)) + gap
    rows: list[Row] = []
    for number in range(max(len(left), len(right))):
        first = list(left[number]) if number < len(left) else []
        second = list(right[number]) if number < len(right) else []
        rows.append([*first, *[None] * (width - len(first)), *second])
    return rows


@pytest.mark.parametrize("far", [1, 100], ids=["near", "far"])
@pytest.mark.parametrize(
    "between",
    [
        [],
        [BLANK],
        [BLANK, ("賃金台帳",)],
        [BLANK, ("賃金台帳", None, None, "令和8年4月分"), BLANK],
        [BLANK, ("事業所名：", "山田工業"), ("作成日", "2026-05-01")],
        [("【賃金台帳】",)],
        [BLANK, ("山田工業株式会社", None, "総務課")],
    ],
    ids=["nothing", "blank", "title", "title and month", "labels", "title without a blank row", "firm"],
)
def test_a_table_ends_above_the_titles_of_the_next(tmp_path: Path, between: list[Row], far: int) -> None:
    rows = [TRAINEES, *[PERSON] * far, *between, WAGES, PAID, PAID]

    assert places(tmp_path, rows) == [
        ("trainees", 1, 1 + far + (1 if between and between[0] is BLANK else 0)),
        ("wage_payments", 2 + far + len(between), None),
    ]


def test_a_second_table_of_the_same_kind_in_another_order_is_read_in_its_own_order(tmp_path: Path) -> None:
    turned = [row[::-1] for row in (WAGES, ("T-2", "2026-05-25", 150, 170000))]

    store = stored(tmp_path, [WAGES, *[PAID] * 70, BLANK, *turned])

    assert store.con.execute(
        "SELECT trainee_no, base_pay, count(*) FROM wage_payments GROUP BY ALL ORDER BY ALL"
    ).fetchall() == [
        ("T-1", 180000, 70),
        ("T-2", 170000, 1),
    ]
    assert store.misreadings == []


def test_a_page_title_and_headings_printed_again_are_no_rows(tmp_path: Path) -> None:
    page: list[Row] = [("賃金台帳　2ページ",), ("作成日：", "2026-05-01"), WAGES]
    rows = [WAGES, *[PAID] * 3, *page, *[PAID] * 80, *page, *[PAID] * 5]

    (layout,) = recognise(sheet_of(tmp_path, rows, title="賃金台帳"))

    title, again = aside.TITLE, aside.REPEATED
    assert layout.set_aside == {5: title, 6: title, 7: again, 88: title, 89: title, 90: again}
    assert stored(tmp_path, rows, title="賃金台帳").parts[0].rows == 88


@pytest.mark.parametrize("merged", [True, False])
def test_headings_of_two_rows_printed_again_are_no_rows_either(tmp_path: Path, merged: bool) -> None:
    headings: list[Row] = [("技能実習生番号", "支給", None, "支払日"), (None, "基本給", "時間外手当", None)]
    paid: Row = ("T-1", 180000, 1000, "2026-04-25")
    rows = [*headings, *[paid] * 3, *headings, *[paid] * 90, ("2ページ",), *headings, *[paid] * 2]
    merges = (
        [f"{cells.format(top, top + 1)}" for top in (1, 6, 99) for cells in ("A{}:A{}", "D{}:D{}")] if merged else []
    )

    (layout,) = recognise(sheet_of(tmp_path, rows, *merges, title="賃金台帳"))

    again = aside.REPEATED
    assert layout.columns == {"trainee_no": 0, "base_pay": 1, "overtime_pay": 2, "paid_on": 3}
    assert layout.set_aside == {6: again, 7: again, 98: aside.TITLE, 99: again, 100: again}
    assert stored(tmp_path, rows, *merges, title="賃金台帳").parts[0].rows == 95


def test_data_right_above_headings_printed_again_stays_data(tmp_path: Path) -> None:
    rows = [TRAINEES, PERSON, ("T-2",), (None, "架空 二"), TRAINEES, PERSON]

    (layout,) = recognise(sheet_of(tmp_path, rows))

    assert layout.set_aside == {5: aside.REPEATED}


def test_tables_beside_each_other_are_read_apart(tmp_path: Path) -> None:
    rows = beside([TRAINEES, PERSON, ("T-2", "架空 二")], [VISITS, VISIT, VISIT, VISIT])

    first, second = recognise(sheet_of(tmp_path, rows))

    assert (first.table.name, first.columns) == (
        "trainees",
        {"trainee_no": 0, "name": 1, "nationality": 2, "birth_date": 3},
    )
    assert (second.table.name, second.columns) == ("visits", {"so_no": 5, "io_no": 6, "visited_on": 7})
    assert [(part.table.name, part.rows) for part in stored(tmp_path, rows).parts] == [("trainees", 2), ("visits", 3)]


def test_two_tables_of_one_kind_beside_each_other_are_two(tmp_path: Path) -> None:
    rows = beside([VISITS, VISIT], [VISITS, ("許1704000001", "IO-2", "2026-05-01")])

    store = stored(tmp_path, rows, title="訪問指導")

    assert store.con.execute("SELECT io_no FROM visits ORDER BY io_no").fetchall() == [("IO-1",), ("IO-2",)]


def test_a_list_beside_a_table_that_names_its_columns_again_gives_it_nothing(tmp_path: Path) -> None:
    rows = beside([WAGES, PAID, PAID], [("技能実習生番号", "氏名"), ("T-8", "架空 八"), ("T-9", "架空 九")], gap=2)

    (layout,) = recognise(sheet_of(tmp_path, rows, title="賃金台帳"))

    assert layout.columns == {"trainee_no": 0, "paid_on": 1, "work_hours": 2, "base_pay": 3}
    assert layout.unused_headers == ()


def test_tables_whose_headings_stand_in_different_rows_beside_each_other_are_read_apart(tmp_path: Path) -> None:
    right: list[Row] = [("訪問指導",), BLANK, VISITS, VISIT]

    assert places(tmp_path, beside([TRAINEES, PERSON, PERSON, PERSON, PERSON], right)) == [
        ("trainees", 1, None),
        ("visits", 3, None),
    ]


def test_a_total_beside_data_is_set_aside_for_its_own_table_alone(tmp_path: Path) -> None:
    left = [WAGES, *[PAID] * 80, ("合計", None, 160, 180000)]
    right = [VISITS, *[VISIT] * 100]

    first, second = recognise(sheet_of(tmp_path, beside(left, right)))

    assert (first.set_aside, second.set_aside) == ({82: aside.TOTAL}, {})


def test_a_blank_column_inside_a_table_parts_nothing(tmp_path: Path) -> None:
    rows = beside(
        [("技能実習生番号", "氏名"), ("T-1", "架空 一")],
        [("日付", "始業時刻", "終業時刻"), ("2026-04-01", "8:00", "17:00")],
    )

    (layout,) = recognise(sheet_of(tmp_path, rows))

    assert layout.table.name == "shifts"
    assert layout.columns == {"trainee_no": 0, "trainee_name": 1, "worked_on": 3, "starts_at": 4, "ends_at": 5}


def test_labels_of_an_organisation_above_a_table_are_no_table(tmp_path: Path) -> None:
    rows = [("実習実施者名", "山田工業", "届出受理番号", "IO-1", "所在地", "架空市"), ("作成", "事務局"), WAGES, PAID]

    assert places(tmp_path, rows, title="賃金台帳") == [("wage_payments", 3, None)]


def test_headings_that_fit_several_tables_alike_are_none_and_say_so(tmp_path: Path) -> None:
    (found,) = survey(
        sheet_of(tmp_path, [("技能実習生番号", "氏名", "貸与日"), ("T-1", "架空 一", "2026-04-01")], title="山田工業")
    )

    assert found.layout is None
    assert found.reason
    assert "技能実習生、賃金台帳、出勤簿のいずれにも" in found.reason.ja


@pytest.mark.parametrize("title", ["令和7年4月分", "4月", "山田工業", "2026-04", "Sheet1 (2)"])
def test_a_sheet_named_after_a_month_or_a_firm_is_known_by_its_headings(tmp_path: Path, title: str) -> None:
    assert places(tmp_path, [WAGES, PAID], title=title) == [("wage_payments", 1, None)]


def test_hidden_rows_and_columns_are_read_like_any_other(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (WAGES, PAID, BLANK, PAID, PAID):
        sheet.append(list(row))
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.save(tmp_path / "book.xlsx")
    (file,) = read([tmp_path / "book.xlsx"])
    (layout,) = recognise(file.sheets[0])

    store = Store()
    store.add(file, file.sheets[0], layout)

    assert store.con.execute("SELECT count(*), count(paid_on) FROM wage_payments").fetchall() == [(3, 3)]


def test_equal_rows_of_two_tables_on_one_sheet_are_separate_and_those_of_a_backup_copy_are_not(tmp_path: Path) -> None:
    sheet_of(tmp_path, [WAGES, PAID, BLANK, WAGES[::-1], PAID[::-1]])
    (tmp_path / "copy.xlsx").write_bytes((tmp_path / "book.xlsx").read_bytes())

    store = Store()
    for file in read([tmp_path]):
        for layout in recognise(file.sheets[0]):
            store.add(file, file.sheets[0], layout)
    store.settle()

    assert store.con.execute("SELECT count(*) FROM wage_payments").fetchall() == [(2,)]
    assert [table.repeated for table in store.read_tables("copy.xlsx")] == [1, 1]
