"""Paragraphs on a console: wrapped by the width of their characters, hanging under a lead, never cut."""

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text as Rich

from titcheck.report.plain import plain
from titcheck.text import Lang, Text

_UNBROKEN: Final = re.compile(r"[（「『【〔〈《]*(?:[!-~]+|\S)[、。，．：；・）」』】〕〉》！？々ー,;:!?)]*\s*")
"""What stays on one line: a Latin word or number, or one character, with the brackets and stops that cling to it."""


_BATCH: Final = 100


class Page:
    """A console and the language it is written in. Lines go out in batches; `end` sends the last."""

    def __init__(self, console: Console, lang: Lang) -> None:
        self.console = console
        self.lang = lang
        self.width = console.width  # asking costs more than writing a line
        self._lines: list[Rich] = []

    def of(self, text: Text) -> str:
        """The text in the page's language."""
        return text.of(self.lang)

    def line(self, text: str, *, indent: int = 0, style: str = "", lead: Rich | None = None) -> None:
        """One paragraph hanging at `indent` cells; the lead, already safe to show, stands before its first line."""
        for wrapped in _wrap(plain(text), max(self.width - indent, 20)):
            row = Rich().append_text(lead or Rich())
            row.pad_right(indent - row.cell_len)
            self._lines.append(row.append(wrapped, style))
            lead = None
        if len(self._lines) > _BATCH:
            self.end()

    def end(self) -> None:
        """Send what has been written."""
        self.console.print(Rich("\n").join(self._lines), soft_wrap=True)
        self._lines.clear()

    def heading(self, text: Text) -> None:
        """A blank line and a heading."""
        self.line("")
        self.line(self.of(text), style="bold")

    def named(self, name: Text, text: str, *, indent: int, width: int) -> None:
        """A paragraph with its name before it: the name at `indent`, the text `width` cells further in."""
        self.line(text, indent=indent + width, lead=Rich(" " * indent + self.of(name), style="dim"))


def right(text: str, width: int) -> str:
    """The text at the right end of that many cells."""
    return " " * (width - cell_len(text)) + text


def _wrap(text: str, width: int) -> Iterator[str]:
    if cell_len(text) <= width:
        yield text
        return
    line, used = "", 0
    for match in _UNBROKEN.finditer(text):
        for part in chop_cells(match[0], width) if len(match[0]) * 2 > width else [match[0]]:
            length, shown = cell_len(part), cell_len(part.rstrip())
            if used + shown > width:
                yield line.rstrip()
                line, used = "", 0
            line, used = line + part, used + length
    yield line.rstrip()
