"""A layout says where a table's rows end, and what holds for all of them."""

from dataclasses import replace
from pathlib import Path

import openpyxl

from titcheck.store import Store
from titcheck.tables.recognise import recognise
from titcheck.workbook import read


def test_rows_end_at_the_last_row_and_a_fixed_value_stands_in_every_one_of_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "訪問指導"
    for row in (
        ["実習実施者届出受理番号", "訪問日"],
        ["IO-1", "2026-04-01"],
        [" ", None],
        ["IO-2", "2026-05-01"],
        ["計", 2],
    ):
        sheet.append(row)
    book.save(tmp_path / "visits.xlsx")
    (file,) = read([tmp_path / "visits.xlsx"])
    (layout,) = recognise(file.sheets[0])

    store = Store()
    store.add(file, file.sheets[0], replace(layout, last_row=4, fixed={"so_no": "許1704000001"}))

    assert store.con.execute(
        "SELECT so_no, io_no, CAST(visited_on AS VARCHAR) FROM visits ORDER BY source"
    ).fetchall() == [
        ("許1704000001", "IO-1", "2026-04-01"),
        ("許1704000001", "IO-2", "2026-05-01"),
    ]
    assert store.misreadings == []
    assert store.given("visits", "so_no")


def test_rows_that_go_on_carry_what_stands_above_but_blank_rows_do_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "行政処分等"
    for row in (
        ["名称", "代表者名", "認定番号", "処分年月日"],
        ["甲株式会社", "甲野", "認2100000001", "2024-01-31"],
        [None, None, "認2100000002", None],
        [None, None, None, None],
        ["乙株式会社", None, "認2100000003", "2024-02-29"],
        [None, None, "認2100000004", "2024-03-01"],
    ):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    (file,) = read([tmp_path / "list.xlsx"])
    (layout,) = recognise(file.sheets[0])

    store = Store()
    store.add(file, file.sheets[0], replace(layout, carried=("name", "representative", "decided_on")))

    assert store.con.execute(
        "SELECT name, representative, plan_no, CAST(decided_on AS VARCHAR) FROM dispositions ORDER BY source"
    ).fetchall() == [
        ("甲株式会社", "甲野", "認2100000001", "2024-01-31"),
        ("甲株式会社", "甲野", "認2100000002", "2024-01-31"),
        ("乙株式会社", None, "認2100000003", "2024-02-29"),
        ("乙株式会社", None, "認2100000004", "2024-03-01"),
    ]


def test_a_cell_is_read_as_rewritten_and_shown_as_written(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "監査"
    for row in (["監査日", "種別"], ["2026-04-01", "定"], ["2026-05-01", "未"], ["2026-06-01", "他"]):
        sheet.append(row)
    book.save(tmp_path / "audits.xlsx")
    (file,) = read([tmp_path / "audits.xlsx"])
    (layout,) = recognise(file.sheets[0])

    store = Store()
    store.add(file, file.sheets[0], replace(layout, rewrite={"kind": {"定": "regular", "未": ""}.get}))

    assert store.con.execute("SELECT kind FROM audits ORDER BY source").fetchall() == [("regular",), (None,), (None,)]
    assert [(it.cell, it.value) for it in store.misreadings] == [("B4", "他")]


def test_a_column_that_two_headings_name_is_unknown_and_not_one_that_did_not_happen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "技能実習生"
    for row in (["技能実習生番号", "帰国日", "departed_on"], ["T-1", "2026-04-01", None], ["T-2", None, "2026-05-01"]):
        sheet.append(row)
    book.save(tmp_path / "trainees.xlsx")
    (file,) = read([tmp_path / "trainees.xlsx"])
    (layout,) = recognise(file.sheets[0])

    store = Store()
    store.add(file, file.sheets[0], layout)

    assert store.con.execute("SELECT departed_on, departed FROM trainees").fetchall() == [(None, None), (None, None)]
    assert [(it.cell, it.column, it.value) for it in store.misreadings] == [
        ("B1", "departed_on", "帰国日"),
        ("C1", "departed_on", "departed_on"),
    ]


def test_headings_of_which_none_is_certain_make_no_table_and_a_table_without_columns_no_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "訪問指導"
    for row in (["訪問日", "訪問日"], ["2026-04-01", "2026-05-01"]):
        sheet.append(row)
    book.create_sheet("監査")["A1"] = "監査日"
    book.save(tmp_path / "visits.xlsx")
    (file,) = read([tmp_path / "visits.xlsx"])
    visits, audits = file.sheets

    assert recognise(visits) == ()
    (layout,) = recognise(audits)
    store = Store()
    store.add(file, audits, replace(layout, columns={}))

    assert not store.given("audits")
    assert store.misreadings == []


def test_of_two_headings_the_one_with_nothing_under_it_takes_nothing_from_the_other(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "技能実習生"
    for row in (["技能実習生番号", "帰国日", "departed_on"], ["T-1", "2026-04-01", None], ["T-2", None, None]):
        sheet.append(row)
    book.save(tmp_path / "trainees.xlsx")
    (file,) = read([tmp_path / "trainees.xlsx"])
    (layout,) = recognise(file.sheets[0])

    store = Store()
    store.add(file, file.sheets[0], layout)

    assert store.con.execute("SELECT departed FROM trainees ORDER BY source").fetchall() == [(True,), (False,)]
    assert store.misreadings == []
