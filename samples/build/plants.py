"""What is wrong in `violations`: the edits that `samples/plants/*.yaml` declare, made on the lawful world.

Each plant has its `edits` and the findings they must give (`expect`), and nothing else. Of an edit, `where` names the rows
of the table (a list: any of them); `set` writes cells (~: a blank cell), `remove` deletes the rows, `add` appends one, like
the row `where` names.
"""

from pathlib import Path
from typing import Any

import yaml
from days import Row
from world import World

PLANTS = Path(__file__).parent.parent / "plants"


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def matching(world: World, edit: dict[str, Any]) -> list[Row]:
    """The rows an edit means; never none, since a plant that changes nothing would prove nothing."""
    where: dict[str, Any] = edit["where"]

    def meant(row: Row) -> bool:
        return all(str(row.get(name)) in map(str, as_list(value)) for name, value in where.items())

    rows = [row for row in world[edit["table"]] if meant(row)]
    if not rows:
        raise LookupError(f"no row of {edit['table']} where {where}")
    return rows


def declared_plants() -> list[dict[str, Any]]:
    return [it for path in sorted(PLANTS.glob("*.yaml")) for it in yaml.safe_load(path.read_text(encoding="utf-8"))]


def plant(world: World) -> None:
    """Make every declared edit."""
    for declared in declared_plants():
        for edit in declared["edits"]:
            if "add" in edit:
                model = matching(world, edit)[0] if "where" in edit else {}
                world[edit["table"]].append(model | edit["add"])
            elif "remove" in edit:
                gone = [id(row) for row in matching(world, edit)]
                world[edit["table"]] = [row for row in world[edit["table"]] if id(row) not in gone]
            else:
                for row in matching(world, edit):
                    row.update(edit["set"])
