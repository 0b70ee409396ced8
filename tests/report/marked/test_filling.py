"""A worksheet's XML with cells filled: whatever program wrote it, every other cell stays as it was."""

import re
from io import BytesIO
from xml.parsers.expat import ParserCreate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw import MAIN, worksheet

from titcheck.report.marked.cells import Filled, Filling
from titcheck.report.marked.marks import Place
from titcheck.report.sheets.styles import PLAIN, Look, Styles
from titcheck.store.part import letters

FORMATS = b"".join(b'<xf numFmtId="%d" fillId="0" applyFill=\'0\'/>' % number for number in (1, 2, 3))
STYLED = PLAIN.replace(b'<cellXfs count="1">', b'<cellXfs count="4">' + FORMATS)
"""Four formats, so that the first of ours is 4."""


def filled(xml: str, *places: Place, look: Look = Look.VIOLATED) -> tuple[str, Filled, Styles]:
    out, styles = BytesIO(), Styles(STYLED)
    done = Filling(dict.fromkeys(places, look), styles, "new").copy(BytesIO(xml.encode()), out)
    ParserCreate().Parse(out.getvalue(), True)
    return out.getvalue().decode(), done, styles


def rows(xml: str, *places: Place) -> str:
    """What the rows of a sheet become, the drawing of comments aside."""
    shown, _, _ = filled(worksheet(xml), *places)
    found = re.search("<sheetData>(.*)</sheetData>", shown, re.DOTALL)
    assert found
    return found[1]


def test_only_the_number_of_the_format_changes_in_a_marked_cell() -> None:
    row = '<row r="2"><c r="A2" s="1"><v>1</v></c> <c r="B2" s="2" t="s"><f>A1</f><v>5</v></c><c r="C2"/></row>'
    assert rows(row, (2, 1)) == row.replace('r="B2" s="2"', 's="4" r="B2"')
    assert rows(row, (2, 2)) == row.replace('<c r="C2"/>', '<c s="4" r="C2"/>')


def test_a_format_keeps_all_but_its_fill_and_one_is_added_for_each_pair_of_format_and_colour() -> None:
    cells = "".join(f'<c r="{letters(column)}2" s="{column % 2}"/>' for column in range(6))
    _, _, styles = filled(worksheet(f'<row r="2">{cells}</row>'), *((2, column) for column in range(6)))
    assert styles.filled(1, Look.VIOLATED) == 5
    assert styles.filled(3, Look.NOTE) == 6
    xml = styles.xml().decode()
    assert '<cellXfs count="7">' in xml
    assert '<xf fillId="2" applyFill="1" numFmtId="2"/>' in xml
    assert '<fills count="4">' in xml
    with pytest.raises(IndexError):
        styles.filled(99, Look.NOTE)


def test_cells_and_rows_that_do_not_say_where_they_are_are_counted() -> None:
    shown = rows('<row><c/></row><row><c/><c/></row><row r="5"/><row><c r="C6"/><c/></row>', (2, 1), (6, 3))
    assert shown == '<row><c/></row><row><c/><c s="4"/></row><row r="5"/><row><c r="C6"/><c s="4"/></row>'


def test_a_blank_cell_that_is_not_there_is_added_in_its_place_and_looks_like_its_row_or_column() -> None:
    row = '<row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row>'
    assert rows(row, (2, 1)) == '<row r="2"><c r="A2"/><c r="B2" s="4"/><c r="C2"/></row>'
    assert rows('<row r="2" s="2" customFormat="1"><c r="A2"/></row>', (2, 3)).endswith('<c r="D2" s="4"/></row>')
    columns = '<cols><col min="2" max="4" style="1" width="9"/></cols>'
    shown, _, styles = filled(worksheet('<row r="2"><c r="A2"/></row>', before=columns), (2, 2))
    assert '<c r="C2" s="4"/>' in shown
    assert styles.filled(1, Look.VIOLATED) == 4


def test_a_row_that_is_not_there_or_is_empty_is_added_in_its_place() -> None:
    assert rows('<row r="1"/><row r="4"/>', (2, 0), (4, 1), (9, 0)) == (
        '<row r="1"/><row r="2"><c r="A2" s="4"/></row><row r="4"><c r="B4" s="4"/></row>'
        '<row r="9"><c r="A9" s="4"/></row>'
    )


def test_a_row_of_which_no_cell_is_named_is_marked_at_its_first() -> None:
    _, done, _ = filled(worksheet('<row r="2"><c r="C2"/><c r="D2"/></row><row r="3"/>'), (2, None), (3, None))
    assert done.places == {(2, None): (2, 2), (3, None): (3, 0)}


def test_a_sheet_whose_tags_have_a_prefix_is_filled_too() -> None:
    xml = f'<x:worksheet {MAIN.replace("xmlns", "xmlns:x")}><x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    shown, _, _ = filled(xml, (2, 0), (2, 1))
    assert '<x:row r="2"><x:c s="4" r="A2"><x:v>1</x:v></x:c><x:c r="B2" s="4"/></x:row>' in shown
    assert "<x:legacyDrawing" in shown


@pytest.mark.parametrize(
    "behind",
    [
        "",
        "<pageMargins/><drawing/>",
        "<conditionalFormatting><cfRule><extLst/></cfRule></conditionalFormatting>|<tableParts/><extLst/>",
        "<hyperlinks/>|<legacyDrawingHF/>",
        "<drawing/>|<mc:AlternateContent><controls/></mc:AlternateContent>",
        "<extra><picture/></extra>|<oleObjects/>",
    ],
)
def test_the_drawing_of_comments_stands_where_the_form_wants_it(behind: str) -> None:
    before, _, after = behind.partition("|")
    shown, done, _ = filled(worksheet('<row r="2"><c r="A2"/></row>', after=before + after), (2, 0))
    assert re.search(f'</sheetData>{before}<legacyDrawing [^>]*r:id="new"/>{after}</worksheet>', shown)
    assert done.drawing is None


def test_a_drawing_of_comments_that_is_there_is_kept() -> None:
    after = '<legacyDrawing r:id="rId7"/><extLst/>'
    shown, done, _ = filled(worksheet('<row r="2"><c r="A2"/></row>', after=after), (2, 0))
    assert shown.endswith(f"</sheetData>{after}</worksheet>")
    assert done.drawing == "rId7"


@pytest.mark.parametrize(
    "xml",
    [
        worksheet('<row r="3"/><row r="2"/>'),
        worksheet('<row r="2"><c r="B2"/><c r="A2"/></row>'),
        f"<worksheet {MAIN}><sheetData/></worksheet>",
        "<html></html>",
        '<?xml version="1.0" encoding="Shift_JIS"?>' + worksheet('<row r="2"/>'),
    ],
)
def test_a_sheet_that_is_not_as_sheets_are_written_is_refused(xml: str) -> None:
    with pytest.raises(ValueError, match=r"order|UTF-8|rows"):
        filled(xml, (2, 0))


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(0, 30)),
    st.sampled_from(['s="2"', 't="s"', 's="1" t="str"', ""]),
    max_size=40,
)


@given(CELLS, st.sets(st.tuples(st.integers(1, 14), st.integers(0, 32))))
def test_every_marked_cell_gets_its_colour_and_every_other_stays(
    cells: dict[tuple[int, int], str], marked: set[tuple[int, int]]
) -> None:
    xml = ""
    for row in sorted({row for row, _ in cells}):
        own = sorted(column for at, column in cells if at == row)
        content = "".join(f'<c r="{letters(it)}{row}" {cells[row, it]}><v>{row * it}</v></c>' for it in own)
        xml += f'<row r="{row}">{content}</row>'
    shown, _, styles = filled(worksheet(xml), *marked)
    after = _cells(shown)
    for place, attributes in cells.items():
        found = after.pop(f"{letters(place[1])}{place[0]}")
        base = int(attributes[3]) if attributes.startswith("s=") else 0
        assert found["v"] == str(place[0] * place[1])
        assert found["s"] == (styles.filled(base, Look.VIOLATED) if place in marked else base)
    assert after.keys() == {f"{letters(column)}{row}" for row, column in marked - cells.keys()}
    numbers = [int(it) for it in re.findall(r'<row r="(\d+)"', shown)]
    assert numbers == sorted(set(numbers))


def _cells(xml: str) -> dict[str, dict[str, object]]:
    found = {}
    for tag, value in re.findall(r"<c ([^>]*?)(?:/>|>(?:<v>(\d+)</v>)?</c>)", xml):
        given_ = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        found[given_["r"]] = {"s": int(given_.get("s", 0)), "v": value}
    return found
