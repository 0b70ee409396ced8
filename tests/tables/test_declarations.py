"""The declarations against the contract of tables, columns, types and kinds."""

from collections import Counter

import pytest

from titcheck.cells import read_cell
from titcheck.tables import BY_NAME, TABLES
from titcheck.tables.headings import normalise, normalise_sheet
from titcheck.tables.model import Column, Table

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)

TABLE_NAMES = """
supervising_orgs implementing_orgs staff_counts agreements industry_minimum_wages sending_orgs trainees officers plans
wage_payments shifts housing employer_changes permits audits visits external_checks inspections dispositions
disappearances lectures fees notices
""".split()  # noqa: SIM905 - reads like the contract

KEYS = {
    "supervising_orgs": ("so_no", "licence_from"),
    "implementing_orgs": ("io_no",),
    "sending_orgs": ("sending_org_no",),
    "trainees": ("trainee_no",),
    "plans": ("plan_no",),
    "employer_changes": ("change_no",),
}

DUE = {
    "employer_changes": {"responded_on", "difficulty_reported_on", "coordinated_on"},
    "disappearances": {"difficulty_reported_on"},
    "audits": {"reported_on", "corrected_on", "authority_reported_on"},
    "inspections": {"reported_on"},
    "dispositions": {"corrected_on"},
    "plans": {"pre_entry_from", "pre_entry_until", "pre_entry_hours"},
}

EVENT = {
    "plans": {"ended_on", "takeover", "not_started", "original_plan_no", "accredited_on", "so_from"},
    "trainees": {"departed_on"},
    "officers": {"until_on"},
    "housing": {"until_on"},
    "sending_orgs": {"released_on", "recognition_ended_on", "suspended_from"},
    "supervising_orgs": {"not_renewing"},
    "employer_changes": {"returns_home", "departs_on", "sole_trainee_fault", "new_plan_no", "resolved_on"},
    "audits": {"other_method"},
    "visits": {"other_method"},
    "implementing_orgs": {"four_week_rest"},
    "dispositions": {"suspended_until"},
}

SHAPES = {
    "corporate_no": "corporate_no",
    "so_no": "so_no",
    "plan_no": "plan_no",
    "original_plan_no": "plan_no",
    "new_plan_no": "plan_no",
    "sending_org_no": "sending_org_no",
    "residence_card_no": "residence_card_no",
}


def names_of(column: Column) -> set[str]:
    return {normalise(name) for name in (column.name, column.heading.ja, column.heading.en, *column.aliases)}


def kind_of(table: Table, column: Column) -> str:
    if column.name in DUE.get(table.name, ()):
        return "due"
    return "event" if column.name in EVENT.get(table.name, ()) else "fact"


def test_tables_stand_in_the_order_of_the_contract_and_are_found_by_name() -> None:
    assert [table.name for table in TABLES] == TABLE_NAMES
    assert [BY_NAME[name] for name in TABLE_NAMES] == list(TABLES)


@each_table
def test_a_table_has_the_key_of_the_contract(table: Table) -> None:
    assert table.key == KEYS.get(table.name, ())
    assert all(table.column(name) for name in table.key)


@each_table
def test_every_column_has_the_kind_of_the_contract(table: Table) -> None:
    assert {column.name: column.kind for column in table.columns} == {
        column.name: kind_of(table, column) for column in table.columns
    }


@pytest.mark.parametrize("listed", [DUE, EVENT], ids=["due", "event"])
def test_every_column_listed_as_due_or_event_exists(listed: dict[str, set[str]]) -> None:
    for name, columns in listed.items():
        assert columns <= {column.name for column in BY_NAME[name].columns}


@each_table
def test_a_heading_of_a_table_means_one_column(table: Table) -> None:
    counts = Counter(name for column in table.columns for name in names_of(column))
    assert [name for name, times in counts.items() if times > 1] == []


@each_table
def test_truth_values_do_not_collide_with_columns(table: Table) -> None:
    truths = [column.truth for column in table.columns if column.truth]
    assert len(truths) == len(set(truths))
    assert not set(truths) & {column.name for column in table.columns}


def test_a_sheet_name_means_one_table() -> None:
    counts = Counter(
        name
        for table in TABLES
        for name in {normalise_sheet(each) for each in (table.name, table.title.ja, table.title.en, *table.aliases)}
    )
    assert [name for name, times in counts.items() if times > 1] == []


@each_table
def test_a_column_has_choices_exactly_if_it_is_a_choice_and_each_spelling_means_one(table: Table) -> None:
    for column in table.columns:
        assert bool(column.choices) == (column.type == "choice")
        for choice in column.choices:
            for spelling in (choice.code, choice.label.ja, choice.label.en, *choice.aliases):
                assert read_cell(column, spelling).value == choice.code, (column.name, spelling)


@each_table
def test_identifiers_with_a_written_form_have_a_shape(table: Table) -> None:
    for column in table.columns:
        assert column.shape == SHAPES.get(column.name)


@pytest.mark.parametrize(
    ("heading", "as_compared"),
    [
        ("休憩（分）", "休憩"),
        ("基本賃金\n（円/月）", "基本賃金"),
        ("労働　時間 数(h)", "労働時間数"),
        ("Trainee No", "traineeno"),
        ("trainee_no", "traineeno"),
        ("１人当たり寝室面積［㎡］", "1人当たり寝室面積"),
        ("改善命令（監理団体）", "改善命令(監理団体)"),
        ("（円）", "(円)"),
    ],
)
def test_headings_are_compared_without_spaces_case_and_units(heading: str, as_compared: str) -> None:
    assert normalise(heading) == as_compared


@pytest.mark.parametrize(
    "sheet", ["賃金台帳", "賃金台帳一覧", "賃金台帳 (2)", "賃金台帳（令和6年4月）", "賃金台帳一覧（A社）"]
)
def test_sheet_names_are_compared_without_a_trailing_list_word_or_bracket(sheet: str) -> None:
    assert normalise_sheet(sheet) == "賃金台帳"
