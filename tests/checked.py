"""The check command in this process: its exit code, and the JSON it prints."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from titcheck.cli import app


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


def check(*books: Path, select: str | None = None, as_of: str = "2026-11-30", options: tuple[str, ...] = ()) -> Checked:
    """Judge books as a user does, by the published rules."""
    chosen = ("--select", select) if select else ()
    arguments = ["check", *map(str, books), "--format", "json", "--as-of", as_of, *chosen, *options]
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    raw = done.stdout_bytes
    assert not done.stderr, done.stderr
    return Checked(done.exit_code, raw, json.loads(raw))
