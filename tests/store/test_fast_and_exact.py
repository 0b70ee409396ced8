"""What the fast path accepts, the cell reader reads to the same value and without a problem."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titcheck.cells import read_cell
from titcheck.store.fast import STORAGE, fast
from titcheck.tables import TABLES
from titcheck.tables.model import Column
from titcheck.workbook.model import BROKEN

CON = duckdb.connect()
FORMS = (
    "2024-04-01",
    "2024-02-29",
    "1910-01-01",
    "2024-04-01 00:00:00",
    "1899-12-31 08:30:00",
    "1899-12-30 08:30:00",
    "20240401",
    "45383",
    "令和6年4月1日",
    "200000",
    "-200000",
    "200,000円",
    "8",
    "8.5",
    "8:30",
    "47:59",
    "9999:59",
    "0930",
    "4.5",
    "123456.78",
    "2024",
    "6",
    "true",
    "1",
    "0",
    "○",
    "×",
    "有",
    "無",
    "N4",
    "許1703000001",
    "認2504000001",
    "変認2504000001",
    "VNM000001",
    "AB12345678CD",
    "T-014",
    "IO-0003",
    "1E+05",
    "5E-3",
    "架空水産 株式会社",
    "グエン・ヴァン・A",
    "#REF!",
    "Err:502",
    "なし",
    "該当なし",
    "未定",
    "不明",
    "同上",
    "-",
    "ー",
    "'1",
    "40401",
    "令和六年四月一日",
    "T−014",
    "200.000",
    "",
)
ODD = "0123456789-+:./,#¥円年月日時分 \t\n\u00a0\u3000\u3099\u200b\uffff０９Ａａ：．－ー〆々ぱﾊﾟ髙ＮNE許認e−〜①²\ufe0f'\"%()"


def alike(column: Column) -> tuple[object, ...]:
    """Columns of which both paths read every text alike."""
    return fast(column, "raw"), column.type, column.shape, column.choices, column.kind, column.name == "fiscal_year"


COLUMNS = {alike(column): column for table in TABLES for column in table.columns}


def words(column: Column) -> tuple[str, ...]:
    return tuple(word for one in column.choices for word in (one.code, one.label.ja, one.label.en, *one.aliases))


@st.composite
def near(draw: st.DrawFn, forms: tuple[str, ...]) -> str:
    """A form as it stands, or with one or two letters put in, taken out or changed."""
    text = draw(st.sampled_from(forms))
    for _ in range(draw(st.integers(0, 2))):
        place, width = draw(st.integers(0, len(text))), draw(st.integers(0, 1))
        text = text[:place] + draw(st.sampled_from(["", *ODD])) + text[place + width :]
    return text


def test_every_type_of_column_is_compared() -> None:
    assert {column.type for column in COLUMNS.values()} == set(STORAGE)


@pytest.mark.parametrize("column", COLUMNS.values(), ids=lambda column: f"{column.name}-{column.type}")
def test_the_fast_path_never_says_anything_else_than_the_cell_reader(column: Column) -> None:
    accepted = 0

    @settings(max_examples=4, deadline=None)
    @given(st.lists(near((*FORMS, *words(column))), min_size=60, max_size=60))
    def compare(texts: list[str]) -> None:
        nonlocal accepted
        texts = [*texts, *FORMS, *words(column), BROKEN + "#REF!"]
        readings = [read_cell(column, text) for text in texts]
        rows = CON.execute(
            f"SELECT raw, {fast(column, 'raw')} AS fast, CAST(exact AS {STORAGE[column.type]}), wrong FROM"
            " (SELECT unnest(?::VARCHAR[]) AS raw, unnest(?::VARCHAR[]) AS exact, unnest(?::BOOLEAN[]) AS wrong)",
            [texts, [it.value for it in readings], [it.problem is not None for it in readings]],
        ).fetchall()
        assert [
            (raw, said, exact) for raw, said, exact, wrong in rows if said is not None and (wrong or said != exact)
        ] == []
        accepted += sum(said is not None for _, said, _, _ in rows)

    compare()
    assert accepted or column.shape == "corporate_no"
