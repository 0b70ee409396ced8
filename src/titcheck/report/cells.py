"""Where a finding's facts stand: cells by address and heading, written as someone would look them up in the book."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from titcheck.findings import Finding, Input, Source
from titcheck.tables import TABLES
from titcheck.tables.model import Column
from titcheck.text import Lang, Text

_ROW = Text("row {}", "{}行目")
_COLUMNS = {table.name: {column.name: column for column in table.columns} for table in TABLES}
_ANYWHERE = {column.name: column for table in reversed(TABLES) for column in reversed(table.columns)}


class Places:
    """Knows which table each sheet was taken for, and so the heading above each cell."""

    def __init__(self, inputs: Iterable[Input], lang: Lang) -> None:
        self._lang = lang
        self._tables: dict[tuple[str, str], list[str]] = defaultdict(list)
        for book in inputs:
            for table in book.tables:
                self._tables[book.file, table.sheet].append(table.table)

    def cells(self, finding: Finding, columns: Container[str] | None = None) -> Iterator[str]:
        """`plans.xlsx!技能実習計画!H15 基本賃金, M15 比較対象の賃金`: one text per sheet, runs of rows as `E10:E14`.

        With `columns`, only the cells of these.
        """
        by_sheet: dict[tuple[str, str], list[Source]] = defaultdict(list)
        for source in finding.sources if columns is None else _only(finding.sources, columns):
            by_sheet[source.file, source.sheet].append(source)
        for (file, sheet), sources in by_sheet.items():
            cells: dict[tuple[str, str], set[int]] = defaultdict(set)
            bare: set[int] = set()
            for source in sources:
                if not source.cells:
                    bare.add(source.row)
                for name, address in source.cells.items():
                    cells[address.rstrip("0123456789"), name].add(source.row)
            shown = [
                f"{', '.join(runs(letters, rows))} {self.heading(name, [(file, sheet)])}"
                for (letters, name), rows in cells.items()
            ]
            shown += [_ROW.of(self._lang).format(row) for row in sorted(bare)]
            yield f"{file}!{sheet}!{', '.join(shown)}"

    def missing(self, finding: Finding) -> list[str]:
        """The headings of the facts a person must supply, each with the address of its blank cell where it has one."""
        sheets = [(source.file, source.sheet) for source in finding.sources]
        shown = []
        for name in finding.missing:
            addresses = [source.cells[name] for source in finding.sources if name in source.cells]
            heading = self.heading(name, sheets)
            shown.append(f"{heading} ({', '.join(addresses)})" if addresses else heading)
        return shown

    def heading(self, name: str, sheets: Iterable[tuple[str, str]]) -> str:
        """What stands above the column in the sheets, each a file and its sheet; else in any table that has it."""
        column = self.column(name, sheets)
        return column.heading.of(self._lang) if column else name

    def column(self, name: str, sheets: Iterable[tuple[str, str]]) -> Column | None:
        """The column of that name in the sheets, each a file and its sheet; else in any table that has it."""
        taken = (table for sheet in sheets for table in self._tables[sheet])
        return next((_COLUMNS[it][name] for it in taken if name in _COLUMNS[it]), _ANYWHERE.get(name))


def _only(sources: Iterable[Source], columns: Container[str]) -> Iterator[Source]:
    for source in sources:
        cells = {name: address for name, address in source.cells.items() if name in columns}
        if cells:
            yield replace(source, cells=cells)


def runs(letters: str, rows: set[int]) -> Iterator[str]:
    """The cells of one column, rows that follow each other as `E10:E14`."""
    ordered = enumerate(sorted(rows))
    for _, run in groupby(ordered, key=lambda pair: pair[1] - pair[0]):
        first, *rest = [row for _, row in run]
        yield f"{letters}{first}:{letters}{rest[-1]}" if rest else f"{letters}{first}"
