"""What a finding looks like in a row, alike in every workbook we write: its number, label, colour, articles."""

from collections.abc import Iterable, Iterator
from typing import Final

from titcheck.findings import Finding, Force, Report, Verdict
from titcheck.report import words
from titcheck.report.groups import grouped
from titcheck.report.sheets.sheet import Cell, Row
from titcheck.report.sheets.styles import Look
from titcheck.text import Lang, Text

NO: Final = Text("No.", "番号")
VERDICT: Final = Text("Verdict", "判定")
OWED_BY: Final = Text("Owed by", "義務者")
FINDING: Final = Text("Finding", "指摘内容")
RULE: Final = Text("Rule", "規則")
FINGERPRINT: Final = Text("Fingerprint", "識別符号")
FILE: Final = Text("File", "ファイル")
SHEET: Final = Text("Sheet", "シート")
CELL: Final = Text("Cell", "セル")
PROBLEM: Final = Text("What is wrong", "内容")
MISREAD: Final = Text("MISREAD", "【読取り不可】")

_BREACHES: Final = {Force.MUST: Look.VIOLATED, Force.SHOULD: Look.REVIEW, Force.NOTE: Look.NOTE}
COLOURS: Final = (
    (
        words.label(Force.MUST, Verdict.VIOLATED),
        Look.VIOLATED,
        Text("the books show that a duty of law is not kept", "帳簿上、法令上の義務が守られていません"),
    ),
    (words.label(Force.SHOULD, Verdict.VIOLATED), Look.REVIEW, words.FORCES[Force.SHOULD]),
    (
        words.label(Force.MUST, Verdict.UNPROVEN),
        Look.UNPROVEN,
        Text(
            "a fact is missing, unreadable or open to two readings",
            "記載がない、読み取れない、又は二通りに読めるため判定できません",
        ),
    ),
    (words.label(Force.NOTE, Verdict.VIOLATED), Look.NOTE, words.FORCES[Force.NOTE]),
    (MISREAD, Look.MISREAD, words.MISREADINGS),
)
"""Each label with its colour and what it says, the worst first."""


def label(finding: Finding, lang: Lang) -> Cell:
    """The verdict in its colour; only a breach of a duty of law is red."""
    look = _BREACHES[finding.force] if finding.verdict is Verdict.VIOLATED else Look.UNPROVEN
    return Cell(words.label(finding.force, finding.verdict).of(lang), look)


def basis(finding: Finding, lang: Lang) -> str:
    """The articles, one a line."""
    return "\n".join(f"{cited.law.of(lang)} {cited.article.of(lang)}" for cited in finding.basis)


def heads(texts: Iterable[Text], lang: Lang) -> Row:
    """A row of headings."""
    return [Cell(text.of(lang), Look.HEAD) for text in texts]


def numbered(report: Report, lang: Lang) -> Iterator[tuple[int, str, Finding]]:
    """Every finding with its number, the same in every workbook of a run, and who owes the duty."""
    number = 0
    for group in grouped(report, "org", lang):
        for finding in group.findings:
            number += 1
            yield number, group.name, finding
