"""The options several commands share, each declared once."""

import os
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from titcheck.errors import BadRequest
from titcheck.text import Lang, Text

_LANG = "titcheck.lang"


def spoken() -> Lang:
    """Japanese where the locale (on Windows the user interface) is Japanese, else English."""
    if sys.platform == "win32":
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return "ja" if primary == 0x11 else "en"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ja" if locale.startswith("ja") else "en"


def language(ctx: typer.Context) -> Lang:
    """The language the running command answers in: `--lang`, else the locale's."""
    lang: Lang = ctx.meta.get(_LANG) or spoken()
    return lang


def _remember(ctx: typer.Context, lang: Lang | None) -> Lang | None:
    ctx.meta[_LANG] = lang or ctx.meta.get(_LANG)
    return lang


LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        metavar="en|ja",
        callback=_remember,
        is_eager=True,
        help="Language of the answer (default: the locale's). 言語",
    ),
]


class Book(StrEnum):
    """The two laws."""

    TITP = "titp"
    ESD = "esd"


BookOption = Annotated[
    Book | None,
    typer.Option(
        "--book",
        metavar="titp|esd",
        help="Published rules: titp, Technical Intern Training (default); esd, Employment for Skill Development. 技能実習・育成就労",
    ),
]

RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="FOLDER",
        help="Folder of rule files, or of reference/*.csv that extend the published tables. 規則のフォルダー",
    ),
]

MappingOption = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        help="What your sheets and headings are, as `titcheck columns --write-mapping` writes it. 対応表",
    ),
]

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        show_default="today in Japan",
        help="Judge as of this day: 2026-11-30, 令和8年11月30日. 判定基準日",
    ),
]


def day_of(asked: str | None) -> date:
    """The day `--as-of` names, in any way a cell may name one; today in Japan where it names none. BadRequest."""
    if asked is None:
        return datetime.now(ZoneInfo("Asia/Tokyo")).date()
    from titcheck.cells.days import read_day

    reading = read_day(asked)
    if reading.value is None or asked.strip().isdecimal():  # a bare number would be an Excel serial
        raise BadRequest(
            Text(
                f"--as-of: `{asked}` is not a day; write 2026-11-30 or 令和8年11月30日",
                f"--as-of：`{asked}`は日付ではありません。2026-11-30又は令和8年11月30日のように指定してください",
            )
        )
    return date.fromisoformat(reading.value)
