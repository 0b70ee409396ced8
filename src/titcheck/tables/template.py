"""A workbook to fill in: every table with its headings, formats and lists, and two sheets that explain them.

Examples stand only in the notes of the headings and on the explaining sheets, never where a row is read.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import ceil
from types import MappingProxyType
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from titcheck.tables import guide
from titcheck.tables.examples import FLAGS, LEVELS, example
from titcheck.tables.model import Column, Table, Type
from titcheck.text import Lang, Text

_LOOKS: Mapping[Type, tuple[str, int]] = MappingProxyType(
    {
        "text": ("@", 24),
        "no": ("@", 18),
        "day": ("yyyy/mm/dd", 14),
        "yen": ("#,##0", 14),
        "hours": ("General", 12),  # an [h]:mm cell would turn a typed 8 into 192:00
        "time": ("[h]:mm", 12),
        "minutes": ("General", 12),  # so that a typed 1:00 stays a time
        "count": ("0", 12),
        "flag": ("@", 12),
        "choice": ("@", 16),
        "m2": ("0.00", 12),
        "level": ("@", 12),
    }
)
"""The number format of a type's cells, and their least width in characters."""

_FONT = "游ゴシック"
_COLOURS: Mapping[str, str] = MappingProxyType(
    {"key": "FF1F4E78", "fact": "FFDDEBF7", "due": "FFFFE699", "event": "FFC6E0B4", "section": "FFD9D9D9"}
)
_LINE = 19
"""Points a line of the font takes."""
_RULE = Side("thin", "FFBFBFBF")
_EDGE = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_LAST_ROW = 1_048_576
_DAYS = ("1", "109574")
"""1900 to 2199 as Excel counts days; 20250407 typed without strokes would be the year 57343."""
_LONGEST_LIST = 255
"""Excel refuses a longer list inside a cell's rule."""
_PAGE = 220
"""Characters that stand side by side on a printed page and can still be read."""

_HOW_TO = Text("How to fill in", "記入要領")
_ALL_COLUMNS = Text("Columns and examples", "項目と記入例")
_LISTS = Text("Lists", "選択肢")
_COLOURED = Text("Colours of the headings, and what a blank means", "見出しの色と空欄の意味")
_WRITTEN = Text("How cells are written", "書き方")
_NUMBERS = Text("Identifying numbers", "番号の形式と記載場所")
_BOOKS = Text("The sheets, and what they are filled in from", "シートの一覧と転記元の書類")
_FROM = Text("From: {}", "転記元：{}")
_LEGEND = (
    Text("at", "列"),
    Text("heading / Japanese", "見出し / 英語"),
    Text("how it is written", "書き方"),
    Text("blank cell", "空欄の意味"),
    Text("example", "記入例"),
)
_LIKE = Text("example: {}", "例：{}")
_NOT_LISTED = Text(
    "This is not in the list. Other spellings may be read too; keep it?",
    "一覧にない書き方です。ほかの書き方も読み取れることがありますが、このまま入力しますか。",
)
_NO_DAY = Text(
    "This is not taken for a day from 1900 to 2199: write 2025-04-07. Keep it?",
    "1900年から2199年までの日付として認識できません。2025/4/7のように入力してください。このまま入力しますか。",
)


def build_template(tables: Sequence[Table], lang: Lang) -> bytes:
    """An xlsx workbook: how to fill it in, all columns with examples, then one empty sheet for each of `tables`."""
    book = Workbook()
    book.properties.creator = "titcheck"
    assert book.active is not None
    book.remove(book.active)
    _explain(book.create_sheet(_HOW_TO.of(lang)), tables, lang)
    _list_columns(book.create_sheet(_ALL_COLUMNS.of(lang)), tables, lang)
    for table in tables:
        _lay_out(book, table, lang)
    if _LISTS.of(lang) in book.sheetnames:
        book.move_sheet(_LISTS.of(lang), len(tables))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _explain(sheet: Worksheet, tables: Sequence[Table], lang: Lang) -> None:
    _widen(sheet, 60, 120)
    sheet.append([guide.TITLE.of(lang)])
    sheet["A1"].font = Font(_FONT, bold=True, size=16)
    sheet.row_dimensions[1].height = 2 * _LINE
    for texts in guide.STEPS:
        _write(sheet, *(text.of(lang) for text in texts))
    _section(sheet, _COLOURED.of(lang))
    for colour, texts in (("key", guide.KEY), *guide.KINDS.items()):
        _paint(_write(sheet, *(text.of(lang) for text in texts))[0], colour)
    columns = {column.name: column for table in tables for column in table.columns}
    _section(sheet, _WRITTEN.of(lang))
    for of in dict.fromkeys(column.type for column in columns.values()):
        _write(sheet, *(text.of(lang) for text in guide.TYPES[of]))
    _section(sheet, _NUMBERS.of(lang))
    for column in (columns[name] for name in guide.NUMBERS if name in columns):
        _write(sheet, _both(column.heading, lang), guide.how(column).of(lang))
    _section(sheet, _BOOKS.of(lang))
    for table in tables:
        found = _FROM.of(lang).format(guide.FOUND_IN[table.name].of(lang))
        link, _ = _write(sheet, _both(table.title, lang), f"{table.note.of(lang)}\n{found}")
        link.hyperlink = Hyperlink(link.coordinate, location=f"'{table.title.of(lang)}'!A1")
        link.font = Font(_FONT, color="FF0563C1", underline="single")
    sheet.sheet_view.showGridLines = False
    _set_page(sheet)


def _list_columns(sheet: Worksheet, tables: Sequence[Table], lang: Lang) -> None:
    _widen(sheet, 6, 56, 72, 28, 36)
    for cell in _write(sheet, *(text.of(lang) for text in _LEGEND)):
        _paint(cell, "section")
    for table in tables:
        _section(sheet, _both(table.title, lang))
        for number, column in enumerate(table.columns, start=1):
            how, blank = guide.how(column).of(lang), _blank(table, column).of(lang)
            told = (_both(column.heading, lang), how, blank, example(table, column, lang))
            _paint(_write(sheet, get_column_letter(number), *told)[1], _colour(table, column))
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.sheet_view.showGridLines = False
    _set_page(sheet)


def _lay_out(book: Workbook, table: Table, lang: Lang) -> None:
    """The sheet of a table: headings in row 1, and how the cells below them are written."""
    sheet = book.create_sheet(table.title.of(lang))
    headings = [column.heading.of(lang) for column in table.columns]
    offers = [_words(column, lang) for column in table.columns]
    _widen(sheet, *map(_fitting, table.columns, headings, offers))
    for cell, column, words in zip(_write(sheet, *headings), table.columns, offers, strict=True):
        _head(cell, table, column, lang)
        below = sheet.column_dimensions[cell.column_letter]
        below.font = Font(_FONT)
        below.number_format = _LOOKS[column.type][0]
        below.alignment = Alignment(vertical="center", wrap_text=column.type == "text")
        rule = None
        if words:
            rule = DataValidation("list", formula1=_offered(book, words, lang), error=_NOT_LISTED.of(lang))
        elif column.type == "day":
            rule = DataValidation("date", formula1=_DAYS[0], formula2=_DAYS[1], error=_NO_DAY.of(lang))
        if rule:
            rule.allowBlank = rule.showErrorMessage = True
            rule.errorStyle = "warning"  # what it does not know may be read all the same
            rule.add(f"{cell.column_letter}2:{cell.column_letter}{_LAST_ROW}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"
    sheet.print_options.gridLines = True
    _set_page(sheet)


def _head(cell: Cell, table: Table, column: Column, lang: Lang) -> None:
    _paint(cell, _colour(table, column))
    cell.alignment = Alignment("center", "center", wrap_text=True)
    other = column.heading.en if lang == "ja" else column.heading.ja
    shown = _LIKE.of(lang).format(example(table, column, lang))
    lines = (other, guide.how(column).of(lang), _blank(table, column).of(lang), shown)
    height = 24 + 18 * sum(ceil(_width(line) / 44) for line in lines)
    cell.comment = Comment("\n".join(lines), "titcheck", height=height, width=320)


def _offered(book: Workbook, words: Sequence[str], lang: Lang) -> str:
    """The words of a list as a rule's formula; too many for one stand on a hidden sheet."""
    literal = f'"{",".join(words)}"'
    if len(literal) <= _LONGEST_LIST:
        return literal
    name = _LISTS.of(lang)
    sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
    sheet.sheet_state = "hidden"
    at = sheet.max_column + 1
    for row, word in enumerate(words, start=1):
        sheet.cell(row, at, word)
    letter = get_column_letter(at)
    return f"'{name}'!${letter}$1:${letter}${len(words)}"


def _words(column: Column, lang: Lang) -> tuple[str, ...]:
    if column.type == "flag":
        return tuple(flag.of(lang) for flag in FLAGS)
    return LEVELS if column.type == "level" else tuple(choice.label.of(lang) for choice in column.choices)


def _colour(table: Table, column: Column) -> str:
    return "key" if column.name in table.key else column.kind


def _blank(table: Table, column: Column) -> Text:
    return guide.KEY[0] if column.name in table.key else guide.KINDS[column.kind][0]


def _both(text: Text, lang: Lang) -> str:
    """The workbook's language before the other; so written it is no heading that a reader would take."""
    return f"{text.ja} / {text.en}" if lang == "ja" else f"{text.en} / {text.ja}"


def _write(sheet: Worksheet, *texts: str) -> list[Cell]:
    """A row of wrapped cells below all others, as high as they need: not every program sees to that by itself."""
    row = sheet.max_row + 1 if sheet["A1"].value else 1
    cells, lines = [], []
    for number, text in enumerate(texts, start=1):
        cell = sheet.cell(row, number, text)
        assert isinstance(cell, Cell)
        cell.font, cell.border = Font(_FONT), _EDGE
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        room = sheet.column_dimensions[cell.column_letter].width - 1
        cells.append(cell)
        lines.append(sum(ceil(1.1 * _width(line) / room) for line in text.split("\n")))
    sheet.row_dimensions[row].height = _LINE * max(lines)
    return cells


def _section(sheet: Worksheet, title: str) -> None:
    cell = sheet.cell(sheet.max_row + 2, 1, title)
    cell.font = Font(_FONT, bold=True, size=12)


def _paint(cell: Cell, colour: str) -> None:
    cell.fill = PatternFill("solid", fgColor=_COLOURS[colour])
    cell.font = Font(_FONT, bold=True, color="FFFFFFFF" if colour == "key" else "FF000000")


def _fitting(column: Column, heading: str, offer: Sequence[str]) -> int:
    """A width for the column's cells, its list with the arrow beside it, and its heading on two lines."""
    widest = max(map(_width, offer), default=0) + 4
    return max(_LOOKS[column.type][1], min(widest, 40), min(ceil(_width(heading) / 2) + 5, 32))


def _widen(sheet: Worksheet, *widths: int) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _set_page(sheet: Worksheet) -> None:
    """Landscape A4, as many pages side by side as it takes to read them."""
    width = sum(dimension.width for dimension in sheet.column_dimensions.values())
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = ceil(width / _PAGE)
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.7, header=0.3, footer=0.3)
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "&A  &P / &N"


def _width(text: str) -> int:
    """How many characters wide a text is, a full-width one counting twice."""
    return sum(2 if east_asian_width(character) in "FWA" else 1 for character in text)
