"""The comments of a worksheet: those that are there stay, and what is said of their cell stands below; others are added."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import IO, Final

from titcheck.report.marked.marks import Said
from titcheck.report.sheets.sheet import LONGEST, across, as_xml, fitting
from titcheck.report.sheets.styles import MAIN
from titcheck.store.part import letters
from titcheck.text import Lang, Text
from titcheck.workbook.parts import attributes

Cells = Mapping[tuple[int, int], Sequence[Said]]
"""What is said of cells, each a 1-based row and a 0-based column."""

_COMMENTS: Final = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
_SPACES: Final = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND: Final = (
    f'<v:shapetype{_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:{width}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
    ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_WIDTH, _LETTERS, _LINE, _HIGHEST = 360, 48, 18, 480
"""Pixels of a comment, how many characters stand in a line, pixels of a line and of the highest comment."""
_MORE: Final = Text("(more on the sheet “{}”)", "（ほかの指摘は「{}」シートを参照）")
_THREAD: Final = b"tc="
"""An author whose name begins so stands for a discussion, whose text is kept elsewhere."""


class Notes:
    """The comments of one sheet and the drawing that shows them, each as it is or None; `sheet` is where all is said.

    ValueError: a part that is not as Excel writes it.
    """

    def __init__(self, comments: bytes | None, drawing: bytes | None, sheet: str, lang: Lang) -> None:
        self._more, self._lang = _MORE.of(lang).format(sheet), lang
        self._comments = re.sub(rb"<([\w:]*(?:authors|commentList))\s*/>", rb"<\1></\1>", comments or _COMMENTS)
        self._drawing = drawing or f"<xml{_SPACES}></xml>".encode()
        root = re.search(rb"<(\w+:)?comments\b", self._comments)
        if not root or b"</xml>" not in self._drawing:
            raise ValueError("no comments")
        self._prefix = root[1] or b""
        self._authors = [found[1] for found in self._find(rb"<%bauthor(?:\s*/>|\b[^>]*>([^<]*)<)")]
        self._held = {
            attributes(found[1])["ref"]: found for found in self._find(rb"<%bcomment\b([^>]*)>(.*?)</%bcomment>")
        }

    def threads(self, cells: Cells) -> int:
        """How many of the cells have a discussion instead of a comment: nothing is added to it."""
        return sum(self._is_thread(_address(place)) for place in cells)

    def write_comments(self, cells: Cells, out: IO[bytes]) -> None:
        """All comments of the sheet, then ours."""
        at = self._comments.index(self._xml("</authors>"))
        out.write(self._comments[:at] + self._xml("<author>titcheck</author>"))
        said = {_address(place): all_said for place, all_said in cells.items()}
        for ref, found in self._held.items():
            if ref in said and not self._is_thread(ref):
                out.write(self._comments[at : found.start(2)] + self._extended(found[2], said[ref]))
                at = found.end(2)
        end = self._comments.index(self._xml("</commentList>"))
        out.write(self._comments[at:end])
        for ref in (ref for ref in said if ref not in self._held):
            text = f'<comment ref="{ref}" authorId="{len(self._authors)}"><text>{_run(self._text(said[ref]))}</text></comment>'
            out.write(self._xml(text))
        out.write(self._comments[end:])

    def write_drawing(self, cells: Cells, out: IO[bytes]) -> None:
        """The drawing with a box for each comment of ours."""
        end = self._drawing.rindex(b"</xml>")
        spaces = "" if all(space.encode() in self._drawing for space in _SPACES.split()) else _SPACES
        out.write(self._drawing[:end])
        if b'"_x0000_t202"' not in self._drawing:
            out.write(_KIND.encode())
        number = max(map(int, re.findall(rb"_x0000_s(\d{1,9})\b", self._drawing)), default=1024)
        for (row, column), all_said in cells.items():
            if _address((row, column)) not in self._held:
                number += 1
                lines = sum(across(line) // _LETTERS + 1 for line in self._text(all_said).split("\n"))
                height = min(_LINE * (lines + 1), _HIGHEST)
                out.write(
                    _SHAPE.format(
                        spaces=spaces, number=number, width=_WIDTH, height=height, row=row - 1, column=column
                    ).encode()
                )
        out.write(self._drawing[end:])

    def _extended(self, comment: bytes, all_said: Sequence[Said]) -> bytes:
        """The content of a comment with ours at the end of its text."""
        end = re.search(self._pattern(rb"<%b(?:rPh|phoneticPr)\b|</%btext>"), comment)
        if not end:
            raise ValueError("a comment without text")
        old = unescape(re.sub(rb"<[^>]*>", b"", comment).decode())
        text = self._text(all_said, LONGEST - 2 - _length(old))
        plain = re.sub(
            self._pattern(rb"(<%btext>)\s*(<%bt\b.*?</%bt>)"),
            rb"\1" + self._xml("<r>") + rb"\2" + self._xml("</r>"),
            comment,
            count=1,
            flags=re.DOTALL,
        )
        at = end.start() + len(plain) - len(comment)
        return plain[:at] + (self._xml(_run(f"\n\n{text}")) if text else b"") + plain[at:]

    def _text(self, all_said: Sequence[Said], room: int = LONGEST) -> str:
        """As much as there is room for, whole; what is left out stands on the sheet."""
        shown = ""
        for said in all_said:
            longer = f"{shown}\n\n{fitting(said.comment, self._lang)}".lstrip("\n")
            if _length(longer) > room - _length(self._more) - 2:
                return f"{shown}\n\n{self._more}".lstrip("\n") if room > _length(self._more) + 2 else ""
            shown = longer
        return shown

    def _is_thread(self, ref: str) -> bool:
        found = self._held.get(ref)
        author = self._authors[int(attributes(found[1])["authorId"])] if found else None
        return bool(author and author.startswith(_THREAD))

    def _find(self, pattern: bytes) -> Iterator[re.Match[bytes]]:
        return re.finditer(self._pattern(pattern), self._comments, re.DOTALL)

    def _pattern(self, pattern: bytes) -> bytes:
        return pattern.replace(b"%b", self._prefix)

    def _xml(self, xml: str) -> bytes:
        return re.sub(rb"<(/?)", rb"<\1" + self._prefix, xml.encode())


def _run(text: str) -> str:
    return f'<r><t xml:space="preserve">{as_xml(text)}</t></r>'


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _address(place: tuple[int, int]) -> str:
    return f"{letters(place[1])}{place[0]}"
