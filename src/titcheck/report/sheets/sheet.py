"""One worksheet as XML, row by row, in memory that does not grow with the rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from titcheck.report.plain import plain
from titcheck.report.sheets.styles import MAIN, Look, Styles
from titcheck.store.part import letters
from titcheck.text import Lang, Text

LONGEST: Final = 32_767
"""Characters a cell or a comment of Excel holds, those beyond the basic plane counting twice."""
_MORE: Final = Text("… (more in the JSON format)", "…（以下はJSON形式に出力）")
ROWS: Final = 1_048_576
_LINKS: Final = 65_530
"""How many rows and links a sheet of Excel holds."""
_HIGHEST: Final = 240
"""Points; no one reads a row that is higher than the screen."""
_NO_CHARACTER: Final = re.compile("[\ufffe\uffff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LOOSE_LINE: Final = re.compile("\r\n?")


class Cell(NamedTuple):
    """A text or a count, how it looks, and the place in the workbook it leads to."""

    value: str | int
    look: Look = Look.TEXT
    link: str = ""


Row = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: widths of its columns in characters, its rows, and how many of them stay in sight; the last of these filters."""

    name: str
    widths: Sequence[int]
    rows: Iterable[Row]
    head: int = 0


def write_sheet(out: IO[bytes], sheet: Sheet, styles: Styles, lang: Lang, colour: str = "1F4E78") -> None:
    """The XML of the sheet: texts as texts, so that none becomes a formula; printed on A4 across, as wide as the paper."""
    out.write(_head(sheet, colour).encode())
    links: list[tuple[str, str]] = []
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        shown = row if last < ROWS else [Cell(_MORE.of(lang))]
        out.write(_row(last, shown, sheet, styles, lang, links).encode())
        if last == ROWS:
            break
    end = f"{letters(len(sheet.widths) - 1)}{last}"
    out.write(b"</sheetData>")
    if sheet.head:
        out.write(f'<autoFilter ref="A{sheet.head}:{end}"/>'.encode())
    if links:
        leading = (f'<hyperlink ref="{ref}" location={quoteattr(place)}/>' for ref, place in links[:_LINKS])
        out.write(f"<hyperlinks>{''.join(leading)}</hyperlinks>".encode())
    out.write(
        b'<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.7" header="0.3" footer="0.3"/>'
        b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        b"<headerFooter><oddFooter>&amp;C&amp;A  &amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )


def fitting(text: str, lang: Lang) -> str:
    """The text as a cell or a comment can hold it, line by line; one that is cut says so at its end."""
    shown = "\n".join(map(plain, _LOOSE_LINE.sub("\n", text).split("\n")))
    shown = _NO_CHARACTER.sub("", shown)
    if 2 * len(shown) <= LONGEST:
        return shown
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return shown
    more = _MORE.of(lang)
    return units[: 2 * (LONGEST - len(more))].decode("utf-16-le", "ignore") + more


def as_xml(text: str) -> str:
    """A fitting text as the content of an element; Excel would take `_x000A_` for a line break."""
    return escape(_ESCAPE.sub("_x005F_", text))


def _head(sheet: Sheet, colour: str) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, start=1)
    )
    top = f"A{sheet.head + 1}"
    pane = (
        f'<pane ySplit="{sheet.head}" topLeftCell="{top}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{top}" sqref="{top}"/>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        f'<sheetPr><tabColor rgb="FF{colour}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane if sheet.head else ""}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def _row(number: int, row: Row, sheet: Sheet, styles: Styles, lang: Lang, links: list[tuple[str, str]]) -> str:
    cells = []
    height = 15.0
    for column, cell in enumerate(row):
        if cell is None:
            continue
        ref = f"{letters(column)}{number}"
        style = styles.look(cell.look)
        if cell.value == "":
            cells.append(f'<c r="{ref}" s="{style}"/>')
        elif isinstance(cell.value, int):
            cells.append(f'<c r="{ref}" s="{style}"><v>{cell.value}</v></c>')
        else:
            text = fitting(cell.value, lang)
            height = max(height, _height(text, cell.look, sheet.widths[column]))
            content = f'<is><t xml:space="preserve">{as_xml(text)}</t></is>'
            cells.append(f'<c r="{ref}" s="{style}" t="inlineStr">{content}</c>')
        if cell.link:
            links.append((ref, cell.link))
    return f'<row r="{number}" ht="{min(height, _HIGHEST):g}" customHeight="1">{"".join(cells)}</row>'


def _height(text: str, look: Look, width: int) -> float:
    """Points the text needs: not every program sees to that by itself."""
    lines = sum(-(-across(line) // (width - 1)) or 1 for line in text.split("\n")) if look.wrapped else 1
    return 1.6 * look.size * lines + 2


def across(line: str) -> int:
    """How many characters wide a line is, a full-width one counting twice: it has three bytes."""
    return (len(line) + len(line.encode()) + 1) // 2
