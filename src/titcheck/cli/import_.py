"""`titcheck import`: what others publish, as books."""

from pathlib import Path
from typing import Annotated

import typer

from titcheck.cli.options import LangOption, language
from titcheck.text import Text

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def import_() -> None:
    """Read what others publish. 公表資料の取込み"""


@app.command()
def isa(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILES", hidden=True)],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="OUT.xlsx", help="Write the dispositions here; must not exist yet.")
    ] = None,
    _lang: LangOption = None,
) -> None:
    """Read the lists of dispositions that the Immigration Services Agency publishes. 出入国在留管理庁の公表情報

    FILES are the lists as published, or folders of them. They can also be given straight to `titcheck check`.

    Exit code 2 where no list was recognised.
    """
    from titcheck.cli.paper import stdout, working, write_new
    from titcheck.lists import read_lists
    from titcheck.report.lists import print_lists

    with working(language(ctx)) as tell:
        tell(Text("Reading", "読み取り中"))
        lists = read_lists(files)
    print_lists(lists, stdout(), language(ctx))
    if not lists.lists:
        raise typer.Exit(2)
    if out:
        from titcheck.tables import BY_NAME
        from titcheck.tables.filled import build_filled

        write_new(out, build_filled(BY_NAME["dispositions"], lists.rows))
        typer.echo(str(out))
