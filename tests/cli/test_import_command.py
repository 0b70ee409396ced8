"""`titcheck import isa`, and the same list given straight to `check`."""

import json
from pathlib import Path

import openpyxl
from command_line import run


def a_list(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["監理団体名", "代表者名", "所在地", "取り消した監理団体の許可番号", "処分理由", "処分年月日"])
    sheet.append(["架空協同組合", "架空", "架空市", "許2199000001", "技能実習法第37条第1項第4号", "令和６年４月１日"])
    book.save(path)
    return path


def test_a_list_becomes_a_book_that_says_the_same(tmp_path: Path) -> None:
    done = run("import", "isa", a_list(tmp_path / "list.xlsx"), "--out", tmp_path / "out.xlsx")
    again = run("import", "isa", tmp_path / "list.xlsx", "--out", tmp_path / "out.xlsx")

    assert (done.returncode, done.stderr) == (0, b"")
    assert "revocation of licence: 1 organisations, 1 numbers, 2024-04-01" in " ".join(done.stdout.decode().split())
    assert (again.returncode, "already exists" in again.stderr.decode()) == (2, True)
    tables = [
        json.loads(run("check", tmp_path / name, "--select", "licence-covers-plan", "--format", "json").stdout)[
            "inputs"
        ][0]["tables"]
        for name in ("list.xlsx", "out.xlsx")
    ]
    assert [[(table["table"], table["rows"]) for table in each] for each in tables] == [[("dispositions", 1)]] * 2


def test_what_is_no_list_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    done = run("import", "isa", tmp_path / "empty.xlsx", "--out", tmp_path / "out.xlsx", "--lang", "ja")

    assert done.returncode == 2
    assert "empty.xlsx!Sheet: 公表一覧として認識できません" in done.stdout.decode()
    assert not (tmp_path / "out.xlsx").exists()
