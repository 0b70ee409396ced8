"""The tables of dated numbers beside the rules: one CSV file each, declared in `reference/index.yaml`, and what a user adds to them."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from titcheck.errors import RuleError
from titcheck.rulebook.document import read_document
from titcheck.rulebook.model import Strict, Words
from titcheck.text import Text

FOLDER = "reference"
INDEX = "index.yaml"


class Declared(Strict):
    """What a reference table holds.

    `row` tells one row from another: a user's row replaces the published one of the same. The rows of one `each` follow
    one another by their days, with `until` (the last day a row covers) without gap or overlap, and with `band` (least,
    most) from the least to the open end. `complete` says how many different values of a column stand beside each value
    of another: 47 prefectures in every fiscal year.
    """

    what: Words
    row: Annotated[list[str], Field(min_length=1)]
    each: list[str] = Field(default_factory=list)
    since: str = "effective_from"
    until: str | None = None
    band: list[str] | None = None
    complete: dict[str, dict[str, int]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the line it stands on."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def error(self, problem: Text) -> RuleError:
        """A mistake of this row."""
        return RuleError(self.path, self.line, problem)

    def day(self, column: str) -> date | None:
        """A day of the row, None where it is blank. RuleError where it is none."""
        try:
            return date.fromisoformat(self.cells[column]) if self.cells[column] else None
        except ValueError as error:
            raise self.error(
                Text(
                    f"{column}: `{self.cells[column]}` is not a day: write 2026-11-30",
                    f"{column}：`{self.cells[column]}`は日付ではありません。2026-11-30のように書いてください",
                )
            ) from error


@dataclass(frozen=True, slots=True)
class Reference:
    """A table of dated numbers: what it is, each column's DuckDB type, and its rows in the order of the file."""

    name: str
    path: Path
    what: Text
    types: Mapping[str, str]
    rows: Sequence[Sequence[str]]


def read_references(published: Path, folder: Path) -> tuple[dict[str, Reference], list[RuleError]]:
    """Every table of the published rules, with what a folder of the user's adds to them or has of its own; what was refused."""
    found: dict[str, Reference] = {}
    broken: list[RuleError] = []
    declared: dict[str, Declared] = {}
    try:
        for home in dict.fromkeys((published, folder)):
            declared |= _declared(home / FOLDER / INDEX)
    except RuleError as error:
        broken.append(error)
    paths: dict[str, list[Path]] = {}
    for home in dict.fromkeys((published, folder)):
        for path in sorted((home / FOLDER).glob("*.csv")):
            paths.setdefault(path.stem, []).append(path)
    for name, files in paths.items():
        try:
            found[name] = _read(name, files, declared.get(name))
        except RuleError as error:
            broken.append(error)
    return found, broken


def _declared(path: Path) -> dict[str, Declared]:
    if not path.exists():
        return {}
    document = read_document(path)
    declared = {}
    for name, each in document.data.items():
        try:
            declared[name] = Declared.model_validate(each)
        except ValidationError as error:
            first = error.errors()[0]
            place = (name, *(str(part) for part in first["loc"]))
            message = f"`{'.'.join(place)}`: {first['msg']}"
            raise RuleError(path, document.line(place), Text(message, message)) from error
    return declared


def _read(name: str, paths: Sequence[Path], declared: Declared | None) -> Reference:
    if declared is None:
        raise RuleError(paths[0], None, Text(f"declare `{name}` in {INDEX}", f"`{name}`を{INDEX}に記載してください"))
    rows: dict[tuple[str, ...], Row] = {}
    header: Sequence[str] = ()
    for path in paths:
        own: set[tuple[str, ...]] = set()
        for row in _rows(path):
            header = header or tuple(row.cells)
            _check_row(row, header, declared)
            key = tuple(row.cells[column] for column in declared.row)
            if key in own:
                raise row.error(
                    Text(f"{', '.join(key)} stands twice in this file", f"{'、'.join(key)}が重複しています")
                )
            own.add(key)
            rows[key] = row  # a user's own row stands for the published one
        if path is paths[0]:
            _check_complete(path, list(rows.values()), declared)
    _check_order(list(rows.values()), declared)
    cells = [tuple(row.cells.values()) for row in rows.values()]
    types = {column: _type(column, values) for column, *values in zip(header, *cells, strict=True)}
    return Reference(name, paths[0], declared.what.text, types, cells)


def _rows(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise RuleError(
            path, None, Text(f"not a CSV file in UTF-8: {error}", f"UTF-8のCSVではありません：{error}")
        ) from error
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(lines[0]):
            raise RuleError(
                path,
                number,
                Text("every row needs as many cells as the header", "各行のセル数は見出しの列数と一致させてください"),
            )
        yield Row(path, number, dict(zip(lines[0], line, strict=True)))


def _check_row(row: Row, header: Sequence[str], declared: Declared) -> None:
    named = {*declared.row, *declared.each, *(declared.band or ()), declared.since, "source"}
    named |= {declared.until} if declared.until else set()
    lacking = sorted((named | set(header)) - set(row.cells))
    if lacking or len(row.cells) != len(header):
        names = ", ".join(lacking or sorted(set(row.cells) - set(header)))
        raise RuleError(
            row.path,
            1,
            Text(
                f"the header must be {','.join(header)}: see {names}",
                f"見出しは{','.join(header)}としてください（{names}）",
            ),
        )
    if not row.cells["source"] or row.day(declared.since) is None:
        raise row.error(
            Text(f"a row needs its source and `{declared.since}`", f"sourceと`{declared.since}`を記入してください")
        )


def _check_complete(path: Path, rows: Iterable[Row], declared: Declared) -> None:
    for by, wanted in declared.complete.items():
        for column, count in wanted.items():
            found = defaultdict(set)
            for row in rows:
                found[row.cells[by]].add(row.cells[column])
            for value, values in found.items():
                if len(values) != count:
                    raise RuleError(
                        path,
                        None,
                        Text(
                            f"{by} {value} has {len(values)} of {count} values of {column}",
                            f"{by}が{value}の行に{column}が{count}件中{len(values)}件しかありません",
                        ),
                    )


def _check_order(rows: Iterable[Row], declared: Declared) -> None:
    """Each row begins the day after the one before it ends, and each band where the one below it ends."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key = tuple(row.cells[column] for column in declared.each)
        groups[key if declared.band is None else (*key, row.cells[declared.since])].append(row)
    for key, group in groups.items():
        name = ", ".join(key)
        if declared.band is not None:
            _check_bands(name, group, *declared.band)
        elif declared.until is not None:
            _check_periods(name, group, declared.since, declared.until)


def _check_periods(name: str, group: Sequence[Row], since: str, until: str) -> None:
    for before, row in pairwise(sorted(group, key=lambda row: row.cells[since])):
        last, first = before.day(until), row.day(since)
        assert first is not None
        if last is None or last >= first:
            shown = last or "…"
            raise row.error(
                Text(
                    f"{name}: {first} overlaps the row before, until {shown}",
                    f"{name}：{first}は前の行（{shown}まで）と重複します",
                )
            )
        if last + timedelta(days=1) != first:
            raise row.error(
                Text(f"{name}: nothing holds between {last} and {first}", f"{name}：{last}と{first}の間が空いています")
            )


def _check_bands(name: str, group: Sequence[Row], least: str, most: str) -> None:
    ordered = sorted(group, key=lambda row: int(row.cells[least]))
    for before, row in pairwise(ordered):
        top, bottom = before.cells[most], row.cells[least]
        if not top or int(top) + 1 != int(bottom):
            raise row.error(
                Text(
                    f"{name}: {least} {bottom} does not follow {most} {top or '…'}",
                    f"{name}：{least} {bottom}が前の行の{most} {top or '…'}に続いていません",
                )
            )
    if ordered[-1].cells[most]:
        raise ordered[-1].error(
            Text(f"{name}: the last {most} stays open (blank)", f"{name}：最後の{most}は空欄としてください")
        )


def _type(column: str, cells: Sequence[str]) -> str:
    """`*_on`, `*_from`, `*_until` are days; a column of whole numbers only is a number, unless it is a code."""
    if column.endswith(("_on", "_from", "_until")):
        return "DATE"
    if column.endswith(("_code", "_no")) or not any(cells):
        return "VARCHAR"
    return "BIGINT" if all(re.fullmatch(r"-?[0-9]+|", cell) for cell in cells) else "VARCHAR"
