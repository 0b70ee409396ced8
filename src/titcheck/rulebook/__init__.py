"""The rulebook: a folder of YAML files, each one duty of the law. A mistake in a file is refused with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from titcheck.errors import BadRequest, RuleError
from titcheck.rulebook.library import Library, View, published_views
from titcheck.rulebook.model import Case, Parameter, Rule
from titcheck.rulebook.read import read_rule
from titcheck.rulebook.reference import FOLDER, Reference, read_references
from titcheck.text import Text

__all__ = ["Case", "Library", "Parameter", "Reference", "Rule", "Rulebook", "View", "load", "published"]


BOOKS = {"titp": "rules", "esd": "rules-esd"}
"""The folders of the two laws: Technical Intern Training (技能実習), Employment for Skill Development (育成就労)."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of a folder by id, in the order of their ids within their themes; the files that were refused."""

    folder: Path
    rules: Mapping[str, Rule]
    broken: Sequence[RuleError]
    library: Library


def published(book: str = "titp") -> Path:
    """The folder of the rules that come with titcheck, of one of the `BOOKS`."""
    package = Path(str(files("titcheck")))
    inside = package / BOOKS[book]
    return inside if inside.is_dir() else package.parent.parent / BOOKS[book]


def load(folder: Path | None = None, book: str = "titp") -> Rulebook:
    """Read every rule of a book, or of a folder of one's own: BadRequest if there is nothing to read there.

    A folder with a `reference` folder and no rules extends the published tables, for the published rules.
    """
    return _load_published(book) if folder is None else _load(folder, published(book))


@cache
def _load_published(book: str) -> Rulebook:
    """What comes with titcheck does not change while it runs."""
    return _load(published(book), published(book))


def _load(folder: Path, home: Path) -> Rulebook:
    paths, extends = _rule_files(folder), any((folder / FOLDER).glob("*.csv"))
    if not paths and not extends:
        raise BadRequest(
            Text(f"{folder}: no rule files (*.yaml) here", f"{folder}：規則ファイル（*.yaml）がありません")
        )
    root = folder if paths else home
    references, broken = read_references(home, folder)
    library = Library(references, published_views())
    rules: dict[str, Rule] = {}
    for path in paths or _rule_files(home):
        try:
            rule = read_rule(path, root, library)
        except RuleError as error:
            broken.append(error)
            continue
        if rule.id in rules:
            other = rules[rule.id].path
            broken.append(
                RuleError(path, 1, Text(f"id `{rule.id}` stands in {other} too", f"id`{rule.id}`は{other}にもあります"))
            )
            continue
        rules[rule.id] = rule
    return Rulebook(root, rules, broken, library)


def _rule_files(folder: Path) -> list[Path]:
    found = folder.rglob("*.yaml")
    return sorted(path for path in found if not path.name.startswith(".") and path.parent.name != FOLDER)
