"""Where a command writes: a console that shows text as it is, on any encoding, and says when its pipe is closed."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

from rich.console import Console
from rich.text import Text as Rich

from titcheck.errors import BadRequest
from titcheck.report.plain import plain
from titcheck.text import Lang, Text


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


def stdout() -> Console:
    """Standard output. A character its encoding lacks (CP932, ASCII) is shown as `?`."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return _Console(markup=False, emoji=False, highlight=False)


def write(data: bytes) -> None:
    """All of the bytes to standard output; unbuffered (PYTHONUNBUFFERED), one call may take only some of them."""
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.buffer.flush()


def write_new(path: Path, data: bytes) -> None:
    """A file of these bytes, all of them or no file. BadRequest: the name is taken."""
    if path.exists():
        raise BadRequest(
            Text(f"{path}: already exists; choose another name", f"{path}：既に存在します。別の名前を指定してください")
        )
    with whole(path) as out:
        out.write(data)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name, and the place of an older one, only when all of it is written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    except OSError as error:
        error.filename = str(path)  # the name the user knows
        raise
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def working(lang: Lang) -> Iterator[Callable[[Text], None]]:
    """Show on standard error what is being worked on, where that is a terminal; nothing in a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("") as status:

        def tell(text: Text) -> None:
            shown = Rich(plain(text.of(lang)))
            shown.truncate(console.width - 4, overflow="ellipsis")
            status.update(shown)

        yield tell
