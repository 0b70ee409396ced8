from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from titcheck.workbook import read
from titcheck.workbook.model import Sheet

Rows = Callable[[Sheet], list[tuple[Any, ...]]]


def write(path: Path, query: str) -> Path:
    duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_a_parquet_files_names_are_row_one_even_if_its_name_is_a_pattern(tmp_path: Path, rows_of: Rows) -> None:
    duckdb.sql(f"COPY (SELECT 1 AS plan_no, DATE '2024-04-01' AS 開始日) TO '{tmp_path}/plans[1].parquet'")
    duckdb.sql(f"COPY (SELECT 1 AS another) TO '{tmp_path}/plans1.parquet'")

    one, pattern = read([tmp_path])

    assert one.sheets[0].head == (("another",), ("1",))
    (sheet,) = pattern.sheets
    assert (sheet.name, sheet.first_column) == ("plans[1]", 0)
    assert list(sheet.head) == rows_of(sheet) == [("plan_no", "開始日"), ("1", "2024-04-01")]


def test_values_of_any_type_are_cells_of_text(tmp_path: Path, rows_of: Rows) -> None:
    path = write(
        tmp_path / "a.parquet",
        "SELECT [1, 2] AS list, {'a': 1} AS struct, MAP {'k': 1} AS map, '\\x00\\xFF'::BLOB AS bytes, TIME '08:30' AS time,"
        " NULL AS nothing, TRUE AS flag, 1.50 AS number",
    )

    (book,) = read([path])

    values = ("[1, 2]", "{'a': 1}", "{k=1}", r"\x00\xFF", "08:30:00", None, "true", "1.50")
    names = ("list", "struct", "map", "bytes", "time", "nothing", "flag", "number")
    assert rows_of(book.sheets[0]) == [names, values]


def test_a_file_cut_or_overwritten_anywhere_is_damaged_and_the_next_one_is_read(tmp_path: Path) -> None:
    whole = write(tmp_path / "z.parquet", "SELECT '認' || range AS plan_no, range AS n FROM range(5000)").read_bytes()
    cuts = [1, 4, 8, 12, len(whole) // 2, len(whole) - 9, len(whole) - 8, len(whole) - 1]
    for cut in cuts:
        (tmp_path / f"cut {cut}.parquet").write_bytes(whole[:cut])
    (tmp_path / "overwritten.parquet").write_bytes(whole[:200] + b"\xff" * 200 + whole[400:])

    *damaged, good = read([tmp_path])

    assert len(damaged) == len(cuts) + 1
    for book in damaged:
        assert book.problem, book.file
        assert "damaged or no Parquet file" in book.problem.en
        assert "壊れている" in book.problem.ja
    assert good.sheets[0].head[1] == ("認0", "0")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT NULL::BOOLEAN AS plan_no FROM range(50_000_001)", "50,000,001 rows of 1 columns"),
        (f"SELECT {', '.join(f'1 AS c{n}' for n in range(2001))}", "1 rows of 2,001 columns"),
    ],
)
def test_a_few_bytes_that_stand_for_more_cells_than_any_book_has_are_refused(
    tmp_path: Path, query: str, says: str
) -> None:
    (book,) = read([write(tmp_path / "a.parquet", query)])

    assert book.problem
    assert says in book.problem.en
    assert "帳簿として異常" in book.problem.ja
