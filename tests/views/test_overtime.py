"""Overtime by pay period and by the agreement's month, from raw rows, asked through rules of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

VIEWS = {
    "overtime_periods": "plan_no, farming, period_from, period_until, overtime_least, overtime_most, both_least, both_most, covered, aligned,"
    " month_from, month_until, year_from, special_clause, variable_hours",
    "overtime_months": "farming, capped_from, month_from, month_until, aligned, days, overtime_least, overtime_most, least, most,"
    " average_months, average_hours, most_average_months, most_average_hours",
}
RULE = """
id: {view}
title: {{en: A view, ja: ビュー}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Labour Standards Act, ja: 労働基準法}}
    article: {{en: "Art. 36", ja: 第36条}}
    mark: VERIFIED-LAW
effective: {{from: 1990-01-01}}
books: {{needs: [wage_payments], uses: [agreements, implementing_orgs, plans, trainees, disappearances, lectures]}}
subject: [trainee_no]
subjects: SELECT source, trainee_no, io_no, {columns} FROM {table}
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {{en: "{{trainee_no}}", ja: "{{trainee_no}}"}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{wage_payments: []}}, met: 0}}
"""
UNREADABLE = "令和8年13月1日"
MAY = (date(2026, 5, 1), date(2026, 5, 31))

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    for table, columns in VIEWS.items():
        view = table.replace("_", "-")
        (folder / f"{view}.yaml").write_text(RULE.format(view=view, table=table, columns=columns), "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def pay(first: date | str | None = MAY[0], last: date | str | None = MAY[1], **facts: Any) -> Row:
    return {
        "trainee_no": "T-1", "io_no": "IO-1", "period_from": first, "period_until": last,
        "overtime_hours": "10:00", "rest_day_hours": "2:00", **facts,
    }  # fmt: skip


def agreement(
    first: date | str | None = date(2026, 4, 1), last: date | str | None = date(2027, 3, 31), **facts: Any
) -> Row:
    return {
        "io_no": "IO-1", "kind": "overtime", "filed_on": date(2026, 3, 20), "from_on": first, "until_on": last,
        "special_clause": False, "variable_hours": False, **facts,
    }  # fmt: skip


def seen(
    rulebook: Rulebook, table: str, pays: list[Row], *agreements: Row, without: tuple[str, ...] = (), **more: list[Row]
) -> list[Row]:
    given = {"wage_payments": pays, "agreements": list(agreements), **more}
    rule = rulebook.rules[table.replace("_", "-")]
    rows = [dict(facts) for _, facts in judge_rows(rulebook, rule, given, as_of=date(2026, 11, 30), without=without)]
    return sorted(rows, key=lambda row: str([row["trainee_no"], row["month_from"]]))


def period(rulebook: Rulebook, row: Row, *agreements: Row, without: tuple[str, ...] = (), **more: list[Row]) -> Row:
    (found,) = seen(rulebook, "overtime_periods", [row], *agreements, without=without, **more)
    return found


def months(rulebook: Rulebook, *pays: Row) -> list[Row]:
    return seen(
        rulebook, "overtime_months", list(pays), agreement(), implementing_orgs=[{"io_no": "IO-1", "sector": "general"}]
    )


def test_a_period_inside_an_agreement_is_covered_and_lies_in_its_month_and_year(rulebook: Rulebook) -> None:
    found = period(rulebook, pay(), agreement(date(2026, 4, 16), date(2027, 4, 15)))
    assert (found["covered"], found["aligned"], found["month_from"], found["month_until"]) == (True, False, *MAY)
    found = period(rulebook, pay(date(2026, 5, 16), date(2026, 6, 15)), agreement(date(2026, 4, 16), date(2029, 4, 15)))
    assert (found["aligned"], found["month_from"], found["year_from"]) == (True, date(2026, 5, 16), date(2026, 4, 16))
    found = period(rulebook, pay(date(2027, 4, 16), date(2027, 5, 15)), agreement(date(2026, 4, 16), date(2029, 4, 15)))
    assert found["year_from"] == date(2027, 4, 16)


def test_two_agreements_one_after_the_other_cover_a_period_together_and_hold_it_in_no_month(rulebook: Rulebook) -> None:
    first, second = agreement(last=date(2026, 5, 15)), agreement(date(2026, 5, 16), filed_on=date(2026, 5, 16))
    found = period(rulebook, pay(), first, second)
    assert (found["covered"], found["aligned"], found["year_from"]) == (True, False, None)
    assert period(rulebook, pay(), first, {**second, "from_on": date(2026, 5, 17)})["covered"] is None
    assert period(rulebook, pay(), first, second, agreement(date(2026, 5, 10), date(2026, 5, 20)))["covered"] is True


@pytest.mark.parametrize(
    ("facts", "covered"),
    [
        ({"until_on": date(2026, 4, 30)}, False),
        ({"from_on": date(2026, 6, 1)}, False),
        ({"from_on": date(2026, 5, 31)}, None),
        ({"kind": "deduction"}, False),
        ({"kind": None}, None),
        ({"io_no": "IO-2"}, False),
        ({"io_no": None}, None),
        ({"io_no": None, "until_on": date(2026, 4, 30)}, False),
        ({"until_on": UNREADABLE}, None),
        ({"from_on": None}, None),
        ({"from_on": date(2027, 3, 31), "until_on": date(2026, 4, 1)}, None),
        ({"filed_on": date(2026, 5, 1)}, True),
        ({"filed_on": date(2026, 5, 2)}, None),
        ({"filed_on": date(2026, 7, 2)}, None),
        ({"filed_on": None}, None),
        ({"workplace": "本社"}, True),
        ({"workplace": "第二工場"}, None),
    ],
)
def test_an_agreement_that_may_be_the_right_one_leaves_the_period_open(
    rulebook: Rulebook, facts: Row, covered: bool | None
) -> None:
    plan = {
        "plan_no": "P-1", "trainee_no": "T-1", "io_no": "IO-1", "stage": "2", "workplace": "本 社",
        "starts_on": date(2026, 4, 1), "ends_on": date(2028, 3, 31),
    }  # fmt: skip
    found = period(rulebook, pay(), agreement(**facts), plans=[plan])
    assert (found["plan_no"], found["covered"]) == ("P-1", covered)


def test_in_a_book_without_days_of_filing_the_agreements_own_days_count(rulebook: Rulebook) -> None:
    assert period(rulebook, pay(), agreement(filed_on=None), without=("agreements.filed_on",))["covered"] is True


def test_agreements_that_differ_say_nothing_of_the_year_and_the_clauses(rulebook: Rulebook) -> None:
    other = agreement(date(2026, 5, 1), special_clause=True, variable_hours=None)
    found = period(rulebook, pay(), agreement(), other)
    assert (found["aligned"], found["year_from"], found["special_clause"], found["variable_hours"]) == (
        True,
        None,
        None,
        None,
    )
    found = period(rulebook, pay(), agreement(special_clause=True), agreement(special_clause=True))
    assert (found["year_from"], found["special_clause"], found["variable_hours"]) == (date(2026, 4, 1), True, False)
    found = period(rulebook, pay(), agreement(), agreement(kind=None))
    assert (found["aligned"], found["year_from"], found["covered"]) == (False, None, True)


def test_entries_of_one_period_are_at_least_the_largest_and_at_most_their_sum(rulebook: Rulebook) -> None:
    (found,) = seen(rulebook, "overtime_periods", [pay(), pay(overtime_hours="8:00", rest_day_hours="8:00")])
    assert (found["overtime_least"], found["overtime_most"], found["both_least"], found["both_most"]) == (
        600,
        1080,
        960,
        1680,
    )
    (found,) = seen(rulebook, "overtime_periods", [pay(rest_day_hours=None), pay(overtime_hours="8:00")])
    assert (found["overtime_most"], found["both_least"], found["both_most"]) == (1080, 600, None)


def test_a_row_of_nobody_is_known_at_least(rulebook: Rulebook) -> None:
    (found,) = seen(rulebook, "overtime_periods", [pay(trainee_no=None), pay(trainee_no=None)])
    assert (found["both_least"], found["overtime_most"], found["both_most"], found["covered"]) == (
        720,
        None,
        None,
        False,
    )
    first, second = months(rulebook, pay(trainee_no=None), pay(date(2026, 6, 1), date(2026, 6, 30), trainee_no=None))
    assert (first["most"], second["average_hours"], second["most_average_hours"]) == (None, None, None)


@pytest.mark.parametrize("days", [(None, MAY[1]), (MAY[0], UNREADABLE), (MAY[1], MAY[0])])
def test_a_period_without_its_days_is_in_no_month_and_puts_the_trainees_others_in_doubt(
    rulebook: Rulebook, days: Any
) -> None:
    lost = pay(*days)
    assert (period(rulebook, lost, agreement())["month_from"], period(rulebook, lost, agreement())["covered"]) == (
        None,
        None,
    )
    assert period(rulebook, lost)["covered"] is False
    unknown, known = months(rulebook, lost, pay(date(2026, 6, 1), date(2026, 6, 30)))
    assert (known["least"], known["most"], unknown["month_from"]) == (720, None, None)


def test_rows_of_a_trainee_with_two_employers_that_name_none_put_all_months_in_doubt(rulebook: Rulebook) -> None:
    plans = [
        {
            "plan_no": f"P-{n}",
            "trainee_no": "T-1",
            "io_no": f"IO-{n}",
            "starts_on": date(2026, 4, n),
            "ends_on": date(2026, 9, n),
        }
        for n in (1, 2)
    ]
    found = seen(rulebook, "overtime_periods", [pay(io_no=None)], agreement(), plans=plans)
    assert [(row["io_no"], row["covered"], row["farming"], row["aligned"]) for row in found] == [
        (None, None, None, False)
    ]
    found = seen(rulebook, "overtime_months", [pay(io_no=None), pay()], agreement(), plans=plans)
    assert [row["most"] for row in found] == [None, None]


def test_half_months_are_added_and_overlapping_periods_are_not(rulebook: Rulebook) -> None:
    (found,) = months(rulebook, pay(last=date(2026, 5, 15)), pay(first=date(2026, 5, 16)))
    assert (found["days"], found["least"], found["overtime_most"], found["most"]) == (31, 1440, 1200, 1440)
    (found,) = months(rulebook, pay(last=date(2026, 5, 16)), pay(first=date(2026, 5, 16)))
    assert (found["days"], found["overtime_least"], found["least"], found["most"]) == (31, 600, 720, 1440)


def test_days_missing_from_the_ledger_leave_a_month_open_but_not_before_its_first_or_after_its_last(
    rulebook: Rulebook,
) -> None:
    (found,) = months(rulebook, pay(first=date(2026, 5, 9), last=date(2026, 5, 20)))
    assert (found["days"], found["most"]) == (12, 720)
    (found,) = months(rulebook, pay(last=date(2026, 5, 10)), pay(first=date(2026, 5, 12)))
    assert (found["days"], found["least"], found["most"]) == (30, 1440, None)


def test_farming_is_told_by_the_sector_and_unknown_without_one(rulebook: Rulebook) -> None:
    for sector, farming in (
        ("agriculture", True),
        ("fishery", True),
        ("general", False),
        (None, None),
        (UNREADABLE, None),
    ):
        found = period(rulebook, pay(), implementing_orgs=[{"io_no": "IO-1", "sector": sector}])
        assert found["farming"] is farming
    assert period(rulebook, pay())["farming"] is None
