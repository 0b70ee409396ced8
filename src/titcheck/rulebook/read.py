"""One YAML file → one Rule. Every mistake names its line and says what would be right."""

from collections.abc import Iterable
from pathlib import Path

from sqlglot import exp

from titcheck.errors import RuleError, meant
from titcheck.findings import Force
from titcheck.rulebook.check import Origin, Words, check_words, parse_expression, parse_select, selected
from titcheck.rulebook.document import Document, read_document
from titcheck.rulebook.facts import check_cases, check_names
from titcheck.rulebook.library import Library
from titcheck.rulebook.model import Rule, RuleFile
from titcheck.rulebook.validate import validate
from titcheck.store import columns_of
from titcheck.tables import BY_NAME
from titcheck.text import Text

_LAW = frozenset({"VERIFIED-LAW", "VERIFIED-P", "VERIFIED-R"})


def read_rule(path: Path, folder: Path, library: Library) -> Rule:
    """Read and check one rule. RuleError at the first mistake, with its line."""
    document = read_document(path)
    file = validate(document, RuleFile)
    _check_identity(document, file)
    subjects = _origin(document, ("subjects",), file.subjects)
    tree, words = parse_select(subjects, "subjects")
    reach = library.reach(subjects, words)
    tables, views, references = reach
    _check_books(document, file, tables)
    _check_given(subjects, words, file)
    check_words(subjects, words, library.columns(reach), {*file.parameters, "given"})
    facts = selected(subjects, tree)
    dated = _expression(document, "dated", file.dated, facts)
    due = None if file.due is None else _expression(document, "due", file.due, [*facts, *file.parameters])
    requires = _expression(document, "requires", file.requires, [*facts, *file.parameters])
    check_names(document, file, facts)
    check_cases(document, file, facts, library, views)
    theme = path.parent.name if path.parent != folder else ""
    return Rule(path, theme, file, tree, dated, due, requires, facts, tables, views, references)


def _check_identity(document: Document, file: RuleFile) -> None:
    if file.id != document.path.stem:
        raise RuleError(
            document.path,
            document.line(("id",)),
            Text(
                f"id `{file.id}` is not the file's name: write `{document.path.stem}`",
                f"id`{file.id}`がファイル名と異なります。`{document.path.stem}`としてください",
            ),
        )
    if file.force is Force.MUST and not any(basis.mark in _LAW for basis in file.basis):
        raise RuleError(
            document.path,
            document.line(("basis",)),
            Text(
                "a must rests on statute or ordinance: mark VERIFIED-LAW or VERIFIED-P",
                "mustの規則には法律又は省令（VERIFIED-LAW、VERIFIED-P）の根拠が必要です",
            ),
        )
    if file.sees.extent == "partial" and file.sees.but is None:
        raise RuleError(
            document.path,
            document.line(("sees",)),
            Text("say in `but` what the machine cannot see", "確認できない事項を`but`に書いてください"),
        )
    for name, parameter in file.parameters.items():
        start = min(parameter.values)
        if start > file.effective.from_:
            raise RuleError(
                document.path,
                document.line(("parameters", name, "values")),
                Text(
                    f"`{name}` has a gap: no value from {file.effective.from_} to {start}",
                    f"`{name}`の値に空白期間があります：{file.effective.from_}から{start}まで",
                ),
            )


def _check_books(document: Document, file: RuleFile, tables: frozenset[str]) -> None:
    for kind, names in (("needs", file.books.needs), ("uses", file.books.uses)):
        for name in names:
            if name not in BY_NAME:
                hint = meant(name, BY_NAME)
                raise RuleError(
                    document.path,
                    document.line(("books", kind)),
                    Text(f"no table `{name}`{hint.en}", f"`{name}`という表はありません{hint.ja}"),
                )
    for name in sorted(tables - set(file.books.all)):
        raise RuleError(
            document.path,
            document.line(("books",)),
            Text(f"subjects reaches `{name}`, which books does not name", f"subjectsが読む`{name}`がbooksにありません"),
        )


def _check_given(origin: Origin, words: Words, file: RuleFile) -> None:
    for call in words.functions:
        if call.name.lower() != "given":
            continue
        said = [argument.this if isinstance(argument, exp.Literal) else "" for argument in call.expressions]
        if (
            not 1 <= len(said) <= 2
            or said[0] not in file.books.all
            or (len(said) == 2 and said[1] not in columns_of(said[0]))
        ):
            raise origin.error(
                Text(
                    "given('table') or given('table', 'column'), of a table in books",
                    "given('表')又はgiven('表', '列')とし、booksの表を指定してください",
                ),
                "given",
            )


def _expression(document: Document, key: str, text: str, known: Iterable[str]) -> exp.Expr:
    origin = _origin(document, (key,), text)
    tree, words = parse_expression(origin, key)
    check_words(origin, words, known)
    return tree


def _origin(document: Document, place: tuple[str], text: str) -> Origin:
    line = document.line(place)
    written = document.text.splitlines()[line - 1]
    block = written.rstrip().endswith(("|", "|-", ">", ">-", "|+"))
    return Origin(document.path, line + block, text)
