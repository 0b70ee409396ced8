"""Workbooks of Excel and LibreOffice, every cell as text in its true row and column."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fastexcel
from duckdb import DuckDBPyConnection

from titcheck.errors import Unreadable
from titcheck.text import Text
from titcheck.workbook.columns import Columns
from titcheck.workbook.model import Sheet
from titcheck.workbook.opendocument import with_times
from titcheck.workbook.size import refuse_oversize
from titcheck.workbook.untold import Untold, find_untold

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"

# The reader logs a warning for each chart sheet; a chart holds no cells.
logging.getLogger("calamine").setLevel(logging.ERROR)


def read_spreadsheet(path: Path, con: DuckDBPyConnection) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, hidden ones too; Unreadable says what the file is instead and what would be right."""
    refuse_oversize(path)
    with ThreadPoolExecutor(1) as beside:
        scan = beside.submit(find_untold, path)
        loaded = _load(path)
    untold = scan.result()
    return tuple(_sheet(name, cells, con, untold.get(name)) for name, cells in loaded)


def _load(path: Path) -> list[tuple[str, fastexcel.ExcelSheet]]:
    try:
        reader = fastexcel.read_excel(with_times(path) if path.suffix.lower() == ".ods" else path)
        return [
            # Without these two arguments the reader drops leading blank rows, and every row number would be wrong.
            (name, reader.load_sheet(place, header_row=None, skip_rows=0, dtypes="string"))
            for place, name in enumerate(reader.sheet_names)
        ]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic inside the reader is no Exception
        raise Unreadable(_diagnose(path, str(error).partition("\n")[0])) from error


def _sheet(name: str, cells: fastexcel.ExcelSheet, con: DuckDBPyConnection, untold: Untold | None) -> Sheet:
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
