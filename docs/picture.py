"""Draw docs/report.svg: `python docs/picture.py`, after which the picture shows what the program prints today."""  # noqa: INP001

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from titcheck.findings import Status
from titcheck.report.terminal import print_report
from titcheck.run import check_books

HERE = Path(__file__).parent
WIDTH = 100


def draw() -> None:
    """The report of two rules on the samples, as an SVG file."""
    report = check_books(
        [
            HERE.parent / "samples" / "violations" / name
            for name in ("実習生名簿・計画.xlsx", "転籍・在留.xlsx", "出勤簿.xlsx")
        ],
        date(2026, 11, 30),
        select=["pay-parity", "transition-weekly-hours"],
    )
    judged = tuple(judgement for judgement in report.judgements if judgement.status is Status.JUDGED)
    report = replace(report, judgements=judged, misreadings=report.misreadings[:2], errors=())
    console = Console(
        file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, markup=False, emoji=False, highlight=False
    )
    print_report(report, console, "en")
    console.save_svg(str(HERE / "report.svg"), title="titcheck check", theme=MONOKAI, unique_id="report")


if __name__ == "__main__":
    draw()
