"""An Excel workbook, for the meeting: totals, findings, rules, what was read and the cells that could not be."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from titcheck import __version__
from titcheck.findings import Force, Input, Judgement, Report, Status, Verdict
from titcheck.report import words
from titcheck.report.cells import Places
from titcheck.report.sheets import rows
from titcheck.report.sheets.package import write_workbook
from titcheck.report.sheets.sheet import Cell, Row, Sheet
from titcheck.report.sheets.styles import Look
from titcheck.tables import BY_NAME
from titcheck.text import Lang, Text

_FINDINGS: Final = Text("Findings", "指摘")
_RULES: Final = Text("Rules", "規則")
_BOOKS: Final = Text("Books", "帳簿")
_MISREADINGS: Final = Text("Misreadings", "読取り")

_SUBJECT: Final = Text("About", "対象")
_ID: Final = Text("ID", "規則ID")
_STATUS: Final = Text("Status", "状況")
_WANTED: Final = Text("What is missing", "不足する帳簿・列")
_BREACHES: Final = Text("violated, review or note", "違反・要確認・参考")
_TABLE: Final = Text("Taken for", "帳簿の種類")
_ROWS: Final = Text("Rows", "行数")
_REMARKS: Final = Text("Remarks", "備考")
_HEADING: Final = Text("Heading", "見出し")
_WRITTEN: Final = Text("Written", "記載内容")
_COLOURS: Final = Text("Colours", "色の意味")


def write(report: Report, out: BinaryIO, lang: Lang) -> None:
    """Five sheets in one language, their rows written one by one."""
    sheets = (
        Sheet(words.TOTALS.of(lang), (36, 11, 11, 11, 18, 11, 11), _totals(report, lang)),
        Sheet(_FINDINGS.of(lang), (6, 12, 17, 17, 42, 17, 27, 18, 30, 22, 12), _findings(report, lang), head=1),
        Sheet(_RULES.of(lang), (32, 56, 10, 26, 9, 9, 12, 9, 9, 40), _rules(report, lang), head=1),
        Sheet(_BOOKS.of(lang), (32, 22, 26, 9, 60, 36), _books(report, lang), head=1),
        Sheet(_MISREADINGS.of(lang), (32, 22, 9, 24, 34, 60), _misreadings(report, lang), head=1),
    )
    write_workbook(out, sheets, lang)


def _totals(report: Report, lang: Lang) -> Iterator[Row]:
    name, sha256 = report.rulebook
    yield [Cell(f"titcheck {__version__}", Look.TITLE)]
    yield [Cell(f"{words.AS_OF.of(lang)} {words.day(report.as_of, lang)}", Look.SECTION)]
    yield [Cell(f"{words.RULEBOOK.of(lang)} {name} (SHA-256 {sha256})", Look.DIM)]
    yield []
    yield [Cell(words.totals(report).of(lang), Look.LINE)]
    yield []
    met, _, unproven, pending = words.VERDICTS.values()
    yield rows.heads([words.TOTALS, _RULES, words.JUDGED, met, _BREACHES, unproven, pending], lang)
    for force in Force:
        judgements = [judgement for judgement in report.judgements if judgement.force is force]
        counts = (len(judgements), *(sum(counted) for counted in zip(*map(_counts, judgements), strict=True)))
        yield [Cell(words.FORCES[force].of(lang)), *(Cell(count, Look.COUNT) for count in counts)]
    yield []
    yield [Cell(_COLOURS.of(lang), Look.SECTION)]
    for text, look, meaning in rows.COLOURS:
        yield [Cell(text.of(lang), look), Cell(meaning.of(lang), Look.LINE)]
    yield []
    if report.errors:
        yield [Cell(words.ERRORS.of(lang), Look.SECTION)]
    for failure in report.errors:
        yield [Cell(failure.file), Cell(failure.problem.of(lang), Look.LINE)]


def _findings(report: Report, lang: Lang) -> Iterator[Row]:
    places = Places(report.inputs, lang)
    titles = {judgement.rule: judgement.title.of(lang) for judgement in report.judgements}
    named = (
        rows.NO,
        rows.VERDICT,
        rows.OWED_BY,
        _SUBJECT,
        rows.FINDING,
        words.ASK_FOR,
        words.CELLS,
        words.BASIS,
        words.REMEDY,
        rows.RULE,
    )
    yield rows.heads([*named, rows.FINGERPRINT], lang)
    for number, owner, finding in rows.numbered(report, lang):
        about = (f"{places.heading(it, [])} {value}" for it, value in finding.subject.items() if value is not None)
        yield [
            Cell(number, Look.COUNT),
            rows.label(finding, lang),
            Cell(owner),
            Cell("\n".join(about)),
            Cell(finding.message.of(lang)),
            Cell("\n".join(places.missing(finding))),
            Cell("\n".join(places.cells(finding))),
            Cell(rows.basis(finding, lang)),
            Cell(finding.remedy.of(lang)),
            Cell(f"{titles[finding.rule]}\n{finding.rule}"),
            Cell(finding.fingerprint),
        ]


def _rules(report: Report, lang: Lang) -> Iterator[Row]:
    met, _, unproven, pending = words.VERDICTS.values()
    counted = (words.JUDGED, met, _BREACHES, unproven, pending)
    yield rows.heads([_ID, rows.RULE, words.FORCE, _STATUS, *counted, _WANTED], lang)
    for judgement in report.judgements:
        wanted = "\n".join(_wanted(judgement, lang))
        yield [
            Cell(judgement.rule),
            Cell(judgement.title.of(lang)),
            Cell(words.FORCE_MARKS[judgement.force].of(lang)),
            Cell(words.STATUSES[judgement.status].of(lang)),
            *(Cell(it if judgement.status is Status.JUDGED else "", Look.COUNT) for it in _counts(judgement)),
            Cell(wanted if judgement.error is None else judgement.error.of(lang)),
        ]


def _counts(judgement: Judgement) -> tuple[int, ...]:
    counts = [getattr(judgement, verdict.value) for verdict in Verdict]
    return judgement.met + judgement.violated + judgement.unproven, *counts


def _wanted(judgement: Judgement, lang: Lang) -> Iterator[str]:
    for missing in judgement.missing:
        table = BY_NAME[missing.table]
        column = f" {table.column(missing.column).heading.of(lang)}" if missing.column else ""
        count = f" ({words.subjects(missing.subjects).of(lang)})" if missing.column else ""
        yield f"{table.title.of(lang)}{column}{count}"


def _books(report: Report, lang: Lang) -> Iterator[Row]:
    yield rows.heads([rows.FILE, rows.SHEET, _TABLE, _ROWS, _REMARKS, Text("SHA-256", "SHA-256")], lang)
    for book in report.inputs:
        for sheet, table, count, remarks in _sheets(book, lang):
            texts = map(Cell, (remarks, book.sha256))
            yield [Cell(book.file), Cell(sheet), Cell(table), Cell(count, Look.COUNT), *texts]


def _sheets(book: Input, lang: Lang) -> Iterator[tuple[str, str, int | str, str]]:
    """Every sheet of a book: its name, what it was taken for, how many rows, and what of it was not used."""
    for table in book.tables:
        remarks = [words.repeated(table.repeated).of(lang)] if table.repeated else []
        remarks += [words.set_aside([what for _, what in table.set_aside]).of(lang)] if table.set_aside else []
        unused = words.UNUSED_HEADERS.of(lang).format(words.COMMA.of(lang).join(table.unused_headers))
        remarks += [unused] if table.unused_headers else []
        yield table.sheet, BY_NAME[table.table].title.of(lang), table.rows, "\n".join(remarks)
    for name in book.unused_sheets:
        yield name, "", "", words.NOT_RECOGNISED.of(lang)
    if not book.tables and not book.unused_sheets:
        yield "", "", "", words.NOT_RECOGNISED.of(lang)


def _misreadings(report: Report, lang: Lang) -> Iterator[Row]:
    places = Places(report.inputs, lang)
    yield rows.heads([rows.FILE, rows.SHEET, rows.CELL, _HEADING, _WRITTEN, rows.PROBLEM], lang)
    for cell in report.misreadings:
        heading = places.heading(cell.column, [(cell.file, cell.sheet)])
        place = Cell(cell.cell, Look.MISREAD)
        yield [Cell(cell.file), Cell(cell.sheet), place, *map(Cell, (heading, cell.value, cell.problem.of(lang)))]
