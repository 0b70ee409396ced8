"""`titcheck rules`: the rulebook as a list, a rule as a page for a reader of the law, and the rules' own cases."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from titcheck.cli.options import AsOfOption, Book, BookOption, LangOption, RulesOption, day_of, language
from titcheck.cli.program import complain


class _Rules(TyperGroup):
    """A word that names no command is a rule's id."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "show", self.commands["show"], args


app = typer.Typer(
    cls=_Rules,
    rich_markup_mode=None,
    invoke_without_command=True,
    options_metavar="[OPTIONS]",
    subcommand_metavar="[ID] | test [IDS]...",
)


@app.callback()
def rules(
    ctx: typer.Context,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help="List the articles with a rule, those no machine sees, those not yet covered. 条文の対応状況",
        ),
    ] = False,
    rules: RulesOption = None,
    book: BookOption = None,
    _lang: LangOption = None,
) -> None:
    """Read the rulebook, or test it. 規則の一覧・内容・検証

    Without ID every rule is listed; with it, a rule (or each of a theme or a pattern) is shown as a page: its articles,
    numbers, books and cases.
    """
    from titcheck.cli.paper import stdout
    from titcheck.report.rulebook import print_coverage, print_list

    ctx.obj = (rules, book)
    if ctx.invoked_subcommand is None:
        rulebook = _opened(ctx, rules, book)
        if coverage:
            from titcheck.rulebook.coverage import coverage as covered

            print_coverage(covered(rulebook), stdout(), language(ctx))
        else:
            print_list(rulebook, stdout(), language(ctx))
        _refuse_broken(ctx, rulebook)


@app.command(hidden=True)
def show(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    as_of: AsOfOption = None,
    rules: RulesOption = None,
    book: BookOption = None,
    _lang: LangOption = None,
) -> None:
    """Show a rule as a page, with its numbers in force on a day."""
    from titcheck.cli.paper import stdout
    from titcheck.report.rulebook import print_rule
    from titcheck.rulebook.choose import chooser

    day = day_of(as_of)
    rulebook = _opened(ctx, rules, book)
    chosen = chooser(rulebook, [id_], [])
    for rule in filter(chosen, rulebook.rules.values()):
        print_rule(rule, rulebook.library, day, stdout(), language(ctx))


@app.command("test")
def run_tests(
    ctx: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="IDS", hidden=True)] = None,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Bend every part of each rule a little: its cases must notice. 変異検査")
    ] = False,
    sample: Annotated[
        int, typer.Option(metavar="N", min=1, help="With --mutants: try one mutant in N, chosen by its name.")
    ] = 1,
    rules: RulesOption = None,
    book: BookOption = None,
    _lang: LangOption = None,
) -> None:
    """Run the rules' own cases; exit code 1 if one fails.

    With --mutants every comparison, number, date, join and clause of a rule is bent by a little, and its cases must
    notice: a survivor is listed with the case that is missing.
    """
    from titcheck.rulebook.choose import chooser

    rulebook = _opened(ctx, rules, book)
    chosen = list(filter(chooser(rulebook, ids or [], []), rulebook.rules.values()))
    failed = _survivors(ctx, rulebook, chosen, sample) if mutants else _failures(ctx, rulebook, chosen)
    _refuse_broken(ctx, rulebook)
    if failed:
        raise typer.Exit(1)


def _opened(ctx: typer.Context, rules: Path | None, book: Book | None) -> Any:
    """The rulebook that the options name, behind the word or before it."""
    from titcheck.rulebook import load

    folder, other = ctx.obj
    return load(rules or folder, (book or other or Book.TITP).value)


def _failures(ctx: typer.Context, rulebook: Any, chosen: list[Any]) -> bool:
    from titcheck.cases import run_cases
    from titcheck.cli.paper import stdout, working
    from titcheck.report.rulebook import print_outcomes

    outcomes = []
    with working(language(ctx)) as tell:
        for rule in chosen:
            tell(rule.file.title.text)
            outcomes += run_cases(rulebook, rule)
    print_outcomes(outcomes, stdout(), language(ctx))
    return any(outcome.faults for outcome in outcomes)


def _survivors(ctx: typer.Context, rulebook: Any, chosen: list[Any], sample: int) -> bool:
    from titcheck.cli.paper import stdout
    from titcheck.mutants import prove
    from titcheck.report.rulebook import print_proof, print_proven

    console, proofs = stdout(), []
    for rule in chosen:
        proofs.append(prove(rulebook, rule, sample))
        print_proof(proofs[-1], console, language(ctx))
    print_proven(proofs, console, language(ctx))
    return any(proof.survivors or proof.stale for proof in proofs)


def _refuse_broken(ctx: typer.Context, rulebook: Any) -> None:
    """Name every rule file that was refused; exit 2 if there is one."""
    for error in rulebook.broken:
        complain(ctx, error)
    if rulebook.broken:
        raise typer.Exit(2)
