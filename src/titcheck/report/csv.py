"""CSV, for a pipeline: one flat table with one header row, in which `record` says what a row is.

The findings come first (`record` = finding), then what else a report holds: misreading, error, rule, input, table, sheet,
rulebook and run. A section of its own would break every parser, and a table of findings alone would not tell a duty that is
kept from one nobody could judge. Columns and codes are those of the JSON format in every language; sentences are in one.
UTF-8 with a byte order mark, so that Excel takes it for UTF-8; what a spreadsheet would take for a formula begins with `'`.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from titcheck.findings import Finding, Input, Judgement, Report, Verdict
from titcheck.report import words
from titcheck.report.cells import Places
from titcheck.report.plain import plain
from titcheck.text import Lang

COLUMNS: Final = (
    "record", "rule", "force", "verdict", "status", "fingerprint", "owed_by", "owner", "subject", "message", "missing",
    "place", "basis", "remedy", "value", "met", "violated", "unproven", "pending",
)  # fmt: skip
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]")

Row = dict[str, Any]


def write(report: Report, out: BinaryIO, lang: Lang) -> None:
    """Every row as soon as it is made; nothing is cut."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    for row in _rows(report, lang):
        table.writerow({column: _safe(value) if isinstance(value, str) else value for column, value in row.items()})
    text.detach()


def _rows(report: Report, lang: Lang) -> Iterator[Row]:
    places = Places(report.inputs, lang)
    for finding in report.findings:
        yield _finding(finding, report.names, places, lang)
    for cell in report.misreadings:
        heading = places.heading(cell.column, [(cell.file, cell.sheet)])
        place = f"{cell.file}!{cell.sheet}!{cell.cell} {heading}"
        yield {"record": "misreading", "message": cell.problem.of(lang), "place": place, "value": cell.value}
    for failure in report.errors:
        yield {"record": "error", "message": failure.problem.of(lang), "place": failure.file}
    for judgement in report.judgements:
        yield _rule(judgement, lang)
    for book in report.inputs:
        yield from _input(book, lang)
    name, sha256 = report.rulebook
    yield {"record": "rulebook", "message": name, "value": sha256}
    counts = {verdict.value: report.total(verdict) for verdict in Verdict}
    yield {"record": "run", "message": words.totals(report).of(lang), "value": report.as_of.isoformat(), **counts}


def _finding(finding: Finding, names: Mapping[str, str], places: Places, lang: Lang) -> Row:
    return {
        "record": "finding",
        "rule": finding.rule,
        "force": finding.force.value,
        "verdict": finding.verdict.value,
        "fingerprint": finding.fingerprint,
        "owed_by": finding.owed_by or "",
        "owner": names.get(finding.owed_by or "", ""),
        "subject": "; ".join(f"{name}={value}" for name, value in finding.subject.items() if value is not None),
        "message": finding.message.of(lang),
        "missing": "; ".join(finding.missing),
        "place": "; ".join(places.cells(finding)),
        "basis": "; ".join(f"{cited.law.of(lang)} {cited.article.of(lang)}" for cited in finding.basis),
        "remedy": finding.remedy.of(lang),
    }


def _rule(judgement: Judgement, lang: Lang) -> Row:
    return {
        "record": "rule",
        "rule": judgement.rule,
        "force": judgement.force.value,
        "status": judgement.status.value,
        "message": judgement.title.of(lang),
        "missing": "; ".join(f"{it.table}.{it.column}" if it.column else it.table for it in judgement.missing),
        **{verdict.value: getattr(judgement, verdict.value) for verdict in Verdict},
    }


def _input(book: Input, lang: Lang) -> Iterator[Row]:
    yield {"record": "input", "place": book.file, "value": book.sha256}
    for table in book.tables:
        said = [words.rows(table.rows)]
        said += [words.repeated(table.repeated)] if table.repeated else []
        said += [words.set_aside([what for _, what in table.set_aside])] if table.set_aside else []
        unused = words.UNUSED_HEADERS.of(lang).format(words.COMMA.of(lang).join(table.unused_headers))
        message = "; ".join([*(it.of(lang) for it in said), *([unused] if table.unused_headers else [])])
        yield {"record": "table", "place": f"{book.file}!{table.sheet}", "value": table.table, "message": message}
    for sheet in book.unused_sheets:
        yield {"record": "sheet", "place": f"{book.file}!{sheet}", "message": words.NOT_RECOGNISED.of(lang)}


def _safe(text: str) -> str:
    shown = plain(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown
