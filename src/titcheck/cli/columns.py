"""`titcheck columns`: what was recognised in the books, before any law is asked."""

from pathlib import Path
from typing import Annotated

import typer

from titcheck.cli.options import LangOption, language
from titcheck.text import Text


def columns(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILES", hidden=True)],
    _lang: LangOption = None,
) -> None:
    """Show what is recognised in books. 認識した表と列

    FILES are books, or folders of them. Exit code 2 where no table was recognised.
    """
    from titcheck.cli.paper import stdout, working
    from titcheck.report.columns import print_columns
    from titcheck.workbook import read

    with working(language(ctx)) as tell:
        tell(Text("Reading", "読み取り中"))
        books = read(files)
    recognised = print_columns(books, stdout(), language(ctx))
    if not recognised:
        raise typer.Exit(2)
