from pathlib import Path

import openpyxl
import pytest
from raw import MAIN, write_raw

from titcheck.workbook import read
from titcheck.workbook.model import Broken, Merge


def broken_in(path: Path) -> dict[str, tuple[Broken, ...] | None]:
    (book,) = read([path])
    assert book.problem is None
    return {sheet.name: sheet.broken for sheet in book.sheets}


def scan(tmp_path: Path, rows: str) -> tuple[Broken, ...] | None:
    xml = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    return broken_in(write_raw(tmp_path / "a.xlsx", {"一": xml}))["一"]


def test_error_values_and_formulas_never_calculated_are_found_at_their_addresses(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "賃金台帳"
    sheet["C5"] = "基本給"
    sheet["C6"] = "#REF!"
    sheet["AB7"] = '=IF(A1<>"x",B6&"&",0)'
    book.create_sheet("無傷")["A1"] = "<f>"
    book.save(tmp_path / "a.xlsx")

    assert broken_in(tmp_path / "a.xlsx") == {
        "賃金台帳": (Broken(6, 2, "#REF!"), Broken(7, 27, '=IF(A1<>"x",B6&"&",0)')),
        "無傷": (),
    }


def test_each_sheet_is_scanned_in_its_own_part_whatever_the_order_and_the_marks_in_its_name(tmp_path: Path) -> None:
    broken = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    sound = f"<worksheet {MAIN}><sheetData/></worksheet>"

    found = broken_in(write_raw(tmp_path / "a.xlsx", {"A&amp;B": broken, "空": sound, "C": sound}))

    assert found == {"A&B": (Broken(1, 0, "#N/A"),), "空": (), "C": ()}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>1+1</f><v>2</v></c>',
        '<c r="B2" t="b"><f>TRUE()</f><v>0</v></c>',
        '<c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c>',
        '<c r="B2" t="str"><f>IF(A2="","",A2)</f><v/></c>',
        '<c r="B2" s="4"/>',
        '<c r="B2" t="inlineStr"><is><t>t="e"</t></is></c>',
    ],
)
def test_a_sound_cell_is_not_broken_not_even_a_formula_that_gave_empty_text(tmp_path: Path, cell: str) -> None:
    assert scan(tmp_path, f'<row r="2">{cell}</row>') == ()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="B2"><f>SUM(C2:D2)</f></c>', "=SUM(C2:D2)"),
        ('<c r="B2"><f>SUM(C2:D2)</f><v/></c>', "=SUM(C2:D2)"),
        ('<c r="B2"><f>SUM(C2:D2)</f><v></v></c>', "=SUM(C2:D2)"),
        ('<c r="B2" t="str"><f>C2</f></c>', "=C2"),
        ('<c r="B2"><f t="shared" si="0"/></c>', "="),
        ("<c t='e' r='B2'><v>#DIV/0!</v></c>", "#DIV/0!"),
        ('<c r="B2" s="1" t="e"><f>VLOOKUP(A2,X:Y,2,0)</f><v>#N/A</v></c>', "#N/A"),
        ('<c r="B2" t="e"/>', "#ERROR!"),
    ],
)
def test_a_broken_cell_shows_its_error_or_its_formula(tmp_path: Path, cell: str, shown: str) -> None:
    row = f'<row r="2"><c r="A2"><v>1</v></c>{cell}<c r="C2"><v>1</v></c></row>'

    assert scan(tmp_path, row) == (Broken(2, 1, shown),)


def test_cells_and_rows_without_an_address_take_their_place_from_the_order(tmp_path: Path) -> None:
    rows = """<row r="3"><c><v>1</v></c></row><row/>
<row><c r="D5"><v>1</v></c><c t="e"><v>#REF!</v></c></row><row><c t="e"><v>#NUM!</v></c></row>"""

    assert scan(tmp_path, rows) == (Broken(5, 4, "#REF!"), Broken(6, 0, "#NUM!"))


def test_a_namespace_prefix_hides_nothing(tmp_path: Path) -> None:
    xml = f"""<x:worksheet {MAIN.replace("xmlns", "xmlns:x")}><x:sheetData><x:row r="2">
<x:c r="A2"><x:v>1</x:v></x:c><x:c r="B2"><x:f>A2</x:f></x:c></x:row></x:sheetData></x:worksheet>"""

    assert broken_in(write_raw(tmp_path / "a.xlsx", {"一": xml})) == {"一": (Broken(2, 1, "=A2"),)}


def test_the_reader_returns_a_broken_cell_as_blank_so_the_list_is_needed(tmp_path: Path) -> None:
    write_raw(
        tmp_path / "a.xlsx",
        {
            "一": f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c>'
            '<c r="C1"><f>A1</f></c><c r="D1"><v>4</v></c></row></sheetData></worksheet>'
        },
    )

    (book,) = read([tmp_path])

    assert book.sheets[0].head == (("1", None, None, "4"),)


def test_merged_cells_are_told_of_each_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B2"] = "表題"
    sheet.merge_cells("B2:D2")
    sheet["AA5"] = "山田工業"
    sheet.merge_cells("AA5:AB9")
    book.create_sheet("無し")["A1"] = "<mergeCell ref='A1:B2'/>"
    book.save(tmp_path / "a.xlsx")

    (read_book,) = read([tmp_path])

    assert [sheet.merges for sheet in read_book.sheets] == [(Merge(2, 1, 2, 3), Merge(5, 26, 9, 27)), ()]


def test_merged_cells_are_told_under_a_namespace_prefix(tmp_path: Path) -> None:
    xml = f"""<x:worksheet {MAIN.replace("xmlns", "xmlns:x")}><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>
</x:row></x:sheetData><x:mergeCells count="1"><x:mergeCell ref='A1:A3'/></x:mergeCells></x:worksheet>"""

    (book,) = read([write_raw(tmp_path / "a.xlsx", {"一": xml})])

    assert book.sheets[0].merges == (Merge(1, 0, 3, 0),)
