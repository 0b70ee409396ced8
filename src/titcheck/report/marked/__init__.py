"""The books with their findings in them: a copy of each, cells filled by verdict and commented, a last sheet that lists all.

Unlike the other formats it is a folder: a copy of each book by its name, and the report as a workbook.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from titcheck import __version__
from titcheck.errors import BadRequest
from titcheck.findings import Input
from titcheck.report import words
from titcheck.report.marked.anew import build
from titcheck.report.marked.copying import UNWRITABLE, rewrite
from titcheck.report.marked.marks import HEADS, Marks
from titcheck.report.marked.targets import REWRITTEN
from titcheck.report.sheets import rows
from titcheck.report.sheets.sheet import Cell, Row, Sheet
from titcheck.report.sheets.styles import Look
from titcheck.text import Text
from titcheck.workbook import read
from titcheck.workbook.still import hold

_WIDTHS: Final = (6, 12, 16, 13, 7, 27, 42, 17, 18, 29, 21, 12)
_COPY: Final = Text(
    "A copy; the original was not changed. Findings that rest on this book: {:,}. Cells are filled by the worst of what is said of them.",
    "原本の写しです（原本は変更していません）。この帳簿に関する指摘は{:,}件です。セルの色は、そのセルに関する指摘のうち最も重いものを示します。",
)
_ORIGINAL: Final = Text("original", "原本")
_ANEW: Final = Text(
    "The original cannot be written back: this copy holds the cells as they were read, as text, without formulas and formats.",
    "原本の形式では書き戻せないため、読み取ったセルの内容を文字列として記載した写しです（数式・書式は含みません）。",
)

Listing = Callable[[str, Sequence[str]], Sheet]
"""Makes the last sheet from its name and what is to be said first."""


def write_copy(marks: Marks, book: Input, path: Path, out: BinaryIO) -> None:
    """The copy of one book that was read from `path`. BadRequest: it is another file by now."""
    with TemporaryDirectory(prefix="titcheck-", ignore_cleanup_errors=True) as folder:
        if path.suffix.lower() in REWRITTEN:
            held, sha256 = hold(path, Path(folder))
            _refuse_changed(book, sha256)
            try:
                rewrite(held, out, marks.cells, _listing(marks, book), marks.lang)
            except UNWRITABLE:
                out.seek(0)
                out.truncate()
            else:
                return
        (again,) = read([path])
        _refuse_changed(book, again.sha256)
        anew = Path(folder) / "anew.xlsx"
        with anew.open("wb") as stream:
            names = build(again, stream, marks.lang)
        marked = {names[sheet]: places for sheet, places in marks.cells.items()}
        rewrite(anew, out, marked, _listing(marks, book, names), marks.lang)


def _refuse_changed(book: Input, sha256: str) -> None:
    if sha256 != book.sha256:
        raise BadRequest(
            Text(
                f"{book.file}: changed since it was judged, so that no copy was marked; check again",
                f"{book.file}：判定後に変更されたため、写しを作成していません。再度実行してください",
            )
        )


def _listing(marks: Marks, book: Input, names: Mapping[str, str] | None = None) -> Listing:
    """Makes the last sheet; `names` gives what the sheets are called in a copy of the cells read."""

    def listing(name: str, left: Sequence[str]) -> Sheet:
        said = [_ANEW.of(marks.lang), *left] if names else left
        head = list(_head(marks, book, said))
        return Sheet(name, _WIDTHS, chain(head, marks.table(names or {})), len(head))

    return listing


def _head(marks: Marks, book: Input, said: Sequence[str]) -> Iterator[Row]:
    report, lang = marks.report, marks.lang
    rulebook, sha256 = report.rulebook
    yield [Cell(f"titcheck {__version__}  {book.file}", Look.TITLE)]
    day = f"{words.AS_OF.of(lang)} {words.day(report.as_of, lang)}"
    yield [Cell(f"{day}  {words.RULEBOOK.of(lang)} {rulebook} (SHA-256 {sha256})", Look.DIM)]
    yield [Cell(f"{_ORIGINAL.of(lang)} SHA-256 {book.sha256}", Look.DIM)]
    yield [Cell(_COPY.of(lang).format(marks.count), Look.LINE)]
    yield from ([Cell(text, Look.LINE)] for text in said)
    yield rows.heads(HEADS, lang)
