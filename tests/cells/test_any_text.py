"""Whatever stands in a cell of any declared column: nothing is raised, and every value can be held and reads as itself."""

from collections import defaultdict

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from said import COLUMNS, OF_TYPE

from titcheck.cells import read_cell, read_stage
from titcheck.store import STORAGE
from titcheck.tables.model import Column
from titcheck.workbook.model import BROKEN

CON = duckdb.connect()
PIECES = [
    *"0123456789０１２９①⑩²½〇一二三十元",
    *"令平昭大明RHSTrＲ㋿㍻年月日時分間半号度",
    *"/.-,:~・／．－，：〜−–―ー()（）+△▲¥￥\\円%'\"＇#=@^_",
    *" \t\n\r\u00a0\u3000\u200b\u200e\ufeff\ufe0f\ufffd\x00\x1f\x7f\u0301\u3099",
    *[
        "令和",
        "平成",
        "昭和",
        "元年",
        "4月",
        "１日",
        "(月)",
        "土曜日",
        "2024",
        "20240401",
        "45383",
        "1899-12-31",
        "1900-01-01",
    ],
    *[" 08:30:00", "00:00", "25:00", "午前", "午後", "翌", "AM", "pm", "正午", "時間", "hours", "m2", "㎡", "人", "万"],
    *["○", "×", "✔", "有", "無", "なし", "未定", "該当なし", "不明", "同上", "true", "No", "N3", "JLPT", "合格"],
    *["許", "認", "変認", "VNM", "1703000001", "4011001098993", "AB12345678CD", "T-014", "E+12", ".0", ".000", "1,000"],
    *["株式会社", "㈱", "髙", "﨑", "ｸﾞｴﾝ", "ﾊﾟ", "#REF!", "Err:502", BROKEN, "D", "1号", "ロ", "第一号"],
    *sorted({word for column in COLUMNS for one in column.choices for word in (one.code, one.label.ja, *one.aliases)}),
]
BUILT = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
LONG = st.tuples(BUILT, st.integers(2, 400)).map(lambda it: it[0] * it[1])
TEXTS = BUILT | st.text(max_size=30) | LONG


def written(column: Column, value: str) -> str:
    """A value as a cell would hold it: lengths and times are kept in minutes, and written with a colon."""
    return f"{int(value) // 60}:{int(value) % 60:02}" if column.type in {"hours", "time"} else value


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(COLUMNS), TEXTS), max_size=40))
@example([(column, text) for column in OF_TYPE.values() for text in ("9" * 30, "9" * 30 + ":00", "0." + "9" * 30)])
def test_no_text_breaks_the_reader_and_every_value_can_be_held_and_reads_as_itself(
    cells: list[tuple[Column, str]],
) -> None:
    held: dict[str, list[str]] = defaultdict(list)
    for column, raw in cells:
        reading = read_cell(column, raw)
        if column.type != "no":
            assert reading.problem is None or reading.value is None
        if reading.value is not None:
            assert read_cell(column, written(column, reading.value)) == reading
            held[STORAGE[column.type]].append(reading.value)
        assert read_stage(raw).value in {None, "1", "2", "3"}
    for storage, values in held.items():
        kept = CON.execute(f"SELECT CAST(CAST(unnest(?::VARCHAR[]) AS {storage}) AS VARCHAR)", [values]).fetchall()
        assert [text for (text,) in kept] == values


@pytest.mark.parametrize("column", OF_TYPE.values(), ids=lambda column: column.type)
@pytest.mark.parametrize(
    "piece", ["1", "1,", "1 ", "1.", "①", "~1", "令和", " 1:11:11.1", "1年", "午後", "(月)", "- ", "'", "ー", "\u0301"]
)
def test_a_very_long_cell_is_read_at_once(column: Column, piece: str) -> None:
    assert read_cell(column, piece * 30_000) is not None
