"""How one duty of a lawful world is broken: a function for each rule, and what these functions share."""

from collections.abc import Callable
from typing import Any

from world_parts import Row, World

Breach = Callable[[World], Row | None]
"""Breaks the duty in the world's tables and says what the subject of the finding holds; None where the world offers nothing to break."""

BREACHES: dict[str, Breach] = {}
FARMING = ("agriculture", "fishery")


def breaks(rule: str) -> Callable[[Breach], Breach]:
    def remember(breach: Breach) -> Breach:
        BREACHES[rule] = breach
        return breach

    return remember


def one(world: World, table: str, meant: Callable[[Row], Any] = lambda _: True) -> Row | None:
    """Some row that is meant, if there is one."""
    rows = [row for row in world.tables[table] if meant(row)]
    return world.random.choice(rows) if rows else None


def subject(row: Row | None, *names: str) -> Row | None:
    return row and {name: row[name] for name in names}


def change(world: World, table: str, meant: Callable[[Row], Any], *names: str, **cells: Any) -> Row | None:
    """Set cells of one row that is meant, and name it."""
    row = one(world, table, meant)
    if row is None:
        return None
    row.update(cells)
    return subject(row, *names)


def blank(world: World, table: str, column: str, meant: Callable[[Row], Any], *names: str) -> Row | None:
    """Empty one cell of a column that other rows still fill."""
    filled = [row for row in world.tables[table] if row.get(column) is not None]
    return change(world, table, meant, *names, **{column: None}) if len(filled) > 1 else None


def remove(world: World, table: str, meant: Callable[[Row], Any]) -> None:
    world.tables[table] = [row for row in world.tables[table] if not meant(row)]


def plan_where(
    world: World, column: str, value: Callable[[Row], Any], meant: Callable[[Row], Any] = lambda _: True
) -> Row | None:
    """Set one cell of a plan that is meant, from its other cells, and name the plan."""
    plan = one(world, "plans", meant)
    if plan:
        plan[column] = value(plan)
    return subject(plan, "plan_no")


def farms(world: World) -> set[str]:
    """Employers whose hours the Labour Standards Act leaves free."""
    return {row["io_no"] for row in world.tables["implementing_orgs"] if row["sector"] in FARMING}
