"""The Immigration Services Agency's lists, with every trap of the real ones; names and numbers here are invented."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from titcheck.lists import Lists, read_lists
from titcheck.tables import BY_NAME
from titcheck.tables.filled import build_filled

REAL = Path(__file__).parents[3] / "shared" / "real" / "isa"
COLUMNS = [column.name for column in BY_NAME["dispositions"].columns]
REVOCATION = ["実習実施者名", "代表者名", "所在地", "取り消した技能実習計画の認定番号", "措置理由", "措置年月日"]
PLAN_LEFT = "認定計画に従って技能実習を行わせていなかったことから、技能実習法第16条第1項第1号に規定する認定の取消事由に該当するため。"
FINED = "労働安全衛生法違反により罰金の刑に処せられたことから、技能実習法第16条第1項第3号（同法第10条第9号）及び第7号に規定する認定の取消事由に該当するため。"
Rows = Sequence[Sequence[Any]]


def write(path: Path, sheets: dict[str, Rows], merges: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    return path


def facts(lists: Lists, *columns: str) -> list[tuple[Any, ...]]:
    """The chosen columns of every row."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in lists.rows]
    return [tuple(row[column] for column in columns) for row in rows]


def test_an_employer_stands_once_above_its_numbers_and_days_are_written_in_three_ways(tmp_path: Path) -> None:
    rows: Rows = [
        REVOCATION,
        ["架空　鉄工株式会社", "架空　太郎\n架空　次郎", "架空県架空市１丁目２番３号", "認2199000001", PLAN_LEFT, "令和元年９月６日"],
        [None, None, None, "変認2199000002", None, None],
        [None] * 11,
        ["架空農園", "架空 花", "架空県架空町4", "認2199000003", FINED, 43854],
        [None, None, None, "認2199000004", None, None],
        ["架空塗装", "架空 色", "架空県架空町5", "認2199000005", PLAN_LEFT, date(2023, 4, 28)],
        *[[None] * 11] * 3000,
    ]  # fmt: skip
    path = write(tmp_path / "list.xlsx", {"実習実施者": rows}, ["A2:A3", "B2:B3", "C2:C3", "E2:E3", "F2:F3"])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(3000, 11).number_format = "@"
    book.save(path)

    lists = read_lists([path])

    both = "第16条第1項第3号、第10条第9号、第16条第1項第7号"
    assert facts(lists, "org_type", "kind", "name", "plan_no", "legal_items", "decided_on") == [
        ("io", "io_revocation", "架空 鉄工株式会社", "認2199000001", "第16条第1項第1号", date(2019, 9, 6)),
        ("io", "io_revocation", "架空 鉄工株式会社", "変認2199000002", "第16条第1項第1号", date(2019, 9, 6)),
        ("io", "io_revocation", "架空農園", "認2199000003", both, date(2020, 1, 24)),
        ("io", "io_revocation", "架空農園", "認2199000004", both, date(2020, 1, 24)),
        ("io", "io_revocation", "架空塗装", "認2199000005", "第16条第1項第1号", date(2023, 4, 28)),
    ]
    assert facts(lists, "representative", "address", "ground")[1] == (
        "架空 太郎 架空 次郎",
        "架空県架空市1丁目2番3号",
        PLAN_LEFT,
    )
    (found,) = lists.lists
    assert (found.entities, found.numbers, found.first, found.last) == (3, 5, date(2019, 9, 6), date(2023, 4, 28))
    assert (lists.misreadings, lists.others) == ((), ())


def test_a_licence_merged_over_four_rows_is_one_licence(tmp_path: Path) -> None:
    rows: Rows = [
        ["監理団体名", "代表者名", "所在地", "取り消した監理団体の許可番号", "処分理由", "処分年月日"],
        ["架空\n協同組合", "架空 一", "架空市1", "許2199000001", "技能実習法第25条第1項第8号の基準を満たさないため、同法第37条第1項第1号", 43461],
        [None] * 6,
        [None] * 6,
        [None] * 6,
        ["架空事業協同組合", "架空 二", "架空市2", "許2199000002", "技能実習法第37条第1項第4号に規定する", "令和2年6月23日"],
    ]  # fmt: skip
    merges = [f"{column}2:{column}5" for column in "ABCDEF"]

    lists = read_lists([write(tmp_path / "list.xlsx", {"監理団体": rows}, merges)])

    assert facts(lists, "org_type", "kind", "org_no", "plan_no", "legal_items", "decided_on") == [
        ("so", "so_revocation", "許2199000001", None, "第25条第1項第8号、第37条第1項第1号", date(2018, 12, 27)),
        ("so", "so_revocation", "許2199000002", None, "第37条第1項第4号", date(2020, 6, 23)),
    ]


def test_orders_are_told_by_their_heading_or_by_the_article_their_reason_cites(tmp_path: Path) -> None:
    improvement: Rows = [
        ["実習実施者名", "代表者名", "所在地", "改善命令を行った技能実習計画の認定番号", "処分理由", "処分年月日"],
        ["架空工業", "架空", "架空市", None, "第15条第1項に規定する改善命令を行う必要がある", "2021-05-28"],
    ]
    orders: Rows = [
        ["監理団体名", "代表者名", "所在地", "処分理由", "処分年月日"],
        ["架空甲協同組合", "甲", "架空市", "監査を怠ったため、技能実習法第36条第1項に規定する改善命令", "2021-07-27"],
        ["架空乙協同組合", "乙", "架空市", "技能実習法第３７条第３項に規定する事業停止命令", "2021-07-28"],
        ["架空丙協同組合", "丙", "架空市", "監査を怠ったため", "2021-07-29"],
    ]

    lists = read_lists([write(tmp_path / "lists.xlsx", {"実習実施者": improvement, "監理団体": orders})])

    assert facts(lists, "kind", "name") == [
        ("io_improvement", "架空工業"),
        ("so_improvement", "架空甲協同組合"),
        ("so_suspension", "架空乙協同組合"),
        (None, "架空丙協同組合"),
    ]


NUMBERS = [[f"認21990001{row:02}", f"認21990002{row:02}", None] for row in range(20)]


def test_numbers_in_a_grid_on_another_sheet_are_the_employers_who_refers_to_it(tmp_path: Path) -> None:
    rows: Rows = [
        REVOCATION,
        ["架空塗装", "架空 色", "架空県架空町5", "認2199000005", PLAN_LEFT, "2024-04-01"],
        ["架空造船", "架空 海", "架空県架空町6", "別シート参照", FINED, "令和6年11月1日"],
    ]

    lists = read_lists([write(tmp_path / "list.xlsx", {"令和6年度": rows, "別シート": [["認定番号"], *NUMBERS]})])

    of_grid = [row for row in facts(lists, "name", "address", "decided_on", "plan_no") if row[0] == "架空造船"]
    assert of_grid[0][3] is None
    assert {row[:3] for row in of_grid} == {("架空造船", "架空県架空町6", date(2024, 11, 1))}
    assert sorted(row[3] for row in of_grid[1:]) == sorted(number for row in NUMBERS for number in row if number)
    assert lists.misreadings == ()
    assert (lists.lists[0].entities, lists.lists[0].numbers) == (2, 41)


def test_whose_the_numbers_of_a_grid_are_is_never_guessed(tmp_path: Path) -> None:
    rows: Rows = [
        REVOCATION,
        ["架空造船", "架空 海", "架空県架空町6", "別シート参照", PLAN_LEFT, "2024-11-01"],
        ["架空造園", "架空 森", "架空県架空町7", "別シート参照", PLAN_LEFT, "2024-11-01"],
    ]

    lists = read_lists([write(tmp_path / "list.xlsx", {"令和6年度": rows, "別シート": NUMBERS})])

    assert len(lists.rows) == 2
    assert lists.others == (("list.xlsx", "別シート"),)
    assert [(cell.cell, cell.value) for cell in lists.misreadings] == [("D2", "別シート参照"), ("D3", "別シート参照")]


def test_a_title_above_and_other_sheets_beside_a_list_do_not_disturb(tmp_path: Path) -> None:
    rows: Rows = [
        ["技能実習計画の認定の取消し（令和６年度）"],
        [],
        REVOCATION,
        ["架空", "甲", "市", "認2199000001", PLAN_LEFT, 45000],
    ]
    names: Rows = [["実習実施者名", "所在地"], ["架空", "市"]]

    lists = read_lists([write(tmp_path / "list.xlsx", {"一覧": rows, "名簿": names})])

    assert facts(lists, "name", "decided_on") == [("架空", date(2023, 3, 15))]
    assert lists.others == (("list.xlsx", "名簿"),)


def test_a_book_of_ones_own_in_their_manner_keeps_its_other_columns_and_its_blanks(tmp_path: Path) -> None:
    headings = ["実習実施者名", "代表者名", "所在地", "法人番号", "処分", "処分理由", "処分年月日", "備考"]
    rows: Rows = [
        headings,
        [
            "架空工業",
            "甲",
            "市",
            "7123456789012",
            "改善命令（実習実施者）",
            "技能実習法第16条第1項第1号",
            "2024-11-01",
            "x",
        ],
        [None, "乙", None, None, "罰金刑", None, "2024-11-02", None],
    ]

    lists = read_lists([write(tmp_path / "own.xlsx", {"処分の控え": rows})])

    assert facts(lists, "name", "representative", "address", "corporate_no", "kind", "legal_items") == [
        ("架空工業", "甲", "市", "7123456789012", "io_improvement", "第16条第1項第1号"),
        (None, "乙", None, None, "fine", None),
    ]


def test_no_text_that_is_written_becomes_a_formula(tmp_path: Path) -> None:
    row: dict[str, Any] = {
        "org_type": "io",
        "name": "+架空",
        "address": "=1+1",
        "ground": "@市",
        "decided_on": date(2024, 11, 1),
    }
    table = BY_NAME["dispositions"]
    (tmp_path / "out.xlsx").write_bytes(build_filled(table, [tuple(row.get(name) for name in COLUMNS)]))

    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]

    assert sheet.title == "行政処分等"
    assert {str(cell.value): cell.data_type for cell in sheet[2] if cell.value is not None} == {
        "実習実施者": "s",
        "+架空": "s",
        "=1+1": "s",
        "@市": "s",
        "2024-11-01 00:00:00": "d",
    }


@pytest.mark.skipif(not REAL.exists(), reason="the published lists are not here")
@pytest.mark.parametrize(
    ("file", "kind", "entities"),
    [
        ("io_improvement_orders", "io_improvement", 15),
        ("so_revocations", "so_revocation", 63),
        ("io_revocations_fy2019", "io_revocation", 23),
        ("io_revocations_fy2023", "io_revocation", 120),
    ],
)
def test_the_real_lists_lose_nothing_and_invent_nothing(file: str, kind: str, entities: int) -> None:
    lists = read_lists([REAL / f"{file}.xlsx"])

    assert lists.misreadings == ()
    assert (lists.lists[0].kinds, lists.lists[0].entities) == ((kind,), entities)
    rows = openpyxl.load_workbook(REAL / f"{file}.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True)
    expected: list[tuple[Any, Any]] = []
    for name, _, _, number, _, day, *_ in rows:
        if name or number:
            expected.append((number, day if name else expected[-1][1]))
    found = facts(lists, "org_no" if kind.startswith("so") else "plan_no", "decided_on", "legal_items")
    assert [number for number, *_ in found] == [number for number, _ in expected]
    for (_, day, articles), (_, said) in zip(found, expected, strict=True):
        if isinstance(said, datetime):
            assert day == said.date()
        elif isinstance(said, int):
            assert day == date(1899, 12, 30) + timedelta(days=said)
        else:
            month_and_day = f"{day.month}月{day.day}日"
            assert unicodedata.normalize("NFKC", said).endswith("年" + month_and_day)
        assert articles.startswith(("第", "施行規則第"))
