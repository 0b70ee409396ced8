"""Workbooks of Excel and LibreOffice, every cell as text in its true row and column."""

import logging
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import fastexcel
from duckdb import DuckDBPyConnection

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.apart import Apart
from titcheck.workbook.columns import Columns
from titcheck.workbook.merged import find_merges
from titcheck.workbook.model import Sheet
from titcheck.workbook.opendocument import with_times
from titcheck.workbook.parts import DAMAGE
from titcheck.workbook.size import MOST_COLUMNS, refuse_oversize, refuse_strays
from titcheck.workbook.untold import Untold, find_untold

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"

_apart = Apart()

# The reader logs a warning for each chart sheet; a chart holds no cells.
logging.getLogger("calamine").setLevel(logging.ERROR)


def read_spreadsheet(path: Path, con: DuckDBPyConnection) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, hidden ones too; Unreadable says what the file is instead and what would be right."""
    try:
        refuse_oversize(path)
    except DAMAGE as error:
        raise Unreadable(_diagnose(path, str(error))) from error
    with ThreadPoolExecutor(1) as beside:
        scan = beside.submit(find_untold, path)
        loaded = _load(path)
    untold = scan.result()
    if (merges := find_merges(path)) is not None:
        untold = {name: Untold(None, merges.get(name, ())) for name, _ in loaded}
    return tuple(_sheet(name, cells, con, untold.get(name)) for name, cells in loaded)


def _load(path: Path) -> list[tuple[str, fastexcel.ExcelSheet]]:
    if complaint := _complaint(path):
        raise Unreadable(_diagnose(path, complaint))
    reader = fastexcel.read_excel(with_times(path) if path.suffix.lower() == ".ods" else path)
    _refuse_unnamed(reader.sheet_names)
    # Without these two arguments the reader drops leading blank rows, and every row number would be wrong.
    return [
        (name, reader.load_sheet(place, header_row=None, skip_rows=0, dtypes="string"))
        for place, name in enumerate(reader.sheet_names)
    ]


def _complaint(path: Path) -> str | None:
    try:
        return _apart.complaint(path)
    except EOFError as error:
        with suppress(*DAMAGE):
            refuse_strays(path)
        raise Unreadable(
            Text(
                "reading it would take more memory or time than any book does: it is damaged, or made to do harm; "
                "take the backup copy",
                "読み込むには、帳簿として異常な量のメモリー又は時間が必要です。壊れているか、細工されたおそれがあります。"
                "控えのファイルを使用してください。",
            )
        ) from error


def _refuse_unnamed(names: Sequence[str]) -> None:
    """The reader finds a sheet by its name: of two sheets of one name it would give the first one twice."""
    if not names:
        raise Unreadable(
            Text(
                "the workbook holds no sheet; save the book again, or take the backup copy",
                "ブックにシートがありません。帳簿を保存し直すか、控えのファイルを使用してください。",
            )
        )
    for name in (name for name, count in Counter(names).items() if count > 1):
        raise Unreadable(
            Text(
                f"two sheets are named “{name}”; rename one of them, and save the book again",
                f"「{name}」という名前のシートが二つあります。一方の名前を変えて保存し直してください。",
            )
        )


def _sheet(name: str, cells: fastexcel.ExcelSheet, con: DuckDBPyConnection, untold: Untold | None) -> Sheet:
    if cells.width > MOST_COLUMNS:
        raise Unreadable(
            Text(
                f"sheet “{name}” has {cells.width:,} columns, which no book needs; delete the stray cells on the right",
                f"シート「{name}」に{cells.width:,}列あり、帳簿として異常です。右側の不要なセルを削除してください。",
            )
        )
    columns = cells.available_columns()
    broken, merges = (untold.broken, untold.merges) if untold else (None, None)
    if not columns:
        return Sheet(name, (), 0, None, broken, merges)
    own = con.cursor()
    own.register("read", cells)
    own.execute("CREATE TEMP TABLE cells AS FROM read")
    own.unregister("read")
    kept = Columns(own)
    return Sheet(name, kept.head(), columns[0].absolute_index, kept, broken, merges)


def _diagnose(path: Path, cause: str) -> Text:
    """What a file that is not the workbook its ending claims is instead, by its first bytes."""
    content = path.read_bytes()
    locked = content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content
    ending = path.suffix.lower()
    if locked or "password" in cause.lower():
        return Text(
            "the workbook is locked with a password; save a copy without one and check that",
            "ブックがパスワードで保護されています。パスワードを解除した写しを保存して指定してください。",
        )
    if content.startswith(_OLE) and ending != ".xls":
        return Text(
            f"the file is an old .xls workbook though it ends in {ending}; rename it to .xls, or save it as .xlsx",
            f"中身は旧形式の.xlsですが、拡張子が{ending}です。"
            "拡張子を.xlsに直すか、Excelブック（.xlsx）で保存し直してください。",
        )
    if content.startswith(_ZIP) and ending == ".xls":
        return Text(
            "the file is an .xlsx workbook though it ends in .xls; rename it to .xlsx",
            "中身は.xlsxのブックですが、拡張子が.xlsです。拡張子を.xlsxに直してください。",
        )
    if content.startswith((_OLE, _ZIP)):
        return Text(
            f"the workbook is damaged ({cause}); open and repair it in Excel and save it, or take the backup copy",
            f"ブックが壊れています（{cause}）。Excelで開いて修復し保存し直すか、控えのファイルを使用してください。",
        )
    return Text(
        f"the file is no workbook though it ends in {ending} (a web page or text saved under that name?); "
        "open it in Excel and save it as .xlsx",
        f"拡張子は{ending}ですが、ブックではありません（HTMLやテキストをこの名前で保存した可能性があります）。"
        "Excelで開き、Excelブック（.xlsx）で保存し直してください。",
    )
