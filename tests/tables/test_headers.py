"""Headings of two and three rows: the joined heading first, the lower alone only where nothing sets it apart."""

from pathlib import Path
from typing import Any

import pytest
from books import write_sheet

from titcheck.tables.recognise import Layout, recognise, survey
from titcheck.workbook import read
from titcheck.workbook.model import Sheet

PLANS = "技能実習計画"
WAGES = "賃金台帳"


def sheet_of(folder: Path, title: str, rows: Any, *merged: str) -> Sheet:
    return read([write_sheet(folder, title, rows, *merged)])[0].sheets[0]


def laid(folder: Path, title: str, rows: Any, *merged: str) -> Layout:
    (layout,) = recognise(sheet_of(folder, title, rows, *merged))
    return layout


TWO_ROWS = (
    ("認定番号", "比較対象", None, None, "賃金", None, "備考"),
    (None, "賃金形態", "賃金", "月平均所定労働時間", "賃金形態", "基本賃金", None),
    ("認2500000001", "月給", 200000, 160, "月給", 190000, "再確認"),
)
IN_TWO_ROWS = {
    "plan_no": 0,
    "comparator_pay_basis": 1,
    "comparator_pay": 2,
    "comparator_monthly_hours": 3,
    "pay_basis": 4,
    "base_pay": 5,
}


@pytest.mark.parametrize("merged", [(), ("A1:A2", "B1:D1", "E1:F1", "G1:G2")])
def test_a_heading_over_others_is_joined_to_them(tmp_path: Path, merged: tuple[str, ...]) -> None:
    layout = laid(tmp_path, PLANS, TWO_ROWS, *merged)

    assert (layout.header_row, layout.columns) == (2, IN_TWO_ROWS)
    assert layout.unused_headers == ("備考",)


def test_a_csv_that_lost_its_merges_reads_the_same(tmp_path: Path) -> None:
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in TWO_ROWS)
    (tmp_path / f"{PLANS}.csv").write_text(text, "cp932")

    (layout,) = recognise(read([tmp_path])[0].sheets[0])

    assert (layout.header_row, layout.columns) == (2, IN_TWO_ROWS)


def test_what_a_heading_sets_apart_is_not_read_as_the_plain_column(tmp_path: Path) -> None:
    rows = [
        ("認定番号", "比較対象", None, "変更前", None),
        (None, "基本賃金", "比較の根拠", "認定番号", "開始日"),
        ("認2500000001", 200000, "賃金規程", "認2400000001", "2025-04-01"),
    ]

    layout = laid(tmp_path, PLANS, rows, "A1:A2", "B1:C1", "D1:E1")

    assert layout.columns == {"plan_no": 0, "original_plan_no": 3}
    assert {place: column for place, (column, _) in layout.left_out.items()} == {
        1: "base_pay",
        2: "comparator_basis",
        4: "starts_on",
    }


@pytest.mark.parametrize("apart", ["前回", "次回予定", "旧", "日本人"])
def test_words_that_always_set_apart_do_so_in_every_table(tmp_path: Path, apart: str) -> None:
    rows = [("許可番号", apart, None), (None, "監査日", "種別"), ("許1704000001", "2026-01-01", "定期")]

    assert laid(tmp_path, "監査", rows, "A1:A2", "B1:C1").columns == {"so_no": 0}


def test_a_heading_that_only_groups_leaves_its_columns_what_they_are(tmp_path: Path) -> None:
    rows = [
        ("技能実習生番号", "支給", None, None, "控除", None, "支払日"),
        (None, "基本給", "時間外手当", "住宅手当", "食費", "居住費", None),
        ("T-1", 180000, 1000, 2000, 100, 200, "2026-04-25"),
    ]

    layout = laid(tmp_path, WAGES, rows, "A1:A2", "B1:D1", "E1:F1", "G1:G2")

    assert layout.columns == {
        "trainee_no": 0,
        "base_pay": 1,
        "overtime_pay": 2,
        "housing_allowance": 3,
        "food_deduction": 4,
        "lodging_deduction": 5,
        "paid_on": 6,
    }


def test_a_column_named_under_two_headings_is_none_unless_one_says_it_in_full(tmp_path: Path) -> None:
    twice = [
        ("許可番号", "東日本", "西日本"),
        (None, "監査日", "監査日"),
        ("許1704000001", "2026-01-01", "2026-02-01"),
    ]
    clearer = [
        ("許可番号", "監査", "備考欄"),
        (None, "種別", "監査日"),
        ("許1704000001", "定期", "2026-02-01"),
    ]

    assert laid(tmp_path, "監査", twice, "A1:A2").columns == {"so_no": 0}
    assert laid(tmp_path, "監査", clearer, "A1:A2").columns == {"so_no": 0, "kind": 1, "audited_on": 2}


def test_three_rows_of_headings_are_read_together(tmp_path: Path) -> None:
    rows = [
        ("認定番号", "条件", None, None, "期間", None),
        (None, "比較対象", None, "本人", "開始日", "終了日"),
        (None, "賃金形態", "賃金", "基本賃金", None, None),
        ("認2500000001", "月給", 200000, 190000, "2025-04-01", "2026-03-31"),
    ]

    layout = laid(tmp_path, PLANS, rows, "A1:A3", "B1:D1", "B2:C2", "E1:F1", "E2:E3", "F2:F3")

    assert (layout.header_row, layout.columns) == (
        3,
        {
            "plan_no": 0,
            "comparator_pay_basis": 1,
            "comparator_pay": 2,
            "base_pay": 3,
            "starts_on": 4,
            "ends_on": 5,
        },
    )


def test_a_heading_merged_downwards_ends_the_header_where_the_merge_ends(tmp_path: Path) -> None:
    rows = [("許可番号", "監査日", "種別"), (None, None, None), ("許1704000001", "2026-01-01", "定期")]

    layout = laid(tmp_path, "監査", rows, "A1:A2", "B1:B2", "C1:C2")

    assert (layout.header_row, layout.columns) == (2, {"so_no": 0, "audited_on": 1, "kind": 2})


def test_units_below_the_headings_belong_to_them_and_a_scale_no_yen_are_counted_in_names_no_column(
    tmp_path: Path,
) -> None:
    rows = [
        ("技能実習生番号", "支払日", "労働時間数", "基本給", "食費"),
        (None, "年月日", "（時間）", "円", "千円"),
        ("T-1", "2026-04-25", 160, 180000, 12),
    ]

    layout = laid(tmp_path, WAGES, rows)

    assert (layout.header_row, layout.columns) == (2, {"trainee_no": 0, "paid_on": 1, "work_hours": 2, "base_pay": 3})
    assert layout.unused_headers == ("食費 千円",)


@pytest.mark.parametrize(
    "title",
    [
        ("監査",),
        ("監査", None, "2026年4月1日現在"),
        ("監査実施状況", None, "架空かえで協同組合"),
        (None, "監査 令和8年度"),
    ],
)
def test_a_title_right_above_the_headings_is_no_heading(tmp_path: Path, title: tuple[str | None, ...]) -> None:
    rows = [title, ("許可番号", "監査日", "種別"), ("許1704000001", "2026-01-01", "定期")]

    layout = laid(tmp_path, "監査", rows)

    assert (layout.header_row, layout.columns) == (2, {"so_no": 0, "audited_on": 1, "kind": 2})
    assert layout.unused_headers == ()


def test_labels_and_values_right_above_the_headings_are_no_headings(tmp_path: Path) -> None:
    rows = [
        ("許可番号", "許1704000001", None, "作成日", "2026-04-01"),
        ("実習実施者届出受理番号", "訪問日", "代替方法"),
        ("IO-1", "2026-01-01", None),
    ]

    layout = laid(tmp_path, "訪問指導", rows)

    assert (layout.header_row, layout.columns) == (2, {"io_no": 0, "visited_on": 1, "other_method": 2})


def test_a_first_row_with_blank_cells_is_data_and_no_second_row_of_headings(tmp_path: Path) -> None:
    rows = [("技能実習生番号", "氏名", "国籍", "入国日"), (None, "架空 一", None, None), ("T-2", "架空 二", None, None)]

    assert laid(tmp_path, "技能実習生", rows).header_row == 1


def test_the_header_row_shows_the_headings_over_each_other(tmp_path: Path) -> None:
    (found,) = survey(sheet_of(tmp_path, PLANS, TWO_ROWS))

    assert found.headers == {
        0: "認定番号",
        1: "比較対象 賃金形態",
        2: "比較対象 賃金",
        3: "比較対象 月平均所定労働時間",
        4: "賃金 賃金形態",
        5: "賃金 基本賃金",
        6: "備考",
    }
