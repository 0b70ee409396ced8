"""100,000 plans of twelve columns from xlsx, judged by every rule, beside python-calamine's bare read of the same file.

    python benchmarks/plans.py [rows] [runs]

Writes the workbook once (seeded), then runs both in turn, each in a process of its own, and writes the ratio
of the medians to RESULTS.md. What counts is the ratio in one run; the seconds belong to the machine.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
HEADINGS = (
    "認定番号", "技能実習生番号", "実習実施者届出受理番号", "許可番号", "区分", "段階",
    "認定申請日", "開始日", "終了日", "賃金形態", "基本賃金", "月平均所定労働時間",
)  # fmt: skip
BARE = (
    "import sys, python_calamine; book = python_calamine.CalamineWorkbook.from_path(sys.argv[1]);"
    "print(sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names))"
)
CHECK = "from titcheck.__main__ import main; main()"


def main(rows: int = 100_000, runs: int = 5) -> None:
    book = HERE / "data" / f"plans-{rows}.xlsx"
    if not book.exists():
        write(book, rows)
    bare, check = [], []
    for _ in range(runs):
        bare.append(timed([sys.executable, "-c", BARE, str(book)])[0])
        seconds, report = timed(
            [sys.executable, "-c", CHECK, "check", str(book), "--as-of", "2026-11-30", "--format", "json"]
        )
        check.append(seconds)
    summary = json.loads(report)["summary"]
    ratio = statistics.median(check) / statistics.median(bare)
    lines = [
        f"# {rows:,} plans of {len(HEADINGS)} columns, xlsx of {book.stat().st_size / 1e6:.1f} MB",
        "",
        f"Written by `python benchmarks/plans.py`; {runs} runs in turn on {os.cpu_count()} cores, medians. Only the ratio counts.",
        "",
        "| what | median | runs |",
        "|---|---|---|",
        f"| python-calamine {version('python-calamine')}, the bare read | {statistics.median(bare):.2f} s | {shown(bare)} |",
        f"| titcheck {version('titcheck')}, all rules, JSON | {statistics.median(check):.2f} s | {shown(check)} |",
        f"| ratio | **{ratio:.2f}** | |",
        "",
        f"{summary['judged']:,} judgements, a report of {len(report):,} bytes.",
    ]
    print("\n".join(lines))
    (HERE / "RESULTS.md").write_text("\n".join(lines) + "\n", "utf-8")


def shown(seconds: list[float]) -> str:
    return ", ".join(f"{each:.2f}" for each in seconds)


def timed(command: list[str]) -> tuple[float, bytes]:
    start = time.perf_counter()
    result = subprocess.run(command, capture_output=True, check=False)
    if result.stderr:
        raise SystemExit(result.stderr.decode())
    return time.perf_counter() - start, result.stdout


def write(path: Path, rows: int) -> None:
    path.parent.mkdir(exist_ok=True)
    random.seed(20261130)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("技能実習計画")
    sheet.append(HEADINGS)
    for number in range(rows):
        starts = date(2025, 4, 1) + timedelta(days=random.randrange(365))
        ends = starts.replace(year=starts.year + 1) - timedelta(days=1)
        sheet.append((
            f"認{2_500_000_000 + number}", f"T-{number:06}", f"IO-{number % 30_000:05}", f"許{1_700_000_000 + number % 3_755}", "団体監理型", "第1号",
            starts - timedelta(days=120), starts, ends, "月給", 200_000 + random.randrange(60_000), random.choice((160, 168, 173.5)),
        ))  # fmt: skip
    book.save(path)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
