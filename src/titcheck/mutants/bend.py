"""Every way to bend a syntax tree by a little: a comparison, a number, a date, a clause, the kind of a join."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlglot import exp

from titcheck.text import Text

_NEIGHBOUR: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
    exp.NullSafeEQ: exp.EQ,
}
_Apply = Callable[[exp.Expr], exp.Expr | None]
"""Changes the node of a copy in its place, or gives what stands there instead."""

_SHOWN = 90
"""Characters of a piece of SQL in a mutant's name."""


@dataclass(frozen=True, slots=True)
class Bend:
    """One change of a tree: what stood there and what stands there now, and the case that would notice it."""

    before: str
    after: str
    wanted: Text
    tree: exp.Expr


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to become of one node, and the case that would notice."""

    wanted: Text
    apply: _Apply
    whole: bool = False
    """Whether the node itself says enough; else its parent is shown."""


def bends(tree: exp.Expr) -> Iterator[Bend]:
    """Each bend of a tree on a copy of its own, in the order of the tree."""
    for number, node in enumerate(tree.walk()):
        for change in () if _tells_where(node) else _changes(node):
            copy = tree.copy()
            place = next(each for at, each in enumerate(copy.walk()) if at == number)
            shown = place if change.whole or place.parent is None else place.parent
            before = _text(shown)
            stays = shown is not place
            instead = change.apply(place)
            if instead is not None and instead is not place:
                if place is copy:
                    copy = instead
                else:
                    place.replace(instead)
            after = _text(shown if stays else instead or place)
            yield Bend(*_apart(before, after), change.wanted, copy)


def _tells_where(node: exp.Expr) -> bool:
    """Whether a node stands in a column of row ids (`source`, `‹whose›_source`): where a verdict rests, not what it is."""
    while node.parent is not None:
        if isinstance(node, exp.Alias) and node.alias.endswith("source"):
            return True
        node = node.parent
    return False


def _changes(node: exp.Expr) -> Iterator[_Change]:
    yield from _comparisons(node)
    yield from _constants(node)
    yield from _clauses(node)
    if isinstance(node, exp.Join):
        yield from _joins(node)


def _comparisons(node: exp.Expr) -> Iterator[_Change]:
    if type(node) in _NEIGHBOUR:
        other = _NEIGHBOUR[type(node)]
        left, right = _sql(node.this), _sql(node.expression)
        if other in {exp.EQ, exp.NEQ}:
            wanted = Text(f"a case that turns on {_sql(node)}", f"{_sql(node)}で結論が変わる事例")
        else:
            wanted = Text(f"a case where {left} equals {right}", f"{left}と{right}が等しい事例")
        yield _Change(wanted, lambda at: other(this=at.this, expression=at.expression), whole=True)
    elif isinstance(node, exp.Between):
        this, low, high = node.this, node.args["low"], node.args["high"]
        for bound, lower, upper in ((low, exp.GT, exp.LTE), (high, exp.GTE, exp.LT)):
            wanted = Text(f"a case where {_sql(this)} equals {_sql(bound)}", f"{_sql(this)}と{_sql(bound)}が等しい事例")
            yield _Change(wanted, _open_ended(lower, upper), whole=True)


def _open_ended(lower: type[exp.Binary], upper: type[exp.Binary]) -> _Apply:
    def apply(at: exp.Expr) -> exp.Expr:
        first = lower(this=at.this.copy(), expression=at.args["low"].copy())
        second = upper(this=at.this.copy(), expression=at.args["high"].copy())
        return exp.paren(exp.And(this=first, expression=second), copy=False)

    return apply


def _constants(node: exp.Expr) -> Iterator[_Change]:
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal) and node.is_type("DATE"):
        day = date.fromisoformat(node.this.this)
        wanted = Text(f"cases on {day} and on the day beside it", f"{day}とその前後の日の事例")
        for step in (1, -1):
            moved = (day + timedelta(days=step)).isoformat()
            yield _Change(wanted, _day(moved), whole=True)
    elif isinstance(node, exp.Literal) and _counts(node):
        number = int(node.this)
        wanted = Text(f"a case exactly at {_sql(node.parent or node)}", f"{_sql(node.parent or node)}の境界の事例")
        for step in (1, -1):
            instead = exp.Literal.number(number + step)
            if node.is_string:
                instead = exp.Literal.string(str(number + step))
            yield _Change(wanted, _instead(instead))


def _counts(literal: exp.Literal) -> bool:
    """A whole number that the law or a period could depend on, not the size of a type."""
    if literal.find_ancestor(exp.DataType):
        return False
    return literal.this.isdecimal() and (not literal.is_string or isinstance(literal.parent, exp.Interval))


def _clauses(node: exp.Expr) -> Iterator[_Change]:
    if isinstance(node, exp.And | exp.Or):
        for side, other in (("this", "expression"), ("expression", "this")):
            dropped = node.args[side]
            if not isinstance(dropped, type(node)):
                yield _without(dropped, _one_side(other))
    elif isinstance(node, exp.Where | exp.Having | exp.Qualify) and not isinstance(node.parent, exp.Filter):
        if not isinstance(node.this, exp.And):
            yield _without(node, _removed)
    elif isinstance(node, exp.Filter):
        yield _without(node.expression, lambda at: at.this)
    elif isinstance(node, exp.Case):
        for number, branch in enumerate(node.args["ifs"]):
            yield _without(branch, _branch_dropped(number))
        if node.args.get("default") is not None and not isinstance(node.args["default"], exp.Null):
            yield _without(node.args["default"], _set(default=None))
    elif isinstance(node, exp.Not):
        guard = node.this
        known = isinstance(guard, exp.Is) and isinstance(guard.expression, exp.Boolean) and not guard.expression.this
        # `x IS NOT FALSE` counts the unknown in: to leave it out is the little mistake.
        yield _Change(
            Text(f"a case that turns on {_sql(node)}", f"{_sql(node)}で結論が変わる事例"),
            (lambda at: at.this.this) if known else (lambda at: at.this),
            whole=True,
        )
    elif isinstance(node, exp.Coalesce):
        yield _without(node.expressions[-1], _last_dropped)
    elif isinstance(node, exp.Nullif):
        yield _without(node.expression, lambda at: at.this)
    elif isinstance(node, exp.In) and len(node.expressions) > 1:
        for number, each in enumerate(node.expressions):
            yield _without(each, _item_dropped(number))
    elif isinstance(node, exp.SetOperation):
        for side, other in (("this", "expression"), ("expression", "this")):
            dropped = node.args[side]
            if not isinstance(dropped, exp.SetOperation):
                yield _without(dropped, _one_side(other))


def _without(dropped: exp.Expr, apply: _Apply) -> _Change:
    wanted = Text(f"a case that only {_sql(dropped)} decides", f"{_sql(dropped)}だけで結論が決まる事例")
    return _Change(wanted, apply, whole=True)


def _removed(at: exp.Expr) -> None:
    at.pop()


def _set(**arguments: object) -> _Apply:
    def apply(at: exp.Expr) -> None:
        for name, value in arguments.items():
            at.set(name, value)

    return apply


def _instead(other: exp.Expr) -> _Apply:
    return lambda _: other


def _day(moved: str) -> _Apply:
    def apply(at: exp.Expr) -> None:
        at.this.replace(exp.Literal.string(moved))

    return apply


def _branch_dropped(number: int) -> _Apply:
    def apply(at: exp.Expr) -> exp.Expr | None:
        if len(at.args["ifs"]) > 1:
            at.args["ifs"][number].pop()
            return None
        return at.args.get("default") or exp.null()

    return apply


def _item_dropped(number: int) -> _Apply:
    def apply(at: exp.Expr) -> None:
        at.expressions[number].pop()

    return apply


def _last_dropped(at: exp.Expr) -> exp.Expr | None:
    at.expressions[-1].pop()
    return None if at.expressions else at.this


def _one_side(side: str) -> _Apply:
    def apply(at: exp.Expr) -> exp.Expr:
        kept: exp.Expr = at.args[side]
        if at.args.get("with_") is not None and kept.args.get("with_") is None:
            kept.set("with_", at.args["with_"])
        return kept

    return apply


def _joins(node: exp.Join) -> Iterator[_Change]:
    if node.args.get("on") is None and not node.args.get("using"):
        return
    table = _sql(node.this)
    if node.side == "LEFT":
        wanted = Text(f"a case without a row of {table}", f"{table}に該当する行がない事例")
        yield _Change(wanted, _set(side=None), whole=True)
    elif not node.side and node.kind in {"", "INNER"}:
        wanted = Text(f"a case where {table} has no partner row", f"{table}に対応する行がない事例")
        yield _Change(wanted, _set(kind=None, side="LEFT"), whole=True)


def _text(node: exp.Expr) -> str:
    return " ".join(node.sql(dialect="duckdb").split())


def _sql(node: exp.Expr) -> str:
    return _short(_text(node), 0)


def _apart(before: str, after: str) -> tuple[str, str]:
    """Both texts, short enough to read, from a little before where they part."""
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return _short(before, same), _short(after, same)


def _short(text: str, around: int) -> str:
    start = 0 if around < _SHOWN * 2 // 3 else around - _SHOWN // 3
    end = start + _SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
