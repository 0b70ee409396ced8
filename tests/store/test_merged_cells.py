"""Cells merged into one: what stands in the first holds for the others, as far as that can be told."""

from datetime import time
from pathlib import Path
from typing import Any

import pytest
from books import write_sheet

from titcheck.store import Store
from titcheck.tables.recognise import recognise
from titcheck.workbook import read


def stored(folder: Path, title: str, rows: Any, *merged: str) -> Store:
    (file,) = read([write_sheet(folder, title, rows, *merged)])
    store = Store()
    for layout in recognise(file.sheets[0]):
        store.add(file, file.sheets[0], layout)
    return store


def rows_of(store: Store, query: str) -> list[tuple[object, ...]]:
    return store.con.execute(query).fetchall()


def cells_of(store: Store) -> list[tuple[str, str]]:
    return [(misreading.cell, misreading.value) for misreading in store.misreadings]


def test_a_vertical_merge_gives_its_text_to_each_of_its_rows(tmp_path: Path) -> None:
    store = stored(
        tmp_path,
        "監査",
        [
            ["実習実施者届出受理番号", "監査日", "監査報告書提出日", "実地確認"],
            ["IO-1", "2026-04-01", "2026-05-01", "○"],
            [None, "2026-04-02", None, "×"],
            [None, "2026-04-03", None, None],
            ["IO-2", "2026-04-04", None, None],
        ],
        "A2:A4",
        "C2:C3",
        "D4:D5",
    )

    assert rows_of(store, "SELECT io_no, day(audited_on), month(reported_on), reported, on_site FROM audits") == [
        ("IO-1", 1, 5, True, True),
        ("IO-1", 2, 5, True, False),
        ("IO-1", 3, None, False, None),
        ("IO-2", 4, None, False, None),
    ]
    assert store.misreadings == []


def test_a_row_stands_for_itself_only_with_a_cell_of_its_own(tmp_path: Path) -> None:
    store = stored(
        tmp_path,
        "賃金台帳",
        [
            ["技能実習生番号", "支払日", "基本給", "備考"],
            ["T-1", "2026-04-25", 180000, "一段目"],
            [None, None, None, "二段目"],
            ["T-2", "2026-04-25", 170000, None],
            [None, " ", None, None],
        ],
        "A2:A3",
        "B2:B3",
        "C2:C3",
        "A4:A5",
    )

    assert rows_of(store, "SELECT trainee_no, base_pay FROM wage_payments") == [("T-1", 180000), ("T-2", 170000)]
    assert store.misreadings == []


@pytest.mark.parametrize(
    ("title", "headings", "column"),
    [
        ("出勤簿", ["技能実習生番号", "日付", "実労働時間"], "hours"),
        ("賃金台帳", ["技能実習生番号", "支払日", "基本給"], "base_pay"),
    ],
)
def test_a_figure_over_several_rows_may_be_a_sum_and_is_unreadable(
    tmp_path: Path, title: str, headings: list[str], column: str
) -> None:
    store = stored(
        tmp_path,
        title,
        [headings, ["T-1", "2026-04-01", 8], ["T-2", "2026-04-01", None], ["T-3", "2026-04-01", 7]],
        "C2:C3",
    )

    table = store.parts[0].table.name
    assert [value is None for (value,) in rows_of(store, f"SELECT {column} FROM {table}")] == [True, True, False]
    assert cells_of(store) == [("C2", "8"), ("C3", "8")]


def test_a_nought_over_several_rows_is_that_of_each(tmp_path: Path) -> None:
    rows = [["技能実習生番号", "時間外手当", "深夜労働時間数"], ["T-1", 0, time(0, 0)], ["T-2", None, None]]
    store = stored(tmp_path, "賃金台帳", rows, "B2:B3", "C2:C3")

    assert rows_of(store, "SELECT overtime_pay, night_hours FROM wage_payments") == [(0, 0), (0, 0)]
    assert store.misreadings == []


def test_a_figure_that_describes_holds_for_every_row(tmp_path: Path) -> None:
    rows = [["技能実習生番号", "家賃月額", "寝室面積"], ["T-1", 30000, 18], ["T-2", None, None]]
    store = stored(tmp_path, "宿泊施設", rows, "B2:B3", "C2:C3")

    assert rows_of(store, "SELECT monthly_rent, CAST(bedroom_m2 AS INT) FROM housing") == [(30000, 18), (30000, 18)]


def test_text_merged_over_columns_says_nothing_certain_of_the_others(tmp_path: Path) -> None:
    store = stored(
        tmp_path,
        "監査",
        [
            ["実習実施者届出受理番号", "監査日", "監査報告書提出日", "是正指示日", "備考", "通報日"],
            ["IO-1", "2026-04-01", "提出不要", None, "作成中", None],
            ["IO-2", "2026-04-01", None, None, None, None],
        ],
        "C2:D2",
        "E2:F2",
        "C3:D3",
    )

    assert rows_of(store, "SELECT reported, corrected, authority_reported FROM audits") == [
        (None, None, None),
        (False, False, False),
    ]
    assert sorted(cells_of(store)) == [("C2", "提出不要"), ("D2", "提出不要"), ("F2", "作成中")]


def test_an_error_value_in_merged_cells_is_the_error_of_each_row(tmp_path: Path) -> None:
    rows = [["実習実施者届出受理番号", "監査日", "実地確認"], ["IO-1", "#REF!", "○"], ["IO-2", None, "○"]]

    assert cells_of(stored(tmp_path, "監査", rows, "B2:B3")) == [("B2", "#REF!"), ("B3", "#REF!")]


def test_a_merge_out_of_the_header_and_one_far_below_the_rows_do_no_harm(tmp_path: Path) -> None:
    rows = [["技能実習生番号", "氏名"], ["T-1", "甲"], [None, "乙"]]

    store = stored(tmp_path, "技能実習生", rows, "B1:B2", "A2:A3000")

    assert rows_of(store, "SELECT trainee_no, name FROM trainees") == [("T-1", None), ("T-1", "乙")]
