"""Everything an office does to a book that changes nothing of what it says, by name, in the order it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pages import Grid, Page

Book = list[Page]
Change = Callable[[Book, Random], None]
Arrange = Callable[[list[Grid], Random], list[Grid]]
Write = Callable[[Path, Sequence[Grid]], None]

STAGES = ("pages", "cells", "lines", "heads", "repeats", "merges", "around", "sheets", "file")


@dataclass(frozen=True)
class Disturbance:
    """One of pages, of laid out sheets, or of how they are written. `loses` merged cells: it goes with nothing that merges data."""

    name: str
    stage: str
    change: Change | None = None
    arrange: Arrange | None = None
    write: Write | None = None
    loses: bool = False


ALL: dict[str, Disturbance] = {}


def pages(stage: str, name: str) -> Callable[[Change], Change]:
    """Remember a change of the book's pages."""

    def remember(change: Change) -> Change:
        ALL[name] = Disturbance(name, stage, change=change)
        return change

    return remember


def sheets(name: str) -> Callable[[Arrange], Arrange]:
    """Remember another arrangement of the sheets."""

    def remember(arrange: Arrange) -> Arrange:
        ALL[name] = Disturbance(name, "sheets", arrange=arrange)
        return arrange

    return remember


def written(name: str, write: Write, *, loses: bool = False) -> None:
    """Remember another format."""
    ALL[name] = Disturbance(name, "file", write=write, loses=loses)


def in_order(names: Sequence[str]) -> list[Disturbance]:
    """Those disturbances, each at its stage."""
    return sorted((ALL[name] for name in names), key=lambda it: STAGES.index(it.stage))
