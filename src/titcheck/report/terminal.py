"""The report on a terminal: what was read, a line per rule, the findings by who owes the duty, and totals."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Rich

from titcheck import __version__
from titcheck.findings import Failure, Finding, Force, Input, Judgement, Report, Status, Verdict
from titcheck.report import words
from titcheck.report.cells import Places
from titcheck.report.groups import By, grouped
from titcheck.report.page import Page, right
from titcheck.report.wanted import wanted
from titcheck.tables import BY_NAME
from titcheck.text import Lang

_STYLES: Final = {Verdict.VIOLATED: "bold red", Verdict.UNPROVEN: "yellow"}
_BAR: Final = 16
_PLAIN_WIDTH: Final = 100
_TITLES_FROM: Final = 110  # columns; a narrower line has no room for a rule's title


def write(report: Report, out: BinaryIO, lang: Lang) -> None:
    """The report as plain text in UTF-8, 100 columns wide."""
    text = io.TextIOWrapper(out, "utf-8", newline="\n")
    print_report(report, Console(file=text, width=_PLAIN_WIDTH, color_system=None, markup=False, emoji=False), lang)
    text.detach()


@dataclass(frozen=True, slots=True)
class View:
    """How much of the findings is shown, and under which headings; `limit` None: all of them."""

    summary: bool = False
    by: By = "org"
    limit: int | None = None


def print_report(report: Report, console: Console, lang: Lang, view: View = View()) -> None:
    """Write the report to the console, nothing cut but what the view leaves out, and that is said."""
    page = Page(console, lang)
    page.line(f"titcheck {__version__}  {page.of(words.AS_OF)} {words.day(report.as_of, lang)}", style="bold")
    name, sha256 = report.rulebook
    page.line(f"{page.of(words.RULEBOOK)} {name} {sha256[:12]}", style="dim")
    _print_inputs(page, report.inputs)
    _print_errors(page, report.errors)
    _print_rules(page, report.judgements)
    if view.summary:
        _print_groups(page, report, view.by)
    else:
        _print_findings(page, report, view)
        _print_misreadings(page, report)
        _print_wanted(page, report.judgements)
    page.heading(words.TOTALS)
    page.line(page.of(words.totals(report)), indent=2)
    page.end()


def _print_inputs(page: Page, inputs: tuple[Input, ...]) -> None:
    page.heading(words.READ if inputs else words.NOTHING_READ)
    comma = page.of(words.COMMA)
    for book in inputs:
        page.line(book.file, indent=2)
        for table in book.tables:
            title = page.of(BY_NAME[table.table].title)
            name = title if table.sheet == title else f"{table.sheet} = {title}"
            page.line(f"{name}  {page.of(words.rows(table.rows))}", indent=4)
            if table.repeated:
                page.line(page.of(words.repeated(table.repeated)), indent=6, style="yellow")
            if table.set_aside:
                page.line(page.of(words.set_aside([what for _, what in table.set_aside])), indent=6, style="dim")
            if table.unused_headers:
                unused = page.of(words.UNUSED_HEADERS).format(comma.join(table.unused_headers))
                page.line(unused, indent=6, style="dim")
        if book.unused_sheets:
            page.line(page.of(words.UNUSED_SHEETS).format(comma.join(book.unused_sheets)), indent=4, style="dim")


def _print_errors(page: Page, errors: tuple[Failure, ...]) -> None:
    """The files that could not be read and the rules that could not be run."""
    if errors:
        page.heading(words.ERRORS)
    for failure in errors:
        page.line(f"{failure.file}: {page.of(failure.problem)}", indent=2, style="bold yellow")


def _print_rules(page: Page, judgements: tuple[Judgement, ...]) -> None:
    """A line per rule: five counts, or what kept it from being judged."""
    heads = {force: [page.of(text) for text in words.heads(force)] for force in Force}
    rows = [*heads.values(), *([f"{count}" for count in _counts(judgement)] for judgement in judgements)]
    widths = [2 + max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    names = max((len(judgement.rule) for judgement in judgements), default=0)
    for force in Force:
        of_force = [judgement for judgement in judgements if judgement.force is force]
        if of_force:
            page.heading(words.FORCES[force])
            row = map(right, heads[force], widths)
            page.line("", lead=Rich(" " * (names + 2) + "".join(row), style="dim"))
        for judgement in of_force:
            _print_rule(page, judgement, names, widths)


def _print_rule(page: Page, judgement: Judgement, names: int, widths: list[int]) -> None:
    lead = Rich(f"  {judgement.rule:<{names}}")
    if judgement.status is Status.JUDGED:
        must = judgement.force is Force.MUST
        styles = ("", "green", "bold red" if must else "yellow", "yellow", "dim")
        for style, count, width in zip(styles, _counts(judgement), widths, strict=True):
            lead.append(right(f"{count or '-'}", width), style if count else "dim")
    else:
        style = "bold red" if judgement.status is Status.ERROR else "dim"
        lead.append("  " + page.of(words.STATUSES[judgement.status]), style)
    roomy = page.width >= _TITLES_FROM
    indent = 2 + names + sum(widths) + 2 if roomy else 0
    page.line(page.of(judgement.title) if roomy else "", indent=indent, style="dim", lead=lead)


def _print_groups(page: Page, report: Report, by: By) -> None:
    """A line for each heading: what is violated or to review, what is unproven, and a bar of both."""
    groups = list(grouped(report, by, page.lang))
    if not groups:
        return
    page.heading(words.SUMMARY[by])
    most = max(len(group.findings) for group in groups)
    for group in groups:
        violated, unproven = group.count(Verdict.VIOLATED), group.count(Verdict.UNPROVEN)
        lead = Rich("  ").append(right(f"{violated:,}", 7), "bold red" if violated else "dim")
        lead.append(right(f"{unproven:,}", 7), "yellow" if unproven else "dim").append("  ")
        filled = -(-_BAR * violated // most)
        lead.append("■" * filled, "red").append("□" * (-(-_BAR * len(group.findings) // most) - filled), "yellow")
        lead.pad_right(_BAR * cell_len("■") + 18 - lead.cell_len)
        page.line(group.name, indent=lead.cell_len + 1, lead=lead)
    page.line(page.of(words.SUMMARY_KEY), indent=2, style="dim")


def _print_findings(page: Page, report: Report, view: View) -> None:
    """The findings under their headings, so many of them, and how many more there are."""
    places = Places(report.inputs, page.lang)
    titles = {judgement.rule: page.of(judgement.title) for judgement in report.judgements}
    left = len(report.findings) if view.limit is None else view.limit
    for group in grouped(report, view.by, page.lang):
        shown = group.findings[:left]
        left -= len(shown)
        if not shown:
            continue
        page.line("")
        page.line(f"{group.name}  {page.of(words.findings(len(group.findings)))}", style="bold underline")
        for finding in shown:
            _print_finding(page, finding, titles[finding.rule], places)
    hidden = len(report.findings) - (view.limit or 0)
    if view.limit is not None and hidden > 0:
        page.line("")
        page.line(page.of(words.hidden(hidden)), style="bold")


def _print_finding(page: Page, finding: Finding, title: str, places: Places) -> None:
    style = _STYLES[finding.verdict] if finding.force is Force.MUST else "yellow"
    page.line("")
    verdict = Rich(f"  {page.of(words.label(finding.force, finding.verdict))}  ", style=style)
    page.line(f"{title} ({finding.rule})", indent=verdict.cell_len, style="bold", lead=verdict)
    page.line(page.of(finding.message), indent=4)
    missing = page.of(words.COMMA).join(places.missing(finding))
    basis = "; ".join(f"{page.of(cited.law)} {page.of(cited.article)}" for cited in finding.basis)
    parts = [
        (words.ASK_FOR, [missing] if missing else []),
        (words.CELLS, places.cells(finding)),
        (words.BASIS, [basis]),
        (words.REMEDY, [page.of(finding.remedy)]),
    ]
    for name, paragraphs in parts:
        for number, paragraph in enumerate(paragraphs):
            page.named(name if number == 0 else words.SAME, paragraph, indent=4, width=12)


def _print_misreadings(page: Page, report: Report) -> None:
    places = Places(report.inputs, page.lang)
    if report.misreadings:
        page.heading(words.MISREADINGS)
    for misreading in report.misreadings:
        heading = places.heading(misreading.column, [(misreading.file, misreading.sheet)])
        place = f"{misreading.file}!{misreading.sheet}!{misreading.cell}"
        page.line(f"{place} {heading} {page.of(words.VALUE).format(misreading.value)}", indent=2)
        page.line(page.of(misreading.problem), indent=4)


def _print_wanted(page: Page, judgements: Iterable[Judgement]) -> None:
    """Which books to bring, and which columns nobody filled in, with the rules that wait for them."""
    books, columns = wanted(judgements)
    if books:
        page.heading(words.BOOKS_WANTED)
    for table, rules in books.items():
        page.line(f"{page.of(BY_NAME[table].title)} ({table}): {', '.join(rules)}", indent=2)
    if columns:
        page.heading(words.COLUMNS_WANTED)
    for (table, column), waiting in columns.items():
        rules = [f"{rule} ({page.of(words.subjects(count))})" for rule, count in waiting]
        heading = page.of(BY_NAME[table].column(column).heading)
        page.line(f"{page.of(BY_NAME[table].title)}: {heading} ({table}.{column}): {', '.join(rules)}", indent=2)


def _counts(judgement: Judgement) -> tuple[int, ...]:
    counts = [getattr(judgement, verdict.value) for verdict in Verdict]
    return judgement.met + judgement.violated + judgement.unproven, *counts
