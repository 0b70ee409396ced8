"""`titcheck template`: a workbook to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from titcheck.errors import BadRequest
from titcheck.text import Text


def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", hidden=True)],
) -> None:
    """Write an empty workbook to fill in. 記入用の様式

    OUT.xlsx gets a sheet for every table; it must not exist yet.
    """
    from titcheck.tables import TABLES
    from titcheck.tables.template import write_template

    if out.suffix.lower() != ".xlsx":
        raise BadRequest(
            Text(f"{out}: give the file a name ending in .xlsx", f"{out}：ファイル名の末尾は.xlsxとしてください")
        )
    if out.exists():
        raise BadRequest(
            Text(f"{out}: already exists; choose another name", f"{out}：既に存在します。別の名前を指定してください")
        )
    write_template(out, TABLES)
    typer.echo(str(out))
