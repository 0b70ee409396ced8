"""One page that opens by double click and needs nothing else: totals, pictures, findings to filter and unfold."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from titcheck import __version__
from titcheck.findings import Force, Misreading, Report, Status
from titcheck.judge.sentences import written
from titcheck.report import words as common
from titcheck.report.cells import Places
from titcheck.report.html import pay, tally, words
from titcheck.report.html.findings import block, owner, theme
from titcheck.report.html.pictures import bar, figures, paid
from titcheck.report.plain import plain
from titcheck.report.wanted import wanted
from titcheck.tables import BY_NAME
from titcheck.text import LANGS, Lang, Text


def write(report: Report, out: BinaryIO, lang: Lang) -> None:
    """The page with both languages inside, opened in `lang`; written piece by piece."""
    environment = Environment(
        loader=PackageLoader("titcheck.report", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )
    page = environment.get_template("page.html.j2").stream(_said(report, lang))
    page.enable_buffering(50)
    out.writelines(piece.encode() for piece in page)


def _said(report: Report, lang: Lang) -> dict[str, Any]:
    here = files(__name__)
    style, script = (here.joinpath(name).read_text("utf-8") for name in ("style.css", "script.js"))
    books, columns = wanted(report.judgements)
    places = Places(report.inputs, lang)
    return {
        "report": report,
        "lang": lang,
        "version": __version__,
        # These two blocks may act on the page, and nothing may be loaded.
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'",
        "style": Markup(style),  # noqa: S704 — our own files
        "script": Markup(script),  # noqa: S704
        "block": map(Markup, block(report)),
        "headline": words.headline(report),
        "bars": (
            (words.BY_THEME, words.THEME, tally.by_theme(report)),
            (words.BY_OWNER, words.OWNER, tally.by_owner(report)),
        ),
        "tiles": tally.tiles(report),
        "heading": lambda it: _heading(places, it),
        "books_wanted": books,
        "columns_wanted": columns,
        "c": common,
        "w": words,
        "tally": tally,
        "bar": bar,
        "pay": pay.short_pay(report),
        "paid": paid,
        "pay_most": pay.MOST,
        "figures": figures(report),
        "hours": lambda minutes: Text(*(written(minutes, "hours", it) for it in LANGS)),
        "theme": theme,
        "owner": lambda number: owner(report, number),
        "tables": BY_NAME,
        "Force": Force,
        "Status": Status,
    }


def _heading(places: Places, misreading: Misreading) -> Text:
    column = places.column(misreading.column, [(misreading.file, misreading.sheet)])
    return column.heading if column else Text(misreading.column, misreading.column)


def _safe(value: Any) -> Any:
    """Whatever comes from a book is shown without characters that a reader cannot see."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
