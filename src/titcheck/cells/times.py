"""Hours and minutes worked, and times of day; all as whole minutes."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from titcheck.cells.numbers import NUMBER, decimal
from titcheck.cells.reading import Reading, plain, unreadable, unspaced

_STAMP = re.compile(r"(18[0-9]{2}|19[0-9]{2})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)")
_CLOCK = re.compile(r"([0-9]{1,6}):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]+)?))?")
_IN_WORDS = re.compile(
    rf"(?:({NUMBER})(?:時間|hours?|hrs?|h))?(?:([0-9]{{1,5}})(?:分|minutes?|mins?|m))?", re.IGNORECASE
)
_HALF = re.compile(r"([0-9]{1,5})時間半")
_BARE = re.compile(NUMBER)
_TIME_IN_WORDS = re.compile(r"([0-9]{1,2})時(?:([0-9]{1,2})分?|(半))?")
_HALF_DAY = re.compile(r"(午前|午後|am|pm|a\.m\.|p\.m\.)", re.IGNORECASE)

_LONGEST = 10**7
_LATEST = 48 * 60
_DAY = 24 * 60
_WHOLE = Decimal("0.002")
"""How far from a whole minute a number of minutes may be through six decimals of a day."""


def read_hours(cell: str) -> Reading:
    """A length of time in whole minutes; a bare number is hours, a problem where it may be an Excel time."""
    text = unspaced(cell)
    minutes = _length(cell)
    if minutes is None and _BARE.fullmatch(text):
        number = decimal(text)
        if _may_be_excel_time(text, number):
            return unreadable(
                cell,
                "may be hours or an Excel time without its format: write 8:30 or 8時間30分",
                "は時間数か、書式のないExcelの時刻か判別できません。8:30又は8時間30分のように記入してください。",
            )
        minutes = _rounded(60 * number)
    if minutes is None or minutes >= _LONGEST:
        return unreadable(
            cell,
            "is no number of hours: write 8.5, 8:30 or 8時間30分 (none: 0)",
            "は時間数として読めません。8.5・8:30・8時間30分のように記入してください（なければ0）。",
        )
    return Reading(str(minutes))


def read_minutes(cell: str) -> Reading:
    """A length of time in whole minutes; a bare number is minutes."""
    minutes = _length(cell)
    if minutes is None and _BARE.fullmatch(text := unspaced(cell)) and (number := decimal(text)) == int(number):
        minutes = int(number)
    if minutes is None or minutes >= _LONGEST:
        return unreadable(
            cell,
            "is no number of minutes: write 60, 60分 or 1:00 (none: 0)",
            "は分数として読めません。60・60分・1:00のように記入してください（なければ0）。",
        )
    return Reading(str(minutes))


def read_time(cell: str) -> Reading:
    """A time of day in minutes from midnight; 25:00 is 1:00 of the next day. A bare fraction of 1 is an Excel time."""
    text = unspaced(cell).lower()
    minutes = _stamp(plain(cell))
    if minutes is None and _BARE.fullmatch(text) and (number := decimal(text)) < 1:
        minutes = _rounded(_DAY * number)
    if minutes is None:
        minutes = _time(text)
    if minutes is None or minutes > _LATEST:
        return unreadable(
            cell,
            "is no time of day: write 21:00, 午後9時 or, for 1:00 of the next day, 25:00",
            "は時刻として読めません。21:00・午後9時、翌日の1:00は25:00のように記入してください。",
        )
    return Reading(str(minutes))


def _time(text: str) -> int | None:
    """Minutes of a time in words or with a colon. 午前12時 and 午後12時 mean noon to some, midnight to others: None."""
    if text == "正午":
        return 12 * 60
    later = _DAY if text.startswith("翌") else 0
    text = re.sub(r"^翌日?", "", text)
    halves = _HALF_DAY.findall(text)
    text = _HALF_DAY.sub("", text)
    if match := _CLOCK.fullmatch(text):
        hour, minutes = int(match[1]), _rounded(Decimal(match[2]) + Decimal(match[3] or 0) / 60)
    elif match := _TIME_IN_WORDS.fullmatch(text):
        hour, minutes = int(match[1]), 30 if match[3] else int(match[2] or 0)
    elif halves and re.fullmatch(r"[0-9]{1,2}", text):
        hour, minutes = int(text), 0
    else:
        return None
    if minutes > 60 or (later and hour >= 24):
        return None
    if halves:
        japanese = halves[0] in {"午前", "午後"}
        if len(halves) > 1 or hour > (11 if japanese else 12) or (not japanese and hour == 0):
            return None
        hour = hour % 12 + (12 if halves[0] in {"午後", "pm", "p.m."} else 0)
    return later + 60 * hour + minutes


def _length(cell: str) -> int | None:
    """Minutes of a length of time with a unit, a colon, or as Excel holds it; None for any other text."""
    text = unspaced(cell)
    if (minutes := _stamp(plain(cell))) is not None:
        return minutes
    if match := _CLOCK.fullmatch(text):
        return 60 * int(match[1]) + _rounded(Decimal(match[2]) + Decimal(match[3] or 0) / 60)
    if match := _HALF.fullmatch(text):
        return 60 * int(match[1]) + 30
    match = _IN_WORDS.fullmatch(text)
    if not match or not text or (match[1] and match[2] and (int(match[2]) >= 60 or "." in match[1])):
        return None
    return _rounded(60 * decimal(match[1] or "0")) + int(match[2] or 0)


def _stamp(text: str) -> int | None:
    """Minutes of a time that Excel holds as a day count and readers give as a moment after its day 0.

    Day 0 is 1899-12-31 before Excel's invented 29 February 1900, 1899-12-30 after it, and a serial below 1 may be given
    from either. 28 February is what both 59 and 60 become. A later year is a day, no time.
    """
    match = _STAMP.fullmatch(text)
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if day == date(1900, 2, 28) or not date(1899, 12, 30) <= day < date(1902, 1, 1):
        return None
    day_0 = date(1899, 12, 31) if day < date(1900, 3, 1) else date(1899, 12, 30)
    days = max((day - day_0).days, 0)
    return _DAY * days + 60 * int(match[4]) + _rounded(int(match[5]) + Decimal(match[6]) / 60)


def _may_be_excel_time(text: str, number: Decimal) -> bool:
    """Whether a bare number with more than two decimals is rather a fraction of days than hours."""
    if len(text.partition(".")[2].rstrip("0")) <= 2:
        return False
    return number < 1 or (number < 31 and not _is_whole(60 * number) and _is_whole(_DAY * number))


def _is_whole(number: Decimal) -> bool:
    return abs(number - _rounded(number)) < _WHOLE


def _rounded(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_HALF_UP))
