"""Cells as Excel really holds them, through a workbook, into the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from titcheck.store import Store
from titcheck.tables import BY_NAME
from titcheck.tables.recognise import recognise
from titcheck.workbook import read

ERA, LENGTH, CLOCK, DAY = "[$-411]ggge年m月d日", "[h]:mm", "h:mm", "yyyy/m/d"


@contextmanager
def stored(path: Path, table: str, *rows: dict[str, Any]) -> Iterator[Store]:
    """A sheet of the table; a cell is a value, or a value and its number format."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = BY_NAME[table].title.ja
    columns = list(dict.fromkeys(name for row in rows for name in row))
    sheet.append([BY_NAME[table].column(name).heading.ja for name in columns])
    for place, row in enumerate(rows, 2):
        for column, name in enumerate(columns, 1):
            cell, given = sheet.cell(place, column), row.get(name)
            cell.value, form = given if isinstance(given, tuple) else (given, "General")
            cell.number_format = form
    book.save(path)
    store = Store()
    try:
        (read_book,) = read([path])
        (layout,) = recognise(read_book.sheets[0])
        store.add(read_book, read_book.sheets[0], layout)
        store.settle()
        yield store
    finally:
        store.close()


def one(store: Store, facts: str, table: str) -> tuple[Any, ...]:
    (row,) = store.con.execute(f"SELECT {facts} FROM {table}").fetchall()
    return tuple(row)


@pytest.mark.parametrize(
    "cell",
    [
        (date(2024, 4, 1), ERA),
        (date(2024, 4, 1), DAY),
        (45383, "General"),
        "令和六年四月一日",
        "㋿６年４月１日（月）",
        "R6−4−1\u00a0",
    ],
)
def test_a_day_is_the_same_however_the_cell_holds_it(tmp_path: Path, cell: Any) -> None:
    with stored(tmp_path / "a.xlsx", "trainees", {"trainee_no": "T-1", "entered_on": cell}) as store:
        assert one(store, "entered_on", "trainees") == (date(2024, 4, 1),)
        assert store.misreadings == []


def test_hours_beyond_a_day_and_times_past_midnight_are_what_excel_shows(tmp_path: Path) -> None:
    shift = {
        "trainee_no": "T-1",
        "starts_at": (time(8, 30), CLOCK),
        "ends_at": (25 / 24, CLOCK),
        "hours": (timedelta(hours=27, minutes=30), LENGTH),
    }
    with stored(tmp_path / "a.xlsx", "shifts", shift) as store:
        assert one(store, "starts_at, ends_at, hours", "shifts") == (510, 1500, 1650)
        assert store.misreadings == []


def test_an_empty_cell_shown_as_a_day_is_no_day(tmp_path: Path) -> None:
    with stored(tmp_path / "a.xlsx", "audits", {"so_no": "許1703000001", "reported_on": (0, DAY)}) as store:
        assert one(store, "reported_on, reported", "audits") == (None, None)
        assert [("empty cell" in it.problem.en, it.cell) for it in store.misreadings] == [(True, "B2")]


def test_an_error_value_and_a_formula_never_calculated_are_unknown_and_say_so(tmp_path: Path) -> None:
    row = {"so_no": "許1703000001", "reported_on": "#REF!", "corrected_on": "=A1"}
    with stored(tmp_path / "a.xlsx", "audits", row) as store:
        assert one(store, "reported, corrected", "audits") == (None, None)
        assert ["save it" in it.problem.en for it in store.misreadings] == [True, True]


def test_what_is_said_not_to_have_happened_is_false_and_no_misreading(tmp_path: Path) -> None:
    plan = {"plan_no": "認2504000001", "ended_on": "未定", "original_plan_no": "－", "pre_entry_hours": "なし"}
    with stored(tmp_path / "a.xlsx", "plans", plan) as store:
        facts = "ended, has_original_plan_no, has_pre_entry_hours"
        assert one(store, facts, "plans") == (False, False, False)
        assert store.misreadings == []


def test_a_key_said_to_be_open_is_no_key_and_no_two_rows_share_it(tmp_path: Path) -> None:
    rows = [{"plan_no": "未定", "trainee_no": name} for name in ("T-1", "T-2")]
    with stored(tmp_path / "a.xlsx", "plans", *rows) as store:
        assert store.con.execute("SELECT plan_no, trainee_no FROM plans ORDER BY ALL").fetchall() == [
            ("技能実習計画!2", "T-1"),
            ("技能実習計画!3", "T-2"),
        ]
        assert [(it.cell, it.value) for it in store.misreadings] == [("A2", "未定"), ("A3", "未定")]


def test_a_row_of_nothing_but_invisible_characters_is_no_row(tmp_path: Path) -> None:
    rows = [{"trainee_no": "T-1", "name": "架空"}, {"trainee_no": "\u200b", "name": "\u200e "}]
    with stored(tmp_path / "a.xlsx", "trainees", *rows) as store:
        assert one(store, "trainee_no", "trainees") == ("T-1",)
        assert store.misreadings == []
