"""Running titcheck as a user does, on a plan book and a folder of one rule."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from titcheck.rulebook import published

HEADINGS = {
    "認定番号": "認2504000001",
    "技能実習生番号": "T-014",
    "実習実施者届出受理番号": "IO-0003",
    "認定申請日": "2025-03-01",
    "賃金形態": "月給",
    "基本賃金": 200_000,
    "最低賃金対象手当": 0,
    "月平均所定労働時間": "160:00",
    "比較の根拠": "同種業務の日本人",
    "比較対象の賃金形態": "月給",
    "比較対象の賃金": 200_000,
    "比較対象の月平均所定労働時間": "160:00",
}
"""A plan whose pay is just enough, by heading."""

Row = Mapping[str, object]


def plan_book(path: Path, rows: Sequence[Row], sheet: str = "技能実習計画") -> Path:
    """A workbook of plans, each the lawful one with some cells changed."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    page.append(list(HEADINGS))
    for row in rows:
        page.append([{**HEADINGS, **row}[heading] for heading in HEADINGS])
    book.save(path)
    return path


def one_rule(folder: Path, *, force: str = "must") -> Path:
    """A rule folder with the published pay-parity rule alone, of that force."""
    theme = folder / "rules" / "treatment"
    theme.mkdir(parents=True)
    copy = theme / "pay-parity.yaml"
    shutil.copy(published() / "treatment" / "pay-parity.yaml", copy)
    copy.write_text(copy.read_text("utf-8").replace("force: must", f"force: {force}"), "utf-8")
    return folder / "rules"


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """titcheck in a process of its own, its streams as bytes, in English unless the environment says otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "titcheck", *map(str, arguments)],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "80", **environment},
    )
