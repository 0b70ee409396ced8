"""`titcheck template`: a workbook to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from titcheck.cli.options import LangOption, language
from titcheck.errors import BadRequest
from titcheck.text import Text


def template(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", hidden=True)],
    tables: Annotated[
        list[str] | None,
        typer.Option(metavar="NAMES", help="Only these tables: plans,trainees or 技能実習計画,技能実習生. 帳簿の選択"),
    ] = None,
    _lang: LangOption = None,
) -> None:
    """Write an empty workbook to fill in. 記入用の様式

    OUT.xlsx gets a sheet for every table, its headings in the language of the answer, and two sheets that explain how to
    fill them in, with an example for every column. It must not exist yet.
    """
    from titcheck.cli.paper import write_new
    from titcheck.tables import TABLES
    from titcheck.tables.recognise import tables_named
    from titcheck.tables.template import build_template

    if out.suffix.lower() != ".xlsx":
        raise BadRequest(
            Text(f"{out}: give the file a name ending in .xlsx", f"{out}：ファイル名の末尾は.xlsxとしてください")
        )
    names = [name for asked in tables or [] for part in asked.split(",") if (name := part.strip())]
    write_new(out, build_template(tables_named(names) or TABLES, language(ctx)))
    typer.echo(str(out))
