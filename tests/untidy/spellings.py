"""Other spellings of the same cells, about half of them in every column, so that a column holds several."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from disturbances import Book, pages

WIDE = str.maketrans("".join(map(chr, range(0x21, 0x7F))), "".join(map(chr, range(0xFF01, 0xFF5F))))
HALF = str.maketrans(
    {"ア": "ｱ", "イ": "ｲ", "ウ": "ｳ", "エ": "ｴ", "オ": "ｵ", "カ": "ｶ", "キ": "ｷ", "ク": "ｸ", "ケ": "ｹ", "コ": "ｺ", "サ": "ｻ", "シ": "ｼ", "ス": "ｽ",
     "タ": "ﾀ", "チ": "ﾁ", "ト": "ﾄ", "ナ": "ﾅ", "ニ": "ﾆ", "ン": "ﾝ", "マ": "ﾏ", "ミ": "ﾐ", "ム": "ﾑ", "ラ": "ﾗ", "リ": "ﾘ", "ル": "ﾙ", "レ": "ﾚ",
     "ガ": "ｶﾞ", "グ": "ｸﾞ", "ド": "ﾄﾞ", "バ": "ﾊﾞ", "ー": "ｰ"}
)  # fmt: skip
KANJI = "〇一二三四五六七八九"
REIWA = date(2019, 5, 1)
EPOCH = date(1899, 12, 30)

Spell = Callable[[Any], Any]
FLAGS = {"○": ("有", "はい", "あり", "yes", "1"), "×": ("無", "いいえ", "なし", "no", "0")}


def spelled(name: str, *types: str) -> Callable[[Spell], Spell]:
    """Remember a spelling of cells in columns of these types; it leaves alone what is not of its kind."""

    def remember(spell: Spell) -> Spell:
        @pages("cells", name)
        def change(book: Book, random: Random) -> None:
            for page in book:
                for place in page.places(*types):
                    for line in page.lines:
                        if line.data and line.cells[place] is not None and random.random() < 0.5:
                            line.cells[place] = spell(line.cells[place])

        return spell

    return remember


def kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else KANJI[tens]) + ("十" if tens else "") + (KANJI[ones] if ones or not tens else "")


@spelled("days of an era", "day")
def of_an_era(value: Any) -> Any:
    if not isinstance(value, date) or value < REIWA:
        return value
    year = value.year - 2018
    return f"令和{'元' if year == 1 else year}年{value.month}月{value.day}日"


@spelled("days of an era in short", "day")
def in_short(value: Any) -> Any:
    return f"R{value.year - 2018}.{value.month}.{value.day}" if isinstance(value, date) and value >= REIWA else value


@spelled("days in kanji", "day")
def in_kanji(value: Any) -> Any:
    if not isinstance(value, date) or value < REIWA:
        return value
    return f"令和{kanji(value.year - 2018)}年{kanji(value.month)}月{kanji(value.day)}日"


@spelled("days with slashes", "day")
def with_slashes(value: Any) -> Any:
    return f"{value.year}/{value.month}/{value.day}" if isinstance(value, date) else value


@spelled("days as serial numbers", "day")
def as_serial(value: Any) -> Any:
    return (value - EPOCH).days if isinstance(value, date) else value


@spelled("full width", "no", "text", "yen", "count", "time", "day")
def full_width(value: Any) -> Any:
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}".translate(WIDE)
    return str(value).translate(WIDE)


@spelled("numbers as text", "yen", "count", "minutes", "m2")
def as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) else value


@spelled("thousands separators", "yen")
def separated(value: Any) -> Any:
    return f"{value:,}" if isinstance(value, int) else value


@spelled("amounts in 円", "yen")
def in_yen(value: Any) -> Any:
    return f"{value:,}円" if isinstance(value, int) else value


@spelled("yen signs", "yen")
def with_sign(value: Any) -> Any:
    return f"￥{value:,}" if isinstance(value, int) else value


@spelled("hours in words", "hours")
def in_hours(value: Any) -> Any:
    if not isinstance(value, timedelta):
        return f"{value}時間" if isinstance(value, int) else value
    whole, minutes = divmod(int(value.total_seconds()) // 60, 60)
    return f"{whole}時間{minutes}分" if minutes else f"{whole}時間"


@spelled("times in words", "time")
def in_words(value: Any) -> Any:
    hour, _, minute = str(value).partition(":")
    return f"{hour}時{minute}分" if minute.isdigit() else value


@spelled("half-width kana", "text")
def half_width(value: Any) -> Any:
    return str(value).translate(HALF)


@spelled("spaces around", "no", "text", "choice", "flag", "yen", "level")
def with_spaces(value: Any) -> Any:
    return f" {value}　"


@spelled("full-width spaces in names", "text")
def wide_spaces(value: Any) -> Any:
    return str(value).replace(" ", "　")


@pages("cells", "有無 for ○×")
def other_flags(book: Book, random: Random) -> None:
    for page in book:
        for place in page.places("flag"):
            for line in page.lines:
                if line.cells[place] in FLAGS:
                    line.cells[place] = random.choice(FLAGS[line.cells[place]])


@pages("cells", "other words for a choice")
def other_choices(book: Book, random: Random) -> None:
    for page in book:
        for place in page.places("choice"):
            column = page.columns[place]
            words = {it.label.ja: (it.code, it.label.ja, it.label.en) for it in column.choices} if column else {}
            for line in page.lines:
                if line.cells[place] in words:
                    line.cells[place] = random.choice(words[line.cells[place]])
