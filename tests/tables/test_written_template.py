"""The template is a workbook a reader can open, it says what the declarations say, and none of its own words is judged."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from titcheck.cells import read_cell
from titcheck.store import Store
from titcheck.tables import BY_NAME, TABLES, guide
from titcheck.tables.examples import EXAMPLES, example
from titcheck.tables.headings import normalise, normalise_sheet
from titcheck.tables.model import Column, Table
from titcheck.tables.recognise import survey
from titcheck.tables.template import build_template
from titcheck.text import Lang
from titcheck.workbook.books import read

EXPLAINING = {"ja": ("記入要領", "項目と記入例"), "en": ("How to fill in", "Columns and examples")}

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
each_lang = pytest.mark.parametrize("lang", ["ja", "en"])


@pytest.fixture(scope="module")
def books() -> dict[Lang, Workbook]:
    langs: tuple[Lang, ...] = ("ja", "en")
    return {lang: load_workbook(BytesIO(build_template(TABLES, lang))) for lang in langs}


def rules_of(sheet: Worksheet) -> dict[str, DataValidation]:
    return {
        str(rule.sqref).rstrip("0123456789").partition("2:")[0]: rule for rule in sheet.data_validations.dataValidation
    }


def listed(column: Column, lang: Lang) -> list[str]:
    if column.type == "flag":
        return ["○", "×"] if lang == "ja" else ["yes", "no"]
    if column.type == "level":
        return ["N1", "N2", "N3", "N4", "N5"]
    return [choice.label.of(lang) for choice in column.choices]


@each_lang
def test_two_sheets_explain_and_every_table_has_one(books: dict[Lang, Workbook], lang: Lang) -> None:
    shown = [sheet.title for sheet in books[lang].worksheets if sheet.sheet_state == "visible"]
    assert shown == [*EXPLAINING[lang], *(table.title.of(lang) for table in TABLES)]
    assert max(map(len, shown)) <= 31


@each_lang
@each_table
def test_a_sheet_holds_the_headings_and_nothing_else(books: dict[Lang, Workbook], table: Table, lang: Lang) -> None:
    sheet = books[lang][table.title.of(lang)]
    (header,) = sheet.iter_rows()
    assert [cell.value for cell in header] == [column.heading.of(lang) for column in table.columns]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("B2", "$1:$1", "$A:$A")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert not sheet.protection.sheet


@each_lang
@each_table
def test_a_note_gives_the_other_language_how_to_write_what_a_blank_means_and_an_example(
    books: dict[Lang, Workbook], table: Table, lang: Lang
) -> None:
    for cell, column in zip(books[lang][table.title.of(lang)][1], table.columns, strict=True):
        assert cell.comment is not None
        other, *_, blank, shown = cell.comment.text.split("\n")
        assert other == (column.heading.en if lang == "ja" else column.heading.ja)
        meaning = guide.KEY[0] if column.name in table.key else guide.KINDS[column.kind][0]
        assert blank == meaning.of(lang)
        assert shown.endswith(example(table, column, lang))


@each_lang
@each_table
def test_the_colour_of_a_heading_tells_keys_and_what_a_blank_means(
    books: dict[Lang, Workbook], table: Table, lang: Lang
) -> None:
    explained = books[lang][EXPLAINING[lang][0]]
    painted = {str(cell.value): cell.fill.fgColor.rgb for (cell,) in explained.iter_rows(max_col=1)}
    for cell, column in zip(books[lang][table.title.of(lang)][1], table.columns, strict=True):
        meaning = guide.KEY[0] if column.name in table.key else guide.KINDS[column.kind][0]
        assert cell.fill.fgColor.rgb == painted[meaning.of(lang)]


@each_lang
@each_table
def test_lists_offer_every_choice_within_excels_limit_and_only_warn(
    books: dict[Lang, Workbook], table: Table, lang: Lang
) -> None:
    rules = rules_of(books[lang][table.title.of(lang)])
    for number, column in enumerate(table.columns, start=1):
        rule = rules.pop(get_column_letter(number), None)
        words = listed(column, lang)
        if not words and column.type != "day":
            assert rule is None
            continue
        assert rule is not None
        assert (rule.errorStyle, rule.showErrorMessage, rule.allowBlank) == ("warning", True, True)
        if column.type == "day":
            assert (rule.type, rule.operator, rule.formula1, rule.formula2) == ("date", None, "1", "109574")
        elif (formula := str(rule.formula1)).startswith('"'):
            assert len(formula) <= 255
            assert formula.strip('"').split(",") == words
        else:
            name, _, area = formula.partition("!")
            held = books[lang][name.strip("'")]
            assert held.sheet_state == "hidden"
            assert [cell.value for (cell,) in held[area.replace("$", "")]] == words
    assert rules == {}


def test_numbers_are_kept_as_text_and_days_are_days(books: dict[Lang, Workbook]) -> None:
    plans = books["ja"]["技能実習計画"]
    formats = {
        column.name: plans.column_dimensions[get_column_letter(at)].number_format
        for at, column in enumerate(BY_NAME["plans"].columns, start=1)
    }
    assert (formats["plan_no"], formats["starts_on"], formats["base_pay"]) == ("@", "yyyy/mm/dd", "#,##0")


@each_lang
@each_table
def test_every_example_is_read_without_a_problem(table: Table, lang: Lang) -> None:
    for column in table.columns:
        reading = read_cell(column, example(table, column, lang))
        assert reading.value is not None, column.name
        assert reading.problem is None, column.name


def test_no_example_belongs_to_a_column_that_does_not_exist() -> None:
    known = {
        name for table in TABLES for column in table.columns for name in (column.name, f"{table.name}.{column.name}")
    }
    assert EXAMPLES.keys() <= known
    assert guide.NUMBERS.keys() <= known
    assert guide.FOUND_IN.keys() == BY_NAME.keys()


@each_lang
def test_no_cell_outside_the_tables_is_a_heading_or_a_sheet_name(books: dict[Lang, Workbook], lang: Lang) -> None:
    headings = {
        normalise(name)
        for table in TABLES
        for column in table.columns
        for name in (column.name, column.heading.ja, column.heading.en, *column.aliases)
    }
    names = {
        normalise_sheet(name)
        for table in TABLES
        for name in (table.name, table.title.ja, table.title.en, *table.aliases)
    }
    for sheet in books[lang].worksheets:
        if sheet.title not in {table.title.of(lang) for table in TABLES}:
            words = {normalise(str(cell.value)) for row in sheet.iter_rows() for cell in row if cell.value is not None}
            assert not words & headings
            assert normalise_sheet(sheet.title) not in names


@each_lang
def test_a_written_template_is_recognised_sheet_by_sheet_and_holds_no_row(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(build_template(TABLES, lang))
    (book,) = read([path])
    store = Store()
    found = []
    for sheet in book.sheets:
        for it in survey(sheet):
            if it.layout:
                found.append(it.layout)
                store.add(book, sheet, it.layout)
            else:
                assert it.nearest == ()
    for table, layout in zip(TABLES, found, strict=True):
        assert layout.table == table
        assert list(layout.columns) == [column.name for column in table.columns]
    assert store.misreadings == []
    assert {table.rows for table in store.read_tables(book.file)} == {0}


def test_only_the_chosen_tables_are_laid_out_and_explained() -> None:
    book = load_workbook(BytesIO(build_template([BY_NAME["shifts"]], "ja")))
    assert book.sheetnames == ["記入要領", "項目と記入例", "出勤簿"]
    told = [str(cell.value) for (cell,) in book["記入要領"].iter_rows(max_col=1)]
    assert "出勤簿 / Time record" in told
    assert "認定番号 / Plan no" not in told
