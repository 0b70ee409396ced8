"""Days written in many ways by a writer that knows nothing of the reader, and what the reader makes of them."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from said import OF_TYPE

from titcheck.cells import read_cell

DAY = OF_TYPE["day"]
ERAS = [
    (("明治", "明", "M", "m", "㍾"), date(1868, 10, 23), date(1912, 7, 30)),
    (("大正", "大", "T", "t", "㍽"), date(1912, 7, 30), date(1926, 12, 25)),
    (("昭和", "昭", "S", "s", "㍼"), date(1926, 12, 25), date(1989, 1, 7)),
    (("平成", "平", "H", "h", "㍻"), date(1989, 1, 8), date(2019, 4, 30)),
    (("令和", "令", "R", "r", "㋿"), date(2019, 5, 1), date(2199, 12, 31)),
]
KANJI = "〇一二三四五六七八九"
EMPTY_CELL = (date(1899, 12, 30), date(1900, 2, 28))
DAYS = st.dates(date(1868, 10, 23), date(2100, 12, 31)).filter(lambda day: not EMPTY_CELL[0] <= day <= EMPTY_CELL[1])


def digits(number: int) -> str:
    return "".join(KANJI[int(digit)] for digit in str(number))


def tens(number: int) -> str:
    ten, one = divmod(number, 10)
    if not number:
        return "〇"
    return (KANJI[ten] if ten > 1 else "") + ("十" if ten else "") + (KANJI[one] if one else "")


def forms(year: str, padded: str, month: int, day: int) -> list[str]:
    """A year, as the calendar counts it, with month and day behind it."""
    separated = [
        f"{year}{mark}{m}{mark}{d}" for mark in "/.-・" for m, d in ((month, day), (f"{month:02}", f"{day:02}"))
    ]
    return [*separated, f"{year}年{month}月{day}日", f"{padded}年{month:02}月{day:02}日", f"{year}年 {month}月 {day}日"]


def western(day: date) -> list[str]:
    y, m, d = day.year, day.month, day.day
    plain = [
        *forms(str(y), str(y), m, d),
        f"西暦{y}年{m}月{d}日",
        f"{y}-{m:02}-{d:02} 00:00:00",
        f"{y}-{m:02}-{d:02}T09:30:00",
    ]
    kanji = [f"{digits(y)}年{write(m)}月{write(d)}日" for write in (digits, tens)]
    compact = [f"{y}{m:02}{d:02}"] if 1900 <= y <= 2099 else []
    return [*plain, *kanji, *compact]


def of_era(names: tuple[str, ...], number: int, m: int, d: int) -> list[str]:
    years = [("元", "元"), ("1", "01")] if number == 1 else [(str(number), f"{number:02}")]
    plain = [name + form for name in names for year, padded in years for form in forms(year, padded, m, d)]
    kanji = [
        f"{name}{'元' if number == 1 else write(number)}年{write(m)}月{write(d)}日"
        for name in names[:2]
        for write in (digits, tens)
    ]
    return [*plain, *kanji, *(f"{name}{number:02}{m:02}{d:02}" for name in names)]


def serial(day: date) -> list[str]:
    """Excel's number of the day, where its digits cannot be a year, month and day."""
    number = (day - date(1899, 12, 30)).days
    month, last = divmod(number % 10000, 100)
    dated = 1 <= month <= 12 and 1 <= last <= 31
    return [str(number), f"{number}.0"] if 10_000 <= number <= 50_100 and not dated else []


def spellings(day: date) -> list[str]:
    eras = [
        text
        for names, first, last in ERAS
        if first <= day <= last
        for text in of_era(names, day.year - first.year + 1, day.month, day.day)
    ]
    return [*western(day), *eras, *serial(day)]


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def padded(text: str) -> str:
    """Spaces beside every mark and every word, none inside a number."""
    return "".join(f" {letter}\u3000" if letter in "/.-・年月" else letter for letter in text)


PLAIN: list[Callable[[str], str]] = [
    lambda text: text,
    wide,
    lambda text: f"\u3000{text} \u00a0\n",
    lambda text: f"'{text}",
    "\u200e".join,
    lambda text: text.replace("-", "−").replace("〇", "○"),
    lambda text: text.replace("-", "–"),
    lambda text: text.replace("-", "ー"),
]
DISTURBANCES: list[Callable[[str], str]] = [*PLAIN, padded]


@st.composite
def written(draw: st.DrawFn) -> tuple[date, str]:
    day = draw(DAYS)
    text = draw(st.sampled_from(spellings(day)))
    return day, draw(st.sampled_from(PLAIN if ":" in text or text.endswith(".0") else DISTURBANCES))(text)


@given(written())
def test_a_day_is_read_as_the_day_that_was_written(case: tuple[date, str]) -> None:
    day, text = case
    reading = read_cell(DAY, text)
    assert (reading.value, reading.problem) == (day.isoformat(), None)


@given(DAYS, st.data(), st.integers(0, 6))
def test_a_weekday_beside_a_day_must_be_its_own(day: date, data: st.DataObject, off: int) -> None:
    letter = "月火水木金土日"[(day.weekday() + off) % 7]
    text = data.draw(st.sampled_from([text for text in spellings(day) if ":" not in text and not text.isdecimal()]))
    beside = data.draw(st.sampled_from(["({})", "（{}）", " ({}曜)", "（{}曜日）", "({}・祝)", "{}曜日", " {}曜"]))
    reading = read_cell(DAY, text + beside.format(letter))
    assert (reading.value == day.isoformat()) if off == 0 else (reading.value is None and reading.problem is not None)


@given(st.sampled_from(ERAS), st.integers(0, 99), st.integers(0, 14), st.integers(0, 33), st.data())
def test_a_day_that_never_was_is_never_read(
    era: tuple[tuple[str, ...], date, date], number: int, month: int, day: int, data: st.DataObject
) -> None:
    names, first, last = era
    year = first.year + number - 1
    real = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] and first <= date(year, month, day) <= last
    if real and EMPTY_CELL[0] <= date(year, month, day) <= EMPTY_CELL[1]:
        real = False
    text = data.draw(st.sampled_from(of_era(names, number, month, day)))
    reading = read_cell(DAY, text)
    assert reading.value == (date(year, month, day).isoformat() if real else None)
    assert real or reading.problem is not None
    if year > last.year:
        assert reading.problem is not None
        assert f"its year would be {year}" in reading.problem.en


@given(
    st.integers(1, 99),
    st.integers(1, 12),
    st.integers(1, 31),
    st.sampled_from(["{}/{}/{}", "{}.{}.{}", "{}-{}-{}", "{}年{}月{}日", "{:02}{:02}{:02}"]),
)
def test_a_year_of_two_digits_is_never_guessed(year: int, month: int, day: int, form: str) -> None:
    assert read_cell(DAY, form.format(year, month, day)).problem is not None


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)), st.integers(0, 86_399))
def test_a_moment_is_its_day(day: date, second: int) -> None:
    clock = str(timedelta(seconds=second)).zfill(8)
    assert read_cell(DAY, f"{day} {clock}").value == day.isoformat()
