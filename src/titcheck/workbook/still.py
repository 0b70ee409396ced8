"""A file held still: a copy of our own, so that hash and cells belong together whatever becomes of the file meanwhile."""

import hashlib
import os
import shutil
from pathlib import Path
from stat import S_ISREG

from titcheck.errors import Unreadable
from titcheck.text import Text

_LARGEST = 1 << 30


def hold(path: Path, folder: Path) -> tuple[Path, str]:
    """A copy of the file in the folder, under a plain name with the same ending, and its SHA-256.

    Unreadable: no regular file (a pipe would never end), an absurdly large one, one that changes meanwhile.
    """
    before = path.stat()
    if not S_ISREG(before.st_mode):
        raise Unreadable(
            Text(
                "this is no file but a pipe or a device; give the path of the book itself",
                "ファイルではありません（パイプ又はデバイスです）。帳簿のファイルを指定してください。",
            )
        )
    if before.st_size > _LARGEST:
        raise Unreadable(
            Text(
                f"the file has {before.st_size >> 20:,} MiB, which no book has; split it",
                f"ファイルの大きさが{before.st_size >> 20:,} MiBあり、帳簿として異常です。分割してください。",
            )
        )
    copy = folder / f"book{path.suffix.lower()}"
    shutil.copyfile(path, copy)
    if _state(path.stat()) != _state(before) or copy.stat().st_size != before.st_size:
        raise Unreadable(
            Text(
                "the file changed while it was read, and nothing of it was judged; wait until it is saved, and check again",
                "読取り中にファイルが変更されたため、判定していません。保存が終わってから再度実行してください。",
            )
        )
    with copy.open("rb") as stream:
        return copy, hashlib.file_digest(stream, "sha256").hexdigest()


def _state(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
