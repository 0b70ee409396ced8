"""CSV, as Excel and payroll software write it: UTF-8, UTF-16 or CP932; comma, tab or semicolon."""

import codecs
import csv
import io
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.columns import Columns
from titcheck.workbook.model import HEAD_ROWS, Sheet

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SEPARATORS = ",\t;"
_LONGEST_LINE = 1 << 28


def read_separated(path: Path, con: DuckDBPyConnection) -> tuple[Sheet, ...]:
    """The one sheet of a CSV file, without a name. A row is a record: a quoted line break begins no new one."""
    text = _decode(path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise Unreadable(
            Text(
                f"a quotation mark is left open or stands in the wrong place near line {reader.line_num} ({error}); "
                "write a quotation mark inside a quoted cell twice",
                f"{reader.line_num}行目付近で引用符が閉じていないか、位置が誤っています。"
                "引用符で囲んだセルの中の引用符は二つ重ねて書いてください。",
            )
        ) from error
    width = max(map(len, rows), default=0)
    if not width:
        return (Sheet("", (), 0, None),)
    cells = _columns(rows, width, con.cursor())
    return (Sheet("", cells.head(), 0, cells),)


def _decode(data: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(
        Text(
            "the text is neither UTF-8 nor CP932 (Shift_JIS); save it from Excel as “CSV UTF-8 (comma delimited)”",
            "文字コードがUTF-8でもCP932（シフトJIS）でもありません。"
            "Excelで「CSV UTF-8（コンマ区切り）」として保存し直してください。",
        )
    )


def _separator(text: str) -> str:
    """The separator that divides the most of the first rows, and of these the one that makes the most cells."""

    def divided(separator: str) -> tuple[int, int]:
        rows = list(islice(csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=separator), HEAD_ROWS))
        return sum(len(row) > 1 for row in rows), sum(map(len, rows))

    return max(_SEPARATORS, key=divided)


def _columns(rows: list[list[str]], width: int, con: DuckDBPyConnection) -> Columns:
    """The rows in a table of this cursor's own, which lives as long as they do.

    They pass through a file in one plain form, which DuckDB reads without guessing. Of the user's own file it would
    skip the blank lines, and every row below would have a wrong number.
    """
    width = max(width, 2)
    with TemporaryDirectory(prefix="titcheck-") as folder:
        plain = Path(folder) / "plain.csv"
        with plain.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(
                row if len(row) == width else row + [""] * (width - len(row)) for row in rows
            )
        names = {f"column{place}": "VARCHAR" for place in range(width)}
        con.execute(
            "CREATE TEMP TABLE cells AS FROM read_csv($path, columns = $names, header = false, auto_detect = false, "
            "delim = ',', quote = '\"', escape = '\"', max_line_size = $longest)",
            {"path": str(plain), "names": names, "longest": _LONGEST_LINE},
        )
    return Columns(con)
