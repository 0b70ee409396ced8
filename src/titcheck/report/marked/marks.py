"""What is to be said of one book, and at which of its cells."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from titcheck.findings import Finding, Misreading, Report
from titcheck.report import words
from titcheck.report.cells import Places
from titcheck.report.sheets import rows
from titcheck.report.sheets.package import quoted
from titcheck.report.sheets.sheet import Cell, Row
from titcheck.report.sheets.styles import Look
from titcheck.text import Lang, Text
from titcheck.workbook.parts import column_of

Place = tuple[int, int | None]
"""A row, 1-based, and a column, 0-based; None: a row of which no cell is named."""

HEADS: Final = (
    rows.NO, rows.VERDICT, rows.OWED_BY, rows.SHEET, rows.CELL, words.CELLS, rows.FINDING, words.ASK_FOR, words.BASIS,
    words.REMEDY, rows.RULE, rows.FINGERPRINT,
)  # fmt: skip
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_NUMBER: Final = Text("No. {}", "番号{}")
_COLON: Final = Text(": ", "：")
ORDER: Final = [look for _, look, _ in rows.COLOURS]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of cells: how bad it is, and what their comment holds of it."""

    look: Look
    comment: str


@dataclass(frozen=True)
class Marks:
    """The findings and misreadings of one book of a report."""

    report: Report
    file: str
    lang: Lang

    @cached_property
    def cells(self) -> Mapping[str, Mapping[Place, list[Said]]]:
        """By sheet and place what is said there, the worst first."""
        marked: dict[str, dict[Place, list[Said]]] = defaultdict(lambda: defaultdict(list))
        for number, _, finding in self._findings:
            said = Said(rows.label(finding, self.lang).look, self._comment(number, finding))
            for source in finding.sources:
                if source.file == self.file:
                    for place in {_place(address, source.row) for address in source.cells.values() or ("",)}:
                        marked[source.sheet][place].append(said)
        for cell in self._misreadings:
            said = Said(Look.MISREAD, f"{rows.MISREAD.of(self.lang)}\n{cell.problem.of(self.lang)}")
            marked[cell.sheet][_place(cell.cell, cell.row)].append(said)
        for places in marked.values():
            for all_said in places.values():
                all_said.sort(key=lambda said: ORDER.index(said.look))
        return marked

    @property
    def count(self) -> int:
        """How many findings rest on this book."""
        return len(self._findings)

    def table(self, names: Mapping[str, str]) -> Iterator[Row]:
        """A row for each finding and sheet of the book, then one for each misreading; its cells lead there.

        `names` gives the sheets that are called otherwise in the copy.
        """
        places = Places(self.report.inputs, self.lang)
        titles = {judgement.rule: judgement.title.of(self.lang) for judgement in self.report.judgements}
        for number, owner, finding in self._findings:
            for sheet in dict.fromkeys(source.sheet for source in finding.sources if source.file == self.file):
                own = [it for it in finding.sources if (it.file, it.sheet) == (self.file, sheet)]
                (cells,) = places.cells(replace(finding, sources=tuple(own)))
                first = next(iter(own[0].cells.values()), f"A{own[0].row}")
                yield [
                    Cell(number, Look.COUNT),
                    rows.label(finding, self.lang),
                    Cell(owner),
                    Cell(sheet),
                    Cell(first, Look.LINK, _link(names.get(sheet, sheet), first)),
                    Cell(cells.removeprefix(f"{self.file}!{sheet}!")),
                    Cell(finding.message.of(self.lang)),
                    Cell("\n".join(places.missing(finding))),
                    Cell(rows.basis(finding, self.lang)),
                    Cell(finding.remedy.of(self.lang)),
                    Cell(f"{titles[finding.rule]}\n{finding.rule}"),
                    Cell(finding.fingerprint),
                ]
        for cell in self._misreadings:
            heading = places.heading(cell.column, [(cell.file, cell.sheet)])
            text = f"{words.VALUE.of(self.lang).format(cell.value)}\n{cell.problem.of(self.lang)}"
            first = cell.cell or f"A{cell.row}"
            yield [
                Cell(""),
                Cell(rows.MISREAD.of(self.lang), Look.MISREAD),
                Cell(""),
                Cell(cell.sheet),
                Cell(first, Look.LINK, _link(names.get(cell.sheet, cell.sheet), first)),
                Cell(f"{first} {heading}"),
                Cell(text),
                *[Cell("")] * 5,
            ]

    @cached_property
    def _findings(self) -> list[tuple[int, str, Finding]]:
        return [
            (number, owner, finding)
            for number, owner, finding in rows.numbered(self.report, self.lang)
            if any(source.file == self.file for source in finding.sources)
        ]

    @property
    def _misreadings(self) -> list[Misreading]:
        return [cell for cell in self.report.misreadings if cell.file == self.file]

    def _comment(self, number: int, finding: Finding) -> str:
        """The sentence with its numbers, and the articles."""
        label = rows.label(finding, self.lang).value
        basis = rows.basis(finding, self.lang).replace("\n", "; ")
        return "\n".join(
            (
                f"{label} {_NUMBER.of(self.lang).format(number)} ({finding.rule})",
                finding.message.of(self.lang),
                f"{words.BASIS.of(self.lang)}{_COLON.of(self.lang)}{basis}",
            )
        )


def worst(*looks: Look) -> Look:
    """The one that a cell is filled with."""
    return min(looks, key=ORDER.index)


def _place(address: str, row: int) -> Place:
    found = _ADDRESS.fullmatch(address)
    return (int(found[2]), column_of(found[1])) if found else (row, None)


def _link(sheet: str, address: str) -> str:
    return f"{quoted(sheet)}!{address}"
