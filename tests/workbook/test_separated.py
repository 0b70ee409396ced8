import csv
import gc
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.workbook import read
from titcheck.workbook.model import Sheet

Rows = Callable[[Sheet], list[tuple[Any, ...]]]
READ = """
import pathlib, sys
from titcheck.workbook import read
print(read([pathlib.Path(sys.argv[1])])[0].problem)
print(*[line for line in open("/proc/self/status") if line.startswith("VmHWM")])
"""
ROWS = [["氏名", "勤務先"], ["髙橋", "㈱山田工業"], ["", "2, 3"], ["a\n\nb", 'x"y']]


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def read_one(path: Path, content: bytes) -> Sheet:
    path.write_bytes(content)
    (book,) = read([path])
    assert book.problem is None
    (sheet,) = book.sheets
    assert sheet.name == path.stem
    return sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_and_separator_excel_writes_gives_the_same_cells(
    tmp_path: Path, encoding: str, delimiter: str, rows_of: Rows
) -> None:
    sheet = read_one(tmp_path / "出勤簿.csv", written(ROWS, delimiter).encode(encoding))

    expected = [("氏名", "勤務先"), ("髙橋", "㈱山田工業"), (None, "2, 3"), ("a\n\nb", 'x"y')]
    assert list(sheet.head) == expected
    assert rows_of(sheet) == expected
    assert (sheet.first_column, sheet.broken) == (0, ())


def test_amounts_with_commas_do_not_make_a_tab_separated_file_a_comma_one(tmp_path: Path) -> None:
    sheet = read_one(tmp_path / "a.csv", "技能実習生番号\t基本給\nT-1\t1,180,000\nT-2\t1,190,000\n".encode())

    assert sheet.head[1] == ("T-1", "1,180,000")


def test_blank_lines_and_ragged_rows_keep_every_row_in_its_place(tmp_path: Path, rows_of: Rows) -> None:
    sheet = read_one(tmp_path / "a.csv", b"title\r\n\r\n\r\na,b,c\r\n1\r\n,,\r\n1,2,3,4\r\n")

    assert rows_of(sheet) == [
        ("title", None, None, None),
        (None, None, None, None),
        (None, None, None, None),
        ("a", "b", "c", None),
        ("1", None, None, None),
        (None, None, None, None),
        ("1", "2", "3", "4"),
    ]


def test_the_cells_outlive_everything_else_and_leave_no_file_behind(
    tmp_path: Path, rows_of: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sheet = read_one(tmp_path / "a.csv", "許可番号\n許1\n".encode("cp932"))
    (tmp_path / "a.csv").unlink()
    gc.collect()

    assert [row[0] for row in rows_of(sheet)] == ["許可番号", "許1"]
    assert [row[0] for row in rows_of(sheet)] == ["許可番号", "許1"]
    assert list(tmp_path.iterdir()) == []


def test_a_long_file_keeps_its_order_past_the_head(tmp_path: Path, rows_of: Rows) -> None:
    sheet = read_one(tmp_path / "a.csv", written([[str(number), "x"] for number in range(200_000)]).encode())

    assert len(sheet.head) == 60
    assert [row[0] for row in rows_of(sheet)] == [str(number) for number in range(200_000)]


@pytest.mark.parametrize(
    ("content", "says", "wo"),
    [
        (b'a,b\n1,"open\n2,3\n', "begins in line 2", "2行目から始まる"),
        (b'a,b\n1,"x"y\n', "line 2", "2行目"),
        (b"a,b\n\x81\xff\xfe,1\n", "neither UTF-8 nor CP932", "文字コード"),
        (b"a,b\n\x00\x00,1\n", "neither UTF-8 nor CP932", "文字コード"),
        (b"\xef\xbb\xbfa,b\n\x8e\xa9,1\n", "neither UTF-8 nor CP932", "文字コード"),
    ],
)
def test_text_that_cannot_be_read_for_certain_says_where_and_what_would_be_right(
    tmp_path: Path, content: bytes, says: str, wo: str
) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    (book,) = read([tmp_path])

    assert book.problem
    assert says in book.problem.en
    assert wo in book.problem.ja
    assert book.sheets == ()


def test_a_file_of_nothing_but_line_breaks_is_a_sheet_without_cells(tmp_path: Path) -> None:
    assert read_one(tmp_path / "a.csv", b"\r\n\r\n").head == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",\n\t;'), max_size=6)),
        min_size=1,
        max_size=8,
    )
)
def test_any_comma_separated_rows_come_back_as_they_were_written(
    tmp_path: Path, rows_of: Rows, body: list[list[str]]
) -> None:
    head = [["x"] * 9] * 2 * (len(body) + 1)
    sheet = read_one(tmp_path / "a.csv", written([*head, *body]).encode())

    width = max(len(row) for row in [*head, *body])
    expected = [tuple(row + [""] * (width - len(row))) for row in [*head, *body]]
    assert [tuple(cell or "" for cell in row) for row in rows_of(sheet)] == expected


@pytest.mark.parametrize(
    ("content", "says", "wo"),
    [
        (b"a,b\n1," + b"x" * (17 << 20) + b"\n", "more text than any book", "文字数が帳簿として異常"),
        (b"a,b\n" + b"," * (17 << 20) + b"\n", "more text than any book", "文字数が帳簿として異常"),
        (b'a,b\n1,"x\n' + b"2,3\n" * 100_000, "that begins in line 2 holds more text", "2行目から始まる行の文字数"),
        (b"a,b\n" + b"1,2\n" * 1000 + b"," * 20_000, "line 1002 has 20,001 cells", "1002行目に20,001個のセル"),
        (b"," * 1999 + b"\n" * 25_001, "more than 50,00", "空白の行を削除"),
        ("認定番号,氏名\n".encode() + "認1,髙橋\n".encode("cp932"), "partly UTF-8 and partly CP932", "混在"),
        ("氏名,区分\n".encode("cp932") + "認定番号,1\n".encode(), "partly UTF-8 and partly CP932", "混在"),
        (b"a,b\n1\x00,2\n", "neither UTF-8 nor CP932", "文字コード"),
        (b"\xff\xfea\x00,\x00b", "neither UTF-8 nor CP932", "文字コード"),
    ],
    ids=["line", "commas", "unclosed", "wide", "blank lines", "UTF-8 first", "CP932 first", "NUL", "half a character"],
)
def test_a_file_no_book_should_be_is_refused_before_it_fills_the_memory(
    tmp_path: Path, content: bytes, says: str, wo: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    (tmp_path / "b.csv").write_bytes(b"plan_no\nP-1\n")

    bad, good = read([tmp_path])

    assert bad.problem
    assert says in bad.problem.en
    assert wo in bad.problem.ja
    assert good.sheets[0].head[1][0] == "P-1"
    assert path.read_bytes() == content


def test_a_line_of_64_megabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n1," + b"x" * (64 << 20))

    done = subprocess.run([sys.executable, "-c", READ, tmp_path], capture_output=True, check=True, text=True)

    problem, memory = done.stdout.splitlines()[:2]
    assert "more text than any book does" in problem
    assert int(memory.split()[1]) < 150_000, memory


@pytest.mark.parametrize(
    "cell", ["a\rb", "a\r\nb", "\r", '"', '""', "'", "\\", "\\N", "NULL", "#", "\x1a", "﻿x", " ", "\x85", "\u2028"]
)
def test_no_mark_in_a_cell_moves_the_rows_below(tmp_path: Path, rows_of: Rows, cell: str) -> None:
    rows = [["x", "y"], [cell, "1"], ["2", cell], ["3", "4"]]

    assert rows_of(read_one(tmp_path / "a.csv", written(rows).encode())) == [tuple(row) for row in rows]
