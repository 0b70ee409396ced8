"""Whole yen, counts, square metres."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from titcheck.cells.days import ERAS, KANJI, arabic, year_of_era
from titcheck.cells.reading import Reading, unreadable, unspaced

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,20})?"
"""Digits, grouped by commas or not, with decimals or not; few enough for exact decimal arithmetic."""

_MINUS = "[-△▲]"
_YEN = re.compile(rf"(?P<minus>{_MINUS})?[¥\\]?(?P<minus2>{_MINUS})?(?P<number>{NUMBER})円?")
_YEN_IN_BRACKETS = re.compile(rf"\([¥\\]?(?P<number>{NUMBER})円?\)円?")
_COUNT = re.compile(rf"({NUMBER})(?:人|名|日|回|年)?")
_WESTERN_YEAR = re.compile(r"([0-9]{4})(?:\.0+)?(?:年度?)?")
_ERA_YEAR = re.compile(rf"({'|'.join(ERAS)})(元|[0-9]{{1,2}})(?:年度?)?", re.IGNORECASE)
_M2 = re.compile(rf"({NUMBER})(?:m2|m\^2|平方メートル|平米)?", re.IGNORECASE)

_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.000")
"""200.000 is two hundred to Excel, and two hundred thousand as many countries write it."""
_LARGEST_YEN = Decimal(10) ** 15
_LARGEST_COUNT = Decimal(10) ** 9
_LARGEST_M2 = Decimal(10) ** 6
_NOISE = Decimal("0.000001")
"""Readers cut binary fractions at nine decimals; nothing the law counts is finer than six."""


def decimal(digits: str) -> Decimal:
    """The number that digits matching `NUMBER` write, to six decimals."""
    return Decimal(digits.replace(",", "")).quantize(_NOISE, ROUND_HALF_UP)


def read_yen(cell: str) -> Reading:
    """Whole yen; △, ▲, a minus or brackets make them negative. 万円 and fractions of a yen are problems."""
    text = unspaced(cell)
    bracketed = _YEN_IN_BRACKETS.fullmatch(text)
    match = bracketed or _YEN.fullmatch(text)
    if not match or (not bracketed and match["minus"] and match["minus2"]):
        return unreadable(
            cell,
            "is no amount in yen: write digits like 200000 or 200,000円 (nothing paid: 0)",
            "は円の金額として読めません。200000又は200,000円のように記入してください（支払がなければ0）。",
        )
    if _THOUSANDS.fullmatch(match["number"]):
        return unreadable(
            cell,
            "may have its thousands or its decimals behind the point: write digits like 200000 or 200,000円",
            "は小数点か桁区切りか判別できません。200000又は200,000円のように記入してください。",
        )
    yen = decimal(match["number"])
    if yen != yen.to_integral_value():
        return unreadable(
            cell,
            "has fractions of a yen: write whole yen, like 200000",
            "は1円未満の端数を含みます。200000のように円単位の整数で記入してください。",
        )
    if yen >= _LARGEST_YEN:
        return unreadable(
            cell,
            "is too large an amount: write whole yen, like 200000",
            "は金額が大きすぎます。円単位で記入してください。",
        )
    negative = bool(bracketed or match["minus"] or match["minus2"])
    return Reading(str(int(-yen if negative else yen)))


def read_count(cell: str) -> Reading:
    """A whole number, with or without its unit: 5, 5人, 22日."""
    match = _COUNT.fullmatch(unspaced(cell))
    number = decimal(match[1]) if match and not _THOUSANDS.fullmatch(match[1]) else None
    if number is None or number != number.to_integral_value() or number >= _LARGEST_COUNT:
        return unreadable(
            cell,
            "is no count: write a whole number like 5 (none: 0)",
            "は数として読めません。5のような整数を記入してください（なければ0）。",
        )
    return Reading(str(int(number)))


def read_fiscal_year(cell: str) -> Reading:
    """The year a fiscal year begins in: 2024, 2024年度, 令和6年度. A bare 6 is no year."""
    text = KANJI.sub(arabic, unspaced(cell))
    if (match := _WESTERN_YEAR.fullmatch(text)) and 1900 <= int(match[1]) <= 2199:
        return Reading(match[1])
    if match := _ERA_YEAR.fullmatch(text):
        era, year = ERAS[match[1].upper()], year_of_era(match[1], match[2])
        if era.first.year <= year <= era.last.year:
            return Reading(str(year))
        return unreadable(
            cell,
            f"is no year of {era.name} ({era.first.year} to {era.last.year}); it would be {year}: write the year like 2024 or 令和6年度",
            f"は{era.name}（{era.first.year}年から{era.last.year}年まで）の年ではなく、西暦では{year}年に当たります。"
            "2024又は令和6年度のように記入してください。",
        )
    return unreadable(
        cell,
        "is no fiscal year: write the year it begins in, like 2024 or 令和6年度",
        "は年度として読めません。2024又は令和6年度のように記入してください。",
    )


def read_m2(cell: str) -> Reading:
    """Square metres with two decimals. Further ones are cut, not rounded: 4.499 is less than 4.50."""
    match = _M2.fullmatch(unspaced(cell))
    area = decimal(match[1]) if match else None
    if area is None or area >= _LARGEST_M2:
        return unreadable(
            cell,
            "is no area in square metres: write a number like 4.5 (畳 and 坪 are not square metres)",
            "は平方メートルの面積として読めません。4.5のような数を記入してください（畳・坪は換算してください）。",
        )
    return Reading(str(area.quantize(Decimal("0.01"), ROUND_DOWN)))
