"""`python samples/build [FOLDER]` writes the sample books: lawful, violations, untidy."""

import sys
from pathlib import Path

import tidy
import untidy
from plants import plant
from world import lawful


def build(folder: Path) -> None:
    """Write the three folders of workbooks; the same facts always give the same bytes."""
    for name in ("lawful", "violations", "untidy"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for old in (folder / name).iterdir():
            old.unlink()
    world = lawful()
    tidy.write(world, folder / "lawful")
    plant(world)
    tidy.write(world, folder / "violations")
    untidy.write(world, folder / "untidy")


build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent)
