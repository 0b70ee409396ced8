"""Days: as Excel holds them, in Western years, in Japanese eras. What can be read two ways is not read."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from titcheck.cells.reading import Reading, plain, unreadable, unspaced


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

_ERA_NAME = "|".join(ERAS)
_WEEKDAY = re.compile(r"(?<=.)(?:\(([月火水木金土日])(?:曜日?)?(?:・?祝日?)?\)|([月火水木金土日])曜日?)$")
_LONG_MARK = re.compile(r"(?<=[0-9元])ー(?=[0-9])")
KANJI = re.compile(r"[〇○◯零一二三四五六七八九十]+(?=[年月日])")
_TENS = re.compile(r"([二三四五六七八九]?)十([一二三四五六七八九]?)")
_CLOCK = re.compile(
    r"(?<=.)[ T](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:\+09(?::?00)?)?$"  # +09 is Tokyo
)
_WESTERN = re.compile(r"(?:西暦)?([0-9]{4})(?:年([0-9]{1,2})月([0-9]{1,2})日|([/.・-])([0-9]{1,2})\4([0-9]{1,2}))")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:\.0+)?")
_ERA = re.compile(
    rf"({_ERA_NAME})\.?(元|[0-9]{{1,2}})(?:年([0-9]{{1,2}})月([0-9]{{1,2}})日|([/.・-])([0-9]{{1,2}})\5([0-9]{{1,2}}))",
    re.IGNORECASE,
)
_ERA_COMPACT = re.compile(rf"({_ERA_NAME})([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})", re.IGNORECASE)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_ZERO = re.compile(r"0+(?:\.[0-9]+)?|1900([/年-])0?1[/月-]0?0日?")
_SHORT_YEAR = re.compile(
    r"[0-9]{1,2}([/.・-])[0-9]{1,2}\1(?:[0-9]{2}|[0-9]{4}|[0-9])"
    r"|[0-9]{1,2}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:\.0+)?"
)
_NO_YEAR = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[/.・-][0-9]{1,2}")
_NO_DAY_OF_MONTH = re.compile(
    rf"(?:(?:{_ERA_NAME})\.?(?:元|[0-9]{{1,2}})|[0-9]{{4}})(?:年(?:[0-9]{{1,2}}月?)?|[/.・-][0-9]{{1,2}})",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"[^~]*[0-9日]~[^~]*[0-9日]")

_SERIAL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(10_000, 50_101)
"""May 1927 to March 2037. Those whose digits could also be a year, month and day (40401: 令和4年4月1日) are left out."""
_EMPTY = (date(1899, 12, 30), date(1900, 2, 28))
"""What Excel shows for 0 or a time of day in a cell formatted as a date."""

_RIGHT_EN = "write a day like 2024-04-01 or 令和6年4月1日"
_RIGHT_JA = "2024-04-01又は令和6年4月1日のように記入してください。"


def read_day(cell: str) -> Reading:
    """A day as `2024-04-01`; a weekday beside the day must be that day's, a time of day is left out."""
    text = _LONG_MARK.sub("-", KANJI.sub(arabic, unspaced(_CLOCK.sub("", plain(cell)))))
    weekday = _WEEKDAY.search(text)
    if weekday:
        text = text[: weekday.start()]
    day = _day(text)
    if isinstance(day, _Not):
        return unreadable(cell, f"{day.en}; {_RIGHT_EN}", f"{day.ja}{_RIGHT_JA}")
    if day <= _EMPTY[1] and (day >= _EMPTY[0] or _CLOCK.search(plain(cell))):  # with a time: a number below zero
        return unreadable(
            cell,
            f"is an empty cell, a time of day or a negative number shown as a day; {_RIGHT_EN}, or leave the cell blank",
            f"は空欄、時刻又は負の数が日付として表示されたものです。空欄にするか、{_RIGHT_JA}",
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


_NO_FORM = _Not("is not written as a day", "は日付として読めません。")
_WHY = (
    (
        _SHORT_YEAR,
        _Not(
            "can be several days: its year needs four digits or an era",
            "は年を特定できません。年を西暦4桁又は元号とし、",
        ),
    ),
    (_NO_YEAR, _Not("has no year", "は年がありません。")),
    (_NO_DAY_OF_MONTH, _Not("names no day of a month", "は日まで記載されていません。")),
    (_PERIOD, _Not("is a period and no single day", "は期間であり、一つの日付ではありません。")),
)


def _day(text: str) -> date | _Not:
    """The one day `text` (plain, kanji digits as 0-9, without weekday) can mean."""
    if _ZERO.fullmatch(text):
        return _EMPTY[0]
    if match := _WESTERN.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(*_parts(match))
    if match := _ERA.fullmatch(text) or _ERA_COMPACT.fullmatch(text):
        return _day_of_era(*_parts(match))
    if why := next((why for form, why in _WHY if form.fullmatch(text)), None):
        return why
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return _SERIAL_DAY_0 + timedelta(days=int(match[1]))
    return _NO_FORM


def arabic(kanji: re.Match[str]) -> str:
    """A number in kanji as digits: 三十一 and 三一 are 31."""
    if tens := _TENS.fullmatch(kanji[0]):
        return str(10 * "_一二三四五六七八九".index(tens[1] or "一") + "_一二三四五六七八九".index(tens[2] or "_"))
    return kanji[0].translate(str.maketrans("〇○◯零一二三四五六七八九", "0000123456789"))


def _parts(match: re.Match[str]) -> list[str]:
    return [part for part in match.groups() if part and part not in "/.・-"]


def _date(year: str, month: str, day: str) -> date | _Not:
    y, m = int(year), int(month)
    if not _MEIJI.first.year <= y <= _REIWA.last.year:
        return _Not("has an impossible year", "は年が正しくありません。")
    if not 1 <= m <= 12:
        return _Not(f"is no day: there is no month {m}", f"は存在しない日付です（{m}月はありません）。")
    last = monthrange(y, m)[1]
    if not 1 <= int(day) <= last:
        return _Not(f"is no day: {y}-{m:02} has {last} days", f"は存在しない日付です（{y}年{m}月は{last}日までです）。")
    return date(y, m, int(day))


def _day_of_era(name: str, year: str, month: str, day: str) -> date | _Not:
    era = ERAS[name.upper()]
    western = year_of_era(name, year)
    found = _date(str(western), month, day)
    if western > era.last.year or (isinstance(found, date) and found > era.last):
        return _Not(
            f"is after {era.name}, which ended on {era.last}; its year would be {western}",
            f"は{era.name}の終期（{era.last}）より後です。西暦では{western}年に当たります。",
        )
    if isinstance(found, date) and found < era.first:
        return _Not(
            f"is before {era.name}, which began on {era.first}; its year would be {western}",
            f"は{era.name}の始期（{era.first}）より前です。西暦では{western}年に当たります。",
        )
    return found


def year_of_era(name: str, year: str) -> int:
    """The Western year of an era's year: 令和 and 元 give 2019."""
    return ERAS[name.upper()].first.year - 1 + (1 if year == "元" else int(year))
