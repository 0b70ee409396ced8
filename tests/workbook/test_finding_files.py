import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

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
    assert book.problem.en.startswith("it cannot be opened")


def test_a_pipe_or_a_device_that_is_asked_for_is_no_book_and_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    good = write_book(tmp_path / "plans.xlsx")

    *refused, read_book = read([tmp_path / "pipe.xlsx", tmp_path / "zero.csv", good])

    for book in refused:
        assert book.problem
        assert "a pipe or a device" in book.problem.en
        assert "パイプ又はデバイス" in book.problem.ja
    assert read_book.sheets


def test_the_mark_of_an_open_book_is_told_from_the_book(tmp_path: Path) -> None:
    mark = tmp_path / "~$計画.xlsx"
    mark.write_bytes(b"\x05owner")

    (book,) = read([mark])

    assert book.problem
    assert "give the book itself (計画.xlsx)" in book.problem.en
    assert "帳簿そのもの（計画.xlsx）" in book.problem.ja


ODD = [
    "a\nb.xlsx",
    "[a]*?.xlsx",
    "~a.xlsx",
    "a'b\"c;--.xlsx",
    "\x1b[31m.xlsx",
    "$HOME %s {0}.xlsx",
    "x" * 250 + ".xlsx",
]


@pytest.mark.parametrize("name", ODD)
def test_a_book_of_any_name_is_read(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_book(tmp_path / name)
    monkeypatch.chdir(tmp_path)

    (book,) = read([Path(name)])

    assert (book.file, book.problem) == (name, None)
    assert book.sheets[0].head == (("認定番号",),)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_name_that_is_no_text_is_spelled_out_and_its_book_read(tmp_path: Path, ending: str) -> None:
    book = write_book(tmp_path / "a.xlsx").rename(tmp_path / "b.txt").read_bytes()
    for name in (b"\x8c\x76.", b"\x89\xe6.", rb"\udc8cv."):  # 計 and 画 in CP932, and a name that is spelled so
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name + ending.encode())).write_bytes(
            book if ending == "xlsx" else "認定番号\n".encode()
        )

    books = read([tmp_path])

    assert sorted(book.file.rpartition("/")[2] for book in books) == [
        rf"\udc89\udce6.{ending}",
        rf"\udc8cv.{ending}",
        rf"\udc8cv.{ending}",
    ]
    assert {book.sheets[0].head[0][0] for book in books} == {"認定番号"}


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """What makes this process one that may not read everything; paths are then relative to tmp_path."""
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    yield lambda: os.seteuid(65534) if not os.geteuid() else None
    if not os.getuid():
        os.seteuid(0)
    for path in tmp_path.iterdir():
        path.chmod(0o755)


def test_what_may_not_be_read_says_so_and_the_rest_is_read(tmp_path: Path, nobody: Callable[[], None]) -> None:
    for name in ("a/plans.xlsx", "b/plans.xlsx", "c/d/plans.xlsx", "z.xlsx"):
        write_book(tmp_path / name)
    (tmp_path / "locked.xlsx").write_bytes(b"PK")
    for name, mode in {"a": 0o000, "c": 0o444, "locked.xlsx": 0o000}.items():
        (tmp_path / name).chmod(mode)
    nobody()

    books = {book.file: book.problem and book.problem.en for book in read([Path()])}

    assert {file: problem and problem.partition(";")[0] for file, problem in books.items()} == {
        "a": "it cannot be opened (Permission denied)",
        "b/plans.xlsx": None,
        "c/d": "it cannot be opened (Permission denied)",
        "locked.xlsx": "it cannot be opened (Permission denied)",
        "z.xlsx": None,
    }
    with pytest.raises(PermissionError):
        (tmp_path / "a").iterdir().__next__()


def test_folders_deeper_than_any_path_may_be_are_reported_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_book(tmp_path / "plans.xlsx")
    monkeypatch.chdir(tmp_path)
    for _ in range(25):
        os.mkdir("d" * 200)  # noqa: PTH102 - of all paths only the relative one is short enough
        os.chdir("d" * 200)
    monkeypatch.chdir(tmp_path)

    plans, deep = read([tmp_path])[::-1]

    assert plans.problem is None
    assert deep.problem
    assert "File name too long" in deep.problem.en
    subprocess.run(["rm", "-r", "d" * 200], check=True)


def test_a_book_that_changes_while_it_is_read_is_not_judged(tmp_path: Path) -> None:
    log = tmp_path / "出勤簿.csv"
    log.write_bytes(b"1,8:00\n" * 3_000_000)
    started, done = Event(), Event()

    def write() -> None:
        with log.open("ab", buffering=0) as stream:
            while not done.is_set():
                stream.write(b"2,9:00\n")
                started.set()

    writer = Thread(target=write)
    writer.start()
    started.wait()
    (book,) = read([log])
    done.set()
    writer.join()

    assert book.problem
    assert "changed while it was read" in book.problem.en
    assert "変更された" in book.problem.ja
    assert (book.sha256, book.sheets) == ("", ())


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
