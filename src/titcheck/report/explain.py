"""One finding's whole derivation, for whoever doubts it: sentence, facts with cells, numbers, comparisons, articles."""

from typing import Final

from rich.console import Console
from rich.text import Text as Rich

from titcheck.findings import Finding, Value
from titcheck.judge.explain import Explanation, Number
from titcheck.judge.sentences import written
from titcheck.report import words
from titcheck.report.cells import Places
from titcheck.report.page import Page
from titcheck.text import Lang, Text

_FACTS: Final = Text("Facts, and the cells they come from", "事実と根拠セル")
_AS_ABOVE: Final = Text("the cells of {}", "{}と同じ")
_NUMBERS: Final = Text("Numbers of the law in force for it", "適用される基準値")
_STEPS: Final = Text("Comparisons, with the values put in", "比較（値を当てはめたもの）")
_TABLE: Final = Text("table of dated numbers: {}", "基準値の表：{}")
_SINCE: Final = Text("since {}", "{}から適用")
_HOLDS: Final = {
    True: Text("holds", "成り立つ"),
    False: Text("does not hold", "成り立たない"),
    None: Text("not known", "不明"),
}
_STYLES: Final = {True: "green", False: "bold red", None: "yellow"}
_BASIS: Final = Text("Articles", "根拠条文")


def print_explanation(finding: Finding, told: Explanation, places: Places, console: Console, lang: Lang) -> None:
    """Write everything the verdict rests on."""
    page = Page(console, lang)
    file = told.rule.file
    page.line(f"{finding.rule}  {page.of(file.title.text)}", style="bold")
    label = page.of(words.label(finding.force, finding.verdict))
    page.line(f"{label}  {finding.fingerprint}", style="bold red")
    page.line(page.of(finding.message))
    page.heading(_FACTS)
    shown: dict[tuple[str, ...], str] = {}
    for fact in told.facts:
        page.line(f"{fact.name} = {_shown(fact.value, lang)}", indent=2)
        cells = tuple(places.cells(finding, fact.columns))
        first = shown.setdefault(cells, fact.name)
        for place in cells if first == fact.name else (page.of(_AS_ABOVE).format(first),):
            page.line(place, indent=6, style="dim")
    if finding.missing:
        page.named(words.ASK_FOR, page.of(words.COMMA).join(places.missing(finding)), indent=2, width=12)
    if told.numbers or told.tables:
        page.heading(_NUMBERS)
    for number in told.numbers:
        page.line(_number(page, number), indent=2)
    for table in told.tables:
        page.line(page.of(_TABLE).format(table), indent=2)
    page.heading(_STEPS)
    for step in told.steps:
        page.line(step.written, indent=2)
        lead = Rich("    → ", style="dim")
        page.line(f"{step.filled}: {page.of(_HOLDS[step.holds])}", indent=6, lead=lead, style=_STYLES[step.holds])
    page.heading(_BASIS)
    for cited in finding.basis:
        page.line(f"{page.of(cited.law)} {page.of(cited.article)} ({cited.mark})", indent=2)
    page.heading(words.REMEDY)
    page.line(page.of(finding.remedy), indent=2)
    page.end()


def _shown(value: Value, lang: Lang) -> str:
    return (
        written(value, ",", lang)
        if isinstance(value, int) and not isinstance(value, bool)
        else written(value, "", lang)
    )


def _number(page: Page, number: Number) -> str:
    since = f" ({page.of(_SINCE).format(words.day(number.since, page.lang))})" if number.since else ""
    what = page.of(number.parameter.what.text)
    return f"{what}: {number.name} = {_shown(number.value, page.lang)} {number.parameter.unit}{since}"
