"""How every command ends: what a user can cause is one line and exit code 2, never a traceback."""

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from titcheck.cli.options import language
from titcheck.errors import RuleError, TitcheckError
from titcheck.report.plain import plain


class Program(TyperGroup):
    """The `titcheck` command. Ctrl-C ends with 130 (Typer's doing), a closed pipe with 141, as in a shell."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except TitcheckError as error:
            complain(ctx, error)
            raise typer.Exit(2) from error
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered goes nowhere
            raise typer.Exit(141) from error
        except RuntimeError as error:
            if str(error) != "Query interrupted":  # the engine's word for Ctrl-C in this thread
                raise
            raise typer.Exit(130) from error
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            typer.echo(f"titcheck: {plain(place)}{error.strerror or error}", err=True)
            raise typer.Exit(2) from error


def complain(ctx: typer.Context, error: TitcheckError) -> None:
    """One line on standard error: where, what, and what would be right."""
    problem = error.problem.of(language(ctx))
    if isinstance(error, RuleError):
        place = str(error.path) if error.line is None else f"{error.path}:{error.line}"
        problem = f"{place}: {problem}"
    typer.echo(f"titcheck: {plain(problem)}", err=True)
