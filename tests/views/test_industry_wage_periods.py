"""Industry minimum wages per employer and day, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: floors
title: {en: Industry rates, ja: 特定最低賃金}
force: note
sees: {extent: full}
basis:
  - law: {en: Minimum Wage Act, ja: 最低賃金法}
    article: {en: "Art. 16", ja: 第16条}
    mark: VERIFIED-LAW
effective: {from: 0001-01-01}
books: {needs: [industry_minimum_wages], uses: [implementing_orgs, plans, wage_payments]}
subject: [io_no, spelling, from_on]
subjects: SELECT source, io_no, spelling, from_on, until_on, certain_yen, yen_per_hour FROM industry_wage_periods
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {en: "{io_no}", ja: "{io_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {industry_minimum_wages: []}, met: 0}
"""
FIRST, SECOND, END = date(2025, 12, 1), date(2026, 12, 1), date(9999, 12, 31)
EVER = date(1, 1, 1)

Row = dict[str, Any]
Period = tuple[date, date, int | None, int | None]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "floors.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def rate(yen: int | str | None = 1200, first: date | str | None = FIRST, **facts: Any) -> Row:
    return {
        "prefecture": "愛知県", "industry": "鉄鋼業", "yen_per_hour": yen, "effective_from": first, **facts,
    }  # fmt: skip


def rows(rulebook: Rulebook, *rates: Row, industry: str | None = "鉄鋼業", **given: list[Row]) -> list[Row]:
    tables: dict[str, list[Row]] = {
        "plans": [{"plan_no": "P-1", "io_no": "IO-1"}],
        "implementing_orgs": [{"io_no": "IO-1", "industry": industry}],
        "industry_minimum_wages": list(rates),
        **given,
    }
    return [dict(facts) for _, facts in judge_rows(rulebook, rulebook.rules["floors"], tables, as_of=END)]


def periods(rulebook: Rulebook, *rates: Row, spelling: str = "愛知県", **given: Any) -> list[Period]:
    found = [row for row in rows(rulebook, *rates, **given) if row["spelling"] == spelling]
    return sorted((row["from_on"], row["until_on"], row["certain_yen"], row["yen_per_hour"]) for row in found)


def test_a_rate_holds_from_its_day_until_the_day_before_the_next(rulebook: Rulebook) -> None:
    assert periods(rulebook, rate(1250, SECOND), rate()) == [
        (FIRST, date(2026, 11, 30), 1200, 1200),
        (SECOND, END, 1250, 1250),
    ]


def test_the_higher_of_two_rates_of_one_industry_holds(rulebook: Rulebook) -> None:
    assert periods(rulebook, rate(), rate(1210)) == [(FIRST, END, 1210, 1210)]
    assert periods(rulebook, rate(), rate(1100, SECOND))[1] == (SECOND, END, 1200, 1200)


def test_another_industry_and_another_prefecture_owe_nothing(rulebook: Rulebook) -> None:
    assert periods(rulebook, rate(industry="小売業"), rate(prefecture="岐阜県"), rate(prefecture=None)) == []


def test_an_industry_is_compared_by_its_name_alone(rulebook: Rulebook) -> None:
    assert periods(rulebook, rate(industry="鉄 鋼業")) == [(FIRST, END, 1200, 1200)]


@pytest.mark.parametrize("written", ["愛知", "Aichi", "愛知県"])
def test_a_prefecture_is_known_by_each_spelling_on_both_sides(rulebook: Rulebook, written: str) -> None:
    for spelling in ("愛知", "aichi", "愛知県"):
        assert periods(rulebook, rate(prefecture=written), spelling=spelling) == [(FIRST, END, 1200, 1200)]


def test_an_unknown_industry_may_owe_the_highest_rate_and_none_certainly(rulebook: Rulebook) -> None:
    assert periods(rulebook, rate(), industry=None) == [(FIRST, END, None, 1200)]
    assert periods(rulebook, rate(), rate(1300, industry=None)) == [(FIRST, END, 1200, 1300)]


def test_a_rate_without_its_day_may_hold_on_any_and_one_without_an_amount_hides_the_highest(rulebook: Rulebook) -> None:
    assert periods(rulebook, rate(first="令和7年13月1日"), rate(1100)) == [
        (EVER, date(2025, 11, 30), None, 1200),
        (FIRST, END, 1100, 1200),
    ]
    assert periods(rulebook, rate(), rate(None, SECOND)) == [
        (FIRST, date(2026, 11, 30), 1200, 1200),
        (SECOND, END, 1200, None),
    ]


def test_employers_of_plans_and_of_ledgers_are_known_also_without_a_number(rulebook: Rulebook) -> None:
    given = rows(
        rulebook, rate(), wage_payments=[{"io_no": "IO-2"}, {"io_no": None}], implementing_orgs=[{"io_no": "IO-9"}]
    )
    assert {row["io_no"] for row in given} == {"IO-1", "IO-2", None}
    assert {row["certain_yen"] for row in given} == {None}
