"""How many findings of each kind a theme and an organisation have."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from titcheck.findings import Finding, Force, Judgement, Report, Status, Verdict
from titcheck.report import words
from titcheck.report.html.findings import owner, theme
from titcheck.report.html.words import NOT_JUDGED, OTHER_OWNERS
from titcheck.text import Text

KINDS: Final = {
    "violated": words.VERDICTS[Verdict.VIOLATED],
    "should": words.FORCE_MARKS[Force.SHOULD],
    "note": words.FORCE_MARKS[Force.NOTE],
    "unproven": words.VERDICTS[Verdict.UNPROVEN],
}
"""What is counted apart: only a breach of a duty of law is called violated."""

_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A theme or an organisation with its counts, by kind in the order of `KINDS`."""

    name: Text
    counts: dict[str, int]
    number: str = ""

    @property
    def total(self) -> int:
        """All its findings."""
        return sum(self.counts.values())


def tiles(report: Report) -> list[tuple[str, Text, int]]:
    """The totals a reader looks for first."""
    counts = sum((Counter(_counts(judgement)) for judgement in report.judgements), Counter[str]())
    unjudged = sum(judgement.status is not Status.JUDGED for judgement in report.judgements)
    return [
        *((kind, name, counts[kind]) for kind, name in KINDS.items()),
        *((it.value, words.VERDICTS[it], report.total(it)) for it in (Verdict.PENDING, Verdict.MET)),
        ("judged", words.JUDGED, report.judged),
        ("unjudged", NOT_JUDGED, unjudged),
    ]


def by_theme(report: Report) -> list[Row]:
    """Every theme with a finding, the one with most breaches of law first."""
    counts: dict[str, Counter[str]] = {}
    for judgement in report.judgements:
        counts.setdefault(judgement.theme, Counter()).update(_counts(judgement))
    return _ordered(Row(theme(name), _kinds(count)) for name, count in counts.items())


def by_owner(report: Report) -> list[Row]:
    """The organisations with most breaches of law, and all others in one row."""
    counts: dict[str | None, Counter[str]] = {}
    for finding in report.findings:
        counts.setdefault(finding.owed_by, Counter())[_kind(finding)] += 1
    rows = _ordered(_owner(report, number, _kinds(count)) for number, count in counts.items())
    if len(rows) <= _MOST + 1:
        return rows
    others = Counter[str]()
    for row in rows[_MOST:]:
        others.update(row.counts)
    count = len(rows) - _MOST
    name = Text(OTHER_OWNERS.en.format(count), OTHER_OWNERS.ja.format(count))
    return [*rows[:_MOST], Row(name, _kinds(others))]


def _owner(report: Report, number: str | None, counts: dict[str, int]) -> Row:
    name = report.names.get(number) if number else None
    return Row(Text(name, name), counts, number or "") if name else Row(owner(report, number), counts)


def _ordered(rows: Iterable[Row]) -> list[Row]:
    return sorted((row for row in rows if row.total), key=lambda row: (-row.counts["violated"], -row.total))


def _kind(finding: Finding) -> str:
    if finding.verdict is Verdict.UNPROVEN:
        return "unproven"
    return "violated" if finding.force is Force.MUST else finding.force.value


def _counts(judgement: Judgement) -> dict[str, int]:
    kind = "violated" if judgement.force is Force.MUST else judgement.force.value
    return {kind: judgement.violated, "unproven": judgement.unproven}


def _kinds(counts: Counter[str]) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS}
