"""Rows below the headers that are no data: totals, headings repeated on every printed page, notes, section titles.

A row that might be data stays data.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

from titcheck.tables.grid import Cells
from titcheck.tables.headings import normalise
from titcheck.tables.model import Column
from titcheck.text import Text
from titcheck.workbook.columns import Columns
from titcheck.workbook.model import HEAD_ROWS, Sheet

TOTAL = Text("a total", "合計行")
REPEATED = Text("headings repeated", "見出しの繰返し")
TITLE = Text("a title of the headings below", "次の見出しの表題")
NUMBERED = Text("numbers of the columns", "列番号")
NOTE = Text("a note", "注記")
SECTION = Text("a title inside the table", "表の途中の表題")

_WORDS = ("計", "平均", "otal", "OTAL", "verage", "VERAGE")
_WHOLE = r"(?:総合計|合計|小計|中計|総計|累計|集計|(?:sub|grand)?totals?)"
_SEPARATED = r"(?:.{0,30}[\s)・:/月年度日週者人社名部課班店場所組別期生性費])?"
_OF = r"(?:金?額|時間数?|人数|件数|日数|値|円)?[::]?(?:\([^()]*\)|[\d,.]+(?:名|人|件|日|社|円|時間))?"
_TOTAL = re.compile(rf"(?:.{{0,30}}(?:{_WHOLE}|平均)|{_SEPARATED}計|(?:.{{0,30}}\s)?(?:total|average)){_OF}")
_NOBODY = re.compile(_WHOLE)
_FIGURE = re.compile(
    r"[-ー―–—]+|[¥\\]?[-+△▲]?[\d,]+(?:\.\d+)?(?:円|時間|分|日|人|名|件|回|年|社|%|㎡|m2|h)?|\d+:\d\d(?::\d\d)?|\d+時間\d+分"
    r"|(?:1899|1900)-\d\d-\d\d\d\d:\d\d:\d\d"
)
_FEW = (
    r"^[\s　]*(?:[※＊*]|注|備考|[（(【［\[]注|[【■◆●▼□◇])|。"
    r"|^[\s　―－(（【-]*以[\s　]*(?:上|下[\s　]*余[\s　]*白|下[\s　]*空[\s　]*白)[\s　―－)）】-]*$"
)
_NOTE = re.compile(
    r"(?:[※*]|[(\[【]注|注[\s\d:)意記]).*|備考:.*|.*。.*|[-―(【\s]*以\s?(?:上|下\s?余\s?白|下\s?空\s?白)[-―)】\s]*"
)
_LEAD = re.compile(r"(?:[※*]|[(\[【]?注)[\d:)\]】]*|備考:?")
_SECTION = re.compile(r"【[^【】]+】|[■◆●▼□◇].{2,}")
_WHEN = ("day", "time")
_ORDER = re.compile(r"\(?(\d+)\)?")


def rows_aside(
    sheet: Sheet, columns: Mapping[int, Column], headings: Cells, header_row: int, last_row: int | None, places: range
) -> dict[int, Text]:
    """The rows of a table that are no data, each with what it is.

    `columns` are those of the table, by their place; `places` are the sheet's columns that belong to the table, `headings`
    what stands over them.
    """
    known = {place: text for place, text in headings.items() if place in columns}
    candidates = {row: sheet.head[row - 1] for row in range(header_row + 1, len(sheet.head) + 1)}
    if isinstance(sheet.cells, Columns) and len(sheet.head) == HEAD_ROWS:
        within = slice(max(places.start - sheet.first_column, 0), places.stop - sheet.first_column)
        same = {place - sheet.first_column: text for place, text in known.items()}
        dated = [place - sheet.first_column for place, column in columns.items() if column.type in _WHEN]
        candidates |= sheet.cells.rows_like(within, same, _WORDS, dated, _FEW)
    what = _judge(sheet, columns, {place: normalise(text) for place, text in headings.items()})
    found = {}
    data = False
    for row, raw in candidates.items():
        cells = _cells(sheet, raw, places)
        if row > header_row and (last_row is None or row <= last_row) and columns.keys() & cells.keys():
            reason = NUMBERED if not data and _in_order(cells) else what(row, cells)
            if reason:
                found[row] = reason
            data = data or reason is None
    return found


def _cells(sheet: Sheet, row: tuple[str | None, ...], places: range) -> Cells:
    return {place: text.strip() for place, text in enumerate(row, sheet.first_column) if text and place in places}


def _judge(sheet: Sheet, columns: Mapping[int, Column], headings: Cells) -> Callable[[int, Cells], Text | None]:
    merges = sheet.merges or ()
    down = [it for it in merges if it.left in columns and it.top < it.bottom]
    across = {it.top for it in merges if sum(it.left <= place <= it.right for place in columns) > 1}

    def what(row: int, cells: Cells) -> Text | None:
        plain = {place: _plain(text) for place, text in cells.items()}
        if _is_total(plain, columns):
            return TOTAL
        if len(cells) >= min(2, len(headings)) and all(headings.get(at) == normalise(it) for at, it in cells.items()):
            return REPEATED
        first, *others = plain.values()
        if len(others) > 1 or any(it.top < row <= it.bottom for it in down):
            return None
        if others:
            return NOTE if _LEAD.fullmatch(first) else None
        if _NOTE.fullmatch(first):
            return NOTE
        return SECTION if row in across or _SECTION.fullmatch(first) else None

    return what


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_total(cells: Cells, columns: Mapping[int, Column]) -> bool:
    """No day or time, and besides the word only figures; or the word stands where the row's number or name would."""
    words = {place: text for place, text in cells.items() if _says_total(text)}
    rest = {place: text.replace(" ", "") for place, text in cells.items() if place not in words}
    if not words or any(columns[place].type in _WHEN for place in rest if place in columns):
        return False
    if all(_FIGURE.fullmatch(text) for text in rest.values()):
        # A plain number may say whose row it is, unless the word stands before it.
        numbers = [place for place in rest if _is_number(columns.get(place))]
        lone = not rest and set(words.values()) == {"計"} and not _is_number(columns.get(min(words)))
        return not lone and min(words) < min(numbers, default=1 << 20)
    return any(_NOBODY.fullmatch(text.replace(" ", "")) and _identifies(columns.get(at)) for at, text in words.items())


def _says_total(text: str) -> bool:
    bare = text.strip("「」<>[]【】()")
    return any(_TOTAL.fullmatch(form) for form in (text, bare, text.replace(" ", ""), bare.replace(" ", "")))


def _is_number(column: Column | None) -> bool:
    return column is not None and column.type == "no"


def _identifies(column: Column | None) -> bool:
    return _is_number(column) or (column is not None and column.name in {"name", "trainee_name"})


def _in_order(cells: Cells) -> bool:
    numbers = [int(match[1]) for text in cells.values() if (match := _ORDER.fullmatch(_plain(text)))]
    return len(numbers) > 2 and numbers == list(range(1, len(cells) + 1))
