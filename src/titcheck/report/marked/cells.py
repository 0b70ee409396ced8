"""Cells of a worksheet get another format in its XML, row by row; every byte of every other row stays as it is."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers.expat import ParserCreate

from titcheck.report.marked.marks import Place, worst
from titcheck.report.sheets.package import OFFICE
from titcheck.report.sheets.styles import Look, Styles
from titcheck.store.part import letters
from titcheck.workbook.parts import attributes, column_of

_BLOCK: Final = 1 << 20
_BEHIND: Final = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
}  # fmt: skip
"""What may follow the drawing of comments in a worksheet."""
_STYLE: Final = re.compile(rb"""\ss=(?:"\d*"|'\d*')""")
_SPANS: Final = re.compile(rb"""\sspans=(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known of a worksheet when all of it was written: which cell each place came to be, its drawing of comments.

    `drawing` is the relationship that the sheet had for it, or None where it was given `wanted`.
    """

    places: Mapping[Place, Place]
    drawing: str | None
    conditional: bool


class Filling:
    """A worksheet on its way from one archive to another. ValueError: XML that is not as worksheets are written."""

    def __init__(self, looks: Mapping[Place, Look], styles: Styles, wanted: str) -> None:
        self._styles = styles
        self._wanted = wanted
        self._rows: dict[int, dict[int | None, Look]] = {}
        for (row, column), look in looks.items():
            self._rows.setdefault(row, {})[column] = look
        self._waiting = deque(sorted(self._rows))
        self._places: dict[Place, Place] = {}
        self._defaults: list[tuple[int, int, int]] = []
        self._number = 0

    def copy(self, source: IO[bytes], out: IO[bytes]) -> Filled:
        """Write the worksheet with its marked cells filled, and with a drawing of comments if it has none."""
        first = source.read(_BLOCK)
        root = re.search(rb"<(\w+:)?worksheet\b[^>]*>", first)
        if not root or re.match(rb"<\?xml[^>]*encoding=.(?!utf-?8)", first, re.IGNORECASE):
            raise ValueError("no worksheet in UTF-8")
        self._set_prefix(root[1] or b"")
        end = self._tag(b"</%bsheetData>")
        pieces = self._pieces(first, source)
        for piece in pieces:
            rows, behind, tail = piece.partition(end)
            self._write_rows(rows, out)
            if behind:
                while self._waiting:
                    out.write(self._new_row(self._waiting.popleft()))
                tail += b"".join(pieces)
                at, drawing = self._drawing(root[0], tail)
                added = b"" if drawing else self._tag(b"<%blegacyDrawing") + (
                    f' xmlns:r="{OFFICE}" r:id="{self._wanted}"/>'.encode()
                )  # fmt: skip
                out.write(end + tail[:at] + added + tail[at:])
                return Filled(self._places, drawing, b"conditionalFormatting" in tail)
        raise ValueError("a worksheet without rows")

    def _set_prefix(self, prefix: bytes) -> None:
        self._prefix = prefix
        self._row = re.compile(rb"<%brow\b([^>]*?)(/?)>" % prefix)
        self._cell = re.compile(rb"<%bc\b([^>]*?)(/>|>.*?</%bc>)" % (prefix, prefix), re.DOTALL)
        self._col = re.compile(rb"<%bcol\s([^>]*)>" % prefix)

    def _tag(self, tag: bytes) -> bytes:
        return tag % self._prefix

    def _pieces(self, rest: bytes, source: IO[bytes]) -> Iterator[bytes]:
        """The worksheet cut behind each row."""
        end = self._tag(b"</%brow>")
        block = b"."
        while block:
            *whole, rest = rest.split(end)
            yield from (piece + end for piece in whole)
            block = source.read(_BLOCK)
            rest += block
        yield rest

    def _write_rows(self, piece: bytes, out: IO[bytes]) -> None:
        """One row with cells at most, its end at the end of the piece; empty ones may stand before it."""
        if not self._number:
            self._defaults += map(_default, self._col.findall(piece))
        at = 0
        for row in self._row.finditer(piece):
            number = int(attributes(row[1]).get("r", self._number + 1))
            if number <= self._number:
                raise ValueError("rows out of order")
            self._number = number
            while self._waiting and self._waiting[0] < number:
                out.write(piece[at : row.start()] + self._new_row(self._waiting.popleft()))
                at = row.start()
            if self._waiting and self._waiting[0] == number:
                out.write(piece[at : row.start()])
                at = row.end() if row[2] else len(piece)
                cells = piece[row.end() : at].removesuffix(self._tag(b"</%brow>"))
                out.write(self._filled(self._waiting.popleft(), row[1], cells))
        out.write(piece[at:])

    def _new_row(self, number: int) -> bytes:
        return self._filled(number, b' r="%d"' % number, b"")

    def _filled(self, number: int, tag: bytes, cells: bytes) -> bytes:
        """The row with its marked cells filled; those it lacks are added in their places."""
        looks = dict(self._rows[number])
        parts: list[bytes] = []
        column, at = -1, 0
        for cell in self._cell.finditer(cells):
            given = attributes(cell[1])
            place = column_of(given["r"].rstrip("0123456789")) if "r" in given else column + 1
            if place <= column:
                raise ValueError("cells out of order")
            column = place
            self._settle(number, place, looks)
            lacking = self._lacking(number, place, tag, looks)
            look = looks.pop(place, None)
            parts += [cells[at : cell.start()], *lacking]
            at = cell.end()
            if look:
                style = self._styles.filled(int(given.get("s", 0)), look)
                parts.append(self._tag(b"<%bc") + b' s="%d"' % style + _STYLE.sub(b"", cell[1]) + cell[2])
            else:
                parts.append(cell[0])
        self._settle(number, 0, looks)
        parts += [*self._lacking(number, 1 << 20, tag, looks), cells[at:]]
        return b"".join([self._tag(b"<%brow"), _SPANS.sub(b"", tag), b">", *parts, self._tag(b"</%brow>")])

    def _settle(self, number: int, place: int, looks: dict[int | None, Look]) -> None:
        """A row of which no cell is named is marked at its first."""
        if look := looks.pop(None, None):
            looks[place] = worst(look, looks.get(place, look))
            self._places[number, None] = (number, place)

    def _lacking(self, number: int, end: int, row: bytes, looks: dict[int | None, Look]) -> list[bytes]:
        """The marked cells before column `end` that the row lacks, and that look like the row or their column."""
        lacking = sorted(column for column in looks if column is not None and column < end)
        given = attributes(row)
        cells = []
        for column in lacking:
            base = int(given.get("s", 0)) if given.get("customFormat") in {"1", "true"} else self._default(column)
            style = self._styles.filled(base, looks.pop(column))
            cells.append(self._tag(b"<%bc") + b' r="%b%d" s="%d"/>' % (letters(column).encode(), number, style))
        return cells

    def _default(self, place: int) -> int:
        return next((style for first, last, style in self._defaults if first <= place <= last), 0)

    def _drawing(self, root: bytes, tail: bytes) -> tuple[int, str | None]:
        """Where the drawing of comments belongs behind the rows, and the relationship of the one that is there."""
        found: list[tuple[int, str | None]] = []
        depth = 0
        parser = ParserCreate()

        def begin(name: str, given: dict[str, str]) -> None:
            nonlocal depth
            local = name.rpartition(":")[2]
            if depth == 1 and local in {*_BEHIND, "legacyDrawing"}:
                related = next((value for key, value in given.items() if key.endswith(":id")), None)
                found.append((parser.CurrentByteIndex - len(root), related if local == "legacyDrawing" else None))
            depth += 1

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1
            if not depth:
                found.append((parser.CurrentByteIndex - len(root), None))

        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.Parse(root + tail, True)
        return next((it for it in found if it[1]), found[0])


def _default(tag: bytes) -> tuple[int, int, int]:
    given = attributes(tag)
    return int(given["min"]) - 1, int(given["max"]) - 1, int(given.get("style", 0))
