"""Which rules a run judges: ids, themes and patterns, as the user names them."""

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from titcheck.errors import BadRequest, meant
from titcheck.rulebook import Rule, Rulebook
from titcheck.text import Text


def chooser(rulebook: Rulebook, select: Sequence[str], ignore: Sequence[str]) -> Callable[[Rule], bool]:
    """A test of rules: selected (all, if nothing is) and not ignored. BadRequest for a name that means no rule."""
    wanted, unwanted = list(_names(rulebook, select)), list(_names(rulebook, ignore))

    def chosen(rule: Rule) -> bool:
        return (not wanted or _named(rule, wanted)) and not _named(rule, unwanted)

    return chosen


def _named(rule: Rule, names: Iterable[str]) -> bool:
    return any(rule.theme == name or fnmatchcase(rule.id, name) for name in names)


def _names(rulebook: Rulebook, asked: Sequence[str]) -> Iterable[str]:
    for name in (name.strip() for words in asked for name in words.split(",")):
        if not name:
            continue
        if not any(_named(rule, [name]) for rule in rulebook.rules.values()):
            hint = meant(name, [*rulebook.rules, *{rule.theme for rule in rulebook.rules.values()}])
            raise BadRequest(
                Text(f"no rule or theme `{name}`{hint.en}", f"`{name}`という規則又は分野はありません{hint.ja}")
            )
        yield name
