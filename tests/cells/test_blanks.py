"""無, 未定, 該当なし, a dash: blank where a blank cell says the same, a problem where they may say something else."""

import pytest
from said import NAMED, OF_TYPE, problem, value

from titcheck.cells import BLANK, read_cell
from titcheck.tables.model import Column, Type

NOTHING = ["該当なし", "該当無し", "非該当", "-", "―", "ー", "－", "−", "——"]
NONE = ["無", "なし", "無し"]
ENDED, REPORTED, COURSE = NAMED["plans.ended_on"], NAMED["audits.reported_on"], NAMED["plans.pre_entry_hours"]
NEW_NO = NAMED["employer_changes.new_plan_no"]
TAKEOVER = NAMED["plans.takeover"]
NUMBERS: list[Type] = ["yen", "hours", "time", "minutes", "count", "m2", "flag"]


@pytest.mark.parametrize("raw", [*NOTHING, *NONE, "未定"])
@pytest.mark.parametrize("column", [ENDED, NEW_NO, REPORTED, COURSE], ids=lambda column: column.name)
def test_what_was_not_done_or_did_not_happen_may_be_said_in_words(column: Column, raw: str) -> None:
    assert read_cell(column, raw) == BLANK


@pytest.mark.parametrize("name", ["employer_changes.departs_on", "plans.so_from", "dispositions.suspended_until"])
def test_a_day_left_open_does_not_say_that_the_event_will_not_happen(name: str) -> None:
    assert "leaves the day open" in problem(NAMED[name], "未定")
    assert read_cell(NAMED[name], "なし") == BLANK


@pytest.mark.parametrize("column", [ENDED, REPORTED, COURSE, NEW_NO], ids=lambda column: column.name)
def test_what_nobody_knows_is_not_taken_for_what_did_not_happen(column: Column) -> None:
    assert problem(column, "不明")


@pytest.mark.parametrize("raw", [*NOTHING, "未定", "不明"])
@pytest.mark.parametrize("kind", ["day", "no", "text", "choice", "level"])
def test_a_fact_may_be_said_to_be_unknown(kind: Type, raw: str) -> None:
    assert read_cell(OF_TYPE[kind], raw) == BLANK


@pytest.mark.parametrize("raw", [*NOTHING, *NONE, "未定", "不明"])
@pytest.mark.parametrize("kind", NUMBERS)
def test_a_number_may_be_zero_and_is_asked_for(kind: Type, raw: str) -> None:
    if kind == "flag" and raw in NONE:
        assert value(OF_TYPE[kind], raw) == "false"
    else:
        assert problem(OF_TYPE[kind], raw)


def test_no_day_is_a_blank_day_and_no_number_says_that_there_is_none() -> None:
    assert [read_cell(OF_TYPE["day"], raw) for raw in NONE] == [BLANK] * 3
    assert [value(OF_TYPE["no"], raw) for raw in NONE] == ["なし"] * 3


def test_an_event_that_is_yes_or_no_is_false_where_nothing_stands_there() -> None:
    assert [read_cell(TAKEOVER, raw) for raw in NOTHING] == [BLANK] * len(NOTHING)
    assert problem(TAKEOVER, "未定")


def test_a_word_of_the_list_is_that_choice() -> None:
    assert value(NAMED["employer_changes.reason"], "該当なし") == "not_unavoidable"
    assert value(NAMED["disappearances.attributable_to"], "なし") == "none"


@pytest.mark.parametrize("raw", ["〃", "同上", "0"])
@pytest.mark.parametrize("kind", ["no", "text"])
def test_a_cell_that_only_points_to_another_is_no_text(kind: Type, raw: str) -> None:
    assert "cell" in problem(OF_TYPE[kind], raw)
