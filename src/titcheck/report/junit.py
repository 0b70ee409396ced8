"""JUnit XML, for build servers: a suite for each rule, a test case for each finding, one for all that is met.

What gives the run its exit code fails; every other finding is skipped with its message, and so is a rule not judged.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.sax.saxutils import quoteattr

from titcheck.findings import Finding, Judgement, Report, Status, Verdict
from titcheck.report import words
from titcheck.report.plain import plain
from titcheck.text import Lang, Text

_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MET: Final = Text("{:,} met", "適合{:,}件")


def write(report: Report, out: BinaryIO, lang: Lang) -> None:
    """A suite for each rule in the order of the rules, then one for the files that could not be read and rules that failed."""
    name, sha256 = report.rulebook
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(f"<testsuites name={_attribute(f'titcheck {report.as_of} {name} {sha256[:12]}')}>\n".encode())
    for judgement in report.judgements:
        cases = list(_cases(judgement, report, lang))
        failed = sum(_fails(finding, report) for finding in judgement.findings)
        skipped = len(judgement.findings) - failed + (judgement.status is not Status.JUDGED)
        title = plain(judgement.title.of(lang))
        _suite(out, judgement.rule, cases, failures=failed, skipped=skipped, title=title)
    errors = [
        _case(plain(failure.file), "error", "error", plain(failure.problem.of(lang)), "titcheck.files")
        for failure in report.errors
    ]
    _suite(out, "titcheck.files", errors, errors=len(errors))
    out.write(b"</testsuites>\n")


def _suite(out: BinaryIO, name: str, cases: list[str], title: str = "", **counts: int) -> None:
    shown = {"failures": 0, "errors": 0, "skipped": 0, **counts}
    attributes = " ".join(f'{key}="{count}"' for key, count in shown.items())
    out.write(f'<testsuite name={_attribute(name)} tests="{len(cases)}" {attributes}>\n'.encode())
    if title:
        out.write(f'<properties><property name="title" value={_attribute(title)}/></properties>\n'.encode())
    out.write("".join(cases).encode())
    out.write(b"</testsuite>\n")


def _cases(judgement: Judgement, report: Report, lang: Lang) -> Iterator[str]:
    if judgement.met:
        yield f"<testcase classname={_attribute(judgement.rule)} name={_attribute(_MET.of(lang).format(judgement.met))}/>\n"
    if judgement.status is not Status.JUDGED:
        status = words.STATUSES[judgement.status].of(lang)
        yield _case(judgement.status.value, "skipped", judgement.status.value, status, judgement.rule)
    for finding in judgement.findings:
        label = words.label(finding.force, finding.verdict).of(lang)
        subject = ", ".join(f"{name} {value}" for name, value in finding.subject.items() if value is not None)
        kind = "failure" if _fails(finding, report) else "skipped"
        message = plain(f"{label} {finding.message.of(lang)}")
        yield _case(f"{plain(subject)} [{finding.fingerprint}]", kind, label, message, judgement.rule)


def _fails(finding: Finding, report: Report) -> bool:
    asked = finding.force.value if finding.verdict is Verdict.VIOLATED else "unproven"
    return asked in report.fail_on


def _case(name: str, kind: str, type_: str, message: str, classname: str) -> str:
    type_ = "" if kind == "skipped" else f" type={_attribute(type_)}"
    return (
        f"<testcase classname={_attribute(classname)} name={_attribute(name)}>"
        f"<{kind}{type_} message={_attribute(message)}/></testcase>\n"
    )


def _attribute(text: str) -> str:
    """The text as an attribute; characters that XML cannot hold are left out."""
    return quoteattr(_ILLEGAL.sub("", text))
