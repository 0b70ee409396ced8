"""Markdown, for an e-mail or a ticket: totals, a table of the rules, the findings by who owes the duty."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO, Final

from titcheck import __version__
from titcheck.findings import Finding, Force, Judgement, Report, Status, Verdict
from titcheck.report import words
from titcheck.report.cells import Places
from titcheck.report.plain import plain
from titcheck.text import Lang, Text

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LIST: Final = re.compile(r"^(\d+[.)]|[-+=])")
_RULE: Final = Text("Rule", "規則")
_STATUS: Final = Text("Status", "状況")


def write(report: Report, out: BinaryIO, lang: Lang) -> None:
    """The whole report in one language; no text of a book can become a heading, a link or a tag."""
    lines = _lines(report, lang)
    out.writelines(f"{line}\n".encode() for line in lines)


def _lines(report: Report, lang: Lang) -> Iterable[str]:
    name, sha256 = report.rulebook
    yield f"# titcheck {__version__}: {words.AS_OF.of(lang)} {words.day(report.as_of, lang)}"
    yield f"\n**{words.totals(report).of(lang)}**\n"
    yield f"{words.RULEBOOK.of(lang)}: {_safe(name)} `{sha256[:12]}`"
    yield from _inputs(report, lang)
    yield from _rules(report.judgements, lang)
    yield from _findings(report, lang)
    if report.misreadings:
        yield f"\n## {words.MISREADINGS.of(lang)}\n"
    for cell in report.misreadings:
        yield f"- {_safe(f'{cell.file}!{cell.sheet}!{cell.cell}')}: {_safe(cell.problem.of(lang))}"


def _inputs(report: Report, lang: Lang) -> Iterable[str]:
    yield f"\n## {(words.READ if report.inputs else words.NOTHING_READ).of(lang)}\n"
    comma = words.COMMA.of(lang)
    for book in report.inputs:
        yield f"- {_safe(book.file)} (SHA-256 `{book.sha256}`)"
        for table in book.tables:
            yield f"  - {_safe(table.sheet)}: {table.table}, {words.rows(table.rows).of(lang)}"
            if table.unused_headers:
                yield f"    - {_safe(words.UNUSED_HEADERS.of(lang).format(comma.join(table.unused_headers)))}"
        if book.unused_sheets:
            yield f"  - {_safe(words.UNUSED_SHEETS.of(lang).format(comma.join(book.unused_sheets)))}"
    for failure in report.errors:
        yield f"- **{_safe(failure.file)}**: {_safe(failure.problem.of(lang))}"


def _rules(judgements: Iterable[Judgement], lang: Lang) -> Iterable[str]:
    for force, group in groupby(
        sorted(judgements, key=lambda it: list(Force).index(it.force)), key=lambda it: it.force
    ):
        heads = [_RULE, _STATUS, *words.heads(force)]
        yield f"\n## {words.FORCES[force].of(lang)}\n"
        yield "| " + " | ".join(head.of(lang) for head in heads) + " |"
        yield "|---|---|" + "---:|" * (len(heads) - 2)
        for judgement in group:
            counts = [getattr(judgement, verdict.value) for verdict in Verdict]
            judged = [judgement.met + judgement.violated + judgement.unproven, *counts]
            shown = judged if judgement.status is Status.JUDGED else [""] * len(judged)
            cells = [
                f"{_safe(judgement.title.of(lang))} (`{judgement.rule}`)",
                words.STATUSES[judgement.status].of(lang),
            ]
            yield "| " + " | ".join([*cells, *map(str, shown)]) + " |"


def _findings(report: Report, lang: Lang) -> Iterable[str]:
    places = Places(report.inputs, lang)
    titles = {judgement.rule: judgement.title for judgement in report.judgements}
    findings = sorted(report.findings, key=lambda finding: (finding.owed_by is None, finding.owed_by or ""))
    for owed_by, group in groupby(findings, key=lambda finding: finding.owed_by):
        owner = words.NO_OWNER.of(lang) if owed_by is None else f"{report.names.get(owed_by, '')} {owed_by}".strip()
        yield f"\n## {_safe(owner)}"
        for finding in group:
            yield from _finding(finding, titles[finding.rule].of(lang), places, lang)


def _finding(finding: Finding, title: str, places: Places, lang: Lang) -> Iterable[str]:
    label = words.label(finding.force, finding.verdict).of(lang)
    basis = "; ".join(f"{cited.law.of(lang)} {cited.article.of(lang)}" for cited in finding.basis)
    missing = words.COMMA.of(lang).join(places.missing(finding))
    yield f"\n**{label}** {_safe(title)} (`{finding.rule}`, `{finding.fingerprint}`)  "
    yield _safe(finding.message.of(lang))
    yield ""
    for name, texts in (
        (words.ASK_FOR, [missing] if missing else []),
        (words.CELLS, places.cells(finding)),
        (words.BASIS, [basis]),
        (words.REMEDY, [finding.remedy.of(lang)]),
    ):
        for text in texts:
            yield f"- {name.of(lang)}: {_safe(text)}"


def _safe(text: str) -> str:
    """A text on one line that means itself."""
    shown = _SPECIAL.sub(r"\\\1", plain(text).strip())
    return _LIST.sub(r"\\\1", shown)
