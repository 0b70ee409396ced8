"""Tables of dated numbers: a gap, an overlap or a missing prefecture is refused with its line, and a user's own table extends them."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

PUBLISHED = published() / "reference" / "minimum_wages.csv"
HEADER, *ROWS = csv.reader(PUBLISHED.read_text("utf-8").splitlines())
INDEX = """
rates:
  what: {en: Rates, ja: 率}
  row: [code, effective_from]
  each: [code]
  until: covered_until
  complete: {year: {code: 2}}
bands:
  what: {en: Bands, ja: 区分}
  row: [least, effective_from]
  band: [least, most]
"""
RATES = "code,year,effective_from,covered_until,source"
BANDS = "least,most,effective_from,source"


def refused(folder: Path, name: str, header: str, *rows: str) -> list[str]:
    """What is said of a folder whose table `name` has these rows."""
    home = folder / "reference"
    home.mkdir()
    (home / "index.yaml").write_text(INDEX, "utf-8")
    (home / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return [f"{error.path.name}:{error.line}: {error.problem.en}" for error in load(folder).broken]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["A,1,2024-01-01,2024-12-31,x", "B,1,2024-01-01,2024-12-31,x"], []),
        (
            ["A,1,2024-01-01,2024-12-31,x", "B,1,2024-01-01,2024-12-31,x", "A,2,2024-12-31,,x", "B,2,2025-01-01,,x"],
            ["rates.csv:4: A: 2024-12-31 overlaps the row before, until 2024-12-31"],
        ),
        (
            ["A,1,2024-01-01,2024-12-31,x", "B,1,2024-01-01,2024-12-31,x", "A,2,2025-01-02,,x", "B,2,2025-01-01,,x"],
            ["rates.csv:4: A: nothing holds between 2024-12-31 and 2025-01-02"],
        ),
        (["A,1,2024-01-01,,x"], ["rates.csv:None: year 1 has 1 of 2 values of code"]),
        (["A,1,2024-01-01,,x", "A,1,2024-01-01,,x"], ["rates.csv:3: A, 2024-01-01 stands twice in this file"]),
        (["A,1,2024-01-01,,"], ["rates.csv:2: a row needs its source and `effective_from`"]),
        (["A,1,,,x"], ["rates.csv:2: a row needs its source and `effective_from`"]),
        (
            ["A,1,2024-02-30,,x"],
            ["rates.csv:2: effective_from: `2024-02-30` is not a day: write 2026-11-30"],
        ),
        (["A,1,2024-01-01,x"], ["rates.csv:2: every row needs as many cells as the header"]),
    ],
)
def test_dated_rows_follow_one_another_without_gap_or_overlap(
    tmp_path: Path, rows: list[str], expected: list[str]
) -> None:
    assert refused(tmp_path, "rates", RATES, *rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["0,30,2017-11-01,x", "31,,2017-11-01,x"], []),
        (["0,30,2017-11-01,x", "32,,2017-11-01,x"], ["bands.csv:3: 2017-11-01: least 32 does not follow most 30"]),
        (["0,30,2017-11-01,x", "30,,2017-11-01,x"], ["bands.csv:3: 2017-11-01: least 30 does not follow most 30"]),
        (["0,30,2017-11-01,x", "31,40,2017-11-01,x"], ["bands.csv:3: 2017-11-01: the last most stays open (blank)"]),
    ],
)
def test_bands_follow_one_another_to_an_open_end(tmp_path: Path, rows: list[str], expected: list[str]) -> None:
    assert refused(tmp_path, "bands", BANDS, *rows) == expected


def test_a_table_nobody_declared_and_a_column_it_lacks_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "others", RATES, "A,1,2024-01-01,,x") == [
        "others.csv:None: declare `others` in index.yaml"
    ]
    (tmp_path / "reference" / "others.csv").unlink()
    (tmp_path / "reference" / "rates.csv").write_text("code,year,effective_from,source\nA,1,2024-01-01,x\n", "utf-8")

    assert [error.problem.en for error in load(tmp_path).broken] == [
        "the header must be code,year,effective_from,source: see covered_until"
    ]


def extended(folder: Path, *rows: dict[str, str]) -> Rulebook:
    """The published rules with rows of a user's own beside them."""
    home = folder / "reference"
    home.mkdir()
    with (home / "minimum_wages.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows)
    return load(folder)


def tokyo(fiscal_year: str) -> dict[str, str]:
    return next(
        row for row in (dict(zip(HEADER, cells, strict=True)) for cells in ROWS)
        if (row["prefecture"], row["fiscal_year"]) == ("東京都", fiscal_year)
    )  # fmt: skip


def plan_of(day: str, pay: int, rulebook: Rulebook) -> Verdict:
    plan: dict[str, Any] = {
        "plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1", "prefecture": "東京都", "applied_on": day, "starts_on": day,
        "pay_basis": "hourly", "base_pay": pay, "counted_allowances": 0,
    }  # fmt: skip
    rule = rulebook.rules["minimum-wage-plan"]
    ((verdict, _),) = judge_rows(rulebook, rule, {"plans": [plan]}, as_of=date(2028, 4, 1))
    return verdict


def test_a_later_year_of_the_users_own_extends_the_table_and_a_row_of_the_same_year_replaces_it(tmp_path: Path) -> None:
    rate = int(tokyo("2026")["yen_per_hour"])
    assert plan_of("2027-10-02", rate + 50, load()) is Verdict.UNPROVEN

    rulebook = extended(
        tmp_path,
        {**tokyo("2026"), "covered_until": "2027-10-01"},
        {
            **tokyo("2026"), "fiscal_year": "2027", "effective_from": "2027-10-02", "covered_until": "2028-09-30",
            "yen_per_hour": str(rate + 60),
        },
    )  # fmt: skip

    assert rulebook.broken == []
    assert rulebook.rules.keys() == load().rules.keys()
    assert plan_of("2027-10-01", rate, rulebook) is Verdict.MET
    assert plan_of("2027-10-02", rate + 60, rulebook) is Verdict.MET
    assert plan_of("2027-10-02", rate + 59, rulebook) is Verdict.VIOLATED


def test_a_later_year_that_leaves_a_gap_is_refused(tmp_path: Path) -> None:
    rulebook = extended(tmp_path, {**tokyo("2026"), "fiscal_year": "2027", "effective_from": "2027-10-02"})

    assert [error.problem.en for error in rulebook.broken if error.path.name == "minimum_wages.csv"] == [
        "東京都: nothing holds between 2027-09-30 and 2027-10-02"
    ]


def test_the_published_tables_are_whole() -> None:
    assert load().broken == []
    assert len({row[0] for row in ROWS}) == 47
