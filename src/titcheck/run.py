"""The one straight line: workbook → tables → store → rules → findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from titcheck.findings import Failure, Force, Input, Judgement, Report, Status
from titcheck.text import Text
from titcheck.workbook import read
from titcheck.workbook.model import Book

if TYPE_CHECKING:
    from titcheck.rulebook import Rulebook
    from titcheck.store import Store


def check_books(
    paths: Sequence[Path],
    as_of: date,
    rules: Path | None = None,
    book: str = "titp",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    tell: Callable[[Text], None] = lambda _: None,
) -> Report:
    """Judge files and folders by the published rules of a book, or by a folder of rules. BadRequest: nothing that can be done."""
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(read, paths)
        # The readers leave the interpreter free: the rules' half of the house is imported and read meanwhile.
        from titcheck.judge import judge_all, load_references  # noqa: PLC0415
        from titcheck.judge.compile import write_ahead  # noqa: PLC0415
        from titcheck.rulebook import load  # noqa: PLC0415
        from titcheck.rulebook.choose import chooser  # noqa: PLC0415
        from titcheck.store import Store  # noqa: PLC0415

        rulebook = load(rules, book)
        chosen = chooser(rulebook, select, ignore)
        store = Store()
        for rule in filter(chosen, rulebook.rules.values()):
            write_ahead(rule, map(rulebook.library.view, rule.views))
        books = reading.result()
    try:
        unused = {book.file: _fill(store, book, tell) for book in books}
        load_references(store, rulebook)
        store.settle()
        judged = judge_all(rulebook, store, as_of, chosen, lambda rule: tell(rule.file.title.text))
        inputs = tuple(
            Input(book.file, book.sha256, store.read_tables(book.file), unused[book.file])
            for book in books
            if not book.problem
        )
        return Report(
            as_of,
            inputs,
            (*judged, *_refused(rulebook)),
            tuple(store.misreadings),
            _failures(books, rulebook, judged),
            store.organisations(),
        )
    finally:
        store.close()


def _fill(store: Store, book: Book, tell: Callable[[Text], None]) -> tuple[str, ...]:
    """Put a book's sheets into the store; the names of the sheets no table was found in."""
    from titcheck.tables.published import published_lists  # noqa: PLC0415
    from titcheck.tables.recognise import recognise  # noqa: PLC0415

    tell(Text(book.file, book.file))
    unused = []
    lists = published_lists(book)
    for sheet in book.sheets:
        layouts = lists.get(sheet.name) or recognise(sheet)
        for layout in layouts:
            store.add(book, sheet, layout)
        if not layouts:
            unused.append(sheet.name)
    return tuple(unused)


def _refused(rulebook: Rulebook) -> tuple[Judgement, ...]:
    """A rule file that was refused still has its line in the report."""
    return tuple(
        Judgement(
            error.path.stem, Text(error.path.name, error.path.name), Force.MUST, Status.ERROR, error=error.problem
        )
        for error in rulebook.broken
    )


def _failures(books: Sequence[Book], rulebook: Rulebook, judged: Sequence[Judgement]) -> tuple[Failure, ...]:
    files = [Failure(book.file, book.problem) for book in books if book.problem]
    broken = [Failure(_place(rulebook, error.path, error.line), error.problem) for error in rulebook.broken]
    failed = [
        Failure(_place(rulebook, rulebook.rules[judgement.rule].path, None), judgement.error)
        for judgement in judged
        if judgement.error
    ]
    return (*files, *broken, *failed)


def _place(rulebook: Rulebook, path: Path, line: int | None) -> str:
    """A rule file's place below its folder, the same on every machine."""
    name = path.relative_to(rulebook.folder).as_posix() if path.is_relative_to(rulebook.folder) else path.name
    return name if line is None else f"{name}:{line}"
