"""The straight line of the house: each stage imports only stages to its left, and each knows only what is its own."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "titcheck"
MODULES = sorted(SOURCE.rglob("*.py"))
LINE = (
    "workbook",
    "tables",
    "cells",
    "store",
    "rulebook",
    "mapping",
    "judge",
    "cases",
    "mutants",
    "lists",
    "run",
    "report",
    "cli",
)
"""From left to right. Findings are values that every stage may speak of."""
ANYWHERE = {"text", "errors", "findings"}
ONLY = {
    "rich": {"cli", "report"},
    "typer": {"cli"},
    "duckdb": {"workbook", "store", "judge", "cases"},
    "sqlglot": {"rulebook", "judge", "mutants"},
    "yaml": {"rulebook"},
    "openpyxl": {"workbook", "tables"},
    "fastexcel": {"workbook"},
    "python_calamine": {"workbook"},
    "rapidfuzz": {"tables", "store"},
    "jinja2": {"report"},
    "drawsvg": {"report"},
}
"""Who may import what, and nobody else."""
SLOW = (
    "duckdb",
    "sqlglot",
    "pydantic",
    "openpyxl",
    "fastexcel",
    "python_calamine",
    "yaml",
    "rich",
    "rapidfuzz",
    "jinja2",
)


def room(path: Path) -> str:
    """The stage a module belongs to: its folder, or its own name."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""
            if node.module == "titcheck":
                yield from (f"titcheck.{alias.name}" for alias in node.names)


def stage(module: str) -> str | None:
    """The stage of ours that a module belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "titcheck" and len(parts) > 1 else None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_imports_only_from_the_left_and_only_what_its_room_may_know(path: Path) -> None:
    own = room(path)
    for module in imports(path):
        other = stage(module)
        if other in LINE and own in LINE:
            assert LINE.index(other) <= LINE.index(own), f"{own} imports {module}"
        if own in ANYWHERE:
            assert other is None or other in {"text", "errors"}, f"{own} imports {module}"
        package = module.partition(".")[0]
        assert own in ONLY.get(package, {own}), f"{own} knows {package}"


def test_every_module_has_its_place() -> None:
    assert {room(path) for path in MODULES} == {*LINE, *ANYWHERE, "__init__", "__main__"}


def test_what_only_one_file_of_a_room_knows_stays_there() -> None:
    knows = {
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        if "openpyxl" in {m.split(".")[0] for m in imports(path)}
    }
    assert {name for name in knows if name.startswith("tables/")} <= {"tables/template.py", "tables/filled.py"}
    drawing = {path for path in MODULES if "yaml" in set(imports(path))}
    assert [path.name for path in drawing] == ["document.py"]


def test_no_file_is_longer_than_300_lines() -> None:
    root = SOURCE.parent.parent
    files = [path for folder in ("src", "tests", "rules", "samples/build") for path in (root / folder).rglob("*")]
    long = {
        path.relative_to(root).as_posix(): lines
        for path in files
        if path.suffix in {".py", ".sql", ".yaml"} and (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_load_nothing_slow(arguments: list[str]) -> None:
    code = (
        "import sys; from titcheck.cli import app\n"
        "try: app(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code\n"
        f"loaded = [name for name in {SLOW} if name in sys.modules]\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
