"""What published lists hold: one paragraph a file, and whatever in them could not be understood."""

from rich.console import Console

from titcheck.lists import Lists, PublishedList
from titcheck.report import words
from titcheck.report.page import Page
from titcheck.tables import BY_NAME
from titcheck.text import Lang, Text

_KINDS = {choice.code: choice.label for choice in BY_NAME["dispositions"].column("kind").choices}
_UNKNOWN = Text("kind of disposition not told", "処分の種類を特定できず")
_LIST = Text(
    "{kinds}: {entities} organisations, {numbers} numbers, {first} to {last}",
    "{kinds}：{entities}者、番号{numbers}件、{first}から{last}まで",
)
_NO_LIST = Text("no published list", "公表一覧として認識できません")


def print_lists(lists: Lists, console: Console, lang: Lang) -> None:
    """Every file that was read, every sheet that is no list, every cell that could not be read."""
    page = Page(console, lang)
    for found in lists.lists:
        page.line(found.file, style="bold")
        page.line(_said(page, found), indent=2)
    for file, sheet in lists.others:
        page.line(f"{file}!{sheet}: {page.of(_NO_LIST)}", style="yellow")
    for error in lists.errors:
        page.line(f"{error.file}: {page.of(error.problem)}", style="bold yellow")
    if lists.misreadings:
        page.heading(words.MISREADINGS)
    for cell in lists.misreadings:
        page.line(f"{cell.file}!{cell.sheet}!{cell.cell}: {page.of(cell.problem)}", indent=2)
    page.end()


def _said(page: Page, found: PublishedList) -> str:
    kinds = page.of(words.COMMA).join(page.of(_KINDS.get(str(kind), _UNKNOWN)) for kind in found.kinds)
    return page.of(_LIST).format(
        kinds=kinds, entities=found.entities, numbers=found.numbers, first=found.first or "?", last=found.last or "?"
    )
