"""Which files the user's arguments stand for, and what each is called in a report."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_IFREG, S_ISDIR, S_ISREG

from titcheck.errors import BadRequest
from titcheck.text import Text

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Found:
    """A file and its name in reports: relative to the folder that was asked for, with `/`.

    `problem` says why a file or a folder, which then stands for what is in it, could not be looked at.
    """

    path: Path
    file: str
    problem: Text | None = None


def find(paths: Sequence[Path]) -> list[Found]:
    """Every file asked for, once, in the order asked for; a folder gives the books in it, sorted.

    Two files of one name have as many folders before their names as it takes to tell them apart.
    BadRequest: a path that does not exist.
    """
    problems: dict[Path, Text] = {}
    depths: dict[str, tuple[Path, int]] = {}
    for argument in paths:
        for path in _books(argument, problems):
            depth = len(path.relative_to(argument).parts) or 1
            depths.setdefault(os.path.realpath(path), (path, depth))
    wanted = list(depths.values())
    while True:
        names = [_printable("/".join(path.absolute().parts[-depth:])) for path, depth in wanted]
        count = Counter(names)
        longer = [
            (path, depth + (count[name] > 1 and depth < len(path.absolute().parts)))
            for (path, depth), name in zip(wanted, names, strict=True)
        ]
        if longer == wanted:
            return [Found(path, name, problems.get(path)) for (path, _), name in zip(wanted, names, strict=True)]
        wanted = longer


def _books(argument: Path, problems: dict[Path, Text]) -> Iterator[Path]:
    """The argument, or the books of a folder and the folders in it, each entered once, so that a loop of links ends.

    What cannot be looked at is given too, and a link to nothing, so that they are reported; a pipe or a socket is no book.
    """
    seen = set()
    waiting = [argument]
    while waiting:
        path = waiting.pop()
        try:
            stat = path.stat()
            mode, identity = stat.st_mode, (stat.st_dev, stat.st_ino or os.path.realpath(path))
        except (FileNotFoundError, NotADirectoryError) as error:
            if path == argument:
                raise _no_such_file(argument) from error
            mode, identity = S_IFREG, (0, 0)
        except OSError as error:
            problems[path] = unopened(error)
            yield path
            continue
        if not S_ISDIR(mode):
            if path == argument or (S_ISREG(mode) and path.suffix.lower() in ENDINGS):
                yield path
        elif identity not in seen:
            seen.add(identity)
            try:
                entries = sorted(path.iterdir(), reverse=True)
            except OSError as error:
                problems[path] = unopened(error)
                yield path
            else:
                waiting += [entry for entry in entries if not entry.name.startswith((".", "~$"))]


def unopened(error: OSError) -> Text:
    """Why the system does not let a file be read or a folder be listed."""
    return Text(
        f"it cannot be opened ({error.strerror}); close it elsewhere, or allow reading it",
        f"開けません（{error.strerror}）。他のソフトで開いている場合は閉じ、読取りを許可してください。",
    )


def _no_such_file(argument: Path) -> BadRequest:
    return BadRequest(
        Text(
            f"{argument}: no such file or folder; give the path of a workbook, or of a folder that holds workbooks",
            f"{argument}: ファイルもフォルダーも見つかりません。"
            "帳簿のファイル、又は帳簿を入れたフォルダーのパスを指定してください。",
        )
    )


def _printable(name: str) -> str:
    """A name that is no valid text, as an archive made under another encoding leaves it, with its bytes spelled out."""
    return name.encode("utf-8", "backslashreplace").decode()
