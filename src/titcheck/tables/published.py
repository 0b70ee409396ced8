"""The lists of dispositions that the Immigration Services Agency publishes, as tables of dispositions.

Their headings differ from list to list, an employer stands once above all of its plan numbers, and the numbers of one
employer may stand in a grid on a sheet of their own.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from titcheck.tables import BY_NAME
from titcheck.tables.articles import cited_articles
from titcheck.tables.headings import headings_of, normalise
from titcheck.tables.recognise import Layout
from titcheck.workbook.model import Book, Sheet

_TABLE = BY_NAME["dispositions"]
_Org = Literal["io", "so"]
_NAMES: Mapping[str, _Org] = {"実習実施者名": "io", "監理団体名": "so"}
_HEADINGS = {
    "代表者名": "representative",
    "所在地": "address",
    "措置理由": "ground",
    "処分理由": "ground",
    "措置年月日": "decided_on",
    "処分年月日": "decided_on",
}
_NUMBER = re.compile(r"(?P<done>取り?消し?た|改善命令を行った)?.*(?:認定|許可)番号")
_KINDS: Mapping[tuple[_Org, str], str] = {
    ("io", "第16条第1項"): "io_revocation",
    ("io", "第15条第1項"): "io_improvement",
    ("so", "第37条第1項"): "so_revocation",
    ("so", "第37条第2項"): "so_kind_change",
    ("so", "第37条第3項"): "so_suspension",
    ("so", "第36条第1項"): "so_improvement",
}
"""The article of the Act that each kind of disposition is made under."""
_PLAN_NO = re.compile(r"変?認[0-9]{10}")
_ELSEWHERE = "別シート参照"


def published_lists(book: Book) -> Mapping[str, Sequence[Layout]]:
    """The sheets of a book that are published lists, or hold the numbers of one, by name."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    lists = {name: layout for name, sheet in sheets.items() if (layout := _list(sheet))}
    found: dict[str, Sequence[Layout]] = {name: (layout,) for name, layout in lists.items()}
    grids = [sheet for name, sheet in sheets.items() if lists and name not in lists and _is_grid(sheet)]
    elsewhere = [
        (sheets[name], layout, row) for name, layout in lists.items() for row in _rows_elsewhere(sheets[name], layout)
    ]
    # Two grids, or two employers who refer to one: whose numbers they are is not told, and their cells stay unreadable.
    if len(grids) == len(elsewhere) == 1:
        sheet, layout, row = elsewhere[0]
        found[sheet.name] = (replace(layout, rewrite={**layout.rewrite, "plan_no": _not_elsewhere}),)
        found[grids[0].name] = list(_grid(grids[0], sheet, layout, row))
    return found


def _list(sheet: Sheet) -> Layout | None:
    for row, cells in enumerate(sheet.head, start=1):
        headings = {normalise(text): place for place, text in enumerate(cells, sheet.first_column) if text}
        named = next((name for name in _NAMES if name in headings), None)
        columns = {column: headings[text] for text, column in _HEADINGS.items() if text in headings}
        if named and {"ground", "decided_on"} <= set(columns):
            return _layout(sheet, row, headings, named, columns)
    return None


def _layout(sheet: Sheet, row: int, headings: Mapping[str, int], named: str, columns: dict[str, int]) -> Layout:
    org = _NAMES[named]
    number = next((text for text in headings if _NUMBER.fullmatch(text)), None)
    columns["name"] = headings[named]
    if number:
        columns["plan_no" if org == "io" else "org_no"] = headings[number]
    # Columns the lists do not have: a book of someone's own in their manner, in which a blank cell is blank.
    own = {column: headings[text] for text, column in headings_of(_TABLE).items() if text in headings}
    own = {column: place for column, place in own.items() if place not in columns.values()}
    carried = () if own else ("name", *(name for name in columns if name not in {"name", "plan_no", "org_no"}))
    columns |= own
    fixed: dict[str, str] = {} if "org_type" in own else {"org_type": org}
    rewrite: dict[str, Callable[[str], str | None]] = {}
    if "legal_items" not in own:
        columns["legal_items"] = columns["ground"]
        rewrite["legal_items"] = cited_articles
    if kind := _kind_in_heading(org, number or ""):
        fixed |= {} if "kind" in own else {"kind": kind}
    elif "kind" not in own:
        columns["kind"] = columns["ground"]
        rewrite["kind"] = partial(_kind_in_reason, org)
    used = set(columns.values())
    unused = (text for place, text in enumerate(sheet.head[row - 1], sheet.first_column) if text and place not in used)
    derived = tuple(name for name in rewrite if carried)
    return Layout(_TABLE, row, columns, tuple(unused), fixed=fixed, rewrite=rewrite, carried=(*carried, *derived))


def _kind_in_heading(org: _Org, number: str) -> str | None:
    match = _NUMBER.fullmatch(number)
    if not match or not match["done"]:
        return None
    return f"{org}_improvement" if match["done"].startswith("改善") else f"{org}_revocation"


def _kind_in_reason(org: _Org, reason: str) -> str:
    """The one kind of disposition whose article a reason cites; empty where it cites none, or several."""
    kinds = {
        kind
        for (of, article), kind in _KINDS.items()
        if of == org
        for cited in cited_articles(reason).split("、")
        if cited.startswith(article)
    }
    return kinds.pop() if len(kinds) == 1 else ""


def _cell(sheet: Sheet, layout: Layout, column: str, row: int) -> str:
    place = layout.columns.get(column)
    return "" if place is None else sheet.cells.column(place - sheet.first_column)[row - 1] or ""


def _rows_elsewhere(sheet: Sheet, layout: Layout) -> Iterator[int]:
    """The rows (1-based) of employers whose plan numbers stand on another sheet."""
    if "plan_no" in layout.columns:
        numbers = sheet.cells.column(layout.columns["plan_no"] - sheet.first_column)
        yield from (row for row, number in enumerate(numbers, start=1) if normalise(number or "") == _ELSEWHERE)


def _grid(grid: Sheet, sheet: Sheet, layout: Layout, row: int) -> Iterator[Layout]:
    """Each column of a grid as a table of its own: its numbers, and for all of them what the employer's row says."""
    said = {column: _cell(sheet, layout, column, row) for column in layout.carried}
    said = {column: layout.rewrite.get(column, str)(text) or "" for column, text in said.items()} | dict(layout.fixed)
    places = {place for cells in grid.head for place, cell in enumerate(cells, grid.first_column) if _is_number(cell)}
    for place in sorted(places):
        first = next(row for row, cells in enumerate(grid.head, 1) if _is_number(cells[place - grid.first_column]))
        yield Layout(
            layout.table, first - 1, {"plan_no": place}, (), fixed={name: text for name, text in said.items() if text}
        )


def _is_number(cell: str | None) -> bool:
    return _PLAN_NO.fullmatch(normalise(cell or "")) is not None


def _not_elsewhere(number: str) -> str:
    return "" if normalise(number) == _ELSEWHERE else number


def _is_grid(sheet: Sheet) -> bool:
    """Whether a sheet holds plan numbers and nothing else, but for a title."""
    cells = [cell for row in sheet.head for cell in row if cell]
    numbers = sum(map(_is_number, cells))
    return numbers > 1 and numbers >= len(cells) - 2
