"""The rulebook for a reader of the law: the list of duties, one duty as a page, and how its cases fared."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.text import Text as Rich

from titcheck.cases import Outcome
from titcheck.findings import Verdict
from titcheck.mutants import Proof
from titcheck.report import words
from titcheck.report.page import Page
from titcheck.rulebook import Case, Library, Parameter, Rule, Rulebook
from titcheck.rulebook.coverage import Provision
from titcheck.tables import BY_NAME
from titcheck.text import Lang


def print_list(rulebook: Rulebook, console: Console, lang: Lang) -> None:
    """A line per rule, under its theme."""
    page = Page(console, lang)
    names = max((len(id_) for id_ in rulebook.rules), default=0)
    forces = max(Rich(page.of(text)).cell_len for text in words.FORCE_MARKS.values())
    for theme, rules in groupby(rulebook.rules.values(), key=lambda rule: rule.theme):
        page.line(theme, style="bold")
        for rule in rules:
            lead = Rich(f"  {rule.id:<{names}}  {page.of(words.FORCE_MARKS[rule.file.force])}")
            page.line(page.of(rule.file.title.text), indent=names + forces + 6, lead=lead)
    page.end()


def print_rule(rule: Rule, library: Library, as_of: date, console: Console, lang: Lang) -> None:
    """One rule: what it demands and of whom, from which article, by which numbers on a day, from which books, its cases."""
    page = Page(console, lang)
    file = rule.file
    page.line(f"{file.id}  {page.of(file.title.text)}", style="bold")
    until = page.of(words.UNTIL).format(words.day(file.effective.until, lang)) if file.effective.until else ""
    since = page.of(words.SINCE).format(words.day(file.effective.from_, lang))
    uses = [page.of(words.IF_GIVEN).format(_title(page, name)) for name in file.books.uses]
    sees = page.of(words.SEES[file.sees.extent])
    tables = [library.references[name] for name in sorted(rule.references)]
    numbers = [_parameter(page, name, parameter, as_of) for name, parameter in file.parameters.items()]
    parts = [
        (words.FORCE, [page.of(words.FORCES[file.force])]),
        (words.OWED, [page.of(words.OWERS[file.owed_by])]),
        (words.BASIS, [f"{page.of(b.law.text)} {page.of(b.article.text)} ({b.mark})" for b in file.basis]),
        (words.IN_FORCE, [since + until]),
        (words.NUMBERS, numbers + [page.of(words.TABLE).format(page.of(each.what), each.name) for each in tables]),
        (words.BOOKS, [page.of(words.COMMA).join([_title(page, name) for name in file.books.needs] + uses)]),
        (words.SEEN, [sees + (f": {page.of(file.sees.but.text)}" if file.sees.but else "")]),
        (words.REMEDY, [page.of(file.remedy.text)]),
        (words.CASES, [_case(page, case) for case in file.cases]),
        (words.FILE, [str(rule.path)]),
    ]
    for name, paragraphs in parts:
        for number, paragraph in enumerate(paragraphs):
            page.named(name if number == 0 else words.SAME, paragraph, indent=2, width=12)
    page.end()


def _title(page: Page, table: str) -> str:
    return f"{page.of(BY_NAME[table].title)} ({table})"


def _parameter(page: Page, name: str, parameter: Parameter, as_of: date) -> str:
    """A number: what it is, its value on a day, and its history where it has one."""
    today, value = words.day(as_of, page.lang), parameter.on(as_of)
    said = page.of(words.NOT_YET).format(today) if value is None else page.of(words.TODAY_VALUE).format(value, today)
    history = page.of(words.COMMA).join(
        f"{value} ({page.of(words.SINCE).format(words.day(start, page.lang))})"
        for start, value in parameter.values.items()
    )
    return f"{page.of(parameter.what.text)} ({name}, {parameter.unit}): {said}; {history}"


def _case(page: Page, case: Case) -> str:
    pending = case.pending if isinstance(case.pending, int) else len(case.pending)
    counts = (case.met, len(case.violated), len(case.unproven), pending)
    said = [
        f"{page.of(words.VERDICTS[verdict])} {count}" for verdict, count in zip(Verdict, counts, strict=True) if count
    ]
    return f"{page.of(case.text)}: {page.of(words.COMMA).join(said) or page.of(words.NO_SUBJECT)}"


def print_coverage(provisions: Sequence[Provision], console: Console, lang: Lang) -> None:
    """The articles that have a rule, those a machine cannot see with the reason, and those not yet covered."""
    page = Page(console, lang)
    parts = {
        words.COVERED: [each for each in provisions if each.rules],
        words.UNSEEN: [each for each in provisions if not each.rules and each.unseen.en],
        words.UNCOVERED: [each for each in provisions if not each.rules and not each.unseen.en],
    }
    width = max(Rich(page.of(each.article)).cell_len for each in provisions) + 4
    for title, ours in parts.items():
        page.line(f"{page.of(title)} ({len(ours)})", style="bold")
        for law, articles in groupby(ours, key=lambda each: each.law):
            page.line(page.of(law), indent=2)
            for each in articles:
                said = page.of(words.COMMA).join(each.rules) or page.of(each.unseen)
                text = page.of(each.duty) + (f": {said}" if said else "")
                page.named(each.article, text, indent=4, width=width)
    page.end()


def print_outcomes(outcomes: Sequence[Outcome], console: Console, lang: Lang) -> None:
    """Each case that does not hold with what it got, and how many do."""
    page = Page(console, lang)
    failed = [outcome for outcome in outcomes if outcome.faults]
    for outcome in failed:
        page.line(f"{outcome.rule}: {outcome.case}", style="bold red")
        for fault in outcome.faults:
            page.line(fault, indent=4)
    rules = len({outcome.rule for outcome in outcomes})
    page.line(page.of(words.cases(rules, len(outcomes), len(failed))), style="bold")
    page.end()


def print_proof(proof: Proof, console: Console, lang: Lang) -> None:
    """One rule's mutants: how many the cases notice, and each survivor with the case that is missing."""
    page = Page(console, lang)
    killed = proof.mutants - proof.equivalent - len(proof.survivors)
    page.line(page.of(words.mutants(proof.rule, killed, proof.equivalent, len(proof.survivors))))
    for mutant in proof.survivors:
        page.line(mutant.name, indent=2, style="bold red")
        page.line(page.of(words.MISSING_CASE).format(mutant.wanted.of(lang)), indent=4)
    for name in proof.stale:
        page.line(page.of(words.STALE_EQUIVALENT).format(name), indent=2, style="bold red")
    page.end()


def print_proven(proofs: Sequence[Proof], console: Console, lang: Lang) -> None:
    """All rules' mutants in one line."""
    page = Page(console, lang)
    tried, left = sum(proof.mutants for proof in proofs), sum(len(proof.survivors) for proof in proofs)
    equivalent = sum(proof.equivalent for proof in proofs)
    page.line(page.of(words.proven(len(proofs), tried, equivalent, left)), style="bold")
    page.end()
