"""`titcheck check`: its exit codes, its streams, and what it says to a request that cannot be met."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Row, one_rule, plan_book, run

ENOUGH: Row = {}
TOO_LITTLE: Row = {"認定番号": "認2504000002", "技能実習生番号": "T-015", "基本賃金": 199_999}
UNKNOWN: Row = {"認定番号": "認2504000003", "技能実習生番号": "T-016", "比較対象の賃金": None}
BEFORE_THE_ACT: Row = {"認定申請日": "2017-10-31"}
AS_OF = ("--as-of", "2026-11-30")


def test_books_that_keep_the_law_exit_0(tmp_path: Path) -> None:
    done = run("check", plan_book(tmp_path / "p.xlsx", [ENOUGH]), "--rules", one_rule(tmp_path), *AS_OF)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "1 judged: 1 met, 0 violated" in done.stdout.decode()


def test_a_violated_duty_of_law_exits_1_and_names_cell_and_article(tmp_path: Path) -> None:
    done = run("check", plan_book(tmp_path / "p.xlsx", [ENOUGH, TOO_LITTLE]), "--rules", one_rule(tmp_path), *AS_OF)
    shown = " ".join(done.stdout.decode().split())
    assert (done.returncode, done.stderr) == (1, b"")
    assert "VIOLATED" in shown
    assert "p.xlsx!技能実習計画!" in shown
    assert "F3 Base pay" in shown
    assert "Art. 9(ix)" in shown


@pytest.mark.parametrize(
    ("rows", "force", "fail_on", "code"),
    [
        ([TOO_LITTLE], "must", "should", 0),
        ([TOO_LITTLE], "must", "must,should", 1),
        ([TOO_LITTLE], "must", "never", 0),
        ([TOO_LITTLE], "should", "must", 0),
        ([TOO_LITTLE], "should", "should", 1),
        ([ENOUGH, UNKNOWN], "must", "must", 0),
        ([ENOUGH, UNKNOWN], "must", "unproven", 4),
        ([ENOUGH, UNKNOWN], "must", "never", 0),
        ([ENOUGH], "must", "must, should, unproven", 0),
        ([BEFORE_THE_ACT], "must", "must", 3),
        ([BEFORE_THE_ACT], "must", "never", 3),
    ],
)
def test_what_fails_a_run_is_what_was_asked(
    tmp_path: Path, rows: list[Row], force: str, fail_on: str, code: int
) -> None:
    book, rules = plan_book(tmp_path / "p.xlsx", rows), one_rule(tmp_path, force=force)
    assert run("check", book, "--rules", rules, "--fail-on", fail_on, "--quiet", *AS_OF).returncode == code


def test_a_column_given_nowhere_is_counted_once_and_is_no_finding(tmp_path: Path) -> None:
    done = run("check", plan_book(tmp_path / "p.xlsx", [UNKNOWN]), "--rules", one_rule(tmp_path), *AS_OF)
    shown = " ".join(done.stdout.decode().split())
    assert done.returncode == 3
    assert "Comparator pay (plans.comparator_pay): pay-parity (1 unproven)" in shown
    assert "UNPROVEN" not in shown


def test_a_violation_comes_before_what_is_unproven(tmp_path: Path) -> None:
    book, rules = plan_book(tmp_path / "p.xlsx", [TOO_LITTLE, UNKNOWN]), one_rule(tmp_path)
    assert run("check", book, "--rules", rules, "--fail-on", "must,unproven", "-q", *AS_OF).returncode == 1


def test_a_workbook_without_any_known_sheet_is_not_judged_and_exits_3(tmp_path: Path) -> None:
    book = tmp_path / "notes.csv"
    book.write_text("これは帳簿ではありません\n", "utf-8")
    done = run("check", book, "--rules", one_rule(tmp_path), *AS_OF)
    assert done.returncode == 3
    assert "sheets not recognised" in done.stdout.decode()
    assert "Training plans (plans): pay-parity" in done.stdout.decode()


def test_a_damaged_file_beside_a_good_one_is_named_and_the_good_one_is_judged(tmp_path: Path) -> None:
    books = tmp_path / "books"
    books.mkdir()
    plan_book(books / "good.xlsx", [TOO_LITTLE])
    (books / "bad.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    done = run("check", books, "--rules", one_rule(tmp_path), *AS_OF)
    assert done.returncode == 1
    assert "bad.xlsx: " in done.stdout.decode()
    assert "1 error" in done.stdout.decode()


def test_a_damaged_file_alone_exits_2_with_a_report(tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    done = run("check", tmp_path / "bad.xlsx", "--rules", one_rule(tmp_path), *AS_OF)
    assert done.returncode == 2
    assert "Nothing could be read" in done.stdout.decode()


def test_a_rule_file_with_a_mistake_exits_2_and_the_others_are_judged(tmp_path: Path) -> None:
    book, rules = plan_book(tmp_path / "p.xlsx", [TOO_LITTLE]), one_rule(tmp_path)
    text = (rules / "treatment" / "pay-parity.yaml").read_text("utf-8")
    (rules / "treatment" / "mine.yaml").write_text(
        text.replace("id: pay-parity", "id: mine").replace("base_pay,", "bas_pay,"), "utf-8"
    )
    done = run("check", book, "--rules", rules, *AS_OF)
    shown = " ".join(done.stdout.decode().split())
    assert done.returncode == 2
    assert "treatment/mine.yaml:" in shown
    assert "base_pay" in shown
    assert "VIOLATED" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-of", "30 November"], "--as-of: `30 November` is not a day; write 2026-11-30"),
        (["--as-of", "2026"], "`2026` is not a day"),
        (["--as-of", "令和8年2月30日"], "is not a day"),
        (["--select", "pay-party"], "did you mean `pay-parity`"),
        (["--ignore", "treatmnt"], "did you mean `treatment`"),
        (["--fail-on", "musst"], "`musst` is none of must, should, unproven, never"),
        (["--fail-on", "never,must"], "`never` stands alone"),
        (["--rules", "/nowhere"], "/nowhere: no rule files"),
    ],
)
def test_a_request_that_cannot_be_met_is_one_line_and_exit_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run("check", plan_book(tmp_path / "p.xlsx", [ENOUGH]), "--rules", one_rule(tmp_path), *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().count("\n") == 1
    assert said in done.stderr.decode()


def test_a_file_that_does_not_exist_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = run("check", tmp_path / "none.xlsx", "--rules", one_rule(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "none.xlsx" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_the_day_may_be_written_as_an_official_writes_it(tmp_path: Path) -> None:
    book, rules = plan_book(tmp_path / "p.xlsx", [TOO_LITTLE]), one_rule(tmp_path)
    western = run("check", book, "--rules", rules, "--format", "json", "--as-of", "2026-11-30")
    japanese = run("check", book, "--rules", rules, "--format", "json", "--as-of", "令和8年11月30日")
    assert json.loads(western.stdout)["as_of"] == "2026-11-30"
    assert western.stdout == japanese.stdout


@pytest.mark.parametrize(
    "words", [["--ignore", "pay-*"], ["--ignore", "treatment"], ["--ignore", "pay-parity, treatment"]]
)
def test_a_rule_left_out_is_named_and_judges_nothing(tmp_path: Path, words: list[str]) -> None:
    done = run("check", plan_book(tmp_path / "p.xlsx", [TOO_LITTLE]), "--rules", one_rule(tmp_path), *words, *AS_OF)
    assert done.returncode == 3
    assert "left out on request" in done.stdout.decode()


def test_the_language_is_the_one_asked_for_else_the_locales(tmp_path: Path) -> None:
    book, rules = plan_book(tmp_path / "p.xlsx", [TOO_LITTLE]), one_rule(tmp_path)
    asked = run("check", book, "--rules", rules, "--lang", "ja", *AS_OF)
    locale = run("check", book, "--rules", rules, *AS_OF, LC_ALL="ja_JP.UTF-8")
    english = run("check", book, "--rules", rules, "--lang", "en", *AS_OF, LC_ALL="ja_JP.UTF-8")
    assert "【違反】" in asked.stdout.decode()
    assert asked.stdout == locale.stdout
    assert "VIOLATED" in english.stdout.decode()


def test_a_refusal_is_in_the_language_asked_for(tmp_path: Path) -> None:
    done = run("check", tmp_path, "--lang", "ja", "--as-of", "きのう")
    assert "--as-of：`きのう`は日付ではありません" in done.stderr.decode()


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_console_of_any_encoding_shows_what_it_can(tmp_path: Path, encoding: str, lang: str) -> None:
    book = plan_book(tmp_path / "p.xlsx", [{**TOO_LITTLE, "技能実習生番号": "T-−∑한"}])
    done = run(
        "check", book, "--rules", one_rule(tmp_path), "--lang", lang, *AS_OF, PYTHONIOENCODING=encoding, PYTHONUTF8="0"
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode(encoding)
    if encoding == "cp932":
        assert "技能実習計画" in done.stdout.decode(encoding)


def test_json_is_utf_8_whatever_the_console(tmp_path: Path) -> None:
    book, rules = plan_book(tmp_path / "p.xlsx", [TOO_LITTLE]), one_rule(tmp_path)
    done = run("check", book, "--rules", rules, "--format", "json", *AS_OF, PYTHONIOENCODING="ascii")
    result = json.loads(done.stdout.decode("utf-8"))
    assert done.returncode == result["summary"]["exit_code"] == 1
    assert result["findings"][0]["sources"][0]["cells"]["base_pay"] == "F2"


def test_quiet_writes_nothing(tmp_path: Path) -> None:
    done = run("check", plan_book(tmp_path / "p.xlsx", [TOO_LITTLE]), "--rules", one_rule(tmp_path), "-q", *AS_OF)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way there")
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_a_closed_pipe_ends_the_run_quietly(tmp_path: Path, form: str) -> None:
    rows = [{**TOO_LITTLE, "認定番号": f"認25040{number:05}", "技能実習生番号": f"T-{number}"} for number in range(600)]
    book, rules = plan_book(tmp_path / "p.xlsx", rows), one_rule(tmp_path)
    command = [sys.executable, "-m", "titcheck", "check", str(book), "--rules", str(rules), "--format", form, *AS_OF]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_help_and_version_load_no_engine() -> None:
    heavy = "duckdb", "fastexcel", "openpyxl", "pydantic", "rich", "sqlglot", "yaml"
    script = f"import sys, titcheck.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_one_run_writes_every_format_that_is_asked_for_and_its_exit_code_stays(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "plans.xlsx", [{"基本賃金": 199_999}])
    rules = one_rule(tmp_path)
    (tmp_path / "report.json").write_text("an older report", "utf-8")

    done = run(
        "check", book, "--rules", rules, "--as-of", "2026-11-30", "--quiet",
        "--out", f"json={tmp_path / 'report.json'}", "--out", f"terminal={tmp_path / 'report.txt'}",
    )  # fmt: skip
    shown = run("check", book, "--rules", rules, "--as-of", "2026-11-30", "--format", "json")

    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert (tmp_path / "report.json").read_bytes() == shown.stdout
    assert "VIOLATED" in (tmp_path / "report.txt").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plans.xlsx", "report.json", "report.txt", "rules"]


@pytest.mark.parametrize(("out", "said"), [("report.json", "FORMAT=FILE"), ("jsno=report.json", "did you mean `json`")])
def test_an_output_that_names_no_format_is_refused_before_anything_is_read(out: str, said: str) -> None:
    done = run("check", "nowhere.xlsx", "--out", out)

    assert (done.returncode, said in done.stderr.decode()) == (2, True)


def test_a_key_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    book, rules, key = plan_book(tmp_path / "plans.xlsx", [{}]), one_rule(tmp_path), tmp_path / "key"

    first = run("check", book, "--rules", rules, "--redact", key, "--format", "json", "--as-of", "2026-11-30")
    made = key.read_bytes()
    again = run("check", book, "--rules", rules, "--redact", key, "--format", "json", "--as-of", "2026-11-30")
    (tmp_path / "empty").touch()
    empty = run("check", book, "--rules", rules, "--redact", tmp_path / "empty")

    assert (len(made.strip()), key.stat().st_mode & 0o077) == (64, 0)
    assert (again.stdout, key.read_bytes()) == (first.stdout, made)
    assert (empty.returncode, "holds no key" in empty.stderr.decode()) == (2, True)
