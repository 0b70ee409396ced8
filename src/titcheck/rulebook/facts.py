"""The names a rule file uses outside its SQL: subject, messages and cases speak of what `subjects` gives."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from titcheck.errors import RuleError, meant
from titcheck.rulebook.document import Document
from titcheck.rulebook.library import Library
from titcheck.rulebook.model import RuleFile
from titcheck.store import columns_of
from titcheck.text import Text

FORMATS = frozenset({"", ",", "hours"})
"""What may stand behind a placeholder's colon: thousands with commas, minutes as hours and minutes."""


def check_names(document: Document, file: RuleFile, facts: tuple[str, ...]) -> None:
    """Subject, organisation and messages name what `subjects` gives. RuleError with the line and the nearest name."""
    if "source" not in facts:
        raise RuleError(
            document.path,
            document.line(("subjects",)),
            Text("subjects must give `source`", "subjectsは`source`を返す必要があります"),
        )
    for name in file.subject:
        _known(document, ("subject",), name, facts)
    for name in sorted(set(facts) & set(file.parameters)):
        raise RuleError(
            document.path,
            document.line(("parameters", name)),
            Text(
                f"`{name}` is a fact and a parameter: rename one",
                f"`{name}`が事実とパラメータの両方にあります。一方の名称を変えてください",
            ),
        )
    if file.owed_by is not None:
        _known(document, ("owed_by",), file.owed_by, facts)
    known = {*facts, *file.parameters, "as_of"} - {"source"}
    for key in ("message", "unproven", "remedy"):
        words = getattr(file, key)
        for lang in ("en", "ja") if words else ():
            _check_template(document, (key, lang), getattr(words, lang), known)


def _check_template(document: Document, place: tuple[str, str], template: str, known: Iterable[str]) -> None:
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise RuleError(
            document.path, document.line(place), Text(f"not a message: {error}", f"文として読めません：{error}")
        ) from error
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if form not in FORMATS or conversion:
            raise RuleError(
                document.path,
                document.line(place),
                Text(
                    f"`{{{name}:{form}}}`: a placeholder takes nothing, `,` or `hours`",
                    f"`{{{name}:{form}}}`：書式は無指定、`,`、`hours`のいずれかです",
                ),
            )
        _known(document, place, name, known)


def _known(document: Document, place: tuple[str | int, ...], name: str, known: Iterable[str]) -> None:
    known = set(known)
    if name not in known:
        hint = meant(name, known)
        raise RuleError(
            document.path,
            document.line(place),
            Text(f"subjects selects no `{name}`{hint.en}", f"subjectsは`{name}`を返しません{hint.ja}"),
        )


def check_cases(
    document: Document, file: RuleFile, facts: tuple[str, ...], library: Library, views: tuple[str, ...]
) -> None:
    """Cases name tables and columns the rule reads and facts it gives. RuleError with the line and the nearest name."""
    columns = {name: columns_of(name) for name in file.books.all} | {name: library.view(name).columns for name in views}
    _check_rows(document, ("background",), {name: [row] for name, row in file.background.items()}, columns)
    for number, case in enumerate(file.cases):
        place = ("cases", number)
        _check_rows(document, (*place, "given"), case.given, columns)
        for entry in case.without:
            table, _, column = entry.partition(".")
            if table not in file.books.all or (column and column not in columns[table]):
                raise RuleError(
                    document.path,
                    document.line((*place, "without")),
                    Text(f"without: no `{entry}` in the rule's books", f"without：`{entry}`は規則のbooksにありません"),
                )
        for key in ("violated", "unproven", "pending"):
            expected = getattr(case, key)
            for row in expected if isinstance(expected, list) else ():
                for name in row:
                    _known(document, (*place, key), name, {*facts, *file.parameters})
    names = [case.name for case in file.cases]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise RuleError(
                document.path,
                document.line(("cases", number)),
                Text(f"a case of this name stands already: {name}", f"同名の例があります：{name}"),
            )


def _check_rows(
    document: Document,
    place: tuple[str | int, ...],
    given: Mapping[str, list[dict[str, Any]]],
    columns: Mapping[str, tuple[str, ...]],
) -> None:
    for name, rows in given.items():
        if name not in columns:
            hint = meant(name, columns)
            raise RuleError(
                document.path,
                document.line((*place, name)),
                Text(
                    f"`{name}` is not among what the rule reads{hint.en}",
                    f"`{name}`はこの規則が読む表ではありません{hint.ja}",
                ),
            )
        for row in rows:
            for column in row:
                if column not in columns[name]:
                    hint = meant(column, columns[name])
                    raise RuleError(
                        document.path,
                        document.line((*place, name)),
                        Text(
                            f"`{name}` has no column `{column}`{hint.en}",
                            f"`{name}`に`{column}`という列はありません{hint.ja}",
                        ),
                    )
