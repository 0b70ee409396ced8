"""The CSV format: one table for a pipeline, in which nothing is missing and nothing becomes a formula."""

import csv
import tracemalloc
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from example_report import JUDGEMENTS, PAY, REPORT
from hostile import with_text

from titcheck.findings import Report
from titcheck.report.csv import COLUMNS, write
from titcheck.text import LANGS, Lang


def written(report: Report, lang: Lang = "en") -> bytes:
    out = BytesIO()
    write(report, out, lang)
    return out.getvalue()


def rows(report: Report, lang: Lang = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written(report, lang).decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("lang", LANGS)
def test_excel_takes_it_for_utf_8_and_every_row_has_every_column(lang: Lang) -> None:
    data = written(REPORT, lang)
    assert data.startswith(b"\xef\xbb\xbfrecord,rule,")
    assert data.endswith(b"\r\n")
    table = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert tuple(table[0]) == COLUMNS


def test_findings_come_first_with_codes_and_sentences() -> None:
    first, second, third, *others = rows(REPORT)
    assert [it["fingerprint"] for it in (first, second, third)] == [it.fingerprint for it in REPORT.findings]
    assert {it["record"] for it in others}.isdisjoint({"finding"})
    assert first == {
        **dict.fromkeys(COLUMNS, ""),
        "record": "finding",
        "rule": "pay-parity",
        "force": "must",
        "verdict": "violated",
        "fingerprint": "1f0c",
        "owed_by": "IO-0003",
        "owner": "株式会社みほん[red]縫製",
        "subject": "trainee_no=T-014; plan_no=認2504000001",
        "message": PAY.message.en,
        "place": "plans.xlsx!技能実習計画!H15 Base pay, M15 Comparator pay",
        "basis": "Technical Intern Training Act Art. 9(ix)",
        "remedy": PAY.remedy.en,
    }
    assert second["missing"] == "comparator_pay"


def test_the_sentences_are_in_the_language_asked_for_and_the_codes_are_not() -> None:
    english, japanese = rows(REPORT, "en")[0], rows(REPORT, "ja")[0]
    assert japanese["message"] == PAY.message.ja
    same = {"record", "rule", "force", "verdict", "fingerprint", "owed_by", "subject"}
    assert {it: english[it] for it in same} == {it: japanese[it] for it in same}


def test_every_rule_stands_with_its_status_and_its_true_counts() -> None:
    rules = [it for it in rows(REPORT) if it["record"] == "rule"]
    assert [(it["rule"], it["status"]) for it in rules] == [(it.rule, it.status.value) for it in REPORT.judgements]
    assert [int(it["met"]) for it in rules] == [it.met for it in REPORT.judgements]
    assert rules[0]["missing"] == "plans.counted_allowances"
    assert rules[2]["missing"] == "visits"


def test_inputs_with_their_hashes_what_was_not_used_misreadings_errors_and_the_run_itself_are_rows_too() -> None:
    table = rows(REPORT)
    of = {name: [it for it in table if it["record"] == name] for name in {it["record"] for it in table}}
    assert [(it["place"], it["value"]) for it in of["input"]] == [(it.file, it.sha256) for it in REPORT.inputs]
    assert "headings not used: 備考, 担当者" in of["table"][0]["message"]
    assert [it["place"] for it in of["sheet"]] == ["plans.xlsx!はじめに"]
    assert [(it["place"], it["value"]) for it in of["misreading"]] == [
        ("plans.xlsx!技能実習計画!F20 Starts on", "令和6年13月1日")
    ]
    assert [it["place"] for it in of["error"]] == ["broken.xlsx"]
    assert [(it["message"], it["value"]) for it in of["rulebook"]] == [REPORT.rulebook]
    (run,) = of["run"]
    assert (run["value"], run["met"], run["violated"], run["unproven"], run["pending"]) == (
        "2026-11-30",
        "42",
        "2",
        "4",
        "1",
    )


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", " =", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "\u200b=", "\x00="]
)
def test_what_a_spreadsheet_would_take_for_a_formula_begins_with_an_apostrophe(start: str) -> None:
    table = rows(with_text(f"{start}cmd|' /C calc'!A0"))
    cells = [cell for row in table for cell in row.values() if "cmd|" in cell]
    assert len(cells) >= 10
    assert not [cell for cell in cells if cell.lstrip()[0] in "=+-@＝＋－＠"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written(REPORT, "ja") == written(replace(REPORT), "ja")


def test_memory_does_not_grow_with_the_findings(tmp_path: Path) -> None:
    many = replace(REPORT, judgements=(replace(JUDGEMENTS[0], findings=(PAY,) * 2_000),))
    with (tmp_path / "r.csv").open("wb") as out:
        tracemalloc.start()
        write(many, out, "ja")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert (tmp_path / "r.csv").stat().st_size > 1 << 20 > 2 * peak
