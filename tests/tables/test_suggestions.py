"""A heading that is spelled almost like one is pointed out, and nothing is read by it."""

import pytest

from titcheck.tables import BY_NAME
from titcheck.tables.recognise import survey
from titcheck.workbook.model import Sheet


def suggested(table: str, *headings: str) -> dict[str, str]:
    """What is suggested for each heading of a sheet of that name."""
    (found,) = survey(Sheet(BY_NAME[table].title.ja, (headings,), 0, None))
    assert found.layout
    assert not set(found.layout.columns.values()) & set(found.suggestions)
    return {headings[place]: column for place, column in found.suggestions.items()}


@pytest.mark.parametrize(
    ("table", "heading", "column"),
    [
        ("plans", "打ち切日", "ended_on"),
        ("plans", "比較対象者の賃金", "comparator_pay"),
        ("plans", "基本賃金月額", "base_pay"),
        ("trainees", "在留期限満了日", "residence_until"),
        ("trainees", "フリカナ", "kana"),
        ("shifts", "始業時間", "starts_at"),
        ("wage_payments", "残業手当て", "overtime_pay"),
        ("wage_payments", "差引き支給額", "net_pay"),
        ("wage_payments", "欠勤控徐", "absence_deduction"),
        ("wage_payments", "Basic pay", "base_pay"),
        ("audits", "監査実施年月日", "audited_on"),
    ],
)
def test_a_misspelled_heading_suggests_its_column(table: str, heading: str, column: str) -> None:
    first = BY_NAME[table].columns[0].heading.ja

    assert suggested(table, first, heading) == {heading: column}


@pytest.mark.parametrize(
    ("table", "heading"),
    [
        ("trainees", "入社日"),
        ("trainees", "電話番号"),
        ("trainees", "備考"),
        ("wage_payments", "役職手当"),
        ("wage_payments", "総支給額"),
        ("shifts", "生年月日"),
        ("plans", "変更後の認定番号"),
    ],
)
def test_what_is_called_otherwise_or_is_another_tables_suggests_nothing(table: str, heading: str) -> None:
    assert suggested(table, BY_NAME[table].columns[0].heading.ja, heading) == {}


def test_a_column_that_is_on_the_sheet_is_not_suggested_again() -> None:
    assert suggested("shifts", "技能実習生番号", "始業時刻", "始業時間") == {}
