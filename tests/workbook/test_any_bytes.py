"""Whatever bytes a file is made of, it is a book with sheets, which the store takes, or one with a problem; nothing else happens."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from conftest import THOROUGH
from hypothesis import given, settings
from hypothesis import strategies as st
from raw import MAIN, Parts, parts_of, row, text, worksheet

from titcheck.store import Store
from titcheck.tables.recognise import recognise
from titcheck.workbook import read

DATA = Path(__file__).parent / "data"
TELLING = (
    *(
        b"\x00",
        b"\xff\xff\xff\xff",
        b"\xfe\xff\xff\xff",
        b"\x00\x00\x00\x80",
        b"-1",
        b"0",
        b"4294967296",
        b"1e308",
        b"NaN",
    ),
    *(
        b'"',
        b"'",
        b"<",
        b">",
        b"/>",
        b"&#0;",
        b"&amp;",
        b"</c>",
        b"</row>",
        b"<row>",
        b'<c t="e"/>',
        b"<f>A1</f>",
        b"<v>",
    ),
    *(
        b'r="XFD1048576"',
        b'r="A0"',
        b't="s"',
        b't="d"',
        b's="7"',
        b"A1:XFD1048576",
        b",",
        b"\n",
        b"\r",
        b'\n"',
        b"\xe8\xaa\x8d",
    ),
)

some_examples = settings(deadline=None, max_examples=1000 if THOROUGH else 25)

Change = tuple[str, float, int, bytes]
changes = st.lists(
    st.tuples(
        st.sampled_from(["overwrite", "insert", "delete", "repeat", "cut"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(1, 64),
        st.sampled_from(TELLING) | st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, some: Iterable[Change]) -> bytes:
    for kind, where, length, put in some:
        at = int(where * len(data))
        match kind:
            case "overwrite":
                data = data[:at] + put + data[at + len(put) :]
            case "insert":
                data = data[:at] + put + data[at:]
            case "delete":
                data = data[:at] + data[at + length :]
            case "repeat":
                data = data[:at] + data[at : at + length] * length + data[at + length :]
            case _:
                data = data[:at] if length > 48 else data
    return data


def judge(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        (book,) = read([path])
        assert path.read_bytes() == data
    assert bool(book.problem) != bool(book.sheets)
    found = [(sheet, layout) for sheet in book.sheets for layout in recognise(sheet)]
    if found:
        store = Store()
        for sheet, layout in found:
            store.add(book, sheet, layout)
        store.settle()
        store.close()


CELL = '<table:table-cell office:value-type="{}"{}><text:p>{}</text:p></table:table-cell>'
ODS = f"""<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="計画"><table:table-row table:number-rows-repeated="3">
<table:table-cell table:number-columns-repeated="2"/></table:table-row>
<table:table-row>{CELL.format("string", "", "認定番号")}{CELL.format("string", "", "開始日")}</table:table-row>
<table:table-row>{CELL.format("float", ' office:value="12"', "12")}
{CELL.format("date", ' office:date-value="2024-04-01"', "令和6年")}</table:table-row>
<table:table-row table:number-rows-repeated="9">{CELL.format("time", ' office:time-value="PT8H"', "8:00")}</table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>""".replace(">\n<", "><")
MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
HEAD = row(
    1, text("A1", "認定番号"), '<c r="B1" t="s"><v>0</v></c>', '<c r="C1" t="s"><v>1</v></c>', text("D1", "基本賃金")
)
PLAN = row(
    2, text("A2", "認2504000001"), text("B2", "×"), '<c r="C2" s="1"><v>45383</v></c>', "<c r='D2'><f>1+1</f></c>"
)
MORE = row(3, '<c r="A3" t="e"><v>#REF!</v></c>', '<c r="B3" t="b"><v>1</v></c>', '<c r="D3"><v>200000</v></c>')
PARTS = parts_of(
    {
        "計画": worksheet(
            HEAD + PLAN + MORE, '<dimension ref="A1:D3"/>', '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
        )
    },
    sharedStrings=f'<sst {MAIN} count="2" uniqueCount="2"><si><t>旅券等の保管</t></si><si><t>開始日</t></si></sst>',
    styles=f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
)


def packed(parts: Parts) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return archive.getvalue()


def unpacked(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parquet() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        duckdb.sql(f"COPY (SELECT '認' || range AS plan_no, [range] AS list FROM range(50)) TO '{path}'")
        return path.read_bytes()


ARCHIVES: dict[str, Parts] = {
    "a.xlsx": PARTS,
    "a.xlsb": unpacked(DATA / "plans.xlsb"),
    "a.ods": {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": ODS,
        "META-INF/manifest.xml": MANIFEST,
    },
}
FILES = {
    **{name: packed(parts) for name, parts in ARCHIVES.items()},
    "a.xls": (DATA / "plans.xls").read_bytes(),
    "a.csv": '認定番号,氏名,"旅券, 等"\r\n認1,山田,"a\n""b"""\r\n\r\n認2,,'.encode(),
    "b.csv": "認定番号\t氏名\n認1\t髙橋\n".encode("cp932"),
    "c.csv": "認定番号;氏名\n認1;髙橋\n".encode("utf-16"),
    "a.parquet": parquet(),
}


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_read_before_it_is_changed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])

    (book,) = read([tmp_path])

    assert book.problem is None
    assert any("認定番号" in str(sheet.head) or "plan_no" in str(sheet.head) for sheet in book.sheets)


@pytest.mark.parametrize("name", FILES)
@some_examples
@given(changes)
def test_a_file_with_any_bytes_changed(name: str, some: list[Change]) -> None:
    judge(name, changed(FILES[name], some))


@pytest.mark.parametrize("name", ARCHIVES)
@some_examples
@given(st.data())
def test_an_archive_with_anything_changed_in_a_part(name: str, data: st.DataObject) -> None:
    parts = ARCHIVES[name]
    part = data.draw(st.sampled_from(sorted(parts)))
    some = data.draw(changes)
    content = parts[part]

    judge(name, packed(parts | {part: changed(content if isinstance(content, bytes) else content.encode(), some)}))
