"""Where the marked copies go: never over a book that is judged, nor over a file that titcheck did not write."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from titcheck.errors import BadRequest
from titcheck.report.sheets.package import PART
from titcheck.text import Text
from titcheck.workbook.found import find

REWRITTEN: Final = {".xlsx", ".xlsm"}
"""The endings whose copies keep all that the book holds; every other copy is a new .xlsx, beside which the ending stays."""
REPORT: Final = "titcheck.xlsx"


def targets(asked: Sequence[Path], folder: Path) -> Mapping[str, tuple[Path, Path]]:
    """By the name a book has in reports its path and that of its copy, subfolders kept. BadRequest: a copy would do harm."""
    for argument in asked:
        if argument.is_dir() and folder.resolve().is_relative_to(argument.resolve()):
            raise BadRequest(
                Text(
                    f"--out marked: {folder} lies in {argument}, so that the copies would be judged next time; name another",
                    f"--out marked：{folder}は{argument}の中にあり、次回に写しまで判定されます。別のフォルダーを指定してください",
                )
            )
    books = find(asked)
    copies = {book.file: (book.path, folder / _copy_of(book.file)) for book in books}
    originals = {os.path.realpath(book.path) for book in books}
    taken: set[str] = {os.path.realpath(folder / REPORT)}
    for _, copy in copies.values():
        real = os.path.realpath(copy)
        if real in originals | taken:
            raise BadRequest(
                Text(
                    f"--out marked: {copy} would stand over a book or another copy; name another folder",
                    f"--out marked：{copy}が帳簿又は他の写しと重なります。別のフォルダーを指定してください",
                )
            )
        taken.add(real)
    for copy in (*(copy for _, copy in copies.values()), folder / REPORT):
        if copy.exists() and not _is_ours(copy):
            raise BadRequest(
                Text(
                    f"--out marked: {copy} exists and was not written by titcheck; name another folder",
                    f"--out marked：{copy}は既に存在し、titcheckが作成したものではありません。別のフォルダーを指定してください",
                )
            )
    return copies


def _copy_of(file: str) -> Path:
    """The name below the folder: nothing of it leads out, as the drive of a path or `..` would."""
    path = Path(file)
    parts = [part for part in path.parts if part not in {path.anchor, ".."}]
    return Path(*parts) if path.suffix.lower() in REWRITTEN else Path(*parts[:-1], f"{parts[-1]}.xlsx")


def _is_ours(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return any(name.startswith(PART.partition("{")[0]) for name in archive.namelist())
    except (OSError, BadZipFile):
        return False
