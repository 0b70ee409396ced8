"""The archive around worksheets: a workbook of our own, the same bytes every time."""

from collections.abc import Sequence
from typing import BinaryIO, Final
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from titcheck.report.sheets.sheet import Sheet, write_sheet
from titcheck.report.sheets.styles import MAIN, Styles
from titcheck.text import Lang

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PART: Final = "xl/worksheets/titcheck{}.xml"
"""The parts of our own worksheets: by them a file is known as one that titcheck wrote."""

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS: Final = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'


def part(name: str) -> ZipInfo:
    """A part to write, of no day and no system."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    return info


def write_workbook(out: BinaryIO, sheets: Sequence[Sheet], lang: Lang) -> None:
    """A workbook of these sheets; the rows that stay in sight are printed on every page."""
    styles = Styles()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(part("[Content_Types].xml"), _types(len(sheets)))
        archive.writestr(part("_rels/.rels"), _relations([("officeDocument", "xl/workbook.xml")]))
        archive.writestr(part("xl/workbook.xml"), _workbook(sheets))
        targets = [("worksheet", f"/{PART.format(number)}") for number in range(1, len(sheets) + 1)]
        archive.writestr(part("xl/_rels/workbook.xml.rels"), _relations([*targets, ("styles", "styles.xml")]))
        for number, sheet in enumerate(sheets, start=1):
            with archive.open(part(PART.format(number)), "w") as stream:
                write_sheet(stream, sheet, styles, lang)
        archive.writestr(part("xl/styles.xml"), styles.xml())


def quoted(sheet: str) -> str:
    """The name of a sheet as a formula or a link writes it."""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'"


def _types(sheets: int) -> str:
    parts = [(f"/{PART.format(number)}", "worksheet") for number in range(1, sheets + 1)]
    parts += [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{KINDS}.{kind}+xml"/>' for name, kind in parts)
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return RELATIONSHIPS.format(related)


def _workbook(sheets: Sequence[Sheet]) -> str:
    tabs = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{quoted(sheet.name)}!$1:${sheet.head}</definedName>'
        for number, sheet in enumerate(sheets)
        if sheet.head
    )
    return (
        f'{_XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{tabs}</sheets><definedNames>{titles}</definedNames></workbook>"
    )
