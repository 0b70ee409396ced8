"""The sample books are what they say: lawful ones break no duty, planted ones break exactly what the list of plants says."""

import csv
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from titcheck.findings import Finding, Force, Report, Status, Verdict
from titcheck.run import check_books

SAMPLES = Path(__file__).parent.parent / "samples"
FOLDERS = ("lawful", "violations", "untidy")
AS_OF = date(2026, 11, 30)
NEVER_BROKEN = {"start-notified"}
"""Duties of which no record can prove a breach, only leave it open: they have a doubt for a breach."""


@cache
def judged(folder: str) -> Report:
    report = check_books([SAMPLES / folder], AS_OF)
    assert report.errors == ()
    return report


@cache
def plants() -> list[dict[str, Any]]:
    return [
        it for path in (SAMPLES / "plants").glob("*.yaml") for it in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def expected() -> Counter[str]:
    return Counter(
        shown(find["rule"], find["verdict"], find["subject"]) for plant in plants() for find in plant["expect"]
    )


def shown(rule: str, verdict: str, subject: dict[str, Any]) -> str:
    return f"{rule} {verdict}: " + ", ".join(f"{name} {subject[name]}" for name in sorted(subject))


def found(report: Report) -> Counter[str]:
    return Counter(shown(finding.rule, finding.verdict, finding.subject) for finding in report.findings)


def test_lawful_books_meet_every_duty_of_law_and_leave_nothing_open() -> None:
    report = judged("lawful")
    assert report.findings == ()
    assert report.misreadings == ()
    assert report.errors == ()
    assert report.exit_code == 0
    for judgement in report.judgements:
        assert (judgement.rule, judgement.status) == (judgement.rule, Status.JUDGED)
        assert (judgement.rule, judgement.met > 0) == (judgement.rule, True)


def test_every_header_and_sheet_of_the_lawful_books_is_recognised() -> None:
    for book in judged("lawful").inputs:
        assert book.unused_sheets == ()
        assert [table.unused_headers for table in book.tables if table.unused_headers] == []


def test_each_plant_is_found_by_exactly_the_rules_it_names() -> None:
    assert found(judged("violations")) == expected()
    assert judged("violations").exit_code == 1


def test_every_duty_has_a_breach_among_the_plants_and_most_a_doubt() -> None:
    planted = {(find["rule"], find["verdict"]) for plant in plants() for find in plant["expect"]}
    owed = {judgement.rule for judgement in judged("violations").judgements if judgement.force is not Force.NOTE}
    assert {rule for rule in owed if (rule, Verdict.VIOLATED) not in planted} == NEVER_BROKEN
    assert {rule for rule in NEVER_BROKEN if (rule, Verdict.UNPROVEN) not in planted} == set()
    assert sum((rule, Verdict.UNPROVEN) in planted for rule in owed) > 3 * len(owed) // 4


def test_every_misread_cell_is_planted_and_misread_in_both_folders() -> None:
    edits = [edit for plant in plants() for edit in plant["edits"]]
    planted = {name for edit in edits for name in edit.get("set", {}) | edit.get("add", {})}
    tidy, untidy = (Counter(misread.column for misread in judged(folder).misreadings) for folder in FOLDERS[1:])
    assert tidy == untidy
    assert set(tidy) <= planted


def test_untidy_books_give_the_findings_and_fingerprints_of_the_tidy_ones() -> None:
    def told(finding: Finding) -> tuple[object, ...]:
        subject = shown(finding.rule, finding.verdict, finding.subject)
        return finding.fingerprint, subject, finding.message, finding.missing

    tidy, untidy = (sorted(map(told, judged(folder).findings), key=str) for folder in ("violations", "untidy"))
    assert untidy == tidy
    assert [(j.rule, j.met) for j in judged("untidy").judgements] == [
        (j.rule, j.met) for j in judged("violations").judgements
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The books built twice."""
    first, second = (tmp_path_factory.mktemp(name) for name in ("first", "second"))
    for folder in (first, second):
        subprocess.run([sys.executable, "-B", SAMPLES / "build", folder], check=True)
    return first, second


Cell = tuple[str, int, int, object]


def cells(path: Path) -> list[Cell]:
    """Every filled cell of a file: the bytes of a workbook change with the library that writes it."""
    if path.suffix == ".csv":
        lines = (
            path.read_bytes().decode("cp932" if path.read_bytes()[:3] != b"\xef\xbb\xbf" else "utf-8-sig").splitlines()
        )
        return [(path.stem, r, c, cell) for r, line in enumerate(csv.reader(lines)) for c, cell in enumerate(line)]
    book = load_workbook(path)
    filled: list[Cell] = [
        (sheet.title, c.row, c.column, c.value) for sheet in book for row in sheet for c in row if c.value is not None
    ]
    assert {type(value) for *_, value in filled} <= {str, int, float, datetime, time, timedelta}
    book.close()
    return filled


def test_building_again_gives_the_books_that_stand_here(built: tuple[Path, Path]) -> None:
    for folder in FOLDERS:
        names = sorted(path.name for path in (SAMPLES / folder).iterdir())
        assert names == sorted(path.name for path in (built[0] / folder).iterdir())
        for name in names:
            here, again = SAMPLES / folder / name, built[0] / folder / name
            assert here.read_bytes() == again.read_bytes() or cells(here) == cells(again), f"{folder}/{name}"


def test_two_builds_give_the_same_bytes(built: tuple[Path, Path]) -> None:
    first, second = built
    for path in sorted(first.rglob("*.*")):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes(), path.name


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_books_stay_small(folder: str) -> None:
    assert sum(path.stat().st_size for path in (SAMPLES / folder).iterdir()) < 1_000_000
