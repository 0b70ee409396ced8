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


def check_books(
    paths: Sequence[Path],
    as_of: date,
    rules: Path | None = None,
    book: str = "titp",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    tell: Callable[[Text], None] = lambda _: None,
    mapping: Path | None = None,
) -> Report:
    """Judge files and folders by the published rules of a book, or by a folder of rules; `mapping` says what their sheets are.

    BadRequest, RuleError: nothing that can be done.
    """
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(read, paths)
        # The readers leave the interpreter free: the rules' half of the house is imported and read meanwhile.
        from titcheck.judge import judge_all, load_references  # noqa: PLC0415
        from titcheck.judge.compile import write_ahead  # noqa: PLC0415
        from titcheck.judge.series import series_of  # noqa: PLC0415
        from titcheck.mapping.apply import survey_books  # noqa: PLC0415
        from titcheck.mapping.read import read_mapping  # noqa: PLC0415
        from titcheck.rulebook import load  # noqa: PLC0415
        from titcheck.rulebook.choose import chooser  # noqa: PLC0415
        from titcheck.rulebook.version import version_of  # noqa: PLC0415
        from titcheck.store import Store  # noqa: PLC0415

        said = read_mapping(mapping) if mapping else ()
        rulebook = load(rules, book)
        chosen = chooser(rulebook, select, ignore)
        store = Store()
        for rule in filter(chosen, rulebook.rules.values()):
            write_ahead(rule, map(rulebook.library.view, rule.views))
        books = reading.result()
    try:
        unused: dict[str, tuple[str, ...]] = {}
        for each in survey_books(books, said):
            tell(Text(each.book.file, each.book.file))
            for layout in each.layouts:
                store.add(each.book, each.sheet, layout)
            unused[each.book.file] = unused.get(each.book.file, ()) + (() if each.layouts else (each.sheet.name,))
        load_references(store, rulebook)
        store.settle()
        judged = judge_all(rulebook, store, as_of, chosen, lambda rule: tell(rule.file.title.text))
        inputs = tuple(
            Input(book.file, book.sha256, store.read_tables(book.file), unused.get(book.file, ()))
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
            (rulebook.folder.name if rules else book, version_of(rulebook)),
            store.people(),
            series_of(store, judged),
        )
    finally:
        store.close()


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
