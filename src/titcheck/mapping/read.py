"""A mapping file read and checked: every mistake with its line."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from titcheck.cells import read_cell
from titcheck.errors import BadRequest, RuleError, meant
from titcheck.mapping.model import Entry, MappingFile, Place, Scalar
from titcheck.mapping.said import Mapped, Said
from titcheck.mapping.units import UNITS, in_unit, in_words
from titcheck.rulebook.document import Document, Path_, read_document
from titcheck.rulebook.validate import validate
from titcheck.tables.headings import headings_of, normalise
from titcheck.tables.model import Column, Table
from titcheck.tables.recognise import tables_named
from titcheck.text import Text
from titcheck.workbook.parts import column_of


def read_mapping(path: Path) -> tuple[Mapped, ...]:
    """The entries of a mapping file. RuleError at the first mistake, with its line. OSError: no such file."""
    document = read_document(path)
    entries = validate(document, MappingFile).sheets or []
    return tuple(_entry(document, ("sheets", number), entry) for number, entry in enumerate(entries))


def _error(document: Document, place: Path_, problem: Text) -> RuleError:
    return RuleError(document.path, document.line(place), problem)


def _entry(document: Document, place: Path_, entry: Entry) -> Mapped:
    if (entry.table is None) != entry.ignore:
        problem = Text(
            "name the table, or write `ignore: true`", "帳簿名（table）か「ignore: true」のいずれか一方を書いてください"
        )
        raise _error(document, place, problem)
    said = None if entry.table is None else _said(document, place, entry, entry.table)
    return Mapped(document.path, place, document.line, entry.file, entry.sheet, said)


def _said(document: Document, place: Path_, entry: Entry, name: str) -> Said:
    try:
        (table,) = tables_named([name])
    except BadRequest as error:
        raise _error(document, (*place, "table"), error.problem) from error
    said = Said(table, entry.header_row)
    written: dict[str, str] = {}
    for key, where in entry.columns.items():
        at = (*place, "columns", key)
        column = _column(document, at, table, key)
        if column.name in written:
            first = written[column.name]
            problem = Text(
                f"`{key}` and `{first}` are one column: keep one", f"`{key}`と`{first}`は同じ列です。一つにしてください"
            )
            raise _error(document, at, problem)
        written[column.name] = key
        said = _with(document, at, said, column, where)
    return replace(said, written=written)


def _column(document: Document, at: Path_, table: Table, key: str) -> Column:
    name = headings_of(table).get(normalise(key))
    if name is None:
        hint = meant(key, [each for column in table.columns for each in (column.name, column.heading.ja)])
        problem = Text(
            f"{table.title.en} has no column `{key}`{hint.en}",
            f"{table.title.ja}に`{key}`という列はありません{hint.ja}",
        )
        raise _error(document, at, problem)
    return table.column(name)


def _with(document: Document, at: Path_, said: Said, column: Column, where: Place | None) -> Said:
    """What is said, and of one more column where it stands."""
    if where is None:
        return replace(said, nowhere=said.nowhere | {column.name})
    if sum(given is not None for given in (where.heading, where.column, where.value)) != 1:
        problem = Text(
            "give one of heading, column, value",
            "見出し（heading）・列（column）・値（value）のいずれか一つを書いてください",
        )
        raise _error(document, at, problem)
    if where.value is not None:
        return replace(said, fixed={**said.fixed, column.name: _value(document, (*at, "value"), column, where.value)})
    rewrite = _rewrite(document, at, column, where)
    if rewrite:
        said = replace(said, rewrite={**said.rewrite, column.name: rewrite})
    if where.heading is not None:
        return replace(said, headings={**said.headings, normalise(where.heading): column.name})
    return replace(said, places={**said.places, column.name: _letters(document, (*at, "column"), where.column or "")})


def _letters(document: Document, at: Path_, letters: str) -> int:
    if not re.fullmatch("[A-Za-z]{1,3}", letters):
        problem = Text(
            f"`{letters}` is no column of a sheet: write its letters, like C",
            f"`{letters}`は列ではありません。Cのように列番号の英字を書いてください",
        )
        raise _error(document, at, problem)
    return column_of(letters.upper())


def _value(document: Document, at: Path_, column: Column, value: Scalar | None) -> str:
    """The text that stands for a value in every row, or for a word; the cell reader must be able to read it."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    problem = read_cell(column, text).problem
    if problem:
        raise _error(document, at, problem)
    return text


def _rewrite(document: Document, at: Path_, column: Column, where: Place) -> Callable[[str], str | None] | None:
    units = UNITS.get(column.type, {})
    if where.unit is not None and where.unit not in units:
        known = "・".join(units)
        problem = (
            Text(
                f"`{where.unit}` is no unit of {column.name}: write one of {known}",
                f"`{where.unit}`は{column.heading.ja}の単位ではありません。{known}のいずれかを書いてください",
            )
            if units
            else Text(f"{column.name} has no unit", f"{column.heading.ja}に単位はありません")
        )
        raise _error(document, (*at, "unit"), problem)
    converted = in_unit(column.type, where.unit) if where.unit is not None else None
    if not where.codes:
        return converted
    codes = {
        str(word): "" if said is None else _value(document, (*at, "codes", str(word)), column, said)
        for word, said in where.codes.items()
    }
    return in_words(codes, converted)
