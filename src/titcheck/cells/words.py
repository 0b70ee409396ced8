"""Text, identifiers, yes and no, and the words of a list."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from stdnum.jp import cn

from titcheck.cells.blanks import NONE
from titcheck.cells.reading import BLANK, Reading, plain, problem, tight, unreadable
from titcheck.tables.model import Column, Shape
from titcheck.tables.plans import STAGE_IN_KIND
from titcheck.text import Text
from titcheck.workbook.model import BROKEN

_YES = frozenset(["○", "◯", "〇", "⭕", "✓", "✔", "✅", "☑", "有", "有り", "あり", "はい", "yes", "y", "true", "1"])
_NO = frozenset(["×", "✕", "✖", "✗", "✘", "❌", "無", "無し", "なし", "いいえ", "no", "n", "false", "0"])
_LEVEL = re.compile(r"(?:日本語能力試験|jlpt)?[-:]?n([1-5])(?:合格)?", re.IGNORECASE)
_LONG_MARK = re.compile("(?<=[A-Za-z0-9])ー(?=[A-Za-z0-9])")
_DRESS = re.compile("^T|-", re.IGNORECASE)
"""What is written about a corporate number: hyphens, and the T that makes it the registration number of an invoice."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)

_SHAPES: Mapping[Shape, tuple[str, Text]] = MappingProxyType(
    {
        "so_no": (r"許\d{10}", Text("許 and 10 digits, like 許1703000001", "「許」と数字10桁（例：許1703000001）")),
        "plan_no": (
            r"変?認\d{10}",
            Text("認 or 変認 and 10 digits, like 認2504000001", "「認」又は「変認」と数字10桁（例：認2504000001）"),
        ),
        "sending_org_no": (
            r"[A-Z]{3}\d{6}",
            Text("three capital letters and 6 digits, like VNM000001", "英大文字3字と数字6桁（例：VNM000001）"),
        ),
        "residence_card_no": (
            r"[A-Z]{2}\d{8}[A-Z]{2}",
            Text(
                "2 capital letters, 8 digits, 2 letters, like AB12345678CD",
                "英大文字2字・数字8桁・英大文字2字（例：AB12345678CD）",
            ),
        ),
    }
)


def read_text(cell: str) -> Reading:
    """The text as it is compared: NFKC, trimmed, one space where there were more."""
    return Reading(plain(cell) or None)


def read_no(column: Column, cell: str) -> Reading:
    """An identifier; one of a wrong shape is a problem and keeps its text.

    なし stays as that text: no organisation stands there. An event's number that is words would say that it happened.
    """
    value = re.sub(r"^(\d+)\.0+$", r"\1", _LONG_MARK.sub("-", tight(cell)))
    if value in NONE:
        return Reading("なし")
    if column.shape == "corporate_no" and _is_corporate_no(digits := _DRESS.sub("", value)):
        return Reading(digits)
    if column.kind == "event" and (value.upper() == "N/A" or not re.search("[0-9A-Za-z]", value)):
        return unreadable(
            cell,
            "is no number: write it, or leave the cell blank if there is none",
            "は番号ではありません。番号を記入し、ない場合は空欄にしてください。",
        )
    return Reading(value, _misshapen(column.shape, value))


def _is_corporate_no(digits: str) -> bool:
    return re.fullmatch("[0-9]{13}", digits) is not None and cn.is_valid(digits)


def _misshapen(shape: Shape | None, value: str) -> Text | None:
    if _SCIENTIFIC.fullmatch(value):
        return problem(
            value,
            "is a number Excel has shortened: format the column as text and write all digits",
            "はExcelが桁を省略した数値です。列を文字列にして全桁を記入してください。",
        )
    if shape is None:
        return None
    if shape == "corporate_no":
        return problem(
            value,
            "is no corporate number: write 13 digits, of which the first is the check digit of the others",
            "は法人番号として正しくありません。検査用数字（先頭の1桁）を含む13桁を記入してください。",
        )
    pattern, right = _SHAPES[shape]
    return None if re.fullmatch(pattern, value, re.ASCII) else _wrong_shape(value, right)


def _wrong_shape(value: str, right: Text) -> Text:
    return problem(
        value,
        f"does not have the form of this number: write {right.en}",
        f"は番号の形式と異なります。{right.ja}で記入してください。",
    )


def read_flag(cell: str) -> Reading:
    """Yes or no: `true` or `false`."""
    word = _key(cell)
    if word in _YES or word in _NO:
        return Reading("true" if word in _YES else "false")
    return unreadable(cell, "is neither yes nor no: write ○ or ×", "は有無を判別できません。○又は×を記入してください。")


def read_level(cell: str) -> Reading:
    """A level of the Japanese-Language Proficiency Test: `N1` to `N5`."""
    if match := _LEVEL.fullmatch(_key(cell)):
        return Reading(f"N{match[1]}")
    return unreadable(
        cell,
        "is no level of the Japanese-Language Proficiency Test: write N1, N2, N3, N4 or N5, or leave the cell blank",
        "は日本語能力試験のレベルではありません。N1・N2・N3・N4・N5のいずれかを記入するか、空欄にしてください。",
    )


def read_choice(column: Column, cell: str) -> Reading:
    """The code of one of the column's choices."""
    code = _codes(column).get(_key(cell))
    if code is not None:
        return Reading(code)
    return unreadable(
        cell,
        "is not in the list: write one of " + ", ".join(f"{one.code} ({one.label.ja})" for one in column.choices),
        "は選択肢にありません。" + "・".join(one.label.ja for one in column.choices) + "のいずれかを記入してください。",
    )


def read_stage(raw: str) -> Reading:
    """The stage that a 区分 cell of a plan gives beside the kind (D or 1号ロ: `1`); blank where it gives none."""
    return BLANK if raw.startswith(BROKEN) else Reading(_stages().get(_key(raw)))


@cache
def _stages() -> Mapping[str, str]:
    return {_key(spelling): stage for spelling, stage in STAGE_IN_KIND.items()}


@cache
def _codes(column: Column) -> Mapping[str, str]:
    return {
        _key(spelling): one.code
        for one in column.choices
        for spelling in (one.code, one.label.ja, one.label.en, *one.aliases)
    }


def _key(word: str) -> str:
    """A word as it is compared: plain, small letters, no spaces or underscores; 1.0 is 1, 第一号 is 第1号."""
    key = re.sub(r"^(\d+)\.0+$", r"\1", re.sub(r"[\s_]+", "", plain(word).casefold()))
    return re.sub("[一二三](?=号)", lambda kanji: str("_一二三".index(kanji[0])), key)
