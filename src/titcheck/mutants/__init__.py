"""The proof that a rule's cases are as strict as the rule: each part of it bent by a little, and a case that notices."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zlib import crc32

from sqlglot import exp

from titcheck.cases import Judged, faults, hearing, laid
from titcheck.errors import RuleError
from titcheck.judge.compile import rule_text
from titcheck.mutants.bend import bends
from titcheck.rulebook import Rule, Rulebook
from titcheck.rulebook.model import Case, Constant, Parameter
from titcheck.text import Text


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule bent in one place: its name within the rule, the case that would notice it, and the SQL it has become."""

    name: str
    wanted: Text
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one rule's mutants. `stale` are equivalents that are no mutant of the rule, or that a case notices."""

    rule: str
    mutants: int
    survivors: tuple[Mutant, ...]
    equivalent: int
    stale: tuple[str, ...]


def prove(rulebook: Rulebook, rule: Rule, one_in: int = 1) -> Proof:
    """Judge a rule's own cases by each of its mutants, or by one in so many, chosen by their names.

    A case notices a mutant where it expects something else than the mutant says; what the engine refuses is noticed too.
    """
    every = list(mutants(rule))
    named = {each.mutant for each in rule.file.equivalents}
    tried = [each for each in every if one_in == 1 or crc32(f"{rule.id} {each.name}".encode()) % one_in == 0]
    alive = tried
    for case in rule.file.cases:
        if not alive:
            break
        with hearing(rulebook, rule, laid(rule, case), case.as_of, case.without) as judge:
            alive = [mutant for mutant in alive if not _noticed(rule, case, judge, mutant)]
    survivors = tuple(mutant for mutant in alive if mutant.name not in named)
    noticed = {mutant.name for mutant in tried} - {mutant.name for mutant in alive}
    stale = sorted(named & noticed | named - {mutant.name for mutant in every})
    return Proof(rule.id, len(tried), survivors, len(alive) - len(survivors), tuple(stale))


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of a rule; two that read alike are told apart by a number behind the name."""
    seen: Counter[str] = Counter()
    for key, before, after, wanted, bent in _bent(rule):
        name = f"{key}: {before} -> {after}"
        seen[name] += 1
        yield Mutant(name if seen[name] == 1 else f"{name} ({seen[name]})", wanted, rule_text(bent))


def _noticed(rule: Rule, case: Case, judge: Callable[[str], Judged], mutant: Mutant) -> bool:
    try:
        return bool(faults(rule, case, judge(mutant.text)))
    except RuleError:
        return True


def _bent(rule: Rule) -> Iterator[tuple[str, str, str, Text, Rule]]:
    for key in ("subjects", "dated", "due", "requires"):
        tree = getattr(rule, key)
        for bend in bends(tree) if tree is not None else ():
            bent: dict[str, Any] = {key: bend.tree}
            yield key, bend.before, bend.after, bend.wanted, replace(rule, **bent)
    yield from _bent_due(rule)
    yield from _bent_days(rule)
    yield from _bent_numbers(rule)


def _bent_due(rule: Rule) -> Iterator[tuple[str, str, str, Text, Rule]]:
    if rule.due is None:
        return
    wanted = Text(
        "cases whose as_of is the last day for it, and the day after", "期限の当日とその翌日を基準日とする事例"
    )
    for step in (1, -1):
        due = exp.Add(this=exp.paren(rule.due.copy()), expression=exp.Literal.number(step))
        yield "due", "the day", f"the day {step:+}", wanted, replace(rule, due=due)


def _bent_days(rule: Rule) -> Iterator[tuple[str, str, str, Text, Rule]]:
    for name in ("from_", "until"):
        day = getattr(rule.file.effective, name)
        for step in (1, -1) if day else ():
            moved = day + timedelta(days=step)
            effective = rule.file.effective.model_copy(update={name: moved})
            file = rule.file.model_copy(update={"effective": effective})
            wanted = Text(f"cases dated {day} and the day beside it", f"{day}とその前後の日の事例")
            yield f"effective.{name.strip('_')}", str(day), str(moved), wanted, replace(rule, file=file)


def _bent_numbers(rule: Rule) -> Iterator[tuple[str, str, str, Text, Rule]]:
    for name, parameter in rule.file.parameters.items():
        if not _decides(rule, name):
            continue
        for values, before, after, wanted in _bent_values(rule, parameter):
            bent = parameter.model_copy(update={"values": dict(sorted(values.items()))})
            file = rule.file.model_copy(update={"parameters": rule.file.parameters | {name: bent}})
            yield f"parameters.{name}", before, after, wanted, replace(rule, file=file)


def _bent_values(rule: Rule, parameter: Parameter) -> Iterator[tuple[dict[date, Constant], str, str, Text]]:
    for day, value in parameter.values.items():
        others = {start: each for start, each in parameter.values.items() if start != day}
        wanted = Text(f"a case exactly at {value}", f"{value}の境界の事例")
        for other in _beside(value):
            yield parameter.values | {day: other}, f"{day}: {value}", f"{day}: {other}", wanted
        # Before the rule's own first day no value is asked for.
        for step in (1, -1) if day > rule.file.effective.from_ else (1,) if day == rule.file.effective.from_ else ():
            moved = day + timedelta(days=step)
            wanted = Text(f"cases dated {day} and the day before", f"{day}とその前日の事例")
            yield others | {moved: value}, f"{day}: {value}", f"{moved}: {value}", wanted


def _beside(value: Constant) -> tuple[Constant, ...]:
    if isinstance(value, date):
        return (value + timedelta(days=1), value - timedelta(days=1))
    if isinstance(value, int):
        return (value + 1, value - 1)
    if isinstance(value, Decimal):
        unit = Decimal(1).scaleb(int(value.as_tuple().exponent))
        return (value + unit, value - unit)
    return ()


def _decides(rule: Rule, name: str) -> bool:
    """Whether a parameter stands in the rule's SQL, and not in its message alone."""
    trees = [rule.subjects, rule.requires, *filter(None, [rule.due])]
    return any(node.name == name for tree in trees for node in tree.find_all(exp.Column, exp.Anonymous))
