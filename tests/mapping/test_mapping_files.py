"""What a mapping file may say, and how each mistake in one is refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest

from titcheck.errors import RuleError
from titcheck.mapping.apply import Surveyed, survey_books
from titcheck.mapping.read import read_mapping
from titcheck.mapping.units import in_unit, in_words
from titcheck.mapping.write import written_mapping
from titcheck.store import Store
from titcheck.text import Lang
from titcheck.workbook import read

SAMPLES = Path(__file__).parents[2] / "samples"
HEADINGS = ["社員コード", "会社", "支払日", "月給(千円)", "締日", "開始", "残業(分)", "証明", "備考", "備考"]
ROWS: list[list[Any]] = [
    ["T-1", "IO-1", "2025-04-25", 180.5, "2025-04-20", "2025-03-21", 90, "済", None, None],
    ["T-2", "IO-1", "2025-04-25", "200千円", "2025-04-20", "2025-03-21", "1:30", "未", None, None],
]
MAPPING = """
sheets:
  - sheet: "給与*"
    file: "*.xlsx"
    table: 賃金台帳
    columns:
      trainee_no: 社員コード
      io_no: {column: B}
      基本給: {heading: 月給(千円), unit: 千円}
      period_until: 締日
      period_from: 開始
      時間外労働時間数: {heading: 残業(分), unit: 分}
      支払証明: {heading: 証明, codes: {済: ○, 未: null}}
      支払方法: {value: 口座振込}
"""


def book(folder: Path, *sheets: tuple[str, Sequence[Sequence[Any]]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def surveyed(folder: Path, mapping: str, *sheets: tuple[str, Sequence[Sequence[Any]]]) -> list[Surveyed]:
    (folder / "mapping.yaml").write_text(mapping, "utf-8")
    pay = ("給与4月", [["令和7年4月　給与"], [], HEADINGS, *ROWS])
    return survey_books(read([book(folder, *(sheets or [pay]))]), read_mapping(folder / "mapping.yaml"))


def test_foreign_headings_units_words_and_values_are_read_as_the_mapping_says(tmp_path: Path) -> None:
    (each,) = surveyed(tmp_path, MAPPING)
    store = Store()
    for layout in each.layouts:
        store.add(each.book, each.sheet, layout)

    rows = store.con.execute(
        "SELECT trainee_no, io_no, base_pay, overtime_hours, payment_proof, payment_method, CAST(paid_on AS VARCHAR)"
        " FROM wage_payments ORDER BY source"
    ).fetchall()
    assert rows == [
        ("T-1", "IO-1", 180_500, 90, True, "transfer", "2025-04-25"),
        ("T-2", "IO-1", 200_000, None, None, "transfer", "2025-04-25"),
    ]
    assert [(it.cell, it.column, it.value) for it in store.misreadings] == [("G5", "overtime_hours", "1:30")]
    assert each.layouts[0].unused_headers == ("備考", "備考")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("社員コード", "社員番号X", 7, "stands on no such sheet"),
        ('"給与*"', '"給料*"', 3, "no sheet of these books"),
        ('"*.xlsx"', '"*.csv"', 3, "no sheet of these books"),
        ("賃金台帳", "賃金台張", 5, "did you mean `賃金台帳`"),
        ("period_until", "period_untl", 10, "did you mean `period_until`"),
        ("unit: 千円", "unit: 百円", 9, "千円・万円"),
        ("締日", "{heading: 締日, unit: 円}", 10, "has no unit"),
        ("unit: 分", "units: 分", 12, "did you mean `unit`"),
        ("○", "まる", 13, "neither yes nor no"),
        ("口座振込", "口座払い", 14, "is not in the list"),
        ("column: B", "column: ZZ", 8, "ends before that column"),
        ("column: B", "column: 2", 8, "columns.io_no"),
        ("column: B", 'column: "2"', 8, "write its letters"),
        ("column: B", "column: B, heading: 会社", 8, "one of heading, column, value"),
        ("io_no:", "trainee_no:", 8, "stands twice"),
        ("io_no:", "実習生番号:", 8, "one column"),
        ("開始", "備考", 11, "stands 2 times"),
        ("    table: 賃金台帳\n", "", 3, "name the table"),
        ("sheets:", "sheet:", 2, "did you mean `sheets`"),
        ("table: 賃金台帳", "table: &a 賃金台帳\n    header_row: *a", 5, "anchors"),
        ("table: 賃金台帳", "table: [賃金台帳", 6, "not YAML"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_its_line(tmp_path: Path, right: str, wrong: str, line: int, said: str) -> None:
    assert right in MAPPING
    with pytest.raises(RuleError) as refused:
        surveyed(tmp_path, MAPPING.replace(right, wrong, 1))

    assert said in refused.value.problem.en
    assert refused.value.line == line


def test_one_sheet_is_mapped_once(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="another entry speaks of"):
        surveyed(tmp_path, MAPPING + MAPPING.replace("sheets:\n", "").replace('"給与*"', "給与4月"))


def test_a_pattern_may_mean_many_sheets_and_a_heading_need_stand_on_one_of_them_only(tmp_path: Path) -> None:
    months = [("給与4月", [HEADINGS, ROWS[0]]), ("給与5月", [HEADINGS[:5], list(ROWS[1][:5])])]

    found = surveyed(tmp_path, MAPPING.replace("{column: B}", "会社"), *months)

    assert ["overtime_hours" in each.layouts[0].columns for each in found] == [True, False]


def test_a_sheet_may_be_left_out_and_a_column_said_to_stand_nowhere(tmp_path: Path) -> None:
    visits = [["許可番号", "実習実施者届出受理番号", "訪問日"], ["許2199000001", "IO-1", "2026-04-01"]]
    mapping = """
sheets:
  - sheet: 控え
    ignore: true
  - sheet: 訪問指導
    table: visits
    columns: {io_no: null}
"""

    left_out, kept = surveyed(tmp_path, mapping, ("控え", visits), ("訪問指導", visits))

    assert left_out.layouts == ()
    assert kept.layouts[0].columns == {"so_no": 0, "visited_on": 2}
    assert kept.layouts[0].unused_headers == ("実習実施者届出受理番号",)


@pytest.mark.parametrize("folder", ["lawful", "violations", "untidy"])
def test_what_is_written_and_not_edited_changes_nothing(tmp_path: Path, folder: str) -> None:
    books = read([SAMPLES / folder])
    before = survey_books(books)
    for lang in get_args(Lang):
        (tmp_path / "mapping.yaml").write_text(written_mapping(before, lang), "utf-8")
        after = survey_books(books, read_mapping(tmp_path / "mapping.yaml"))
        assert [each.layouts for each in after] == [each.layouts for each in before]


@pytest.mark.parametrize(
    ("kind", "unit", "cell", "read_as"),
    [
        ("yen", "千円", "180.5", "180500"),
        ("yen", "千円", "１８０", "180000"),
        ("yen", "千円", "△3", "-3000"),
        ("yen", "千円", "0.0005", None),
        ("yen", "千円", "180,000円", None),
        ("yen", "万円", "20.55万円", "205500"),
        ("hours", "分", "90", "1:30"),
        ("hours", "分", "90.5", None),
        ("minutes", "時間", "1.5", "90"),
        ("minutes", "時間", "8:30", None),
        ("yen", "千円", " ", ""),
    ],
)
def test_units_are_reckoned_exactly_or_not_at_all(kind: Any, unit: str, cell: str, read_as: str | None) -> None:
    assert in_unit(kind, unit)(cell) == read_as


def test_words_mean_what_the_list_says_whatever_their_width_and_any_other_is_read_as_ever() -> None:
    said = in_words({"Ａ": "○", "未": ""})

    assert [said(word) for word in ("a", "Ａ ", "未", "×")] == ["○", "○", "", "×"]
