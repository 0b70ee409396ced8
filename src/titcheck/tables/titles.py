"""The titles above headings that stand further down a sheet: they end the table above, and are no rows of it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from titcheck.tables import TABLES
from titcheck.tables.grid import Cells, Grid, every_heading, is_value
from titcheck.tables.headings import names_of, normalise, normalise_sheet
from titcheck.tables.model import Column

_MOST = 10
_LABELS = "作成日|作成者|作成|担当者?|年月|対象月|対象期間|期間|会社名|企業名|事業所|勤務先|部署|所属|単位|ページ|No"
_LABEL = re.compile(rf".*[:：]\S*|(?:{_LABELS})")
_TITLE = re.compile(
    r".*(?:年|年度|月|月分|月度|頁|ページ|一覧表?|台帳|名簿|表|簿|続き?\)?)|[【〔■◆●▼□◇(〈<].*|.*[】〕)〉>]|\d+/\d+.*"
)


def titles_above(grid: Grid, first: int, floor: int, places: range, columns: Mapping[int, Column]) -> list[int]:
    """The rows of titles right above row `first` and below row `floor`, the lowest first.

    `columns` are those of the table that stands above, in the sheet's columns `places`; a row that may be its data is no title.
    """
    rows: list[tuple[int, Cells]] = []
    for row in range(first - 1, max(first - 1 - _MOST, floor), -1):
        if row not in grid.rows:
            break
        rows.append((row, {place: text for place, text in grid.rows[row].items() if place in places}))
    titles = []
    for number, (row, cells) in enumerate(rows):
        if not cells:
            continue
        if not _is_title(cells) and (
            _is_data(cells, columns) or not _cut_off((it for _, it in rows[number + 1 :]), columns)
        ):
            break
        titles.append(row)
    return titles


def _is_title(cells: Cells) -> bool:
    """Whether the row says of itself that it is one: a label and its value, a name of a table, a month, a page."""
    first = min(cells.items())[1]
    if is_value(first) and not (len(cells) == 1 and _TITLE.fullmatch(first)):
        return False
    labelled = _LABEL.fullmatch(first) is not None or normalise(first) in every_heading()
    if normalise_sheet(first) in _every_name() or (labelled and len(cells) > 1):
        return True
    return len(cells) == 1 and (labelled or _TITLE.fullmatch(first) is not None)


def _is_data(cells: Cells, columns: Mapping[int, Column]) -> bool:
    """Whether a number, a day or a figure stands where one belongs."""
    return any(place in columns and columns[place].type != "text" and is_value(text) for place, text in cells.items())


def _cut_off(above: Iterable[Cells], columns: Mapping[int, Column]) -> bool:
    """Whether a blank row comes before any data, upwards."""
    return next((not cells for cells in above if not cells or _is_data(cells, columns)), False)


@cache
def _every_name() -> frozenset[str]:
    return frozenset(name for table in TABLES for name in names_of(table))
