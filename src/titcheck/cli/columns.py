"""`titcheck columns`: what was recognised in the books, before any law is asked."""

from pathlib import Path
from typing import Annotated

import typer

from titcheck.cli.options import LangOption, MappingOption, language
from titcheck.text import Text


def columns(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILES", hidden=True)],
    mapping: MappingOption = None,
    write_mapping: Annotated[
        Path | None,
        typer.Option(
            "--write-mapping", metavar="FILE", help="Write what was recognised as a mapping to edit. 対応表の作成"
        ),
    ] = None,
    _lang: LangOption = None,
) -> None:
    """Show what is recognised in books. 認識した表と列

    FILES are books, or folders of them. Exit code 2 where no table was recognised.
    """
    from titcheck.cli.paper import stdout, working, write_new
    from titcheck.judge.origin import rules_reading
    from titcheck.mapping.apply import survey_books
    from titcheck.mapping.said import Mapped
    from titcheck.report.columns import print_columns
    from titcheck.rulebook import load
    from titcheck.workbook import read

    said: tuple[Mapped, ...] = ()
    if mapping:
        from titcheck.mapping.read import read_mapping

        said = read_mapping(mapping)
    with working(language(ctx)) as tell:
        tell(Text("Reading", "読み取り中"))
        books = read(files)
        surveyed = survey_books(books, said)
    if write_mapping:
        from titcheck.mapping.write import written_mapping

        write_new(write_mapping, written_mapping(surveyed, language(ctx)).encode())
        typer.echo(str(write_mapping))
        return
    rulebook = load()
    needing = {rule.id: rule.file.books.needs for rule in rulebook.rules.values()}
    print_columns(books, surveyed, (needing, rules_reading(rulebook)), stdout(), language(ctx))
    if not any(each.layouts for each in surveyed):
        raise typer.Exit(2)
