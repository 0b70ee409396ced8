"""What rules share: the views, one SQL file each, and the reference tables of dated numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from sqlglot import exp

from titcheck.rulebook.check import Origin, Words, check_words, parse_select, reached, selected
from titcheck.rulebook.reference import Reference
from titcheck.store import columns_of
from titcheck.tables import BY_NAME
from titcheck.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A fact several rules share. `tables`, `views` (in the order they are built) and `references` are all it reaches."""

    name: str
    tree: exp.Query
    columns: tuple[str, ...]
    tables: frozenset[str]
    views: tuple[str, ...]
    references: frozenset[str]


def published_views() -> Path:
    """The folder of the views."""
    return Path(str(files("titcheck"))) / "views"


@dataclass(eq=False)
class Library:
    """The views and reference tables rules may name; a view is read when a rule first reaches it."""

    references: Mapping[str, Reference]
    folder: Path = field(default_factory=published_views)
    _views: dict[str, View] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known = frozenset({*BY_NAME, *self.references, *(path.stem for path in self.folder.glob("*.sql"))})

    def view(self, name: str) -> View:
        """A view by its name, checked like a rule's own SQL. RuleError if it is broken or reaches itself."""
        if name in self._views:
            return self._views[name]
        path = self.folder / f"{name}.sql"
        origin = Origin(path, 1, path.read_text("utf-8"))
        if name in self._open:
            raise origin.error(Text(f"view `{name}` reaches itself", f"ビュー`{name}`が循環しています"))
        self._open.append(name)
        try:
            tree, words = parse_select(origin, "a view")
            reach = self.reach(origin, words)
        finally:
            self._open.pop()
        check_words(origin, words, self.columns(reach), {"given"})
        self._views[name] = View(name, tree, selected(origin, tree), *reach)
        return self._views[name]

    def reach(self, origin: Origin, words: Words) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
        """The tables, the views in the order they must be built, and the reference tables a tree reaches."""
        tables, views, references = set(), dict[str, None](), set()
        for name in sorted(reached(origin, words, self._known)):
            if name in BY_NAME:
                tables.add(name)
            elif name in self.references:
                references.add(name)
            else:
                view = self.view(name)
                tables |= view.tables
                references |= view.references
                views |= dict.fromkeys((*view.views, name))
        return frozenset(tables), tuple(views), frozenset(references)

    def columns(self, reach: tuple[frozenset[str], tuple[str, ...], frozenset[str]]) -> set[str]:
        """Every column of what a tree reaches."""
        tables, views, references = reach
        names = {column for table in tables for column in columns_of(table)}
        names |= {column for view in views for column in self.view(view).columns}
        return names | {column for reference in references for column in self.references[reference].types}
