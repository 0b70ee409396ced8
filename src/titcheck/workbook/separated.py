"""CSV, as Excel and payroll software write it: UTF-8, UTF-16 or CP932; comma, tab or semicolon."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

import duckdb

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.columns import Columns
from titcheck.workbook.model import HEAD_ROWS, Sheet
from titcheck.workbook.size import MOST_CELLS, MOST_COLUMNS

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_UTF8_WORD = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){3}")
"""Three kana or kanji in UTF-8. Read as CP932 they are characters that no text has side by side."""
_SEPARATORS = ",\t;"
_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 24
_LONGEST_ROW = 1 << 28


def read_separated(path: Path, con: duckdb.DuckDBPyConnection) -> tuple[Sheet, ...]:
    """The one sheet of a CSV file, without a name. A row is a record: a quoted line break begins no new one."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        separator = _separator(stream.read(100_000))
    width = _width(path, encoding, separator)
    if not width:
        return (Sheet("", (), 0, None),)
    cells = _columns(path, encoding, separator, max(width, 2), con.cursor())
    return (Sheet("", cells.head(), 0, cells),)


def _encoding(path: Path) -> str:
    """The encoding that the whole file can be read in. Unreadable: none, or a line that no memory should hold."""
    with path.open("rb") as stream:
        begin = stream.read(4)
    marked = next((encoding for mark, encoding in _MARKS.items() if begin.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp932"):
        try:
            with path.open(encoding=encoding, newline="") as stream:
                if not _is_text(stream):
                    continue
        except UnicodeError:
            continue
        if encoding == "cp932":
            _refuse_mixed(path)
        return encoding
    raise Unreadable(
        Text(
            "the text is neither UTF-8 nor CP932 (Shift_JIS); save it from Excel as “CSV UTF-8 (comma delimited)”",
            "文字コードがUTF-8でもCP932（シフトJIS）でもありません。"
            "Excelで「CSV UTF-8（コンマ区切り）」として保存し直してください。",
        )
    )


def _is_text(stream: io.TextIOWrapper) -> bool:
    line = 0
    while block := stream.read(_BLOCK):
        if "\0" in block:
            return False
        broken = max(block.rfind("\n"), block.rfind("\r"))
        line = len(block) - broken if broken >= 0 else line + len(block)
        if line > _LONGEST_LINE:
            raise _too_long(None)
    return True


def _refuse_mixed(path: Path) -> None:
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        if _UTF8_WORD.search(data):
            raise Unreadable(
                Text(
                    "the text is partly UTF-8 and partly CP932 (Shift_JIS), as where two files were joined; "
                    "save each from Excel as “CSV UTF-8 (comma delimited)”",
                    "UTF-8とCP932（シフトJIS）の文字が混在しています（二つのファイルをつなげた場合など）。"
                    "それぞれをExcelで「CSV UTF-8（コンマ区切り）」として保存し直してください。",
                )
            )


def _separator(text: str) -> str:
    """The separator that divides the most of the first rows, and of these the one that makes the most cells."""

    def divided(separator: str) -> tuple[int, int]:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), HEAD_ROWS))
        return sum(len(row) > 1 for row in rows), sum(map(len, rows))

    return max(_SEPARATORS, key=divided)


def _width(path: Path, encoding: str, separator: str) -> int:
    """How many cells the longest row has. Unreadable: a row or a table longer than any book's, a quotation mark left open."""
    width, rows, line = 0, 0, 1
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=separator, strict=True)
        try:
            for row in reader:
                width, rows = max(width, len(row)), rows + 1
                if width > MOST_COLUMNS or rows * width > MOST_CELLS:
                    raise _too_many(line, width, rows * width)
                line = reader.line_num + 1
        except csv.Error as error:
            raise _too_long(line) if "field limit" in str(error) else _misquoted(line, error) from error
    return width


def _columns(path: Path, encoding: str, separator: str, width: int, con: duckdb.DuckDBPyConnection) -> Columns:
    """The rows in a table of this cursor's own, which lives as long as they do.

    They pass through a file in one plain form, which DuckDB reads without guessing. Of the user's own file it would
    skip the blank lines, and every row below would have a wrong number.
    """
    plain = path.with_name("plain.csv")
    with plain.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
            _padded(path, encoding, separator, width)
        )
    try:
        con.execute(
            "CREATE TEMP TABLE cells AS FROM read_csv($path, columns = $names, header = false, auto_detect = false, "
            "delim = ',', quote = '\"', escape = '\"', max_line_size = $longest)",
            {
                "path": str(plain),
                "names": {f"column{place}": "VARCHAR" for place in range(width)},
                "longest": _LONGEST_ROW,
            },
        )
    except duckdb.Error as error:
        raise _too_long(None) from error
    return Columns(con)


def _padded(path: Path, encoding: str, separator: str, width: int) -> Iterator[list[str]]:
    with path.open(encoding=encoding, newline="") as stream:
        for row in csv.reader(stream, delimiter=separator, strict=True):
            yield row if len(row) == width else row + [""] * (width - len(row))


def _misquoted(line: int, error: csv.Error) -> Unreadable:
    return Unreadable(
        Text(
            f"a quotation mark is left open or stands in the wrong place in the row that begins in line {line} ({error}); "
            "write a quotation mark inside a quoted cell twice",
            f"{line}行目から始まる行で引用符が閉じていないか、位置が誤っています。"
            "引用符で囲んだセルの中の引用符は二つ重ねて書いてください。",
        )
    )


def _too_long(line: int | None) -> Unreadable:
    where = Text(f" that begins in line {line}", f"{line}行目から始まる") if line else Text("", "")
    return Unreadable(
        Text(
            f"the row{where.en} holds more text than any book does, or a quotation mark in it is left open; "
            "save the book again from its program",
            f"{where.ja}行の文字数が帳簿として異常です（引用符が閉じていない可能性もあります）。"
            "元のソフトから保存し直してください。",
        )
    )


def _too_many(line: int, width: int, cells: int) -> Unreadable:
    if width > MOST_COLUMNS:
        return Unreadable(
            Text(
                f"the row in line {line} has {width:,} cells, which no book needs; delete the stray cells on its right",
                f"{line}行目に{width:,}個のセルがあり、帳簿として異常です。右側の不要なセルを削除してください。",
            )
        )
    return Unreadable(
        Text(
            f"the file holds more than {cells:,} cells; split it, or delete its blank lines",
            f"セルの数が{cells:,}を超えています。分割するか、空白の行を削除してください。",
        )
    )
