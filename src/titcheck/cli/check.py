"""`titcheck check`: the one command that matters."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from titcheck.cli.options import AsOfOption, Book, BookOption, LangOption, MappingOption, RulesOption, day_of, language
from titcheck.errors import BadRequest
from titcheck.text import Text

_FAIL_ON = ("must", "should", "unproven", "never")


class Format(StrEnum):
    """How the report is written."""

    TERMINAL = "terminal"
    JSON = "json"


def check(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILES", hidden=True)],
    as_of: AsOfOption = None,
    rules: RulesOption = None,
    book: BookOption = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="IDS", help="Only these rules: ids, themes or patterns, with commas.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="IDS", help="Not these rules, named in the same way.")
    ] = None,
    mapping: MappingOption = None,
    _lang: LangOption = None,
    format_: Annotated[
        Format, typer.Option("--format", metavar="terminal|json", help="How to write the report. 出力形式")
    ] = Format.TERMINAL,
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="LIST", help="What gives an exit code: must, should (1), unproven (4), with commas; or never."
        ),
    ] = "must",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Write no report; the exit code says it all.")] = False,
) -> None:
    """Judge books against the law. 帳簿の判定

    FILES are books, or folders of them: xlsx xlsm xls xlsb ods csv parquet.

    Exit codes: 0 no duty of law violated; 1 violated; 2 nothing could be read, a bad request or a rule error; 3 nothing
    was judged; 4 unproven or unreadable, with --fail-on unproven.
    """
    from titcheck.cli.paper import stdout, working, write
    from titcheck.run import check_books

    failing = _failing(fail_on)
    day = day_of(as_of)
    with working(language(ctx)) as tell:
        report = check_books(files, day, rules, (book or Book.TITP).value, select or [], ignore or [], tell, mapping)
    report = replace(report, fail_on=failing)
    if quiet:
        pass
    elif format_ is Format.JSON:
        from titcheck.report.json import to_json

        write(to_json(report).encode())
    else:
        from titcheck.report.terminal import print_report

        print_report(report, stdout(), language(ctx))
    raise typer.Exit(report.exit_code)


def _failing(asked: str) -> frozenset[str]:
    """`must`, `should`, `unproven` as asked; empty for `never`."""
    words = {word.strip() for word in asked.split(",")}
    if unknown := sorted(words - set(_FAIL_ON)):
        raise BadRequest(
            Text(
                f"--fail-on: `{unknown[0]}` is none of {', '.join(_FAIL_ON)}",
                f"--fail-on：`{unknown[0]}`は指定できません（{'、'.join(_FAIL_ON)}のいずれか）",
            )
        )
    if "never" in words and len(words) > 1:
        raise BadRequest(Text("--fail-on: `never` stands alone", "--fail-on：`never`は単独で指定してください"))
    return frozenset(words - {"never"})
