"""Rows that are no data are told wherever a sheet is: in the JSON result, on the terminal, by `titcheck columns`."""

import json
from pathlib import Path

import pytest
from command_line import run
from openpyxl import Workbook


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "訪問指導"
    for row in (
        ("許可番号", "実習実施者届出受理番号", "訪問日"),
        ("許1704000001", "IO-1", "2026-04-01"),
        ("計", "1回", None),
        ("※ 5月以降は別冊", None, None),
    ):
        sheet.append(list(row))
    made.save(tmp_path / "visits.xlsx")
    return tmp_path / "visits.xlsx"


def test_the_json_result_gives_each_row_and_its_reason(book: Path) -> None:
    (read,) = json.loads(run("check", book, "--format", "json").stdout)["inputs"]

    assert read["tables"] == [
        {
            "table": "visits",
            "sheet": "訪問指導",
            "rows": 1,
            "set_aside": [
                {"row": 3, "reason": {"en": "a total", "ja": "合計行"}},
                {"row": 4, "reason": {"en": "a note", "ja": "注記"}},
            ],
            "unused_headers": [],
        }
    ]


def test_the_terminal_counts_them_below_the_sheet(book: Path) -> None:
    assert (
        "データではない行として除外：合計行（1行）、注記（1行）" in run("check", book, "--lang", "ja").stdout.decode()
    )
    assert "rows set aside, no data: a total (1), a note (1)" in run("check", book, "--lang", "en").stdout.decode()


def test_columns_names_each_row(book: Path) -> None:
    shown = run("columns", book, "--lang", "ja").stdout.decode()

    assert "3行目：合計行（除外）" in shown
    assert "4行目：注記（除外）" in shown


def test_columns_says_which_headings_are_left_out_and_which_may_be_misspelled(tmp_path: Path) -> None:
    (tmp_path / "賃金台帳.csv").write_text("技能実習生番号,基本給,base_pay,差引き支給額\nT-1,1,2,3\n", "utf-8")

    shown = "".join(run("columns", tmp_path, "--lang", "ja").stdout.decode().split())

    assert "基本給=使用しません(基本給:複数の見出しが同じ項目を示すため、不明として扱います)" in shown
    assert "差引き支給額=使用しません「差引支給額(net_pay)」のことですか" in shown
