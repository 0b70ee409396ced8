"""The template is a workbook a reader can open, and it says what the declarations say."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from titcheck.tables import BY_NAME, TABLES
from titcheck.tables.headings import normalise, normalise_sheet
from titcheck.tables.model import Table
from titcheck.tables.recognise import recognise
from titcheck.tables.template import write_template
from titcheck.workbook.books import read


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path: Path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path, TABLES)
    return load_workbook(path)


def test_the_sheets_are_an_introduction_and_every_table(book: Workbook) -> None:
    assert book.sheetnames == ["はじめに", *(table.title.ja for table in TABLES)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sheet_holds_the_headings_in_both_languages_and_nothing_else(book: Workbook, table: Table) -> None:
    (header,) = book[table.title.ja].iter_rows()
    assert [cell.value for cell in header] == [column.heading.ja for column in table.columns]
    assert [cell.comment.text.split("\n")[0] for cell in header if cell.comment] == [
        column.heading.en for column in table.columns
    ]
    assert book[table.title.ja].freeze_panes == "A2"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_lists_offer_every_choice_and_fit_into_excels_limit(book: Workbook, table: Table) -> None:
    offered = {str(one.sqref): str(one.formula1) for one in book[table.title.ja].data_validations.dataValidation}
    listed = [column for column in table.columns if column.type in {"choice", "flag", "level"}]
    assert len(offered) == len(listed)
    assert all(len(formula) <= 255 for formula in offered.values())
    assert sorted(offered.values()) == sorted(
        '"'
        + ",".join(
            [c.label.ja for c in column.choices]
            or (["○", "×"] if column.type == "flag" else ["N1", "N2", "N3", "N4", "N5"])
        )
        + '"'
        for column in listed
    )


def test_numbers_are_kept_as_text_and_days_are_days(book: Workbook) -> None:
    plans = book["技能実習計画"]
    formats = {
        column.name: plans.column_dimensions[get_column_letter(at)].number_format
        for at, column in enumerate(BY_NAME["plans"].columns, start=1)
    }
    assert (formats["plan_no"], formats["starts_on"], formats["base_pay"]) == ("@", "yyyy-mm-dd", "#,##0")


def test_no_cell_of_the_introduction_is_a_heading_or_a_sheet_name(book: Workbook) -> None:
    headings = {
        normalise(name)
        for table in TABLES
        for column in table.columns
        for name in (column.name, column.heading.ja, column.heading.en, *column.aliases)
    }
    sheets = {
        normalise_sheet(name)
        for table in TABLES
        for name in (table.name, table.title.ja, table.title.en, *table.aliases)
    }
    words = {normalise(str(cell.value)) for (cell,) in book["はじめに"].iter_rows(max_col=1)}
    assert not words & headings
    assert normalise_sheet("はじめに") not in sheets


def test_a_written_template_is_recognised_sheet_by_sheet(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, TABLES)
    (read_book,) = read([path])
    first, *sheets = (recognise(sheet) for sheet in read_book.sheets)
    assert first is None
    for table, layout in zip(TABLES, sheets, strict=True):
        assert layout is not None
        assert layout.table == table
        assert list(layout.columns) == [column.name for column in table.columns]
