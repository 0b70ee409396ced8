"""Rows of a world written as CSV books, read and judged as the program does it."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from titcheck.findings import Judgement
from titcheck.judge import judge_all, load_references
from titcheck.rulebook import Rulebook, load
from titcheck.store import Store
from titcheck.tables.recognise import recognise
from titcheck.workbook import read

Tables = Mapping[str, Sequence[Mapping[str, Any]]]


@cache
def rulebook() -> Rulebook:
    return load()


def cell(value: Any) -> Any:
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return value


def judged(tables: Tables, as_of: date, *rules: str) -> dict[str, Judgement]:
    """The judgement of these rules, or of all, over the rows; every filled table is one CSV file."""
    store = Store()
    try:
        with TemporaryDirectory() as folder:
            for name, rows in tables.items():
                if rows:
                    columns = list(dict.fromkeys(column for row in rows for column in row))
                    with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
                        writer = csv.writer(stream)
                        writer.writerow(columns)
                        writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
            for book in read([Path(folder)]):
                for sheet in book.sheets:
                    (layout,) = recognise(sheet)
                    store.add(book, sheet, layout)
        load_references(store, rulebook())
        store.settle()
        return {it.rule: it for it in judge_all(rulebook(), store, as_of, lambda rule: not rules or rule.id in rules)}
    finally:
        store.close()
