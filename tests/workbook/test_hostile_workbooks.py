"""Workbooks made to do harm, or damaged: each is refused with a reason, and the next one is read."""

import json
import resource
import shutil
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from raw import (
    CELLS,
    HEAD,
    PLAN,
    SHEET,
    Parts,
    changed,
    parts_of,
    plan,
    row,
    shared,
    strings,
    text,
    worksheet,
    write_parts,
    write_raw,
)

from titcheck.store.part import letters
from titcheck.workbook import read
from titcheck.workbook.model import Book

DATA = Path(__file__).parent / "data"
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
ENTITIES = (
    f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">{LAUGHS}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


def without(part: str) -> Parts:
    parts = plan()
    del parts[part]
    return parts


def two_of_one_name() -> Parts:
    parts = parts_of({"計画": worksheet(PLAN), "予備": worksheet(HEAD)})
    return parts | {"xl/workbook.xml": str(parts["xl/workbook.xml"]).replace("予備", "計画")}


REFUSED: dict[str, tuple[Parts, str]] = {
    "entities in a sheet": (changed(SHEET, lambda xml: ENTITIES + xml.replace("×", "&j;")), "unrecognized entity"),
    "a file outside in a sheet": (
        changed(SHEET, lambda xml: ENTITIES + xml.replace("×", "&x;")),
        "unrecognized entity",
    ),
    "entities in the strings": (
        plan(shared(0), sharedStrings=ENTITIES + strings(1, "<t>&j;</t>")),
        "unrecognized entity",
    ),
    "entities in the list of sheets": (
        changed("xl/workbook.xml", lambda xml: ENTITIES + xml.replace("計画", "&j;")),
        "unrecognized entity",
    ),
    "a string that is not there": (plan(shared(0, 7), sharedStrings=strings(1, "<t>認定番号</t>")), "string"),
    "more strings than any number": (plan(shared(0), sharedStrings=strings(2**64 - 1, "<t>a</t>")), "capacity"),
    "more strings than memory": (plan(shared(0), sharedStrings=strings(4 * 10**9, "<t>a</t>")), "more memory"),
    "a stray cell in the last corner": (plan(PLAN + row(1048576, text("XFD1048576", "x"))), "XFD1048576"),
    "a stray cell and a range that hides it": (
        parts_of({"計画": worksheet(PLAN + row(1048576, text("ZZ1048576", "x")), '<dimension ref="A1:B2"/>')}),
        "ZZ1048576",
    ),
    "a column beyond the last": (plan(PLAN + row(3, text("ZZZZZZZ3", "x"))), "ZZZZZZZ3"),
    "a row beyond the last": (plan(PLAN + row(4294967295, text("A4294967295", "x"))), "A4294967295"),
    "a row beyond any number": (plan(PLAN + row(10**20, text(f"A{10**19}", "x"))), f"A{10**19}"),
    "a row zero": (plan(PLAN + row(0, text("A0", "x"))), "damaged"),
    "16,384 columns": (plan(row(1, *(text(f"{letters(n)}1", "x") for n in range(16384)))), "16,384 columns"),
    "a cell of an unknown kind": (plan(HEAD + '<row r="2"><c r="A2" t="zz"><v>7</v></c></row>'), "damaged"),
    "two sheets of one name": (two_of_one_name(), "two sheets are named “計画”"),
    "no sheet": (parts_of({}), "no sheet"),
    "no part for the sheet": (without(SHEET), "not found"),
    "no list of sheets": (without("xl/workbook.xml"), "no sheet"),
    "no relations": (without("xl/_rels/workbook.xml.rels"), "not found"),
    "broken styles": (plan(styles="<styleSheet><cellXfs><xf numFm"), "damaged"),
    "a sheet in UTF-16": (changed(SHEET, lambda xml: xml.encode("utf-16")), "damaged"),
    "a list of sheets in UTF-16": (changed("xl/workbook.xml", lambda xml: xml.encode("utf-16")), "damaged"),
    "a workbook in the workbook": ({"inner.xlsx": "PK"}, "damaged"),
}


def both(bad: Path) -> tuple[Book, Book]:
    good = write_raw(bad.parent / "good.xlsx", {"計画": worksheet(PLAN)})
    first, second = read([bad, good])
    return first, second


def refused(bad: Path, says: str) -> None:
    book, good = both(bad)
    assert book.problem, book.sheets
    assert says in book.problem.en
    assert book.problem.en != book.problem.ja
    assert book.sheets == ()
    assert good.sheets[0].head == CELLS


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_that_cannot_be_read_says_why_and_the_next_one_is_read(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    parts, says = REFUSED[name]

    refused(write_parts(tmp_path / "bad.xlsx", parts), says)

    assert capfd.readouterr() == ("", "")


def central(data: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """The archive with something changed in what its directory states of the sheet."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\1\2", at)) >= 0:
        length = struct.unpack_from("<H", changed, at + 28)[0]
        if changed[at + 46 : at + 46 + length] == SHEET.encode():
            change(changed, at)
        at += 4
    return bytes(changed)


def test_a_checksum_that_does_not_hold_is_damage_even_where_the_cells_look_sound(tmp_path: Path) -> None:
    bad = write_parts(tmp_path / "bad.xlsx", plan())
    bad.write_bytes(central(bad.read_bytes(), lambda data, at: struct.pack_into("<I", data, at + 16, 1)))

    refused(bad, "Bad CRC-32")


def test_a_bomb_that_states_a_harmless_size_is_refused(tmp_path: Path) -> None:
    bomb = write_parts(
        tmp_path / "bomb.xlsx", changed(SHEET, lambda xml: xml.replace("<sheetData>", "<sheetData>" + " " * (64 << 20)))
    )
    bomb.write_bytes(central(bomb.read_bytes(), lambda data, at: struct.pack_into("<I", data, at + 24, 900)))

    refused(bomb, "is not what the archive states")


def test_a_part_that_stands_twice_is_damage_for_each_reader_may_take_another(tmp_path: Path) -> None:
    bad = write_parts(tmp_path / "bad.xlsx", plan())
    with zipfile.ZipFile(bad, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, worksheet(HEAD))

    refused(bad, "is not what the archive states")


@pytest.mark.parametrize("ending", ["xlsx", "xls", "xlsb"])
def test_a_workbook_cut_anywhere_is_damaged_or_whole(tmp_path: Path, ending: str) -> None:
    if ending in {"xls", "xlsb"}:
        whole = (DATA / f"plans.{ending}").read_bytes()
    else:
        whole = write_parts(tmp_path / "whole.xlsx", plan()).read_bytes()
    cuts = [1, 8, 30, 100, 511, 512, 513, *range(600, len(whole), len(whole) // 8), len(whole) - 22, len(whole) - 1]
    folder = tmp_path / "cut"
    folder.mkdir()
    for cut in cuts:
        (folder / f"{cut:06}.{ending}").write_bytes(whole[:cut])

    books = read([folder])

    assert len(books) == len(set(cuts))
    for book in books:
        assert book.problem or (ending == "xls" and book.sheets[0].head[4] == ("認定番号", "開始日")), book.file


ENDLESS = {
    "cells without an end": "<c " * 300_000,
    "cells in cells": "<c>" * 300_000,
    "values without an end": "<v " * 300_000,
    "spaces behind a formula": "<c><f></f>" + " " * 900_000,
    "formulas": "<f>1</f>" * 100_000,
    "ends of rows": "</row>" * 150_000,
    "rows without an end": "<row " * 200_000,
    "merged cells without an end": "<mergeCells" + "<mergeCell " * 90_000,
    "a cell of many words": "<c t='e' " + "r " * 400_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_text_makes_the_search_for_broken_cells_slow(tmp_path: Path, name: str) -> None:
    error = '<row r="3"><c t="e"><v>#REF!</v></c></row>'
    path = write_raw(tmp_path / "a.xlsx", {"計画": worksheet(PLAN + error, after=ENDLESS[name])})
    start = time.monotonic()

    (book,) = read([path])

    assert book.problem or book.sheets[0].head[:2] == CELLS
    assert time.monotonic() - start < 10


def locked_xls() -> bytes:
    """An .xls whose second record says that the rest is encrypted."""
    data = bytearray((DATA / "plans.xls").read_bytes())
    begin = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    struct.pack_into("<H", data, begin + 20, 0x2F)
    return bytes(data)


def test_a_locked_xls_is_told_to_be_locked(tmp_path: Path) -> None:
    (tmp_path / "locked.xls").write_bytes(locked_xls())

    refused(tmp_path / "locked.xls", "locked with a password")


def endless_xls() -> bytes:
    """An .xls whose every sector is said to be followed by itself."""
    data = bytearray((DATA / "plans.xls").read_bytes())
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    struct.pack_into("<128I", data, table, *range(128))
    return bytes(data)


def test_a_run_survives_workbooks_that_would_end_it_in_bounded_memory_and_time(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parents[2] / "samples" / "lawful" / "転籍・在留.xlsx", tmp_path / "good.xlsx")
    (tmp_path / "endless.xls").write_bytes(endless_xls())
    for name in ("more strings than memory", "a stray cell in the last corner"):
        write_parts(tmp_path / f"{name}.xlsx", REFUSED[name][0])
    start = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-m", "titcheck", "check", tmp_path, "--format", "json", "--select", "passport-kept"],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30)),
    )

    report = json.loads(done.stdout)
    assert sorted(error["file"] for error in report["errors"]) == [
        "a stray cell in the last corner.xlsx",
        "endless.xls",
        "more strings than memory.xlsx",
    ]
    assert [book["file"] for book in report["inputs"]] == ["good.xlsx"]
    assert (done.returncode, done.stderr) == (3, b"")
    assert time.monotonic() - start < 120
