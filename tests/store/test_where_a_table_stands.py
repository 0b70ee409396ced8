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
    layout = recognise(file.sheets[0])
    assert layout is not None

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
