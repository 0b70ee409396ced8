"""What a run does with books that hold little, nothing, too much, or what cannot be read; and its exit code."""

import csv
from datetime import date
from pathlib import Path

import pytest
from books import write_book
from checked import check
from openpyxl import Workbook
from typer.testing import CliRunner

from titcheck.cli import app
from titcheck.findings import Force, Input, Judgement, Misreading, Report, Status
from titcheck.text import Text

PLAN = {
    "plan_no": "認2504000001",
    "trainee_no": "T-1",
    "io_no": "IO-1",
    "starts_on": "2025-06-01",
    "passport_kept": "×",
}
HELD = {**PLAN, "plan_no": "認2504000002", "trainee_no": "T-2", "passport_kept": "○"}
BLANK = {**PLAN, "plan_no": "認2504000003", "trainee_no": "T-3", "passport_kept": None}
RULE = "passport-kept"


def notes(path: Path) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "はじめに"
    page.append(["この帳簿の使い方"])
    page.append([1, 2, 3])
    book.save(path)
    return path


def test_a_workbook_without_any_known_sheet_is_said_to_hold_none(tmp_path: Path) -> None:
    checked = check(notes(tmp_path / "notes.xlsx"))
    (book,) = checked.report["inputs"]
    assert (checked.code, book["tables"], book["unused_sheets"]) == (3, [], ["はじめに"])
    assert {entry["status"] for entry in checked.report["rules"]} == {"no-table"}
    shown = CliRunner().invoke(app, ["check", str(tmp_path / "notes.xlsx"), "--lang", "en"]).stdout
    assert "はじめに" in shown


@pytest.mark.parametrize(("plan", "code"), [(PLAN, 0), (HELD, 1)])
def test_a_corrupt_file_beside_a_good_one_is_listed_and_the_good_one_decides(
    tmp_path: Path, plan: dict[str, str], code: int
) -> None:
    good = write_book(tmp_path / "good.xlsx", plans=[plan])
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(good.read_bytes()[:200])
    checked = check(bad, good, by=RULE)
    assert [error["file"] for error in checked.report["errors"]] == ["bad.xlsx"]
    assert [book["file"] for book in checked.report["inputs"]] == ["good.xlsx"]
    assert (checked.code, checked.report["summary"]["judged"]) == (code, 1)
    assert check(bad, good, by=RULE, options=("--fail-on", "must,unproven")).code == (1 if code else 4)


def test_nothing_readable_at_all_exits_2_with_a_report(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 not a zip")
    checked = check(bad)
    assert (checked.code, checked.report["inputs"]) == (2, [])
    assert [error["file"] for error in checked.report["errors"]] == ["bad.xlsx"]


def test_a_folder_without_books_exits_2(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert check(tmp_path / "empty").code == 2


def test_a_sheet_of_nothing_but_unreadable_cells_is_judged_unproven(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", plans=[dict.fromkeys(PLAN, "#REF!")] * 2)
    checked = check(book)
    assert checked.counts(RULE) == {"unproven": 2}
    assert not any(entry["violated"] or entry["met"] for entry in checked.report["rules"])
    cells = [it["cell"] for it in checked.report["misreadings"]]
    assert sorted(cells) == sorted(f"{letter}{row}" for letter in "ABCDE" for row in (2, 3))
    assert (checked.code, checked.report["errors"]) == (0, [])


def test_rules_without_anybody_to_judge_exit_3(tmp_path: Path) -> None:
    early = {**PLAN, "starts_on": "2017-10-31"}
    checked = check(write_book(tmp_path / "a.xlsx", plans=[early]), by=RULE)
    assert (checked.rule(RULE)["status"], checked.code) == ("not-in-force", 3)
    stopped = check(write_book(tmp_path / "b.xlsx", plans=[PLAN]), by="difficulty-report")
    assert (stopped.rule("difficulty-report")["status"], stopped.code) == ("no-subjects", 3)


@pytest.mark.parametrize(
    ("plans", "fail_on", "code"),
    [
        ([PLAN], "must", 0),
        ([PLAN], "must,should,unproven", 0),
        ([HELD, BLANK], "must", 1),
        ([HELD, BLANK], "must,unproven", 1),
        ([HELD, BLANK], "unproven", 4),
        ([HELD, BLANK], "should", 0),
        ([HELD, BLANK], "never", 0),
        ([PLAN, BLANK], "must", 0),
        ([PLAN, BLANK], "unproven", 4),
        ([{**PLAN, "starts_on": "2017-10-31"}], "never", 3),
    ],
)
def test_the_exit_code_is_what_was_asked_for(
    tmp_path: Path, plans: list[dict[str, str]], fail_on: str, code: int
) -> None:
    book = write_book(tmp_path / "a.xlsx", plans=plans)
    checked = check(book, by=RULE, options=("--fail-on", fail_on))
    assert (checked.code, checked.report["summary"]["exit_code"]) == (code, code)


VIOLATED = Judgement("a", Text("a", "a"), Force.MUST, Status.JUDGED, violated=1)
BROKEN = Judgement("b", Text("b", "b"), Force.MUST, Status.ERROR, error=Text("b", "b"))
UNPROVEN = Judgement("c", Text("c", "c"), Force.MUST, Status.JUDGED, unproven=1)
NOBODY = Judgement("d", Text("d", "d"), Force.MUST, Status.NO_SUBJECTS)
MET = Judgement("e", Text("e", "e"), Force.MUST, Status.JUDGED, met=1)
UNREADABLE = Misreading("a.xlsx", "計画", 2, "A2", "starts_on", "#REF!", Text("x", "x"))


@pytest.mark.parametrize(
    ("judgements", "misreadings", "code"),
    [
        ((VIOLATED, BROKEN, UNPROVEN, NOBODY, MET), (UNREADABLE,), 2),
        ((VIOLATED, UNPROVEN, NOBODY, MET), (UNREADABLE,), 1),
        ((UNPROVEN, NOBODY, MET), (), 4),
        ((NOBODY,), (UNREADABLE,), 4),
        ((NOBODY,), (), 3),
        ((NOBODY, MET), (), 0),
    ],
)
def test_of_several_exit_codes_2_comes_first_then_1_4_3_and_0(
    judgements: tuple[Judgement, ...], misreadings: tuple[Misreading, ...], code: int
) -> None:
    asked = frozenset({"must", "unproven"})
    book = Input("a.xlsx", "0")
    assert Report(date(2026, 11, 30), (book,), judgements, misreadings, fail_on=asked).exit_code == code
    assert Report(date(2026, 11, 30), (), judgements, misreadings, fail_on=asked).exit_code == 2


def test_100_000_plans_with_twelve_columns_are_judged_by_all_rules_in_a_bounded_report(tmp_path: Path) -> None:
    headings = "認定番号 技能実習生番号 実習実施者届出受理番号 許可番号 区分 段階 認定申請日 認定日 開始日 終了日 賃金形態 基本賃金"
    alike = [
        "許1703000001",
        "団体監理型",
        "第2号",
        "2024-01-10",
        "2024-03-01",
        "2024-04-01",
        "2026-03-31",
        "月給",
        "200000",
    ]
    book = tmp_path / "plans.csv"
    with book.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(headings.split())
        for nth in range(100_000):
            number = f"{nth:08}"
            employer = f"IO-{nth % 5000:04}"
            rows.writerow([f"認24{number}", f"T-{number}", employer, *alike])
    checked = check(book)
    counts = {entry["rule"]: (entry["status"], len(entry["missing"])) for entry in checked.report["rules"]}
    assert counts["stage-length"] == ("judged", 0)
    assert counts["pay-parity"][0] == counts["passport-kept"][0] == "no-column"
    assert checked.rule("passport-kept")["missing"] == [
        {"table": "plans", "column": "passport_kept", "subjects": 100_000}
    ]
    assert checked.report["findings"] == []
    assert len(checked.raw) < 100_000
    assert checked.code == 0
