"""What holds for every type: blanks and error values."""

import pytest
from said import OF_TYPE, problem

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


def test_a_problem_shows_what_stands_in_the_cell() -> None:
    assert problem(OF_TYPE["yen"], " ５①\n").startswith('"５①" is no amount')
    assert problem(OF_TYPE["day"], "R6.4.1〜R7.3.31").startswith('"R6.4.1〜R7.3.31" is a period')
