"""`titcheck explain`: one finding's whole derivation."""

from pathlib import Path
from typing import Annotated

import typer

from titcheck.cli.options import AsOfOption, Book, BookOption, LangOption, MappingOption, RulesOption, day_of, language
from titcheck.errors import BadRequest
from titcheck.text import Text


def explain(
    ctx: typer.Context,
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", hidden=True)],
    files: Annotated[list[Path], typer.Argument(metavar="FILES", hidden=True)],
    as_of: AsOfOption = None,
    rules: RulesOption = None,
    book: BookOption = None,
    mapping: MappingOption = None,
    _lang: LangOption = None,
) -> None:
    """Show how one finding came about. 指摘の根拠の説明

    FINGERPRINT is a finding's, or its beginning, as the reports give it; FILES, day and rules as they were then.
    """
    from titcheck.cli.paper import stdout, working
    from titcheck.judge.explain import explain as derive
    from titcheck.report.cells import Places
    from titcheck.report.explain import print_explanation
    from titcheck.rulebook import load
    from titcheck.run import check_books

    day, law = day_of(as_of), (book or Book.TITP).value
    with working(language(ctx)) as tell:
        report = check_books(files, day, rules, law, tell=tell, mapping=mapping)
    found = [finding for finding in report.findings if finding.fingerprint.startswith(fingerprint)]
    if not found:
        raise BadRequest(
            Text(
                f"no finding {fingerprint} in these books on {day}: take it from a report of the same books and day",
                f"{day}時点のこれらの帳簿に指摘{fingerprint}はありません。同じ帳簿・判定基準日の結果から指定してください",
            )
        )
    told = load(rules, law)
    places = Places(report.inputs, language(ctx))
    for finding in found:
        print_explanation(finding, derive(told, finding, day), places, stdout(), language(ctx))
