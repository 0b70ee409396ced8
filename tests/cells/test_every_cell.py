"""What holds for every type: blanks, error values, and that no cell breaks the reader."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from said import COLUMNS, OF_TYPE, problem

from titcheck.cells import Reading, read_cell
from titcheck.tables.model import Column
from titcheck.workbook.model import BROKEN


@pytest.mark.parametrize("column", OF_TYPE.values(), ids=lambda column: column.type)
class TestEveryType:
    @pytest.mark.parametrize("raw", ["", " ", "\u3000\n", "\u200b"])
    def test_nothing_but_spaces_is_blank(self, column: Column, raw: str) -> None:
        assert read_cell(column, raw) == Reading(None)

    @pytest.mark.parametrize(
        "raw", [f"{BROKEN}#REF!", f"{BROKEN}#N/A", "#DIV/0!", "＃ＲＥＦ！", "#ERROR!", "Err:502", "########"]
    )
    def test_an_error_value_is_unreadable(self, column: Column, raw: str) -> None:
        assert "open the book in Excel, correct the formula and save it" in problem(column, raw)

    def test_a_formula_without_a_value_is_unreadable(self, column: Column) -> None:
        assert "open the book in Excel and save it" in problem(column, f"{BROKEN}=A1*2")


def can_hold(column: Column, text: str) -> bool:
    match column.type:
        case "day":
            return date.fromisoformat(text).isoformat() == text
        case "yen" | "hours" | "time" | "minutes" | "count":
            return str(int(text)) == text and abs(int(text)) < 10**15 and (int(text) >= 0 or column.type == "yen")
        case "flag":
            return text in {"true", "false"}
        case "choice":
            return text in {choice.code for choice in column.choices}
        case "m2":
            return re.fullmatch(r"[0-9]+\.[0-9]{2}", text) is not None and Decimal(text) < 10**7
        case "level":
            return re.fullmatch(r"N[1-5]", text) is not None
        case _:
            return bool(text) and text == text.strip()


CELLS = st.text(max_size=40) | st.text(
    "0123456789.,:/-() 令和平成昭RHS年月日時間分円人○×△-+eE元半午前後無", max_size=14
)


@given(st.sampled_from(COLUMNS), CELLS)
@example(OF_TYPE["day"], "9" * 30)
@example(OF_TYPE["hours"], "9" * 30 + ":00")
@example(OF_TYPE["m2"], "0." + "9" * 30)
def test_no_cell_breaks_the_reader_and_every_value_can_be_held(column: Column, raw: str) -> None:
    reading = read_cell(column, raw)
    assert reading.value is None or can_hold(column, reading.value)
    assert reading.problem is None or column.type == "no" or reading.value is None
