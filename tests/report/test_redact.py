"""A report without its people: nobody's name, birth date, card or address in any format, and every fingerprint as before."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from titcheck.findings import Report
from titcheck.report.formats import FORMATS, write_report
from titcheck.report.redact import redacted
from titcheck.report.words import day
from titcheck.run import check_books

SAMPLES = Path(__file__).parents[2] / "samples" / "violations"


@pytest.fixture(scope="module")
def report() -> Report:
    return check_books([SAMPLES], date(2026, 11, 30))


def written(report: Report, name: str) -> str:
    out = BytesIO()
    write_report(name, report, out, "ja")
    if name != "xlsx":
        return out.getvalue().decode()
    with zipfile.ZipFile(out) as archive:
        return "".join(archive.read(part).decode() for part in archive.namelist())


def spelled(report: Report) -> set[str]:
    """Every personal fact that the plain report shows, as it is written there."""
    shown = written(report, "json")
    texts = {
        text
        for value in report.people
        for text in ([value.isoformat(), day(value, "ja")] if isinstance(value, date) else [str(value)])
    }
    return {text for text in texts if text in shown}


def test_there_is_something_to_hide(report: Report) -> None:
    hidden = spelled(report)

    kinds = {kind for value, kind in report.people.items() if str(value) in hidden}
    assert {"person", "born"} <= kinds


@pytest.mark.parametrize("name", FORMATS)
def test_nobody_is_named_in_any_format(report: Report, name: str) -> None:
    names = {value for value in spelled(report) if report.people.get(value) != "born"}

    text = "".join(written(redacted(report, b"k" * 32), name).split())

    assert [value for value in names if "".join(value.split()) in text] == []


def test_birth_dates_are_hidden_where_they_are_somebodys(report: Report) -> None:
    for finding in (it for judgement in redacted(report, b"k" * 32).judgements for it in judgement.findings):
        born = [value for fact, value in finding.facts.items() if "birth" in fact and value is not None]
        assert all(str(value).startswith("born-") for value in born)


def test_fingerprints_verdicts_and_counts_stay_and_one_key_gives_one_pseudonym(report: Report) -> None:
    first, again, other = (redacted(report, key * 32) for key in (b"k", b"k", b"o"))

    assert [it.fingerprint for it in first.findings] == [it.fingerprint for it in report.findings]
    assert (first.exit_code, first.judged) == (report.exit_code, report.judged)
    assert written(first, "json") == written(again, "json")
    assert written(first, "json") != written(other, "json")
