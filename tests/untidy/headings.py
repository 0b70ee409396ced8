"""Headings of the same columns, spelled otherwise or in several rows; columns in another order."""

from random import Random

from disturbances import Book, pages
from pages import Line, Page
from spellings import WIDE

GROUPS = ("比較対象", "必須業務", "関連業務", "周辺業務")
UNITS = {"yen": "円", "hours": "時間", "count": None, "minutes": "分", "m2": "㎡"}


def respell(page: Page, place: int, text: str) -> None:
    """A heading of a single row, where nothing else has changed it."""
    if len(page.head) == 1 and page.columns[place]:
        page.head[0][place] = text


@pages("heads", "units in headings")
def units(book: Book, random: Random) -> None:
    for page in book:
        for place in page.places("yen", "hours"):
            unit = random.choice(["（{}）", "({})", "［単位：{}］"]).format(
                "円" if place in page.places("yen") else "時間"
            )
            respell(page, place, f"{page.head[0][place]}{unit}")


@pages("heads", "line breaks in headings")
def line_breaks(book: Book, random: Random) -> None:
    for page in book:
        for place, text in enumerate(page.head[0]):
            if text and len(text) > 4:
                cut = random.randrange(2, len(text) - 1)
                respell(page, place, f"{text[:cut]}\n{text[cut:]}")


@pages("heads", "wide and spaced headings")
def wide(book: Book, random: Random) -> None:
    for page in book:
        for place, text in enumerate(page.head[0]):
            if text:
                respell(page, place, random.choice([text.translate(WIDE), "　".join(text), f" {text} "]))


@pages("pages", "aliases as headings")
def aliases(book: Book, random: Random) -> None:
    for page in book:
        for place, column in enumerate(page.columns):
            if column and column.aliases:
                respell(page, place, random.choice(column.aliases))


@pages("pages", "English headings")
def english(book: Book, random: Random) -> None:
    for page in book:
        for place, column in enumerate(page.columns):
            if column:
                respell(page, place, random.choice([column.heading.en, column.name]))


def grouped(page: Page, random: Random, *, merged: bool) -> None:
    """比較対象の賃金 as 賃金 under 比較対象; two or three other columns under a heading that says nothing of them."""
    if len(page.head) > 1:
        return
    upper: list[str | None] = list(page.head[0])
    lower: list[str | None] = [None] * len(upper)
    group: dict[int, str] = {}
    for place, text in enumerate(upper):
        parent = next((it for it in GROUPS if text and text.startswith(f"{it}の")), None)
        if parent and text:
            group[place], lower[place] = parent, text.removeprefix(f"{parent}の")
    free = [
        place
        for place in range(1, len(upper) - 2)
        if not {place, place + 1} & group.keys() and all(upper[place : place + 2])
    ]
    if free:
        start = random.choice(free)
        for place in (start, start + 1):
            group[place], lower[place] = "基本事項", upper[place]
    for place, parent in group.items():
        upper[place] = parent if group.get(place - 1) != parent else None
    page.head = [upper, lower]
    if merged:
        for place, text in enumerate(upper):
            if place not in group and text:
                page.head_merges.append((0, place, 1, place))
            elif text:
                last = max(
                    it
                    for it in range(place, len(upper))
                    if all(group.get(x) == group[place] for x in range(place, it + 1))
                )
                page.head_merges.append((0, place, 0, last))


@pages("heads", "headings in two rows, merged")
def two_rows(book: Book, random: Random) -> None:
    for page in book:
        grouped(page, random, merged=True)


@pages("heads", "headings in two rows, not merged")
def two_rows_unmerged(book: Book, random: Random) -> None:
    for page in book:
        grouped(page, random, merged=False)


@pages("heads", "every heading merged over two rows")
def tall(book: Book, random: Random) -> None:
    for page in book:
        if len(page.head) == 1:
            page.head_merges = [(0, place, 1, place) for place, text in enumerate(page.head[0]) if text]
            page.head.append([None] * len(page.head[0]))


@pages("heads", "units below the headings")
def unit_row(book: Book, random: Random) -> None:
    for page in book:
        row = [UNITS.get(column.type) if column else None for column in page.columns]
        if len(page.head) == 1 and any(row):
            page.head.append(row)


@pages("lines", "numbers below the headings")
def numbers(book: Book, random: Random) -> None:
    for page in book:
        if all(page.columns):
            page.lines.insert(0, Line([f"({place})" for place in range(1, len(page.columns) + 1)], data=False))


@pages("pages", "columns in another order")
def reorder(book: Book, random: Random) -> None:
    for page in book:
        order = random.sample(range(len(page.columns)), len(page.columns))
        page.columns = [page.columns[place] for place in order]
        page.head = [[row[place] for place in order] for row in page.head]
        for line in page.lines:
            line.cells = [line.cells[place] for place in order]


@pages("pages", "columns of the office's own")
def own_columns(book: Book, random: Random) -> None:
    for page in book:
        for heading, text in (("担当者", "架空 花子"), ("電話", "00-0000-0000"), ("社内メモ", None)):
            page.insert_column(random.randrange(len(page.columns) + 1), heading, [text] * len(page.lines))


@pages("pages", "a blank column inside")
def blank_column(book: Book, random: Random) -> None:
    for page in book:
        if len(page.columns) > 3:
            page.insert_column(random.randrange(1, len(page.columns) - 1), None, [None] * len(page.lines))
