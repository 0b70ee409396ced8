"""Whatever the books hold, every published rule gives a judgement: one row a subject, and never an error."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.findings import Judgement, Status
from titcheck.judge import judge_all, load_references
from titcheck.rulebook import Rulebook, load
from titcheck.store import Store
from titcheck.tables import TABLES
from titcheck.tables.model import Column, Table
from titcheck.tables.recognise import recognise
from titcheck.workbook import read

AS_OF = date(2026, 11, 30)
DAYS = ("2024-04-01", "2024-11-01", "2025-01-15", "2025-02-28", "2025-03-01", "2026-03-31", "2026-06-30")
NUMBERS = {
    "plan_no": tuple(f"認25040000{number:02}" for number in range(9)),
    "trainee_no": ("T-1", "T-2", "T-3"),
    "io_no": ("IO-1", "IO-2"),
    "so_no": ("許1703000001", "許1703000002"),
}
ALIKE = {
    "original_plan_no": "plan_no",
    "new_plan_no": "plan_no",
    "from_io_no": "io_no",
    "to_io_no": "io_no",
    "org_no": "io_no",
    "payer_no": "io_no",
}
BY_TYPE = {
    "text": ("架空水産株式会社", "東京都", "東京都架空市1"),
    "no": ("X-1", "X-2", "なし"),
    "day": DAYS,
    "yen": ("0", "150000", "200000"),
    "hours": ("0", "8:00", "160:00", "6"),
    "time": ("9:00", "18:00", "22:00", "6:00"),
    "minutes": ("0", "60", "600"),
    "count": ("0", "1", "2", "31"),
    "flag": ("○", "×"),
    "m2": ("4.5", "3"),
    "level": ("N4", "N3"),
}
UNREADABLE = "#REF!"


def cells(column: Column) -> st.SearchStrategy[str]:
    values = NUMBERS.get(ALIKE.get(column.name, column.name)) or BY_TYPE.get(column.type)
    if values is None:
        values = tuple(choice.code for choice in column.choices)
    # Most cells say something, so that rows meet each other; the rest are blank or unreadable.
    return st.sampled_from([*values * 4, "", UNREADABLE] if len(values) < 5 else [*values, "", UNREADABLE])


@st.composite
def sheets(draw: st.DrawFn, table: Table) -> list[list[str]]:
    """A heading row and up to ten others, up to three columns of which hold nothing."""
    columns = [column.name for column in table.columns]
    rows = draw(st.lists(st.tuples(*map(cells, table.columns)).map(list), max_size=10))
    empty = draw(st.sets(st.sampled_from(range(len(columns))), max_size=3))
    return [columns, *([("" if place in empty else cell) for place, cell in enumerate(row)] for row in rows)]


READ = ("plans", "trainees", "implementing_orgs", "supervising_orgs")
"""The tables most rules read: they are in every book."""
BOOKS = st.fixed_dictionaries(
    {table.name: sheets(table) for table in TABLES if table.name in READ},
    optional={table.name: sheets(table) for table in TABLES if table.name not in READ},
)


@cache
def rulebook() -> Rulebook:
    return load()


def judged(books: dict[str, list[list[str]]]) -> tuple[Judgement, ...]:
    store = Store()
    try:
        with TemporaryDirectory() as folder:
            for name, rows in books.items():
                with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
                    csv.writer(stream).writerows(rows)
            for book in read([Path(folder)]):
                for sheet in book.sheets:
                    (layout,) = recognise(sheet)
                    store.add(book, sheet, layout)
        load_references(store, rulebook())
        store.settle()
        return judge_all(rulebook(), store, AS_OF, lambda _: True)
    finally:
        store.close()


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(BOOKS)
def test_no_books_break_a_rule(books: dict[str, list[list[str]]]) -> None:
    wrong = {it.rule: it.error for it in judged(books) if it.status is Status.ERROR}
    assert wrong == {}
