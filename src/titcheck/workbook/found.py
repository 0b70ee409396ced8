"""Which files the user's arguments stand for, and what each is called in a report."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from titcheck.errors import BadRequest
from titcheck.text import Text

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Found:
    """A file and its name in reports: relative to the folder that was asked for, with `/`."""

    path: Path
    file: str


def find(paths: Sequence[Path]) -> list[Found]:
    """Every file asked for, once, in the order asked for; a folder gives the books in it, sorted.

    Two files of one name have as many folders before their names as it takes to tell them apart.
    BadRequest: a path that does not exist, a folder that cannot be listed.
    """
    depths: dict[str, tuple[Path, int]] = {}
    for argument in paths:
        for path in _books(argument):
            depth = len(path.relative_to(argument).parts) or 1
            depths.setdefault(os.path.realpath(path), (path, depth))
    wanted = list(depths.values())
    while True:
        names = ["/".join(path.absolute().parts[-depth:]) for path, depth in wanted]
        count = Counter(names)
        if len(count) == len(names):
            return [Found(path, name) for (path, _), name in zip(wanted, names, strict=True)]
        wanted = [(path, depth + (count[name] > 1)) for (path, depth), name in zip(wanted, names, strict=True)]


def _books(argument: Path) -> Iterator[Path]:
    if argument.is_dir():
        yield from _inside(argument, set())
    elif argument.exists():
        yield argument
    else:
        raise BadRequest(
            Text(
                f"{argument}: no such file or folder; give the path of a workbook, or of a folder that holds workbooks",
                f"{argument}: ファイルもフォルダーも見つかりません。"
                "帳簿のファイル、又は帳簿を入れたフォルダーのパスを指定してください。",
            )
        )


def _inside(folder: Path, seen: set[str]) -> Iterator[Path]:
    """The books of a folder and the folders in it. Each folder is entered once, so that a loop of links ends."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise BadRequest(
            Text(
                f"{folder}: the folder cannot be listed ({error.strerror}); allow reading it, or name the files",
                f"{folder}: フォルダーの内容を読み取れません（{error.strerror}）。"
                "読取りを許可するか、ファイルを個別に指定してください。",
            )
        ) from error
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            yield from _inside(entry, seen)
        # A dangling link is kept, so that it is reported; a pipe or a socket is no file.
        elif entry.suffix.lower() in ENDINGS and (entry.is_file() or not entry.exists()):
            yield entry
