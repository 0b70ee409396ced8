"""The machine-readable result, version 1: the same inputs, rules, day and options give the same bytes."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, Final

from titcheck import __version__
from titcheck.findings import Finding, Input, Judgement, Misreading, ReadTable, Report, Value, Verdict
from titcheck.text import Lang, Text

_UNSEEN: Final = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def to_json(report: Report) -> str:
    """The report as JSON text with one trailing newline; characters a terminal would obey are escaped."""
    result = {
        "version": 1,
        "titcheck": __version__,
        "as_of": report.as_of.isoformat(),
        "rulebook": dict(zip(("name", "sha256"), report.rulebook, strict=True)),
        "inputs": [_input(book) for book in report.inputs],
        "summary": {
            "judged": report.judged,
            **{verdict.value: report.total(verdict) for verdict in Verdict},
            "waived": 0,
            "misread": len(report.misreadings),
            "exit_code": report.exit_code,
        },
        "rules": [_rule(judgement) for judgement in report.judgements],
        "findings": [_finding(finding) for finding in report.findings],
        "misreadings": [_misreading(misreading) for misreading in report.misreadings],
        "errors": [{"file": failure.file, "problem": _text(failure.problem)} for failure in report.errors],
    }
    return dumps(result, indent=1) + "\n"


def dumps(value: Any, indent: int | None = None) -> str:
    """A value as JSON text, in which characters that are not seen or that a terminal would obey are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", text)


def write(report: Report, out: BinaryIO, _lang: Lang) -> None:
    """The report as JSON; it holds both languages."""
    out.write(to_json(report).encode())


def _input(book: Input) -> dict[str, Any]:
    return {
        "file": book.file,
        "sha256": book.sha256,
        "tables": [_table(table) for table in book.tables],
        "unused_sheets": list(book.unused_sheets),
    }


def _table(table: ReadTable) -> dict[str, Any]:
    shown: dict[str, Any] = {"table": table.table, "sheet": table.sheet, "rows": table.rows}
    if table.repeated:
        shown["repeated_rows"] = table.repeated
    if table.set_aside:
        shown["set_aside"] = [{"row": row, "reason": _text(reason)} for row, reason in table.set_aside]
    return {**shown, "unused_headers": list(table.unused_headers)}


def _rule(judgement: Judgement) -> dict[str, Any]:
    return {
        "rule": judgement.rule,
        "force": judgement.force.value,
        "status": judgement.status.value,
        **{verdict.value: getattr(judgement, verdict.value) for verdict in Verdict},
        "missing": [{"table": m.table, "column": m.column, "subjects": m.subjects} for m in judgement.missing],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "force": finding.force.value,
        "fingerprint": finding.fingerprint,
        "subject": {name: _value(value) for name, value in finding.subject.items()},
        "owed_by": finding.owed_by,
        "facts": {name: _value(value) for name, value in finding.facts.items()},
        "missing": list(finding.missing),
        "sources": [
            {"file": source.file, "sheet": source.sheet, "row": source.row, "cells": source.cells}
            for source in finding.sources
        ],
        "basis": [
            {"law": _text(cited.law), "article": _text(cited.article), "mark": cited.mark} for cited in finding.basis
        ],
        "message": _text(finding.message),
        "remedy": _text(finding.remedy),
    }


def _misreading(misreading: Misreading) -> dict[str, Any]:
    return {
        "file": misreading.file,
        "sheet": misreading.sheet,
        "row": misreading.row,
        "cell": misreading.cell,
        "column": misreading.column,
        "value": misreading.value,
        "problem": _text(misreading.problem),
    }


def _text(text: Text) -> dict[str, str]:
    return {"en": text.en, "ja": text.ja}


def _value(value: Value) -> str | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
