"""Days: as Excel holds them, in Western years, in Japanese eras. What can be read two ways is not read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from titcheck.cells.reading import BLANK, Reading, plain, tight, unreadable


@dataclass(frozen=True, slots=True)
class Era:
    """An era's name, first and last day. A change took effect within its day, so two eras can share one."""

    name: str
    first: date
    last: date


_REIWA = Era("令和", date(2019, 5, 1), date(2199, 12, 31))
_HEISEI = Era("平成", date(1989, 1, 8), date(2019, 4, 30))
_SHOWA = Era("昭和", date(1926, 12, 25), date(1989, 1, 7))
_TAISHO = Era("大正", date(1912, 7, 30), date(1926, 12, 25))
_MEIJI = Era("明治", date(1868, 10, 23), date(1912, 7, 30))

ERAS: Mapping[str, Era] = MappingProxyType(
    {
        name: era
        for era, names in (
            (_REIWA, ("令和", "令", "R")),
            (_HEISEI, ("平成", "平", "H")),
            (_SHOWA, ("昭和", "昭", "S")),
            (_TAISHO, ("大正", "大", "T")),
            (_MEIJI, ("明治", "明", "M")),
        )
        for name in names
    }
)
"""Each era by its name and its abbreviations (capital letters)."""

_NOT_YET = re.compile(r"無し?|なし|該当なし|未定|[-‐‑‒–—―−─ー]+")
_WEEKDAY = re.compile(r"(?<=.)(?:\(?([月火水木金土日])(?:曜日?)?\)|([月火水木金土日])曜日?)$")
_ANY_DASH = re.compile(r"(?<=[0-9])[‐‑‒–—―−─ー](?=[0-9])")
_CLOCK = re.compile(r"(?<=.)[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_WESTERN = re.compile(r"(?:西暦)?([0-9]{4})(?:年([0-9]{1,2})月([0-9]{1,2})日|([/.-])([0-9]{1,2})\4([0-9]{1,2}))")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:\.0+)?")
_ERA = re.compile(
    rf"({'|'.join(ERAS)})\.?(元|[0-9]{{1,2}})(?:年([0-9]{{1,2}})月([0-9]{{1,2}})日|([/.-])([0-9]{{1,2}})\5([0-9]{{1,2}}))",
    re.IGNORECASE,
)
_ERA_COMPACT = re.compile(r"([MTSHR])([0-9]{2})([0-9]{2})([0-9]{2})", re.IGNORECASE)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_TWO_DIGITS = re.compile(r"'?[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{2}|[0-9]{4}|[0-9])")
_NO_YEAR = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[/.-][0-9]{1,2}")

_SERIAL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(10_000, 50_101)
"""May 1927 to March 2037. From 50101 on, five digits could be a day of 令和5年 and later without its leading zero."""
_EMPTY = (date(1899, 12, 30), date(1900, 2, 28))
"""What Excel shows for 0 or a time of day in a cell formatted as a date."""

_RIGHT_EN = "write a day like 2024-04-01 or 令和6年4月1日"
_RIGHT_JA = "2024-04-01又は令和6年4月1日のように記入してください。"


def read_day(cell: str) -> Reading:
    """A day as `2024-04-01`. 無, なし, 未定 and dashes are blank; a weekday beside the day must be that day's."""
    text = _ANY_DASH.sub("-", tight(_CLOCK.sub("", plain(cell))))
    if _NOT_YET.fullmatch(text):
        return BLANK
    weekday = _WEEKDAY.search(text)
    if weekday:
        text = text[: weekday.start()]
    day = _day(text)
    if isinstance(day, _Not):
        return unreadable(cell, f"{day.en}; {_RIGHT_EN}", f"{day.ja}{_RIGHT_JA}")
    if _EMPTY[0] <= day <= _EMPTY[1]:
        return unreadable(
            cell,
            f"is an empty cell or a time of day shown as a day; {_RIGHT_EN}, or leave the cell blank",
            f"は空欄又は時刻が日付として表示されたものです。空欄にするか、{_RIGHT_JA}",
        )
    if weekday and "月火水木金土日"[day.weekday()] != (weekday[1] or weekday[2]):
        right = "月火水木金土日"[day.weekday()]
        return unreadable(
            cell,
            f"contradicts itself: {day} is {day:%A} ({right}); correct the day or the weekday",
            f"は日付と曜日が一致しません（{day}は{right}曜日）。日付又は曜日を訂正してください。",
        )
    return Reading(day.isoformat())


@dataclass(frozen=True, slots=True)
class _Not:
    """Why a text is no day."""

    en: str
    ja: str


_NO_DAY = _Not("is no day", "は存在しない日付です。")
_NO_FORM = _Not("is not written as a day", "は日付として読めません。")
_WHY = (
    (
        _TWO_DIGITS,
        _Not(
            "can be several days: its year needs four digits or an era",
            "は年を特定できません。年を西暦4桁又は元号とし、",
        ),
    ),
    (_NO_YEAR, _Not("has no year", "は年がありません。")),
)


def _day(text: str) -> date | _Not:
    """The one day `text` (NFKC, without spaces or weekday) can mean."""
    if match := _WESTERN.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(*_parts(match))
    if match := _ERA.fullmatch(text) or _ERA_COMPACT.fullmatch(text):
        return _day_of_era(*_parts(match))
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return _SERIAL_DAY_0 + timedelta(days=int(match[1]))
    return next((why for form, why in _WHY if form.fullmatch(text)), _NO_FORM)


def _parts(match: re.Match[str]) -> list[str]:
    return [part for part in match.groups() if part and part not in "/.-"]


def _date(year: str, month: str, day: str) -> date | _Not:
    if not _MEIJI.first.year <= int(year) <= _REIWA.last.year:
        return _Not("has an impossible year", "は年が正しくありません。")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return _NO_DAY


def _day_of_era(name: str, year: str, month: str, day: str) -> date | _Not:
    era = ERAS[name.upper()]
    western = era.first.year - 1 + (1 if year == "元" else int(year))
    found = _date(str(western), month, day)
    if isinstance(found, date) and found < era.first:
        return _Not(
            f"is before {era.name}, which began on {era.first}", f"は{era.name}の始期（{era.first}）より前です。"
        )
    if isinstance(found, date) and found > era.last:
        return _Not(
            f"is after {era.name}, which ended on {era.last}; its year would be {western}",
            f"は{era.name}の終期（{era.last}）より後です。西暦では{western}年に当たります。",
        )
    return found
