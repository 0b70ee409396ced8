from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from titcheck.workbook.model import Sheet


@pytest.fixture
def rows_of() -> Callable[[Sheet], list[tuple[Any, ...]]]:
    """All rows of a sheet, through a connection as closed as the store's."""

    def rows(sheet: Sheet) -> list[tuple[Any, ...]]:
        with duckdb.connect(config={"python_enable_replacements": False}) as con:
            con.register("incoming", sheet.cells)
            return con.table("incoming").fetchall()

    return rows
