"""The rulebook: a folder of YAML files, each one duty of the law. A mistake in a file is refused with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from titcheck.errors import BadRequest, RuleError
from titcheck.rulebook.library import Library, Reference, View, published_views, read_reference
from titcheck.rulebook.model import Case, Parameter, Rule
from titcheck.rulebook.read import read_rule
from titcheck.text import Text

__all__ = ["Case", "Library", "Parameter", "Reference", "Rule", "Rulebook", "View", "load", "published"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of a folder by id, in the order of their ids within their themes; the files that were refused."""

    folder: Path
    rules: Mapping[str, Rule]
    broken: Sequence[RuleError]
    library: Library


def published() -> Path:
    """The folder of the rules that come with titcheck."""
    package = Path(str(files("titcheck")))
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent.parent / "rules"


def load(folder: Path | None = None) -> Rulebook:
    """Read every rule below a folder (the published ones by default). BadRequest if there is no rule there."""
    folder = folder or published()
    paths = sorted(path for path in folder.rglob("*.yaml") if not path.name.startswith("."))
    if not paths:
        raise BadRequest(
            Text(f"{folder}: no rule files (*.yaml) here", f"{folder}：規則ファイル（*.yaml）がありません")
        )
    broken: list[RuleError] = []
    references: dict[str, Reference] = {}
    for path in [*sorted(published().glob("reference/*.csv")), *sorted(folder.glob("reference/*.csv"))]:
        try:
            references[path.stem] = read_reference(path)
        except RuleError as error:
            broken.append(error)
    library = Library(references, published_views())
    rules: dict[str, Rule] = {}
    for path in paths:
        try:
            rule = read_rule(path, folder, library)
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
    return Rulebook(folder, rules, broken, library)
