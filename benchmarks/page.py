"""20,000 findings on one HTML page: how long until Chromium shows them, filters them and finds a word in them.

    python benchmarks/page.py [findings] [runs]

Judges samples/violations, repeats its findings to that number, each with a number of its own, and opens the page
(needs `pip install -e '.[test]'` and Chromium, as the tests in tests/browser do). Prints medians; nothing is asserted.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from titcheck.findings import Finding, Report
from titcheck.report.html import write
from titcheck.run import check_books

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))
from chromium import launch  # noqa: E402


def main(findings: int = 20_000, runs: int = 5) -> None:
    report = repeated(check_books([ROOT / "samples" / "violations"], date(2026, 11, 30)), findings)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        start = time.perf_counter()
        with path.open("wb") as out:
            write(report, out, "ja")
        print(
            f"{findings:,} findings, {path.stat().st_size / 1e6:.1f} MB, written in {time.perf_counter() - start:.1f} s"
        )
        with sync_playwright() as playwright:
            browser = launch(playwright)
            times = [opened(browser.new_page(), path) for _ in range(runs)]
            browser.close()
    for name, seconds in zip(
        ("opened", "filtered by a rule", "a word found, the first time"), zip(*times, strict=True), strict=True
    ):
        print(f"{name}: {statistics.median(seconds):.2f} s ({', '.join(f'{each:.2f}' for each in seconds)})")


def opened(page: Page, path: Path) -> tuple[float, float, float]:
    marks = [time.perf_counter()]
    page.goto(path.as_uri())
    page.locator("#list > li").first.wait_for()
    marks.append(time.perf_counter())
    page.select_option("#by-rule", index=3)
    marks.append(time.perf_counter())
    page.select_option("#by-rule", "")
    page.fill("#by-text", "T-012")
    marks.append(time.perf_counter())
    page.close()
    return marks[1] - marks[0], marks[2] - marks[1], marks[3] - marks[2]


def repeated(report: Report, wanted: int) -> Report:
    copies = -(-wanted // len(report.findings))
    left = wanted
    judgements = []
    for judgement in report.judgements:
        kept = tuple(copied(judgement.findings, copies))[:left]
        left -= len(kept)
        judgements.append(
            replace(
                judgement, violated=judgement.violated * copies, unproven=judgement.unproven * copies, findings=kept
            )
        )
    return replace(report, judgements=tuple(judgements))


def copied(findings: tuple[Finding, ...], copies: int) -> Iterator[Finding]:
    numbers = count()
    for _ in range(copies):
        for finding in findings:
            yield replace(finding, fingerprint=f"{finding.fingerprint}-{next(numbers)}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
