"""A workbook's styles, and what is added to them: the looks of our own cells, and a fill for cells of others."""

import re
from enum import Enum
from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

PLAIN: Final = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{MAIN}">\
<fonts count="1"><font><sz val="11"/><name val="游ゴシック"/><family val="3"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""".encode()
"""The styles of a workbook without any."""

_EDGE: Final = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'
_BORDER: Final = f"<border>{''.join(map(_EDGE.format, ('left', 'right', 'top', 'bottom')))}<diagonal/></border>"


class Look(Enum):
    """How a cell of ours looks: bold, size, colour of the text, fill (None: no fill), edges, wrapped; no two are alike."""

    TITLE = (True, 16, "000000", None, False, False)
    SECTION = (True, 12, "000000", None, False, False)
    LINE = (False, 11, "000000", None, False, False)
    DIM = (False, 10, "595959", None, False, False)
    HEAD = (True, 10, "FFFFFF", "1F4E78", True, True)
    TEXT = (False, 10, "000000", None, True, True)
    COUNT = (False, 10, "000000", None, True, False)
    LINK = (False, 10, "0563C1", None, True, True)
    VIOLATED = (True, 10, "9C0006", "FFC7CE", True, True)
    REVIEW = (True, 10, "833C0B", "F8CBAD", True, True)
    UNPROVEN = (True, 10, "7F6000", "FFEB9C", True, True)
    NOTE = (True, 10, "1F4E78", "DDEBF7", True, True)
    MISREAD = (True, 10, "403151", "E4DFEC", True, True)

    def __init__(self, bold: bool, size: int, colour: str, fill: str | None, edged: bool, wrapped: bool) -> None:
        self.bold, self.size, self.colour, self.fill, self.edged, self.wrapped = (
            bold,
            size,
            colour,
            fill,
            edged,
            wrapped,
        )


class Styles:
    """The XML of a workbook's styles with what is added behind what it holds, so that every number given before stays true.

    ValueError: the XML lacks a part that styles must have.
    """

    def __init__(self, xml: bytes = PLAIN) -> None:
        prefix = re.search(rb"<(\w+:)?styleSheet\b", xml)
        self._prefix = prefix[1] or b"" if prefix else b""
        self._ends: dict[str, int] = {}
        self._added: dict[str, list[bytes]] = {}
        self._counts: dict[str, int] = {}
        self._numbers: dict[tuple[str, bytes], int] = {}
        self._looks: dict[Look, int] = {}
        self._xml = xml
        for section, item in (("fonts", "font"), ("fills", "fill"), ("borders", "border"), ("cellXfs", "xf")):
            begin = re.search(rb"<%b%b\b[^>]*(?<!/)>" % (self._prefix, section.encode()), xml)
            end = xml.find(b"</%b%b>" % (self._prefix, section.encode()))
            if not begin or end < 0:
                raise ValueError(f"styles without {section}")
            held = re.findall(rb"<%b%b\b" % (self._prefix, item.encode()), xml[begin.end() : end])
            self._ends[section], self._counts[section], self._added[section] = end, len(held), []
            if section == "cellXfs":
                tag = rb"<%bxf\b(?:[^>]*/>|.*?</%bxf>)" % (self._prefix, self._prefix)
                self._formats = re.findall(tag, xml[begin.end() : end], re.DOTALL)

    def look(self, look: Look) -> int:
        """The number of a look of ours."""
        if look not in self._looks:
            self._looks[look] = self._add_look(look)
        return self._looks[look]

    def _add_look(self, look: Look) -> int:
        bold = "<b/>" if look.bold else ""
        font = f'<font>{bold}<sz val="{look.size}"/><color rgb="FF{look.colour}"/><name val="游ゴシック"/></font>'
        fill = self._fill(look.fill)
        border = self._add("borders", _BORDER) if look.edged else 0
        wrapped = ' wrapText="1"' if look.wrapped else ""
        return self._add(
            "cellXfs",
            f'<xf numFmtId="{3 if look is Look.COUNT else 0}" fontId="{self._add("fonts", font)}" fillId="{fill}"'
            f' borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1"><alignment vertical="top"{wrapped}/></xf>',
        )

    def filled(self, base: int, look: Look) -> int:
        """The number of the format `base` with the fill of the look, all else the same. IndexError: no such format."""
        tag = self._formats[base].decode()
        opened = tag[: tag.index(">") + 1]
        kept = re.sub(r'\s(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|\'[^\']*\')', "", opened)
        filled = re.sub(r"xf\b", f'xf fillId="{self._fill(look.fill)}" applyFill="1"', kept, count=1)
        return self._add("cellXfs", (filled + tag[len(opened) :]).encode(), prefixed=True)

    def xml(self) -> bytes:
        """The styles with all that was added."""
        xml = self._xml
        for section, end in sorted(self._ends.items(), key=lambda it: -it[1]):
            xml = xml[:end] + b"".join(self._added[section]) + xml[end:]
            count = self._counts[section] + len(self._added[section])
            counted = rb'(<%b%b\b[^>]*?)\scount=(?:"\d*"|\'\d*\')' % (self._prefix, section.encode())
            xml = re.sub(counted, rb'\1 count="%d"' % count, xml, count=1)
        return xml

    def _fill(self, colour: str | None) -> int:
        if colour is None:
            return 0
        fill = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>'
        return self._add("fills", fill)

    def _add(self, section: str, item: str | bytes, prefixed: bool = False) -> int:
        xml = item.encode() if isinstance(item, str) else item
        if not prefixed:
            xml = re.sub(rb"<(/?)", rb"<\1" + self._prefix, xml)
        number = self._counts[section] + len(self._added[section])
        known = self._numbers.setdefault((section, xml), number)
        if known == number:
            self._added[section].append(xml)
        return known
