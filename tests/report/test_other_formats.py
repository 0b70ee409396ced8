"""SARIF, JUnit and Markdown: valid by the word of other people's parsers, whole, and harmless whatever a cell holds."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, get_args

import pytest
from example_report import JUDGEMENTS, PAY, REPORT
from hostile import HOSTILE, with_text
from junitparser import JUnitXml
from sarif_pydantic import Sarif

from titcheck.findings import Report, Verdict
from titcheck.report.formats import FORMATS, write_report
from titcheck.report.sarif import write as write_sarif
from titcheck.text import Lang

LANGS: tuple[Lang, ...] = get_args(Lang)


def written(name: str, report: Report, lang: Lang = "en") -> bytes:
    out = BytesIO()
    write_report(name, report, out, lang)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_sarif_is_sarif_and_holds_every_rule_finding_and_input(lang: Lang) -> None:
    data = json.loads(written("sarif", REPORT, lang))

    log = Sarif.model_validate(data)
    (run,) = log.runs
    assert log.version == "2.1.0"
    (raw,) = data["runs"]
    assert [rule["id"] for rule in raw["tool"]["driver"]["rules"]] == [it.rule for it in REPORT.judgements]
    assert [it["partialFingerprints"]["titcheck/v1"] for it in raw["results"]] == [
        it.fingerprint for it in REPORT.findings
    ]
    assert [it["hashes"]["sha-256"] for it in raw["artifacts"]] == [it.sha256 for it in REPORT.inputs]
    assert raw["properties"]["asOf"] == "2026-11-30"
    assert len(raw["invocations"][0]["toolExecutionNotifications"]) == len(REPORT.errors) + len(REPORT.misreadings)
    assert run.results
    assert len(run.results) == len(REPORT.findings)


def test_in_sarif_a_breach_fails_and_what_is_unproven_is_open() -> None:
    results = json.loads(written("sarif", REPORT))["runs"][0]["results"]
    kinds = {(it["kind"], it["level"]) for it in results}
    of_pay = next(it for it in results if it["ruleId"] == "pay-parity")

    assert {kind for kind, _ in kinds} == {"fail", "open"}
    assert ("fail", "error") in kinds
    assert all(level == "none" for kind, level in kinds if kind == "open")
    assert of_pay["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "plans.xlsx!技能実習計画!H15"
    assert all(it["ruleIndex"] == [j.rule for j in REPORT.judgements].index(it["ruleId"]) for it in results)


@pytest.mark.parametrize("lang", LANGS)
def test_junit_counts_what_fails_what_is_skipped_and_what_could_not_be_read(lang: Lang) -> None:
    suites = list(JUnitXml.fromstring(written("junit", REPORT, lang)))

    assert [suite.name for suite in suites] == [*(it.rule for it in REPORT.judgements), "titcheck.files"]
    for suite, judgement in zip(suites, REPORT.judgements, strict=False):
        cases = list(suite)
        assert suite.tests == len(cases)
        failed = [case for case in cases if any(type(it).__name__ == "Failure" for it in case.result)]
        skipped = [case for case in cases if any(type(it).__name__ == "Skipped" for it in case.result)]
        assert (suite.failures, suite.skipped) == (len(failed), len(skipped))
        must = [it for it in judgement.findings if it.verdict is Verdict.VIOLATED and it.force.value in REPORT.fail_on]
        assert len(failed) == len(must)
    assert suites[-1].errors == len(REPORT.errors)


def test_in_junit_what_is_asked_to_fail_fails() -> None:
    asked = replace(REPORT, fail_on=frozenset({"must", "should", "unproven"}))

    assert sum(suite.failures for suite in JUnitXml.fromstring(written("junit", asked))) == len(REPORT.findings)


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_names_every_rule_finding_input_and_error(lang: Lang) -> None:
    text = written("markdown", REPORT, lang).decode()

    assert all(f"(`{judgement.rule}`)" in text for judgement in REPORT.judgements)
    assert all(f"`{finding.fingerprint}`" in text for finding in REPORT.findings)
    assert all(book.sha256 in text for book in REPORT.inputs)
    assert all(failure.file.replace("_", r"\_") in text for failure in REPORT.errors)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xlsx"])
def test_no_text_of_a_book_does_harm_in_any_format(name: str, text: str) -> None:
    data = written(name, with_text(text))

    shown = data.decode()  # always UTF-8
    assert not set(shown) & {"\x00", "\x1b", "\u202e", "\ud800"}
    if name in {"json", "sarif"}:
        assert text in set(strings(json.loads(shown)))
    elif name == "junit":
        assert len(list(JUnitXml.fromstring(shown))) == 2
    elif name == "markdown":
        lines = shown.splitlines()
        assert "<script>" not in shown
        assert not [line for line in lines if line.startswith(("# 見", "- x", "- y", "=cmd"))]
        assert {line.count("|") - line.count("\\|") for line in lines if line.startswith("|")} == {8}


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from strings(each)


def test_twenty_thousand_findings_are_written_one_by_one() -> None:
    many = replace(REPORT, judgements=(replace(JUDGEMENTS[0], findings=(PAY,) * 20_000),))
    writes = Counting()

    write_sarif(many, writes, "en")

    assert writes.largest < 100_000


class Counting(BytesIO):
    """Remembers the longest piece that was written at once."""

    largest = 0

    def write(self, data: Any, /) -> int:
        self.largest = max(self.largest, len(data))
        return len(data)
