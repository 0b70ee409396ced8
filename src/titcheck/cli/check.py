"""`titcheck check`: the one command that matters."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from titcheck.cli.options import AsOfOption, Book, BookOption, LangOption, MappingOption, RulesOption, day_of, language
from titcheck.errors import BadRequest, meant
from titcheck.findings import Report
from titcheck.report.formats import FORMATS, MARKED
from titcheck.report.groups import GROUPINGS
from titcheck.text import Lang, Text

Name = TypeVar("Name", bound=str)

_KEY_LENGTH = 32
_FAIL_ON = ("must", "should", "unproven", "never")


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
        str, typer.Option("--format", metavar="FORMAT", help=f"How to write the report: {', '.join(FORMATS)}. 出力形式")
    ] = FORMATS[0],
    out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=FILE",
            help="Write the report to a file too, in any format; as often as you like. marked=FOLDER:"
            " copies of the books, their cells coloured and commented. 帳簿の写しへの色付け",
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="LIST", help="What gives an exit code: must, should (1), unproven (4), with commas; or never."
        ),
    ] = "must",
    summary: Annotated[bool, typer.Option("--summary", help="Counts and bars, no single finding. 集計のみ")] = False,
    group_by: Annotated[
        str, typer.Option("--group-by", metavar="|".join(GROUPINGS), help="What findings stand under. 指摘の分類")
    ] = GROUPINGS[0],
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=0, help="Show so many findings, and say how many more. 表示件数"),
    ] = None,
    redact: Annotated[
        Path | None,
        typer.Option(
            metavar="KEYFILE", help="Mask names, birth dates, cards, addresses by this key, made if new. 匿名化"
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Write no report; the exit code says it all.")] = False,
) -> None:
    """Judge books against the law. 帳簿の判定

    FILES are books, or folders of them: xlsx xlsm xls xlsb ods csv parquet.

    Exit codes: 0 no duty of law violated; 1 violated; 2 nothing could be read, a bad request or a rule error; 3 nothing
    was judged; 4 unproven or unreadable, with --fail-on unproven.
    """
    from titcheck.cli.paper import stdout, whole, working, write
    from titcheck.report.formats import write_report
    from titcheck.run import check_books

    failing = _failing(fail_on)
    outputs = [_output(asked) for asked in out or []]
    copies = {path: _copies(files, path, redact) for name, path in outputs if name == MARKED}
    _known(format_, FORMATS, "--format")
    by = _known(group_by, GROUPINGS, "--group-by")
    day = day_of(as_of)
    with working(language(ctx)) as tell:
        report = check_books(files, day, rules, (book or Book.TITP).value, select or [], ignore or [], tell, mapping)
    report = replace(report, fail_on=failing)
    if redact:
        from titcheck.report.redact import redacted

        report = redacted(report, _key(redact))
    for name, path in outputs:
        if name == MARKED:
            _write_copies(report, copies[path], path, language(ctx))
            continue
        with whole(path) as file:
            write_report(name, report, file, language(ctx))
    if quiet:
        pass
    elif format_ == FORMATS[0]:
        from titcheck.report.terminal import View, print_report

        print_report(report, stdout(), language(ctx), View(summary, by, limit))
    else:
        written = BytesIO()
        write_report(format_, report, written, language(ctx))
        write(written.getvalue())
    raise typer.Exit(report.exit_code)


def _key(path: Path) -> bytes:
    """The key in a file; a new one, which the user alone can read, where there is no file yet."""
    if not path.exists():
        path.touch(0o600, exist_ok=False)
        path.write_text(f"{secrets.token_hex(32)}\n", "ascii")
    key = path.read_bytes().strip()
    if len(key) < _KEY_LENGTH:
        raise BadRequest(
            Text(
                f"--redact: {path} holds no key: name a file that does not exist yet, and one is made",
                f"--redact：{path}に鍵がありません。まだ存在しないファイル名を指定すると、新たに作成します",
            )
        )
    return key


def _output(asked: str) -> tuple[str, Path]:
    """The format and the file that `FORMAT=FILE` names."""
    name, equals, path = asked.partition("=")
    if not equals or not path:
        raise BadRequest(
            Text(
                f"--out: write FORMAT=FILE, like json={asked}",
                f"--out：「形式=ファイル」の形で指定してください（例：json={asked}）",
            )
        )
    return _known(name, (*FORMATS, MARKED), "--out"), Path(path)


def _copies(files: Sequence[Path], folder: Path, redact: Path | None) -> Mapping[str, tuple[Path, Path]]:
    """Where the marked copies go. BadRequest: not where they would do harm, nor where nobody may be named."""
    from titcheck.report.marked.targets import targets

    if redact:
        raise BadRequest(
            Text(
                "--redact: a marked copy holds all that the book holds; leave out --out marked",
                "--redact：色付けした写しには帳簿の内容がそのまま残ります。--out markedと併用できません",
            )
        )
    return targets(files, folder)


def _write_copies(report: Report, copies: Mapping[str, tuple[Path, Path]], folder: Path, lang: Lang) -> None:
    """A marked copy of every book that was read, and the report as a workbook."""
    from titcheck.cli.paper import whole
    from titcheck.report.formats import write_report
    from titcheck.report.marked import write_copy
    from titcheck.report.marked.marks import Marks
    from titcheck.report.marked.targets import REPORT

    if any(book.file not in copies for book in report.inputs):
        raise BadRequest(
            Text(
                "--out marked: files were added or renamed while the books were judged; check again",
                "--out marked：判定中にファイルの追加又は名称変更があったため、写しを作成していません。再度実行してください",
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    for book in report.inputs:
        path, copy = copies[book.file]
        copy.parent.mkdir(parents=True, exist_ok=True)
        with whole(copy) as file:
            write_copy(Marks(report, book.file, lang), book, path, file)
    with whole(folder / REPORT) as file:
        write_report("xlsx", report, file, lang)


def _known(name: str, names: Sequence[Name], option: str) -> Name:
    """The one of `names` that was asked for."""
    for known in names:
        if known == name:
            return known
    hint = meant(name, names)
    raise BadRequest(
        Text(
            f"{option}: `{name}` is none of {', '.join(names)}{hint.en}",
            f"{option}：`{name}`は指定できません（{'、'.join(names)}のいずれか）{hint.ja}",
        )
    )


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
