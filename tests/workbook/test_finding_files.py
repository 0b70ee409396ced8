import hashlib
import os
from pathlib import Path

import openpyxl
import pytest

from titcheck.errors import BadRequest
from titcheck.workbook import read


def write_book(path: Path, value: str = "認定番号") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = value
    book.save(path)
    return path


def names(*paths: Path) -> list[str]:
    return [book.file for book in read(paths)]


def test_a_folder_gives_its_books_and_those_of_its_folders_in_order_without_other_files(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.xlsx", "東京/台帳.XLSX", "東京/.hidden.xlsx", ".trash/old.xlsx"):
        write_book(tmp_path / name)
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05owner")
    (tmp_path / "readme.txt").write_text("x")
    (tmp_path / "plans.csv").write_text("plan_no\n")

    assert names(tmp_path) == ["a.xlsx", "b.xlsx", "plans.csv", "東京/台帳.XLSX"]


def test_a_file_asked_for_is_called_by_its_name_and_known_by_its_sha256(tmp_path: Path) -> None:
    path = write_book(tmp_path / "deep" / "plans.xlsx")

    (book,) = read([path])

    assert (book.path, book.file) == (path, "plans.xlsx")
    assert book.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_file_counts_once_however_it_is_given(tmp_path: Path) -> None:
    path = write_book(tmp_path / "plans.xlsx")
    (tmp_path / "link.xlsx").symlink_to(path)

    assert names(path, tmp_path, tmp_path / "." / "plans.xlsx") == ["plans.xlsx"]


def test_two_books_of_one_name_both_take_the_folders_that_tell_them_apart(tmp_path: Path) -> None:
    first, second = write_book(tmp_path / "dirA" / "plans.xlsx"), write_book(tmp_path / "dirB" / "plans.xlsx")
    write_book(tmp_path / "dirA" / "wages.xlsx")

    assert names(first.parent, second.parent) == ["dirA/plans.xlsx", "wages.xlsx", "dirB/plans.xlsx"]
    assert names(first, second) == ["dirA/plans.xlsx", "dirB/plans.xlsx"]


def test_names_that_stay_equal_take_more_folders_until_they_differ(tmp_path: Path) -> None:
    paths = [write_book(tmp_path / top / "same" / "plans.xlsx") for top in ("x", "y")]

    assert names(*paths) == ["x/same/plans.xlsx", "y/same/plans.xlsx"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write_book(tmp_path / "books" / "plans.xlsx")
    (tmp_path / "books" / "again").symlink_to(tmp_path / "books")
    (tmp_path / "books" / "self.xlsx").symlink_to(tmp_path / "books" / "self.xlsx")

    books = read([tmp_path])

    assert [(book.file, book.problem is None) for book in books] == [
        ("books/plans.xlsx", True),
        ("books/self.xlsx", False),
    ]


def test_a_link_to_nothing_is_reported_and_a_pipe_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    os.mkfifo(tmp_path / "pipe.csv")

    (book,) = read([tmp_path])

    assert book.problem
    assert book.sheets == ()
    assert book.problem.en.startswith("the file cannot be opened")


def test_a_path_that_does_not_exist_is_a_bad_request_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(BadRequest) as caught:
        read([tmp_path / "plans.xlsx"])

    assert str(tmp_path / "plans.xlsx") in caught.value.problem.en
    assert "見つかりません" in caught.value.problem.ja


def test_a_file_of_an_unknown_ending_is_a_problem_only_when_asked_for(tmp_path: Path) -> None:
    note = tmp_path / "memo.docx"
    note.write_bytes(b"PK")

    assert read([tmp_path]) == []
    (book,) = read([note])
    assert book.problem
    assert "“.docx”" in book.problem.en
    assert "xlsx" in book.problem.ja
