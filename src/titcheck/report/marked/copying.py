"""An .xlsx with marks, part by part: only sheets with marks, their comments, the styles and the lists of parts change.

A library that loads a workbook to change it drops what it does not know: charts, shapes, what formulas came to, furigana.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from titcheck.report.marked.cells import Filling
from titcheck.report.marked.marks import ORDER, Place, Said, worst
from titcheck.report.marked.notes import Notes
from titcheck.report.marked.package import Package
from titcheck.report.sheets.package import KINDS, OFFICE, PART
from titcheck.report.sheets.sheet import Sheet, write_sheet
from titcheck.report.sheets.styles import MAIN, PLAIN, Styles
from titcheck.text import Lang, Text
from titcheck.workbook.model import Merge
from titcheck.workbook.parts import attributes, sheet_parts
from titcheck.workbook.untold import find_untold

UNWRITABLE: Final = (BadZipFile, KeyError, ValueError, IndexError, ExpatError)
"""Raised for a workbook whose parts are not as Excel writes them; what was written until then is of no use."""

Marked = Mapping[str, Mapping[Place, Sequence[Said]]]

_BOOK: Final = "xl/workbook.xml"
NAME: Final = Text("titcheck findings", "titcheck 指摘")
_ID: Final = "titcheck{}"
_COMMENTED: Final = 20_000
"""So many comments of a sheet Excel still opens at once."""
_DRAWING: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_THREADS: Final = Text(
    "{} marked cells have a discussion; what is said of them stands on this sheet only.",
    "指摘のあるセルのうち{}個にはスレッド形式のコメントがあるため、指摘内容はこのシートだけに記載しています。",
)
_UNCOMMENTED: Final = Text(
    "{:,} marked cells have no comment, so that Excel can open the book; what is said of them stands on this sheet.",
    "件数が多いため、指摘のあるセルのうち{:,}個にはコメントを付けていません。指摘内容はこのシートに記載しています。",
)
_CONDITIONAL: Final = Text(
    "Where a conditional format applies, its colour is seen instead of the mark's.",
    "条件付き書式が適用されているセルでは、その色が優先して表示されます。",
)
_SIGNATURE: Final = Text(
    "The digital signature of the original does not hold for this copy.", "原本の電子署名は、この写しには及びません。"
)


def rewrite(
    source: Path, out: BinaryIO, marked: Marked, listing: Callable[[str, Sequence[str]], Sheet], lang: Lang
) -> None:
    """The workbook with its cells filled and commented, and a last sheet: `listing` makes it from its name and what to say first.

    UNWRITABLE: a workbook that cannot be changed so.
    """
    with ZipFile(source) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        package = Package(old, new)
        if MAIN.encode() not in package.read(_BOOK):
            raise ValueError("a workbook of another dialect")
        held = next((target for kind, target in package.related(_BOOK).values() if kind == "styles"), None)
        styles = Styles(package.read(held) if held else PLAIN)
        name = _free_name(package, NAME.of(lang))
        sheets, untold = sheet_parts(old), find_untold(source)
        left: Counter[Text] = Counter()
        for sheet, places in marked.items():
            merges = untold[sheet].merges if sheet in untold else ()
            marking = _Marking(package, sheets[sheet], styles, name, lang)
            left += marking.mark(_first_of_merged(places, merges))
        left[_SIGNATURE] = any(it.startswith("_xmlsignatures/") for it in package.names)
        said = [text.of(lang).format(count) for text, count in left.items() if count]
        _add_sheet(package, listing(name, said), styles, lang)
        if held is None:
            held = "xl/styles.xml"
            package.relate(_BOOK, _ID.format("Styles"), "styles", held)
            package.declare(held, f"{KINDS}.styles+xml")
        package.change(held, styles.xml())
        package.close()


class _Marking:
    """One sheet with its comments, given by its part; `name` is the sheet where all is said."""

    def __init__(self, package: Package, sheet: str, styles: Styles, name: str, lang: Lang) -> None:
        self._package, self._sheet, self._styles, self._name, self._lang = package, sheet, styles, name, lang
        self._related = package.related(sheet)

    def mark(self, places: Mapping[Place, Sequence[Said]]) -> Counter[Text]:
        """What could not be done or will not be seen, and for how many cells."""
        package = self._package
        looks = {place: worst(*(said.look for said in all_said)) for place, all_said in places.items()}
        wanted = next(it for number in range(1, 1 << 20) if (it := _ID.format(number)) not in self._related)
        with package.reading(self._sheet) as source, package.writing(self._sheet) as out:
            filled = Filling(looks, self._styles, wanted).copy(source, out)
        cells: dict[tuple[int, int], list[Said]] = defaultdict(list)
        for place, all_said in places.items():
            row, column = filled.places.get(place, place)
            cells[row, column or 0] += all_said
        for all_said in cells.values():
            all_said.sort(key=lambda it: ORDER.index(it.look))
        gravest = sorted(cells, key=lambda place: (ORDER.index(cells[place][0].look), place))[:_COMMENTED]
        said = {place: cells[place] for place in sorted(gravest)}
        comments = next((target for kind, target in self._related.values() if kind == "comments"), None)
        drawing = self._related[filled.drawing][1] if filled.drawing else None
        notes = Notes(
            package.read(comments) if comments else None, package.read(drawing) if drawing else None, self._name, self._lang
        )  # fmt: skip
        with package.writing(comments or self._add_comments()) as out:
            notes.write_comments(said, out)
        with package.writing(drawing or self._add_drawing(wanted)) as out:
            notes.write_drawing(said, out)
        return Counter(
            {_THREADS: notes.threads(said), _UNCOMMENTED: len(cells) - len(said), _CONDITIONAL: int(filled.conditional)}
        )

    def _add_comments(self) -> str:
        comments = self._package.free("xl/comments/titcheck{}.xml")
        self._package.relate(self._sheet, _ID.format("Comments"), "comments", comments)
        self._package.declare(comments, f"{KINDS}.comments+xml")
        return comments

    def _add_drawing(self, id_: str) -> str:
        drawing = self._package.free("xl/drawings/titcheck{}.vml")
        self._package.relate(self._sheet, id_, "vmlDrawing", drawing)
        self._package.declare(drawing, _DRAWING)
        return drawing


def _first_of_merged(places: Mapping[Place, Sequence[Said]], merges: Sequence[Merge]) -> Mapping[Place, Sequence[Said]]:
    """Of cells merged into one the first is the one that is seen."""
    rows = {row for row, _ in places}
    by_row: dict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        for row in rows.intersection(range(merge.top, merge.bottom + 1)):
            by_row[row].append(merge)
    seen: dict[Place, list[Said]] = defaultdict(list)
    for (row, column), said in places.items():
        within = (it for it in by_row[row] if column is not None and it.left <= column <= it.right)
        first = next(((it.top, it.left) for it in within), (row, column))
        seen[first] += [it for it in said if it not in seen[first]]
    return seen


def _free_name(package: Package, name: str) -> str:
    taken = {attributes(it)["name"].casefold() for it in _sheets(package)}
    names = (name if number == 1 else f"{name} ({number})" for number in range(1, 1 << 20))
    return next(it for it in names if it.casefold() not in taken)


def _add_sheet(package: Package, sheet: Sheet, styles: Styles, lang: Lang) -> None:
    added = package.free(PART)
    with package.writing(added) as out:
        write_sheet(out, sheet, styles, lang, colour="C00000")
    related = package.related(_BOOK)
    id_ = next(it for number in range(1, 1 << 20) if (it := _ID.format(number)) not in related)
    number = max(int(attributes(it)["sheetId"]) for it in _sheets(package)) + 1
    tab = f'<sheet xmlns:r="{OFFICE}" name={quoteattr(sheet.name)} sheetId="{number}" r:id="{id_}"/>'
    package.relate(_BOOK, id_, "worksheet", added)
    package.declare(added, f"{KINDS}.worksheet+xml")
    package.insert(_BOOK, "sheets", tab)


def _sheets(package: Package) -> Iterator[bytes]:
    return (it[1] for it in re.finditer(rb"<(?:\w+:)?sheet\s([^>]*)>", package.read(_BOOK)))
