"""An empty workbook with every table, its headings, formats and lists: what `titcheck template` writes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from titcheck.tables.model import Column, Table, Type
from titcheck.text import Text

_FORMATS: Mapping[Type, str] = MappingProxyType(
    {
        "text": "@",
        "no": "@",
        "day": "yyyy-mm-dd",
        "yen": "#,##0",
        "hours": "General",  # an [h]:mm cell would turn a typed 8 into 192:00
        "time": "[h]:mm",
        "minutes": "0",
        "count": "0",
        "flag": "General",
        "choice": "@",
        "m2": "0.00",
        "level": "@",
    }
)
_HOW: Mapping[Type, Text] = MappingProxyType(
    {
        "text": Text("text", "文字"),
        "no": Text("number, as text", "番号（文字列）"),
        "day": Text("day, like 2024-04-01 or 令和6年4月1日", "日付（例：2024-04-01、令和6年4月1日）"),
        "yen": Text("whole yen", "円（整数）"),
        "hours": Text("hours, like 8.5 or 8:30", "時間（例：8.5、8:30）"),
        "time": Text("time, like 21:00; 25:00 is 1:00 of the next day", "時刻（例：21:00。翌日1時は25:00）"),
        "minutes": Text("minutes, like 60", "分（例：60）"),
        "count": Text("whole number", "整数"),
        "flag": Text("○ or ×", "○又は×"),
        "choice": Text("from the list", "一覧から選択"),
        "m2": Text("square metres, like 4.5", "平方メートル（例：4.5）"),
        "level": Text("N1 to N5", "N1からN5まで"),
    }
)
_INTRODUCTION = (
    Text("How to fill in this workbook", "この様式の記入方法"),
    Text(
        "Each sheet is one book. Row 1 holds the headings; write one entry a row from row 2 on.",
        "シートごとに一つの帳簿です。1行目が見出しで、2行目から1件につき1行で記入してください。",
    ),
    Text(
        "Point at a heading to see it in English and how to write its cells. Coloured headings identify the row.",
        "見出しにカーソルを合わせると英語名と記入方法が表示されます。色の濃い見出しは行を特定する項目です。",
    ),
    Text(
        "Leave blank what is not known: titcheck then says that it cannot tell. Write 0 where there was nothing.",
        "不明な項目は空欄にしてください（「確認できない」と判定します）。実績がない場合は0を記入してください。",
    ),
    Text(
        "Sheets and columns that are not needed may be deleted or left empty; further columns do no harm.",
        "使わないシートや列は削除しても空のままでも構いません。列を追加しても支障ありません。",
    ),
)
_LAST_ROW = 1_048_576
_KEY = PatternFill("solid", fgColor="FFBDD7EE")
_PLAIN = PatternFill("solid", fgColor="FFE7E6E6")


def write_template(path: Path, tables: Sequence[Table]) -> None:
    """Write an xlsx workbook to `path`: an introduction, then one empty sheet for each of `tables`."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _introduce(first, tables)
    for table in tables:
        sheet = book.create_sheet(table.title.ja)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns, start=1):
            _head(sheet, number, column, is_key=column.name in table.key)
    book.save(path)


def _introduce(sheet: Worksheet, tables: Sequence[Table]) -> None:
    sheet.title = "はじめに"
    sheet.column_dimensions["A"].width = 110
    for sentence in _INTRODUCTION:
        sheet.append([sentence.ja])
        sheet.append([sentence.en])
    for table in tables:
        sheet.append([f"{table.title.ja} ({table.title.en}): {table.note.ja} {table.note.en}"])
    for (cell,) in sheet.iter_rows(max_col=1):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)


def _head(sheet: Worksheet, number: int, column: Column, *, is_key: bool) -> None:
    letter = get_column_letter(number)
    cell = sheet.cell(1, number, column.heading.ja)
    how = _HOW[column.type]
    cell.comment = Comment(f"{column.heading.en}\n{how.ja}\n{how.en}", "titcheck", height=90, width=260)
    cell.font = Font(bold=True)
    cell.fill = _KEY if is_key else _PLAIN
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    dimension = sheet.column_dimensions[letter]
    dimension.number_format = _FORMATS[column.type]
    dimension.width = max(12, min(2 * len(column.heading.ja) + 2, 32))
    if words := _list(column):
        # Other spellings are read too, so the list warns and does not forbid.
        offer = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, errorStyle="warning")
        offer.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.add_data_validation(offer)


def _list(column: Column) -> tuple[str, ...]:
    if column.type == "flag":
        return ("○", "×")
    if column.type == "level":
        return ("N1", "N2", "N3", "N4", "N5")
    return tuple(choice.label.ja for choice in column.choices)
