"""Free days of a week, of four weeks or of a whole record: from raw rows of the time record, asked through a rule of one line."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

COLUMNS = "trainee_no, io_no, workplace, farming, four_week_rest, block_from, block_until, ended, free_least, free_most, run_from, run_until, known"
RULE = f"""
id: blocks
title: {{en: Free days, ja: 休日}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Labour Standards Act, ja: 労働基準法}}
    article: {{en: "Art. 35(1)", ja: 第35条第1項}}
    mark: VERIFIED-LAW
effective: {{from: 1990-01-01}}
books: {{needs: [shifts], uses: [plans, implementing_orgs, agreements]}}
subject: [trainee_no, io_no, workplace, block_from]
subjects: SELECT source, {COLUMNS} FROM rest_blocks
dated: block_from
requires: "TRUE"
message: {{en: "{{trainee_no}}", ja: "{{trainee_no}}"}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{shifts: []}}, met: 0}}
"""
MONDAY = date(2026, 10, 5)
WEEKLY = {"io_no": "IO-1", "sector": "general", "week_starts_on": "mon"}
FOUR_WEEKS = {**WEEKLY, "four_week_rest": True, "four_weeks_from": MONDAY}
SLIDING = {**WEEKLY, "week_starts_on": None}
AGREEMENT = {
    "io_no": "IO-1", "kind": "overtime", "filed_on": date(2026, 3, 25), "from_on": date(2026, 4, 1), "until_on": date(2027, 3, 31),
}  # fmt: skip

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "blocks.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def day(number: int) -> date:
    """The 5th of October 2026, a Monday, is day 0."""
    return MONDAY + timedelta(number)


def shift(number: int, **facts: Any) -> Row:
    return {
        "trainee_no": "T-1", "io_no": "IO-1", "worked_on": day(number), "hours": "8:00", "rest_day": False, **facts,
    }  # fmt: skip


def work(first: int, last: int) -> list[Row]:
    return [shift(number) for number in range(first, last + 1)]


def flagged(last: int, *numbers: int, flag: bool | None = True) -> list[Row]:
    """Work from day 0, on some days as rest-day work."""
    return [shift(number, rest_day=flag if number in numbers else False) for number in range(last + 1)]


def blocks(
    rulebook: Rulebook, shifts: list[Row], employer: Row, without: tuple[str, ...] = (), **given: list[Row]
) -> list[Row]:
    books = {"shifts": shifts, "implementing_orgs": [employer], **given}
    found = judge_rows(rulebook, rulebook.rules["blocks"], books, as_of=date(2026, 11, 30), without=without)
    return sorted(
        (dict(facts) for _, facts in found), key=lambda block: (str(block["block_from"]), str(block["io_no"]))
    )


def free(rulebook: Rulebook, shifts: list[Row], employer: Row = WEEKLY, **given: Any) -> list[tuple[Any, Any]]:
    """The free days of each block, at least and at most."""
    return [(block["free_least"], block["free_most"]) for block in blocks(rulebook, shifts, employer, **given)]


def test_a_week_has_the_days_without_work_and_the_running_one_those_to_come_at_most(rulebook: Rulebook) -> None:
    found = blocks(rulebook, [*work(0, 5), shift(7)], WEEKLY)

    assert [(block["block_from"], block["block_until"], block["ended"]) for block in found] == [
        (day(0), day(6), True),
        (day(7), day(13), False),
    ]
    assert [(block["free_least"], block["free_most"]) for block in found] == [(1, 1), (0, 6)]
    assert [(block["run_from"], block["run_until"]) for block in found] == [(day(0), day(5)), (day(7), day(7))]
    assert free(rulebook, work(0, 6)) == [(0, 0)]


def test_a_week_has_ended_with_the_last_day_the_record_of_the_trainee_tells_of(rulebook: Rulebook) -> None:
    def ended(*others: Row) -> list[Any]:
        return [block["ended"] for block in blocks(rulebook, [*work(0, 4), *others], WEEKLY)][:1]

    assert ended() == [False]
    assert ended(shift(5, hours="0:00")) == [False]
    assert ended(shift(6, hours="0:00")) == [True]
    assert ended(shift(6, io_no="IO-2")) == [True]
    assert ended(shift(6, trainee_no="T-2")) == [False]


def test_days_before_the_record_or_after_it_are_free_at_most(rulebook: Rulebook) -> None:
    assert free(rulebook, [*work(2, 5), shift(7)])[0] == (1, 3)
    assert free(rulebook, [shift(1, hours="0:00"), *work(2, 5), shift(7)])[0] == (2, 3)
    assert free(rulebook, work(0, 4)) == [(0, 2)]
    assert free(rulebook, [*work(0, 4), shift(5, hours="0:00")]) == [(1, 2)]


@pytest.mark.parametrize(
    ("week_starts_on", "first"), [("mon", 0), ("tue", -6), ("wed", -5), ("thu", -4), ("fri", -3), ("sat", -2), ("sun", -1)]
)  # fmt: skip
def test_a_week_begins_on_the_weekday_of_the_employer(rulebook: Rulebook, week_starts_on: str, first: int) -> None:
    employer = {**WEEKLY, "week_starts_on": week_starts_on}
    assert [block["block_from"] for block in blocks(rulebook, [shift(0)], employer)] == [day(first)]


def test_a_day_that_may_have_been_worked_is_free_at_most(rulebook: Rulebook) -> None:
    assert free(rulebook, [*work(0, 5), shift(6, hours=None)]) == [(0, 1)]
    assert free(rulebook, [*work(0, 3), shift(4, hours=None), shift(6, hours="0:00")]) == [(2, 3)]


def test_a_shift_past_midnight_uses_both_days(rulebook: Rulebook) -> None:
    night = {"starts_at": "20:00", "ends_at": "4:00", "hours": None}
    assert free(rulebook, [*work(0, 4), shift(5, **night)])[0] == (0, 0)


@pytest.mark.parametrize(("number", "first"), [(0, 0), (27, 0), (28, 28), (-1, None)])
def test_four_weeks_are_counted_from_their_first_day(rulebook: Rulebook, number: int, first: int | None) -> None:
    (block,) = blocks(rulebook, [shift(number)], FOUR_WEEKS)
    begins = None if first is None else day(first)
    assert (block["block_from"], block["block_until"]) == (begins, begins and begins + timedelta(27))


def test_four_weeks_have_the_days_without_work(rulebook: Rulebook) -> None:
    assert free(rulebook, [*work(0, 23), shift(28)], FOUR_WEEKS)[0] == (4, 4)
    assert free(rulebook, [*work(0, 24), shift(28)], FOUR_WEEKS)[0] == (3, 3)
    assert free(rulebook, work(0, 23), FOUR_WEEKS) == [(0, 4)]
    assert free(rulebook, [*work(0, 5), *work(7, 12)], {**FOUR_WEEKS, "week_starts_on": None}) == [(1, 16)]
    assert free(rulebook, work(0, 5), {**FOUR_WEEKS, "four_weeks_from": None}) == [(0, 28)]
    assert free(rulebook, work(0, 6), {**FOUR_WEEKS, "four_week_rest": "#REF!"}) == [(0, 0)]


@pytest.mark.parametrize(
    ("shifts", "least", "most", "run"),
    [
        (work(0, 5), 1, 7, (0, 5)),
        (work(0, 6), 0, 7, (0, 6)),
        (work(0, 11), 0, 7, (0, 11)),
        (work(0, 12), 0, 0, (0, 12)),
        ([*work(0, 11), shift(12, hours=None)], 0, 7, (0, 12)),
        ([shift(0, hours=None), *work(1, 12)], 0, 7, (0, 12)),
        ([*work(0, 5), shift(6, hours=None), *work(7, 13)], 0, 7, (0, 13)),
        ([shift(number, hours=None) for number in range(13)], 0, 7, (0, 12)),
        ([*work(0, 5), *work(7, 12)], 1, 7, (0, 5)),
        ([*work(0, 5), *work(7, 13)], 0, 7, (7, 13)),
        ([*work(0, 12), *work(14, 15)], 0, 0, (0, 12)),
    ],
)
def test_where_no_weekday_is_known_thirteen_days_in_a_row_hold_a_week_and_seven_may(
    rulebook: Rulebook, shifts: list[Row], least: int, most: int, run: tuple[int, int]
) -> None:
    (block,) = blocks(rulebook, shifts, SLIDING)
    assert (block["block_from"], block["block_until"], block["ended"]) == (None, None, True)
    assert (block["free_least"], block["free_most"]) == (least, most)
    assert (block["run_from"], block["run_until"]) == (day(run[0]), day(run[1]))


@pytest.mark.parametrize(
    ("flag", "agreement", "expected"),
    [
        (True, {}, (1, 1)),
        (True, None, (0, 0)),
        (None, {}, (0, 1)),
        (None, None, (0, 0)),
        (False, {}, (0, 0)),
        (True, {"io_no": "IO-2"}, (0, 0)),
        (True, {"from_on": day(6)}, (1, 1)),
        (True, {"from_on": day(7)}, (0, 0)),
        (True, {"until_on": day(6)}, (1, 1)),
        (True, {"until_on": day(5)}, (0, 0)),
        (True, {"filed_on": day(6)}, (1, 1)),
        (True, {"filed_on": day(7)}, (0, 1)),
        (True, {"kind": None}, (0, 1)),
    ],
)
def test_work_on_the_rest_day_inside_an_agreement_leaves_the_day_free(
    rulebook: Rulebook, flag: bool | None, agreement: Row | None, expected: tuple[int, int]
) -> None:
    agreements = [] if agreement is None else [AGREEMENT | agreement]
    sunday = [*work(0, 5), shift(6, rest_day=flag)]
    assert free(rulebook, sunday, agreements=agreements) == [expected]


def test_without_a_book_of_agreements_one_may_cover_flagged_work(rulebook: Rulebook) -> None:
    for flag, expected in ((True, (0, 1)), (None, (0, 1)), (False, (0, 0))):
        found = free(rulebook, [*work(0, 5), shift(6, rest_day=flag)], without=("agreements",))
        assert found == [expected]


def test_flagged_work_breaks_a_row_of_days(rulebook: Rulebook) -> None:
    def found(shifts: list[Row]) -> list[tuple[Any, Any]]:
        return free(rulebook, shifts, SLIDING, agreements=[AGREEMENT])

    assert found(flagged(12, 6)) == [(1, 7)]
    assert found(flagged(19, 6)) == [(0, 0)]
    assert found(flagged(6, *range(7))) == [(1, 7)]
    assert found(flagged(13, 6, flag=None)) == [(0, 7)]
    assert found(flagged(12, 0, flag=None)) == [(0, 7)]
    assert found(flagged(13, 0, flag=None)) == [(0, 0)]


def test_flagged_work_adds_free_days_up_to_those_that_may_be_owed(rulebook: Rulebook) -> None:
    def found(shifts: list[Row], employer: Row) -> tuple[Any, Any]:
        return free(rulebook, shifts, employer, agreements=[AGREEMENT])[0]

    assert found(flagged(27, 6, 13, 20), FOUR_WEEKS) == (3, 3)
    assert found(flagged(27, 6, 13, 20, 27), FOUR_WEEKS) == (4, 4)
    assert found([*flagged(23, 6), shift(28)], FOUR_WEEKS) == (4, 4)
    assert found([*flagged(5, 5), shift(7)], WEEKLY) == (1, 1)


def test_flagged_work_frees_its_own_week_trainee_and_place_alone(rulebook: Rulebook) -> None:
    employers: list[Row] = [WEEKLY, {**WEEKLY, "io_no": "IO-2"}]
    strangers: list[Row] = [{"trainee_no": "T-2"}, {"io_no": "IO-2"}, {"io_no": None, "employer": "食堂"}]
    for stranger in strangers:
        for mine, theirs in ((True, False), (False, True)):
            rows = [*flagged(6, 6, flag=mine), *({**row, **stranger} for row in flagged(6, 6, flag=theirs))]
            found = blocks(rulebook, rows, WEEKLY, agreements=[AGREEMENT], implementing_orgs=employers)
            own = [block["free_least"] for block in found if (block["trainee_no"], block["io_no"]) == ("T-1", "IO-1")]
            assert own == [int(mine)]
    assert free(rulebook, flagged(13, 6), agreements=[AGREEMENT]) == [(1, 1), (0, 0)]
    for flag in (True, False):
        elsewhere: list[Row] = [{**row, "io_no": None, "employer": "食堂"} for row in flagged(12, 6, flag=flag)]
        other: list[Row] = [{**row, "io_no": None, "employer": "書店"} for row in flagged(12, 6, flag=not flag)]
        found = blocks(rulebook, [*elsewhere, *other], WEEKLY, without=("agreements",))
        assert {block["workplace"]: block["free_most"] for block in found} == {"食堂": 7 * flag, "書店": 7 * (not flag)}


def test_the_days_of_nobody_are_counted_as_they_stand(rulebook: Rulebook) -> None:
    assert free(rulebook, [shift(number, trainee_no=None) for number in range(7)]) == [(0, 0)]


def test_a_shift_without_a_day_is_open(rulebook: Rulebook) -> None:
    stray = shift(0, worked_on="令和8年10月32日")
    assert free(rulebook, [*work(0, 5), shift(6, hours="0:00"), stray]) == [(1, 1), (0, 7)]
    assert free(rulebook, [*work(0, 5), stray], SLIDING) == [(0, 7)]


def test_each_place_of_work_is_counted_by_itself(rulebook: Rulebook) -> None:
    elsewhere = [shift(6, io_no=None, employer="食堂"), shift(6, io_no="IO-2")]
    found = blocks(rulebook, [*work(0, 5), *elsewhere], WEEKLY)
    assert [(block["io_no"], block["workplace"], block["free_least"], block["block_from"]) for block in found] == [
        ("IO-1", None, 1, day(0)),
        ("IO-2", None, 1, None),
        (None, "食堂", 1, None),
    ]


@pytest.mark.parametrize(
    ("unnamed", "known"),
    [({}, True), ({"trainee_no": None}, False), ({"io_no": None}, False), ({"io_no": None, "employer": "食堂"}, True)],
)
def test_who_is_meant_is_known_by_trainee_and_place(rulebook: Rulebook, unnamed: Row, known: bool) -> None:
    assert [block["known"] for block in blocks(rulebook, [shift(0, **unnamed)], WEEKLY)] == [known]
