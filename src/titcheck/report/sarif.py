"""SARIF 2.1.0, for tools that gather findings: the rules with their help, and each finding with its stable fingerprint.

A breach is `fail`; what is unproven is `open`, SARIF's word for what an evaluation could not decide. Cells are logical
locations, `book.xlsx!Sheet!H15`, because SARIF knows lines and columns of text files only.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from titcheck import __version__
from titcheck.findings import Finding, Force, Judgement, Report, Source, Status, Verdict
from titcheck.report import words
from titcheck.report.json import dumps
from titcheck.report.plain import plain
from titcheck.text import Lang

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Force.MUST: "error", Force.SHOULD: "warning", Force.NOTE: "note"}
_NO_RESULTS: Final = '"results": []'


def write(report: Report, out: BinaryIO, lang: Lang) -> None:
    """One run with every rule, every finding and every input; results are written one by one."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, lang)]}
    # Inside a text the quotation marks would be escaped, so that this stands once.
    before, after = dumps(log, indent=1).split(_NO_RESULTS)
    places = {judgement.rule: number for number, judgement in enumerate(report.judgements)}
    out.write(f'{before}"results": ['.encode())
    for number, finding in enumerate(report.findings):
        text = dumps(_result(finding, places[finding.rule], lang))
        out.write(f"{',' if number else ''}\n{text}".encode())
    out.write(f"\n]{after}\n".encode())


def _run(report: Report, lang: Lang) -> dict[str, Any]:
    driver = {
        "name": "titcheck",
        "version": __version__,
        "language": lang,
        "rules": [_rule(judgement, lang) for judgement in report.judgements],
    }
    name, sha256 = report.rulebook
    return {
        "tool": {"driver": driver},
        "language": lang,
        "invocations": [_invocation(report, lang)],
        "artifacts": [
            {"location": {"uri": _uri(book.file)}, "hashes": {"sha-256": book.sha256}} for book in report.inputs
        ],
        "results": [],
        "properties": {
            "asOf": report.as_of.isoformat(),
            "rulebook": name,
            "rulebookSha256": sha256,
            "judged": report.judged,
            **{verdict.value: report.total(verdict) for verdict in Verdict},
        },
    }


def _rule(judgement: Judgement, lang: Lang) -> dict[str, Any]:
    title = plain(judgement.title.of(lang))
    return {
        "id": judgement.rule,
        "shortDescription": {"text": title},
        "help": {"text": f"{title}\ntitcheck rules {judgement.rule}"},
        "defaultConfiguration": {"level": _LEVELS[judgement.force], "enabled": judgement.status is not Status.EXCLUDED},
        "properties": {
            "status": judgement.status.value,
            "force": judgement.force.value,
            **{verdict.value: getattr(judgement, verdict.value) for verdict in Verdict},
        },
    }


def _invocation(report: Report, lang: Lang) -> dict[str, Any]:
    notes = [(failure.file, "error", failure.problem) for failure in report.errors]
    notes += [(f"{cell.file}!{cell.sheet}!{cell.cell}", "warning", cell.problem) for cell in report.misreadings]
    return {
        "executionSuccessful": report.exit_code != 2,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": plain(f"{place}: {problem.of(lang)}")}}
            for place, level, problem in notes
        ],
    }


def _result(finding: Finding, place: int, lang: Lang) -> dict[str, Any]:
    fails = finding.verdict is Verdict.VIOLATED
    basis = "; ".join(f"{cited.law.of(lang)} {cited.article.of(lang)}" for cited in finding.basis)
    return {
        "ruleId": finding.rule,
        "ruleIndex": place,
        "kind": "fail" if fails else "open",
        "level": _LEVELS[finding.force] if fails else "none",
        "message": {"text": plain(f"{finding.message.of(lang)} [{basis}] {finding.remedy.of(lang)}")},
        "locations": list(_locations(finding)),
        "partialFingerprints": {"titcheck/v1": finding.fingerprint},
        "properties": {
            "label": words.label(finding.force, finding.verdict).of(lang),
            "owedBy": finding.owed_by,
            "subject": {name: value if value is None else str(value) for name, value in finding.subject.items()},
            "facts": {name: value if value is None else str(value) for name, value in finding.facts.items()},
            "missing": list(finding.missing),
        },
    }


def _locations(finding: Finding) -> Iterator[dict[str, Any]]:
    for source in finding.sources:
        yield {
            "physicalLocation": {"artifactLocation": {"uri": _uri(source.file)}},
            "logicalLocations": [
                {"name": address, "fullyQualifiedName": f"{source.file}!{source.sheet}!{address}", "kind": "cell"}
                for address in _addresses(source)
            ],
        }


def _addresses(source: Source) -> list[str]:
    return list(source.cells.values()) or [f"{source.row}:{source.row}"]


def _uri(file: str) -> str:
    return quote(file.encode(errors="replace"))
