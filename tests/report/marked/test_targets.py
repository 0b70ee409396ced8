"""Where marked copies go: subfolders kept, and never over a book or a file that is not ours."""

from pathlib import Path

import pytest
from copies import LAWFUL, TOO_LITTLE, mark, plan_book
from openpyxl import load_workbook
from typer.testing import CliRunner

from titcheck.cli import app
from titcheck.errors import BadRequest
from titcheck.report.marked.targets import targets


def test_names_and_subfolders_are_kept(tmp_path: Path) -> None:
    for place in ("a/p.xlsx", "b/p.xlsx"):
        plan_book(tmp_path / "in" / place, [{}])
    (tmp_path / "in" / "a" / "q.csv").write_text("認定番号\n", "utf-8")
    copies = targets([tmp_path / "in"], tmp_path / "out")
    assert {name: copy.relative_to(tmp_path / "out").as_posix() for name, (_, copy) in copies.items()} == {
        "a/p.xlsx": "a/p.xlsx", "b/p.xlsx": "b/p.xlsx", "a/q.csv": "a/q.csv.xlsx",
    }  # fmt: skip
    mark(tmp_path / "in" / "a" / "p.xlsx", tmp_path / "in" / "b" / "p.xlsx", into=tmp_path / "out")
    assert (tmp_path / "out" / "a" / "p.xlsx").exists()


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    books = [plan_book(tmp_path / place, [{}]) for place in ("p.xlsx", "b/p.xlsx")]
    copies = targets([tmp_path / "b" / ".." / "p.xlsx", books[1]], tmp_path / "out")
    assert list(copies) == ["../p.xlsx", "b/p.xlsx"]
    assert [copy for _, copy in copies.values()] == [tmp_path / "out" / "p.xlsx", tmp_path / "out" / "b" / "p.xlsx"]


@pytest.mark.parametrize("folder", ["in", "in/marked", "in/./x/../marked"])
def test_a_folder_within_a_judged_folder_is_refused(tmp_path: Path, folder: str) -> None:
    plan_book(tmp_path / "in" / "p.xlsx", [{}])
    with pytest.raises(BadRequest, match="would be judged next time"):
        targets([tmp_path / "in"], tmp_path / folder)


def test_a_copy_never_stands_over_a_book_that_is_judged(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "p.xlsx", [{}])
    (tmp_path / "link").symlink_to(tmp_path)
    for folder in (tmp_path, tmp_path / "link"):
        with pytest.raises(BadRequest, match="would stand over a book"):
            targets([book], folder)
    report = plan_book(tmp_path / "titcheck.xlsx", [{}])
    with pytest.raises(BadRequest, match="would stand over a book or another copy"):
        targets([report], tmp_path / "out")


def test_a_file_that_is_not_ours_is_never_replaced_and_one_of_ours_is(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "p.xlsx", [TOO_LITTLE])
    mark(book, into=tmp_path / "out")
    mark(book, into=tmp_path / "out")
    edited = load_workbook(tmp_path / "out" / "p.xlsx")
    edited.save(tmp_path / "out" / "p.xlsx")  # a copy that somebody worked on is theirs
    with pytest.raises(BadRequest, match="was not written by titcheck"):
        targets([book], tmp_path / "out")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "titcheck.xlsx").write_text("mine")
    with pytest.raises(BadRequest, match="was not written by titcheck"):
        targets([book], tmp_path / "other")


def test_a_refusal_comes_before_anything_is_judged_or_written(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "p.xlsx", [LAWFUL])
    asked = ["check", str(book), "--out", f"marked={tmp_path}", "--out", f"json={tmp_path / 'r.json'}", "--lang", "en"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 2
    assert "would stand over a book" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.xlsx"]


def test_nobody_can_ask_for_copies_without_names_nor_for_a_folder_on_standard_output(tmp_path: Path) -> None:
    book = str(plan_book(tmp_path / "p.xlsx", [LAWFUL]))
    key = ["--redact", str(tmp_path / "key")]
    redacted = CliRunner().invoke(app, ["check", book, "--out", f"marked={tmp_path / 'out'}", *key, "--lang", "en"])
    printed = CliRunner().invoke(app, ["check", book, "--format", "marked", "--lang", "en"])
    assert (redacted.exit_code, printed.exit_code) == (2, 2)
    assert "a marked copy holds all that the book holds" in redacted.stderr
    assert "`marked` is none of" in printed.stderr
    assert not (tmp_path / "out").exists()
