"""A template filled in with LibreOffice is read back as typed: saved books that are kept, and the program itself where it is."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from libreoffice import DATA, TYPED, lines, type_into
from openpyxl.utils import get_column_letter

from titcheck.cells import read_cell
from titcheck.store import STORAGE, Store
from titcheck.tables import TABLES
from titcheck.tables.examples import example
from titcheck.tables.recognise import recognise, tables_named
from titcheck.tables.template import build_template
from titcheck.workbook import read

_ROW = 2**32 - 1


def differences(saved: Path, typed: Iterable[tuple[str, str, str]]) -> list[str]:
    """Every cell whose value in the store is not what the cell reader says of the text typed."""
    (book,) = read([saved])
    assert book.problem is None
    store = Store()
    for sheet in book.sheets:
        for layout in recognise(sheet):
            store.add(book, sheet, layout)
    wrong = [f"{misreading.sheet}!{misreading.cell} {misreading.problem.en}" for misreading in store.misreadings]
    for title, cell, text in typed:
        (table,) = tables_named([title])
        letter, row = cell.rstrip("0123456789"), int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        (column,) = (it for at, it in enumerate(table.columns, start=1) if get_column_letter(at) == letter)
        reading = read_cell(column, text)
        assert reading.problem is None, f"{title}!{cell} {text}"
        found = store.con.execute(
            f'SELECT "{column.name}", "{column.name}" IS NOT DISTINCT FROM CAST(? AS {STORAGE[column.type]})'
            f" FROM {table.name} WHERE source & {_ROW} = ?",
            [reading.value, row],
        ).fetchall()
        if len(found) != 1 or not found[0][1]:
            wrong.append(f"{title}!{cell} typed {text}, read {found}")
    store.close()
    return wrong


@pytest.mark.parametrize("name", ["typed.xlsx", "typed.ods"])
def test_what_libreoffice_saved_is_read_as_it_was_typed(name: str) -> None:
    assert differences(DATA / name, lines(TYPED)) == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_every_column_of_every_table_comes_back_from_libreoffice(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice is not None
    template, typed = tmp_path / "template.xlsx", tmp_path / "typed.tsv"
    template.write_bytes(build_template(TABLES, "ja"))
    examples = [
        (table.title.ja, f"{get_column_letter(at)}2", example(table, column, "ja"))
        for table in TABLES
        for at, column in enumerate(table.columns, start=1)
    ]
    typed.write_text("".join("\t".join(line) + "\n" for line in examples), "utf-8")
    for saved in type_into(soffice, template, typed, tmp_path):
        assert differences(saved, examples) == []
