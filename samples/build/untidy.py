"""The same facts as books often come: eras, full-width digits, units in the cells, titles above the table, CSV.

How a cell is written turns with its row and column, so that a table holds several spellings of the same kind of fact.
"""

import csv
from datetime import date, time, timedelta
from io import StringIO
from pathlib import Path

from days import Fact, Row
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from tidy import columns_of, label
from workbooks import save
from world import World

from titcheck.tables import BY_NAME
from titcheck.tables.model import Column, Table

SHEETS = {
    "組合_事務局": (("届出・報告", "notices"), ("監理費（2024年度以降）", "fees"), ("役員一覧", "officers")),
    "組合_台帳": (("労使協定", "agreements"), ("常勤職員数一覧", "staff_counts"), ("送出機関", "sending_orgs")),
    "受入企業": (("実習実施者（受入企業）", "implementing_orgs"), ("特定最低賃金", "industry_minimum_wages")),
    "許可": (("Sheet1", "supervising_orgs"),),
    "実習生": (("宿泊施設", "housing"), ("技能実習生（全員）", "trainees")),
    "計画": (("技能実習計画一覧表", "plans"),),
    "転籍": (("permits", "permits"), ("実習先変更", "employer_changes"), ("行方不明", "disappearances")),
    "処分と検査": (("実地検査", "inspections"), ("行政処分等", "dispositions")),
    "外部監査": (("外部監査", "external_checks"),),
}
CSV = {
    "賃金台帳（前半）": ("wage_payments", "cp932", 0),
    "賃金台帳（後半）": ("wage_payments", "utf-8-sig", 1),
    "出勤簿": ("shifts", "utf-8-sig", None),
    "入国後講習": ("lectures", "cp932", None),
    "監査": ("audits", "cp932", None),
    "訪問指導": ("visits", "utf-8-sig", None),
}
"""Files by name: the table, the encoding, and which half of the table stands there (None: all of it)."""

ENGLISH = {"permits"}
ERAS = ((date(2019, 5, 1), "令和", "R"), (date(1989, 1, 8), "平成", "H"), (date(1926, 12, 25), "昭和", "S"))
FULL_WIDTH = str.maketrans("0123456789,:/.¥-", "０１２３４５６７８９，：／．￥－")
FLAGS = (("○", "×"), ("有", "無"), ("はい", "いいえ"), ("あり", "なし"), ("yes", "no"))
EPOCH = date(1899, 12, 30)


def wide(text: str) -> str:
    return text.translate(FULL_WIDTH)


def day(value: date, turn: int, *, sheet: bool) -> Fact:
    """A day in one of six spellings; a workbook also holds it as a date or as a bare serial number."""
    begins, era, letter = next(era for era in ERAS if value >= era[0])
    year = value.year - begins.year + 1
    spelled = (
        f"{era}{year if year > 1 else '元'}年{value.month}月{value.day}日",
        f"{letter}{year}.{value.month}.{value.day}",
        f"{value.year}/{value.month}/{value.day}",
        wide(f"{era}{year}年{value.month}月{value.day}日"),
        f"{value.year}年{value.month:02}月{value.day:02}日",
        value.isoformat(),
    )
    if sheet and turn % 8 > 5:
        return value if turn % 8 == 6 else (value - EPOCH).days
    return spelled[turn % 6]


def clock(value: time, turn: int) -> Fact:
    half = "午前" if value.hour < 12 else "午後"
    spelled = (
        f"{value.hour}:{value.minute:02}",
        f"{value.hour}時{value.minute:02}分",
        wide(f"{value.hour:02}:{value.minute:02}"),
        f"{half}{value.hour % 12}時{value.minute}分" if value.hour % 12 else f"{value.hour:02}:{value.minute:02}",
    )
    return spelled[turn % 4]


def length(value: timedelta, turn: int) -> Fact:
    whole, minutes = divmod(int(value.total_seconds()) // 60, 60)
    spelled = (
        f"{whole}時間{minutes}分" if minutes else f"{whole}時間",
        f"{whole}:{minutes:02}",
        wide(f"{whole}:{minutes:02}"),
        f"{whole + minutes / 60:g}" if minutes % 15 == 0 else f"{whole}:{minutes:02}",
    )
    return spelled[turn % 4]


def money(value: int, turn: int) -> Fact:
    return (f"¥{value:,}", f"{value:,}円", wide(f"{value:,}"), value, wide(f"¥{value}"))[turn % 5]


def number(column: Column, value: float, turn: int) -> Fact:
    match column.type:
        case "yen":
            return money(int(value), turn)
        case "hours":
            return length(timedelta(hours=value), turn)
        case "minutes":
            return (f"{value}分", value, wide(str(value)))[turn % 3]
    return wide(f"{value}") if turn % 3 == 0 else value


def cell(column: Column, value: Fact, turn: int, *, sheet: bool) -> Fact:
    """One fact as an untidy office writes it; text in a column of another type is left as the plant wrote it."""
    match value:
        case None:
            return None
        case bool():
            return FLAGS[turn % len(FLAGS)][not value]
        case date():
            return day(value, turn, sheet=sheet)
        case time():
            return clock(value, turn)
        case timedelta():
            return length(value, turn)
        case int() | float():
            return number(column, value, turn)
    if column.type == "choice":
        return value if turn % 4 == 3 else label(column, value)
    if column.type == "no" and turn % 3 == 1:
        return wide(str(value))
    if column.name == "name" and turn % 3 == 2:
        return str(value).replace(" ", "　")
    return value


def heading(table: Table, column: Column, turn: int) -> str:
    """An English heading, an alias, or the heading itself, some of them with a unit or a line break."""
    if table.name in ENGLISH:
        return column.heading.en
    name = column.aliases[0] if column.aliases and turn % 4 == 1 else column.heading.ja
    if column.type == "yen" and turn % 2:
        return f"{name}（円）"
    return f"{name[:4]}\n{name[4:]}" if len(name) > 8 and turn % 3 == 0 else name


def lines(table: Table, rows: list[Row], *, sheet: bool) -> list[list[Fact]]:
    """The header and the rows, without the title above them."""
    columns = columns_of(table, rows)
    if sheet:
        columns = columns[-2:] + columns[:-2]
    body = [[cell(c, row.get(c.name), r + n, sheet=sheet) for n, c in enumerate(columns)] for r, row in enumerate(rows)]
    return [[heading(table, column, n) for n, column in enumerate(columns)], *body]


def write_sheet(sheet: Worksheet, table: Table, rows: list[Row], across: int) -> None:
    """A merged title, a line saying who made it, an empty line, and the table some columns in."""
    sheet.cell(1, 1, f"◆ {table.title.ja} ◆").font = Font(bold=True, size=14)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=6)
    sheet.cell(2, 2, "作成：架空かえで技能協同組合　事務局")
    for r, line in enumerate(lines(table, rows, sheet=True), 4):
        for n, value in enumerate(line, 1 + across):
            if value is not None:
                sheet.cell(r, n, value)


def write_csv(path: Path, table: Table, rows: list[Row], encoding: str) -> None:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([f"{table.title.ja}（出力データ）"])
    writer.writerows(lines(table, rows, sheet=False))
    # CP932 has no half-width yen sign: its systems write the full-width one.
    path.write_bytes(text.getvalue().replace("¥", "￥").encode(encoding))


def write(world: World, folder: Path) -> None:
    """Other workbooks, other sheets, other order: the facts of `world` and none besides."""
    for across, (name, sheets) in enumerate(SHEETS.items()):
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, table in sheets:
            write_sheet(book.create_sheet(title), BY_NAME[table], world[table], across % 3)
        save(book, folder / f"{name}.xlsx")
    for name, (table, encoding, half) in CSV.items():
        rows = world[table]
        cut = len(rows) // 2
        part = rows if half is None else rows[cut * half : cut * (half + 1) if half == 0 else None]
        write_csv(folder / f"{name}.csv", BY_NAME[table], part, encoding)
