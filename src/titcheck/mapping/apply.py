"""What every sheet of the books is: as a mapping says, as a published list, or as its own name and headings tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from titcheck.mapping.said import Mapped, Place, Said
from titcheck.tables.headings import normalise
from titcheck.tables.published import published_lists
from titcheck.tables.recognise import Layout, Survey, headers_in, lay, survey, without_aside
from titcheck.text import Text
from titcheck.workbook.model import Book, Sheet


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One sheet and every table found on it; nothing where a mapping says that it is none."""

    book: Book
    sheet: Sheet
    found: tuple[Survey, ...]

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The tables of the sheet."""
        return tuple(found.layout for found in self.found if found.layout)


def survey_books(books: Sequence[Book], mapping: Sequence[Mapped] = ()) -> list[Surveyed]:
    """Every sheet of the books. RuleError: an entry of the mapping no sheet is meant by, a heading that stands on none of them."""
    met: set[tuple[Place, str]] = set()
    surveyed: list[Surveyed] = []
    for book in books:
        lists = published_lists(book)
        for sheet in book.sheets:
            entries = [entry for entry in mapping if entry.speaks_of(book.file, sheet.name)]
            found = _published(sheet, lists[sheet.name]) if sheet.name in lists else survey(sheet)
            for entry in entries:
                found = _as_said(sheet, found, entry)
                met |= {(entry.place, heading) for heading in ("", *_headings(found, entry))}
            surveyed.append(Surveyed(book, sheet, found))
    for entry in mapping:
        _refuse_unmet(entry, {heading for place, heading in met if place == entry.place})
    return surveyed


def _published(sheet: Sheet, layouts: Sequence[Layout]) -> tuple[Survey, ...]:
    return tuple(Survey(layout, "published", headers_in(sheet, layout.header_row), ()) for layout in layouts)


def _as_said(sheet: Sheet, found: tuple[Survey, ...], entry: Mapped) -> tuple[Survey, ...]:
    """The tables of a sheet with what an entry says of one of them, or adds to them."""
    said = entry.said
    if said is None:
        return ()
    of_table = [each for each in found if each.layout and each.layout.table is said.table]
    meant = [each for each in of_table if said.header_row in (None, each.layout and each.layout.header_row)]
    if any(each.how == "mapping" for each in meant):
        problem = Text(
            f"another entry speaks of {said.table.name} on sheet “{sheet.name}” already",
            f"シート「{sheet.name}」の{said.table.title.ja}については、既に別の記載があります",
        )
        raise entry.error(problem)
    if len(meant) > 1:
        rows = ", ".join(str(each.layout.header_row) for each in meant if each.layout)
        problem = Text(
            f"sheet “{sheet.name}” holds {len(meant)} such tables: name the header_row, one of {rows}",
            f"シート「{sheet.name}」に該当する表が{len(meant)}つあります。header_rowに{rows}のいずれかを書いてください",
        )
        raise entry.error(problem)
    base = meant[0] if meant else lay(sheet, said.table, said.headings, said.header_row)
    others = [each for each in found if each.layout and each is not base]
    return (*others, _settled(sheet, base, entry, said))


def _settled(sheet: Sheet, base: Survey, entry: Mapped, said: Said) -> Survey:
    """What was recognised of a table, changed as the entry says."""
    layout = base.layout
    assert layout is not None
    places = dict(said.places)
    width = sheet.first_column + max(map(len, sheet.head), default=0)
    for column, place in places.items():
        if place >= width:
            problem = Text(
                f"sheet “{sheet.name}” ends before that column",
                f"シート「{sheet.name}」にその列はありません",
            )
            raise entry.error(problem, "columns", said.written[column])
    for heading, column in said.headings.items():
        standing = [place for place, text in base.headers.items() if normalise(text) == heading]
        if len(standing) > 1:
            problem = Text(
                f"the heading stands {len(standing)} times on sheet “{sheet.name}”: name the column by its letters",
                f"シート「{sheet.name}」に同じ見出しが{len(standing)}つあります。列番号（column）で指定してください",
            )
            raise entry.error(problem, "columns", said.written[column])
        places |= dict.fromkeys([column], standing[0]) if standing else {}
    changed = {*said.nowhere, *said.fixed, *places}
    kept = {
        column: place
        for column, place in layout.columns.items()
        if column not in changed and place not in places.values()
    }
    columns = kept | places
    used = set(columns.values())
    unused = tuple(text for place, text in base.headers.items() if place not in used)
    fixed = {column: text for column, text in layout.fixed.items() if column not in columns} | dict(said.fixed)
    rewrite = {column: how for column, how in {**layout.rewrite, **said.rewrite}.items() if column in columns}
    left_out = {place: left for place, left in layout.left_out.items() if left[0] not in changed and place not in used}
    settled = replace(layout, columns=columns, unused_headers=unused, fixed=fixed, rewrite=rewrite, left_out=left_out)
    return replace(base, how="mapping", layout=without_aside(sheet, settled, base.headers, range(width)))


def _headings(found: Sequence[Survey], entry: Mapped) -> Iterator[str]:
    """The headings of an entry that stand on a sheet."""
    if entry.said:
        standing = {normalise(text) for each in found for text in each.headers.values()}
        yield from (heading for heading in entry.said.headings if heading in standing)


def _refuse_unmet(entry: Mapped, met: set[str]) -> None:
    if "" not in met:
        problem = Text("no sheet of these books has that name", "該当するシートがありません")
        raise entry.error(problem, "sheet")
    if not (said := entry.said):
        return
    for heading, column in said.headings.items():
        if heading not in met:
            problem = Text("the heading stands on no such sheet", "その見出しは該当するシートにありません")
            raise entry.error(problem, "columns", said.written[column])
