"""Times in .ods books, which the reader alone would give as blank cells."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from titcheck.cells import read_cell
from titcheck.tables import BY_NAME
from titcheck.workbook import read
from titcheck.workbook.model import Sheet

ODS = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="出勤簿"><table:table-row>
<table:table-cell office:value-type="string"><text:p>労働時間</text:p></table:table-cell></table:table-row><table:table-row>
<table:table-cell office:value-type="time" office:time-value="{}"><text:p>8時間</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


@pytest.mark.parametrize(
    ("held", "text", "minutes"),
    [
        ("PT08H30M00S", "8:30:00", "510"),
        ("PT160H00M00S", "160:00:00", "9600"),
        ("PT00H00M00S", "0:00:00", "0"),
        ("PT16H59M59.9999996S", "16:59:59.9999996", "1020"),
        ("PT8H", "8:00:00", "480"),
        ("PT90M", "1:30:00", "90"),
        ("-PT02H00M00S", "-PT02H00M00S", None),
        ("P1DT2H", "P1DT2H", None),
    ],
)
def test_a_time_in_an_ods_book_is_a_cell_with_text(
    tmp_path: Path, held: str, text: str, minutes: str | None, rows_of: Callable[[Sheet], list[tuple[Any, ...]]]
) -> None:
    with zipfile.ZipFile(tmp_path / "shifts.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace(">\n<", "><").replace("{}", held))
        archive.writestr("META-INF/manifest.xml", MANIFEST)

    (book,) = read([tmp_path / "shifts.ods"])
    (sheet,) = book.sheets
    reading = read_cell(BY_NAME["shifts"].column("hours"), text)

    assert rows_of(sheet) == [("労働時間",), (text,)]
    assert reading.value == minutes
    assert (reading.problem is None) == (minutes is not None)
