"""The Excel format: every sheet as another program reads it, texts that stay texts, and the same bytes every time."""

import tracemalloc
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.parsers.expat import ParserCreate

import fastexcel
import pytest
from example_report import JUDGEMENTS, PAY, PAY_UNKNOWN, REPORT
from hostile import HOSTILE, with_text
from openpyxl import Workbook, load_workbook

from titcheck.findings import Report
from titcheck.report import words
from titcheck.report.sheets.sheet import LONGEST, fitting
from titcheck.report.xlsx import write
from titcheck.text import LANGS, Lang, Text

SHEETS = {
    "en": ["Totals", "Findings", "Rules", "Books", "Misreadings"],
    "ja": ["集計", "指摘", "規則", "帳簿", "読取り"],
}


def written(report: Report, lang: Lang = "en") -> bytes:
    out = BytesIO()
    write(report, out, lang)
    return out.getvalue()


def book(report: Report, lang: Lang = "en") -> Workbook:
    return load_workbook(BytesIO(written(report, lang)))


def rows(report: Report, sheet: str) -> list[dict[str, Any]]:
    heads, *table = book(report)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in table]


@pytest.mark.parametrize("lang", LANGS)
def test_five_sheets_whose_heads_stay_in_sight_filter_and_are_printed_on_every_page(lang: Lang) -> None:
    read = book(REPORT, lang)
    assert read.sheetnames == SHEETS[lang]
    for sheet in read.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    for sheet in read.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet["B1"].alignment.wrap_text


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_sheet_tells_day_rulebook_totals_colours_and_errors(lang: Lang) -> None:
    cells = [cell for row in book(REPORT, lang).worksheets[0].iter_rows(values_only=True) for cell in row]
    texts = "\n".join(cell for cell in cells if isinstance(cell, str))
    assert words.day(REPORT.as_of, lang) in texts
    assert REPORT.rulebook[1] in texts
    assert words.totals(REPORT).of(lang) in texts
    assert REPORT.errors[0].problem.of(lang) in texts
    totals = list(book(REPORT, lang).worksheets[0].iter_rows(min_row=8, max_row=10, min_col=2, values_only=True))
    assert totals == [(3, 45, 40, 1, 4, 0), (1, 3, 2, 1, 0, 1), (1, 0, 0, 0, 0, 0)]


def test_a_finding_is_a_row_with_its_number_cells_articles_and_the_colour_of_its_verdict() -> None:
    table = rows(REPORT, "Findings")
    assert [row["Fingerprint"] for row in table] == ["1f0c", "1f0d", "2a11"]
    assert table[0] == {
        "No.": 1,
        "Verdict": "VIOLATED",
        "Owed by": "株式会社みほん[red]縫製 IO-0003",
        "About": "Trainee no T-014\nPlan no 認2504000001",
        "Finding": PAY.message.en,
        "ask for": None,
        "cells": "plans.xlsx!技能実習計画!H15 Base pay, M15 Comparator pay",
        "basis": "Technical Intern Training Act Art. 9(ix)",
        "remedy": PAY.remedy.en,
        "Rule": f"{JUDGEMENTS[0].title.en}\npay-parity",
        "Fingerprint": "1f0c",
    }
    assert table[1]["ask for"] == "Comparator pay (M16)"
    sheet = book(REPORT)["Findings"]
    assert [sheet.cell(row, 2).fill.fgColor.rgb for row in (2, 3, 4)] == ["FFFFC7CE", "FFFFEB9C", "FFF8CBAD"]


def test_every_rule_is_a_row_with_its_status_and_a_rule_nobody_judged_has_no_counts() -> None:
    table = rows(REPORT, "Rules")
    assert [(row["ID"], row["Status"]) for row in table] == [
        (it.rule, words.STATUSES[it.status].en) for it in REPORT.judgements
    ]
    assert [row["met"] for row in table] == [40, 2, None, None, None]
    assert table[0]["What is missing"] == "Training plans Counted allowances (3 unproven)"
    assert table[2]["What is missing"] == "Guidance visits"
    assert "no column `bas_pay`" in table[3]["What is missing"]


def test_books_stand_with_their_hashes_and_what_of_them_was_not_used() -> None:
    table = rows(REPORT, "Books")
    assert [(row["File"], row["Sheet"], row["Rows"]) for row in table] == [
        ("plans.xlsx", "技能実習計画", 45), ("plans.xlsx", "はじめに", None), ("permits.xlsx", "在留上の措置", 4),
        ("shifts.csv", "shifts", 1234),
    ]  # fmt: skip
    assert table[0]["Remarks"] == "headings not used: 備考, 担当者"
    assert table[2]["Remarks"].startswith("2 rows also in another sheet")
    assert {row["SHA-256"] for row in table} == {it.sha256 for it in REPORT.inputs}


def test_what_could_not_be_read_stands_with_its_cell_and_what_is_written_there() -> None:
    (row,) = rows(REPORT, "Misreadings")
    assert (row["Cell"], row["Heading"], row["Written"]) == ("F20", "Starts on", "令和6年13月1日")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_book_becomes_a_formula_or_a_link_or_breaks_the_file(text: str) -> None:
    data = written(with_text(text))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert not [part for part in parts if b"<f>" in part or b"<hyperlink" in part or b"<script" in part]
    for part in parts:
        ParserCreate().Parse(part, True)
    for sheet in load_workbook(BytesIO(data)).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    fastexcel.read_excel(data).load_sheet(1)


def test_what_excel_would_take_for_a_line_break_stays_what_it_is() -> None:
    shown = {cell.value for row in book(with_text("_x000D_ _xZZ_"))["Findings"].iter_rows() for cell in row}
    assert "_x005F_x000D_ _xZZ_" in shown  # openpyxl shows what the file holds; Excel and LibreOffice read it back


def test_a_text_no_cell_can_hold_says_that_it_is_cut() -> None:
    long = fitting("😀" * 20_000, "ja")
    assert len(long.encode("utf-16-le")) // 2 <= LONGEST
    assert long.endswith("（以下はJSON形式に出力）")
    assert fitting("a" * LONGEST, "en") == "a" * LONGEST


def test_rows_beyond_what_a_sheet_holds_are_said_to_stand_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("titcheck.report.sheets.sheet.ROWS", 3)
    assert [row[0] for row in book(REPORT)["Findings"].iter_rows(values_only=True)] == [
        "No.", 1, "… (more in the JSON format)",
    ]  # fmt: skip


def test_lines_stay_lines_and_what_is_not_seen_is_left_out() -> None:
    assert fitting("a\r\nb\rc\nd\x07\ue000\uffff", "en") == "a\nb\nc\nd\ue000"


def test_the_file_carries_no_day_and_no_machine() -> None:
    data = written(REPORT, "ja")
    assert data == written(replace(REPORT), "ja")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {(it.date_time, it.create_system) for it in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_memory_does_not_grow_with_the_findings(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        findings = tuple(replace(PAY_UNKNOWN, message=Text("x", "い" * 3_000)) for _ in range(count))
        many = replace(REPORT, judgements=(replace(JUDGEMENTS[0], findings=findings),))
        with (tmp_path / "r.xlsx").open("wb") as out:
            tracemalloc.start()
            write(many, out, "ja")
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return most

    assert peak(1_000) < peak(10) + (1 << 20)
    assert fastexcel.read_excel(tmp_path / "r.xlsx").load_sheet("指摘").height == 10
