"""Rows between the rows, pages split and joined, titles and notes around them, other formats."""

from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random
from typing import Any

from disturbances import Book, pages, sheets, written
from pages import Grid, Line, Page, beside, under, write_csv, write_ods

MERGEABLE = ("no", "text", "choice", "day", "flag")
FIGURES = ("yen", "hours", "minutes")


def inserted(page: Page, at: Callable[[int, list[Line]], list[Line]]) -> None:
    """Lines put before others."""
    lines = []
    for number, line in enumerate(page.lines):
        lines += [*at(number, page.lines), line]
    page.lines = lines


def alone(page: Page, text: str) -> Line:
    """A text in the first column and nothing else."""
    return Line([text, *[None] * (len(page.columns) - 1)], data=False)


def total(page: Page, word: str, lines: list[Line]) -> Line:
    cells: list[Any] = [None] * len(page.columns)
    for place in page.places("yen"):
        figures = [line.cells[place] for line in lines if line.data]
        if all(isinstance(figure, int) for figure in figures):
            cells[place] = sum(figures)
    first = page.places("no", "text")[0]
    if first == min((place for place in (first, *page.places("yen"))), default=first):
        cells[first] = word
    else:
        cells = [cell if place > first else None for place, cell in enumerate(cells)]
        cells[first] = word
    return Line(cells, data=False)


@pages("lines", "a total below")
def total_below(book: Book, random: Random) -> None:
    for page in book:
        page.lines.append(total(page, random.choice(["合計", "合　計", "総計", "【合計】", "計"]), page.lines))


@pages("lines", "subtotals between")
def subtotals(book: Book, random: Random) -> None:
    for page in book:
        word = random.choice(["小計", "小　計", "架空建設 計", "4月計"])
        inserted(page, partial(_subtotal, page, word))


def _subtotal(page: Page, word: str, number: int, lines: list[Line]) -> list[Line]:
    return [total(page, word, lines[number - 7 : number])] if number and number % 7 == 0 else []


@pages("lines", "notes below")
def notes(book: Book, random: Random) -> None:
    for page in book:
        page.below += [[], ["※ 支払日が休日の場合は前営業日とする。"], ["（注）見込みを含む"], ["以上"]]


@pages("lines", "blank rows between")
def blank_rows(book: Book, random: Random) -> None:
    for page in book:
        inserted(page, partial(_blank, page))


def _blank(page: Page, number: int, _lines: list[Line]) -> list[Line]:
    return [Line([None] * len(page.columns), data=False)] * (number % 5 == 3)


@pages("lines", "titles of sections")
def sections(book: Book, random: Random) -> None:
    for page in book:
        inserted(page, partial(_section, page))


def _section(page: Page, number: int, _lines: list[Line]) -> list[Line]:
    return [alone(page, f"【第{number // 6 + 1}班】")] if number % 6 == 0 else []


@pages("repeats", "headings on every printed page")
def printed(book: Book, random: Random) -> None:
    for page in book:
        again = [Line(list(row), data=False) for row in page.head]
        titled = [alone(page, f"{page.table.title.ja}（続き）")] if random.random() < 0.5 else []
        inserted(page, partial(_every_ninth, [*titled, *again]))


def _every_ninth(repeated: list[Line], number: int, _lines: list[Line]) -> list[Line]:
    return repeated if number and number % 9 == 0 else []


def merge(page: Page, types: tuple[str, ...]) -> None:
    """Equal cells below each other as one."""
    for place in page.places(*types):
        top = 0
        for number in range(1, len(page.lines) + 1):
            first = page.lines[top]
            same = (
                number < len(page.lines)
                and page.lines[number].data
                and page.lines[number].cells[place] == first.cells[place]
            )
            if same and first.data and first.cells[place] is not None:
                continue
            if number - top > 1:
                page.merges.append((top, place, number - 1, place))
                for line in page.lines[top + 1 : number]:
                    line.cells[place] = None
            top = number


@pages("merges", "equal cells merged downwards")
def merged(book: Book, random: Random) -> None:
    for page in book:
        merge(page, MERGEABLE)


@pages("merges", "equal figures merged downwards")
def figures_merged(book: Book, random: Random) -> None:
    for page in book:
        merge(page, FIGURES)


@pages("merges", "hidden rows and columns")
def hidden(book: Book, random: Random) -> None:
    for page in book:
        page.hidden_rows = random.sample(range(len(page.lines)), len(page.lines) // 3)
        page.hidden_columns = random.sample(range(len(page.columns)), len(page.columns) // 3)


@pages("pages", "rows in another order")
def shuffled(book: Book, random: Random) -> None:
    for page in book:
        random.shuffle(page.lines)


def split(book: Book, part: Callable[[Page, Line], Any], name: str) -> None:
    """A page for each part of the lines, where a page has several."""
    for page in list(book):
        parts: dict[Any, list[Line]] = {}
        for line in page.lines:
            parts.setdefault(part(page, line), []).append(line)
        if len(parts) > 1:
            at = book.index(page)
            book[at : at + 1] = [
                Page(name.format(key, at), page.table, list(page.columns), [list(row) for row in page.head], lines)
                for key, lines in parts.items()
            ]


@pages("pages", "a sheet for each month")
def monthly(book: Book, random: Random) -> None:
    def month(page: Page, line: Line) -> str:
        place = page.place("paid_on") or page.place("worked_on") or page.place("visited_on")
        day = line.cells[place] if place is not None else None
        return f"令和{day.year - 2018}年{day.month}月" if isinstance(day, date) else "－"

    split(book, month, "{}分 ({})")


@pages("pages", "a sheet for each employer")
def by_employer(book: Book, random: Random) -> None:
    def employer(page: Page, line: Line) -> str:
        place = page.place("io_no")
        return str(line.cells[place]) if place is not None else "－"

    split(book, employer, "{} ({})")


@pages("around", "titles above")
def titles(book: Book, random: Random) -> None:
    for page in book:
        page.above += [
            [f"令和8年度　{page.table.title.ja}"],
            [],
            ["監理団体名：架空協同組合", None, None, "作成：事務局"],
        ]
        page.above_merges = [(0, 0, 0, min(4, len(page.columns) - 1))]


@pages("around", "a title right above the headings")
def title_right_above(book: Book, random: Random) -> None:
    for page in book:
        page.above += [[page.table.title.ja, None, None, "2026年11月30日現在"]]


@pages("around", "notes above")
def notes_above(book: Book, random: Random) -> None:
    for page in book:
        page.above += [["※ 黄色の欄に記入してください。"], ["記入例：令和8年4月1日"], []]


@pages("around", "blank columns before")
def indented(book: Book, random: Random) -> None:
    for page in book:
        page.indent = random.randrange(1, 5)


@pages("around", "blank rows before")
def lowered(book: Book, random: Random) -> None:
    for page in book:
        page.above[:0] = [[] for _ in range(random.randrange(1, 12))]
        page.above_merges = []


@pages("around", "thousands of formatted rows below")
def formatted(book: Book, random: Random) -> None:
    for page in book:
        page.trailing = 1200


@pages("around", "sheets called 一覧")
def listed(book: Book, random: Random) -> None:
    for page in book:
        if page.name == page.table.title.ja:
            page.name += random.choice(["一覧", "一覧表", "（令和8年度）", " (2)"])


@pages("around", "sheets named after nothing")
def nameless(book: Book, random: Random) -> None:
    for number, page in enumerate(book, 1):
        page.name = f"Sheet{number}"


@sheets("sheets in another order")
def other_order(grids: list[Grid], random: Random) -> list[Grid]:
    return random.sample(grids, len(grids))


def joined(grids: list[Grid], random: Random, join: Callable[[Grid, Grid], Grid]) -> list[Grid]:
    """Two sheets as one, the others as they are."""
    if len(grids) < 2:
        return grids
    first, second = random.sample(range(len(grids)), 2)
    others = [grid for number, grid in enumerate(grids) if number not in {first, second}]
    return [*others, join(grids[first], grids[second])]


@sheets("two tables beside each other")
def two_beside(grids: list[Grid], random: Random) -> list[Grid]:
    return joined(grids, random, partial(beside, gap=random.randrange(1, 4)))


@sheets("two tables under each other")
def two_under(grids: list[Grid], random: Random) -> list[Grid]:
    between: list[list[str]] = random.choice([[], [[]], [[], []], [[], ["別表"], []]])
    return joined(grids, random, partial(under, between=between))


written("a CSV file for each sheet, in CP932", partial(write_csv, encoding="cp932"), loses=True)
written("a CSV file for each sheet, in UTF-8", partial(write_csv, encoding="utf-8-sig"), loses=True)
written("an OpenDocument book", write_ods)
