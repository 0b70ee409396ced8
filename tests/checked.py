"""The check command in this process: its exit code, and the JSON it prints."""

import atexit
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from typer.testing import CliRunner

from titcheck.cli import app
from titcheck.rulebook import published


@dataclass(frozen=True)
class Checked:
    """One run: exit code, the JSON as bytes and parsed."""

    code: int
    raw: bytes
    report: dict[str, Any]

    def rule(self, rule: str) -> dict[str, Any]:
        (entry,) = (entry for entry in self.report["rules"] if entry["rule"] == rule)
        return dict(entry)

    def counts(self, rule: str) -> dict[str, int]:
        """The verdicts that stand for anybody."""
        entry = self.rule(rule)
        return {verdict: entry[verdict] for verdict in ("met", "violated", "unproven", "pending") if entry[verdict]}

    def findings(self, rule: str) -> list[dict[str, Any]]:
        return [finding for finding in self.report["findings"] if finding["rule"] == rule]


@cache
def alone(rule: str) -> Path:
    """A folder with one of the published rules: reading all of them takes longer than judging by one."""
    (path,) = published().rglob(f"{rule}.yaml")
    folder = TemporaryDirectory(prefix="titcheck-rule-")
    atexit.register(folder.cleanup)
    theme = Path(folder.name) / path.parent.name
    theme.mkdir()
    copy(path, theme)
    return Path(folder.name)


def check(*books: Path, by: str | None = None, as_of: str = "2026-11-30", options: tuple[str, ...] = ()) -> Checked:
    """Judge books as a user does, by all published rules or by one of them."""
    chosen = ("--rules", str(alone(by))) if by else ()
    arguments = ["check", *map(str, books), "--format", "json", "--as-of", as_of, *chosen, *options]
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert not done.stderr, done.stderr
    return Checked(done.exit_code, done.stdout_bytes, json.loads(done.stdout_bytes))
