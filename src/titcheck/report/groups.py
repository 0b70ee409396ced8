"""Findings put together by who owes the duty, by the rule, or by the trainee."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, get_args

from titcheck.findings import Finding, Force, Report, Verdict
from titcheck.report import words
from titcheck.text import Lang, Text

By = Literal["org", "rule", "trainee"]
GROUPINGS: Final = get_args(By)

_NO_TRAINEE: Final = Text("No trainee named", "技能実習生の記載なし")


@dataclass(frozen=True, slots=True)
class Group:
    """What one heading stands above: breaches of law first."""

    name: str
    findings: tuple[Finding, ...]

    def count(self, verdict: Verdict) -> int:
        """How many of the findings have that verdict."""
        return sum(finding.verdict is verdict for finding in self.findings)


def grouped(report: Report, by: By, lang: Lang) -> Iterator[Group]:
    """All findings of a report; those that name none of what they are grouped by come last."""
    titles = {judgement.rule: judgement.title.of(lang) for judgement in report.judgements}
    order = {judgement.rule: number for number, judgement in enumerate(report.judgements)}

    def key(finding: Finding) -> str | None:
        if by == "rule":
            return finding.rule
        trainee = finding.subject.get("trainee_no")
        return finding.owed_by if by == "org" else None if trainee is None else str(trainee)

    def place(finding: Finding) -> tuple[bool, int, str, int, bool]:
        name = key(finding)
        first = order[finding.rule] if by == "rule" else 0
        force = list(Force).index(finding.force)
        return name is None, first, name or "", force, finding.verdict is not Verdict.VIOLATED

    def called(name: str | None) -> str:
        if name is None:
            return (words.NO_OWNER if by == "org" else _NO_TRAINEE).of(lang)
        if by == "rule":
            return f"{titles[name]} ({name})"
        return f"{report.names.get(name, '')} {name}".strip() if by == "org" else name

    for name, findings in groupby(sorted(report.findings, key=place), key=key):
        yield Group(called(name), tuple(findings))
