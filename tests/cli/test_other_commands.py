"""`titcheck rules`, `columns` and `template`, and the papers that quote the command line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import one_rule, plan_book, run
from openpyxl import load_workbook

from titcheck import __version__
from titcheck.tables import TABLES

ROOT = Path(__file__).parents[2]


def words(text: str) -> str:
    """The text without what differs between versions of Typer: brackets around names, and where lines break."""
    return " ".join(re.sub(r"[\[\]{}<>()]", " ", text).split())


@pytest.mark.parametrize(
    "command", [[], ["check"], ["rules"], ["rules", "test"], ["columns"], ["template"], ["import", "isa"]]
)
def test_the_readme_quotes_every_help_text(command: list[str]) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = [words(block) for block in re.findall(r"```\n(Usage: .*?)```", readme, re.DOTALL)]
    assert words(run(*command, "--help").stdout.decode()) in blocks


def test_the_version_is_said() -> None:
    assert run("--version").stdout.decode().strip() == f"titcheck {__version__}"


def test_an_unknown_command_is_refused_without_a_traceback() -> None:
    done = run("chekc")
    assert done.returncode == 2
    assert "Did you mean 'check'?" in done.stderr.decode()


def test_the_rules_are_listed_under_their_themes(tmp_path: Path) -> None:
    done = run("rules", "--rules", one_rule(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("treatment\n  pay-parity  law")


@pytest.mark.parametrize("order", [["pay-parity", "--lang", "ja"], ["--lang", "ja", "pay-parity"]])
def test_one_rule_is_a_page_with_its_article_books_and_cases(tmp_path: Path, order: list[str]) -> None:
    done = run("rules", "--rules", one_rule(tmp_path), *order)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "技能実習法 第9条第9号 (VERIFIED-LAW)" in shown
    assert "技能実習計画 (plans)" in shown
    assert "1円" in shown


def test_an_unknown_rule_is_refused_with_the_nearest(tmp_path: Path) -> None:
    done = run("rules", "pay-party", "--rules", one_rule(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "did you mean `pay-parity`" in done.stderr.decode()


def test_the_cases_of_a_rule_are_run_and_all_hold(tmp_path: Path) -> None:
    done = run("rules", "test", "--rules", one_rule(tmp_path))
    assert done.returncode == 0, done.stdout.decode()
    assert ", 0 do not" in done.stdout.decode()


def test_a_case_that_does_not_hold_is_named_and_exits_1(tmp_path: Path) -> None:
    rules = one_rule(tmp_path)
    file = rules / "treatment" / "pay-parity.yaml"
    file.write_text(file.read_text("utf-8").replace("base_pay: 199999}]}", "base_pay: 200000}]}", 1), "utf-8")
    done = run("rules", "test", "pay-parity", "--rules", rules)
    assert done.returncode == 1
    assert "pay-parity: one yen less is a violation" in done.stdout.decode()
    assert "1 do not" in done.stdout.decode()


def test_a_broken_rule_file_is_named_with_its_line_and_exits_2(tmp_path: Path) -> None:
    rules = one_rule(tmp_path)
    (rules / "treatment" / "mine.yaml").write_text("id: mine\ntitel: {en: x, ja: x}\n", "utf-8")
    for command in (["rules"], ["rules", "test"]):
        done = run(*command, "--rules", rules)
        assert done.returncode == 2
        assert "mine.yaml:" in done.stderr.decode()
        assert "pay-parity" in done.stdout.decode() or "hold" in done.stdout.decode()


def test_columns_shows_what_stands_under_each_heading_and_what_is_not_used(tmp_path: Path) -> None:
    plan_book(tmp_path / "p.xlsx", [{}])
    (tmp_path / "notes.csv").write_text("これは帳簿ではありません\n", "utf-8")
    done = run("columns", tmp_path, "--lang", "en")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "技能実習計画 = Training plans (plans) by its name, headings in row 1" in shown
    assert "F   基本賃金 = Base pay (base_pay)" in shown
    assert "notes = not recognised" in shown


def test_columns_of_nothing_known_exits_2(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("これは帳簿ではありません\n", "utf-8")
    assert run("columns", tmp_path).returncode == 2


def test_the_template_has_a_sheet_for_every_table_and_overwrites_nothing(tmp_path: Path) -> None:
    out = tmp_path / "books.xlsx"
    assert run("template", out).returncode == 0
    assert {table.title.en for table in TABLES} <= set(load_workbook(out, read_only=True).sheetnames)
    before = out.read_bytes()
    again = run("template", out)
    assert again.returncode == 2
    assert "already exists" in again.stderr.decode()
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_template_nobody_has_filled_in_is_recognised_and_gives_nothing_to_judge(tmp_path: Path) -> None:
    out = tmp_path / "books.xlsx"
    run("template", out, "--lang", "ja")
    shown = run("columns", out, "--lang", "ja")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert "記入要領 = 認識できません" in shown.stdout.decode()
    done = run("check", out, "--as-of", "2026-11-30", "--lang", "ja")
    assert (done.returncode, done.stderr) == (3, b"")
    report = done.stdout.decode()
    assert "帳簿として認識できなかったシート：記入要領、項目と記入例" in report
    assert "技能実習計画  0行" in report
    assert "T-001" not in report


@pytest.mark.parametrize("asked", ["trainees,plans", "技能実習計画,技能実習生", "Training plans, 実習生名簿"])
def test_the_template_has_only_the_tables_asked_for(tmp_path: Path, asked: str) -> None:
    assert run("template", tmp_path / "books.xlsx", "--tables", asked, "--lang", "ja").returncode == 0
    book = load_workbook(tmp_path / "books.xlsx", read_only=True)
    assert book.sheetnames == ["記入要領", "項目と記入例", "技能実習生", "技能実習計画"]


@pytest.mark.parametrize(("asked", "meant"), [("planes", "plans"), ("plans,賃銀台帳", "賃金台帳")])
def test_a_table_nobody_knows_is_refused_with_the_nearest(tmp_path: Path, asked: str, meant: str) -> None:
    done = run("template", tmp_path / "books.xlsx", "--tables", asked)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"did you mean `{meant}`?" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["books.csv", "nowhere/books.xlsx"])
def test_a_template_that_cannot_be_written_is_one_line_and_exit_2(tmp_path: Path, name: str) -> None:
    done = run("template", tmp_path / name)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert f"titcheck: {tmp_path / name}: " in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on file sizes stands for a full disk")
def test_a_template_the_disk_has_no_room_for_leaves_nothing_behind(tmp_path: Path) -> None:
    out = tmp_path / "books.xlsx"
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 8 && exec "$0" -m titcheck template "$1" --tables visits', sys.executable, out],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 2
    assert done.stderr.decode() == f"titcheck: {out}: File too large\n"
    assert list(tmp_path.iterdir()) == []
