"""What every test shares: random examples that are the same on every run (with TITCHECK_THOROUGH=1 others, and more), and a sheet's rows."""

import os
from collections.abc import Callable
from typing import Any

import duckdb
import pytest
from hypothesis import settings

from titcheck.workbook.model import Sheet

THOROUGH = bool(os.environ.get("TITCHECK_THOROUGH"))
settings.register_profile("titcheck", derandomize=not THOROUGH, max_examples=1000 if THOROUGH else 100)
settings.load_profile("titcheck")


@pytest.fixture
def rows_of() -> Callable[[Sheet], list[tuple[Any, ...]]]:
    """All rows of a sheet, through a connection as closed as the store's."""

    def rows(sheet: Sheet) -> list[tuple[Any, ...]]:
        with duckdb.connect(config={"python_enable_replacements": False}) as con:
            con.register("incoming", sheet.cells)
            return con.table("incoming").fetchall()

    return rows
