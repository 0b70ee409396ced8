"""The command line. Nothing here computes; each command imports what it needs when it runs."""

from typing import Annotated

import typer

from titcheck import __version__
from titcheck.cli import check, columns, explain, import_, rules, template
from titcheck.cli.program import Program

app = typer.Typer(
    name="titcheck",
    cls=Program,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Nothing leaves this machine. Rules and books are read from disk only.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"titcheck {__version__}")
        raise typer.Exit


@app.callback()
def titcheck(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Hold the books of the Technical Intern Training Program (技能実習) against the law in force on each day.

    For every duty: met, violated or unproven, with the cells it rests on and the article it comes from.
    """


app.command("check")(check.check)
app.command("explain")(explain.explain)
app.add_typer(rules.app, name="rules")
app.command("columns")(columns.columns)
app.command("template")(template.template)
app.add_typer(import_.app, name="import")
