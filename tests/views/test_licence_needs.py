"""For which days a plan must be supervised under a licence, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: needs
title: {en: Needs, ja: 許可を要する期間}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 9", ja: 第9条}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans], uses: [supervising_orgs, dispositions]}
subject: [plan_no]
subjects: SELECT source, plan_no, so_no, from_on, until_on, surely_until, licence_kind, licence_from, licence_until FROM licence_needs
dated: CAST(NULL AS DATE)
requires: surely_until IS NOT NULL
message: {en: "{plan_no}", ja: "{plan_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""
Row = dict[str, Any]
PLAN: Row = {
    "plan_no": "P-1", "trainee_no": "T-1", "so_no": "SO-1", "kind": "supervised", "stage": "3",
    "applied_on": "2023-03-01", "ends_on": "2024-05-31",
}  # fmt: skip
FIRST, LAST = date(2023, 3, 1), date(2024, 5, 31)
BAD = "令和5年13月1日"


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "needs.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def needs(rulebook: Rulebook, *plans: Row, licences: tuple[Row, ...] = (), as_of: date = date(2026, 11, 30)) -> Row:
    book = {"plans": plans, "supervising_orgs": licences}
    rows = judge_rows(rulebook, rulebook.rules["needs"], book, as_of=as_of)
    return {str(facts["plan_no"]): facts for _, facts in rows}


def days(rulebook: Rulebook, *others: Row, as_of: date = date(2026, 11, 30), **cells: Any) -> tuple[Any, ...] | None:
    """The first day, the last and the last certain one of the first plan; None where it is no subject."""
    facts = needs(rulebook, PLAN | cells, *others, as_of=as_of).get("P-1")
    return facts and (facts["from_on"], facts["until_on"], facts["surely_until"])


def test_a_licence_is_needed_from_the_later_of_application_and_takeover_to_the_end_or_as_of(rulebook: Rulebook) -> None:
    assert days(rulebook) == (FIRST, LAST, LAST)
    assert days(rulebook, so_from="2023-06-01") == (date(2023, 6, 1), LAST, LAST)
    assert days(rulebook, so_from="2023-01-01") == (FIRST, LAST, LAST)
    assert days(rulebook, ended_on="2023-12-31") == (FIRST, date(2023, 12, 31), date(2023, 12, 31))
    assert days(rulebook, as_of=date(2023, 10, 31)) == (FIRST, date(2023, 10, 31), date(2023, 10, 31))
    assert days(rulebook, as_of=FIRST) == (FIRST, FIRST, FIRST)
    assert days(rulebook, as_of=date(2023, 2, 28)) is None


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        ({"applied_on": None, "so_from": "2023-06-01"}, date(2023, 6, 1), LAST),
        ({"so_from": BAD}, FIRST, LAST),
        ({"ended_on": BAD}, FIRST, LAST),
        ({"ends_on": None}, FIRST, date(2026, 11, 30)),
        ({"kind": None}, FIRST, LAST),
        ({"so_no": None}, FIRST, LAST),
        ({"so_no": "なし"}, FIRST, LAST),
        ({"ended_on": "2023-01-31"}, FIRST, None),
    ],
)
def test_what_is_unknown_or_contradicts_itself_makes_no_day_certain(
    rulebook: Rulebook, cells: Row, first: date, last: date | None
) -> None:
    assert days(rulebook, **cells) == (first, last, None)


@pytest.mark.parametrize("mark", [True, "?"])
def test_a_plan_not_started_or_perhaps_not_started_certainly_needs_it_on_its_first_day(
    rulebook: Rulebook, mark: Any
) -> None:
    assert days(rulebook, not_started=mark) == (FIRST, LAST, FIRST)


def test_an_enterprise_plan_needs_none(rulebook: Rulebook) -> None:
    assert days(rulebook, kind="enterprise") is None


def test_a_change_to_another_organisation_ends_it_on_the_day_before(rulebook: Rulebook) -> None:
    change = PLAN | {"plan_no": "P-2", "original_plan_no": "P-1", "so_no": "SO-2", "so_from": "2023-12-01"}
    handed = date(2023, 11, 30)
    assert days(rulebook, change) == (FIRST, handed, handed)
    assert days(rulebook, change | {"so_no": "SO-1"}) == (FIRST, LAST, LAST)
    assert days(rulebook, change | {"so_from": None}) == (FIRST, LAST, None)
    assert days(rulebook, change | {"so_no": None}) == (FIRST, LAST, None)
    sooner = date(2023, 9, 30)
    assert days(rulebook, change, change | {"plan_no": "P-3", "so_from": "2023-10-01"}) == (FIRST, sooner, sooner)


def test_a_change_of_an_unreadable_plan_may_be_of_any_of_its_trainee(rulebook: Rulebook) -> None:
    change = PLAN | {"plan_no": "P-2", "original_plan_no": "#REF!", "so_no": "SO-2", "so_from": "2023-12-01"}
    assert days(rulebook, change) == (FIRST, LAST, None)
    assert days(rulebook, change | {"so_no": "SO-1"}) == (FIRST, LAST, LAST)
    assert days(rulebook, change | {"so_no": None}) == (FIRST, LAST, None)
    assert days(rulebook, change | {"trainee_no": "T-2"}) == (FIRST, LAST, LAST)
    assert days(rulebook, change | {"trainee_no": None}) == (FIRST, LAST, None)
    assert days(rulebook, change | {"trainee_no": "T-2"}, trainee_no=None) == (FIRST, LAST, None)


def test_what_the_licences_say_is_unknown_where_one_is_silent_and_their_kind_matters_for_stage_three_only(
    rulebook: Rulebook,
) -> None:
    licence = {"so_no": "SO-1", "licence_kind": "general", "licence_from": "2022-11-01", "licence_until": "2027-10-31"}
    later = licence | {"licence_from": "2027-11-01", "licence_until": "2032-10-31"}

    def said(*licences: Row, **cells: Any) -> tuple[Any, ...]:
        facts = needs(rulebook, PLAN | cells, licences=licences)["P-1"]
        return facts["licence_kind"], facts["licence_from"], facts["licence_until"]

    first, last = date(2022, 11, 1), date(2032, 10, 31)
    assert said(licence, later) == ("general", first, last)
    assert said(licence | {"licence_kind": None}, later) == (None, first, last)
    assert said(licence | {"licence_kind": None}, later, stage="2") == ("any", first, last)
    assert said(licence | {"licence_from": BAD}, later) == ("general", None, last)
    assert said(licence | {"licence_until": None}, later) == ("general", first, None)
    assert said(licence | {"so_no": "SO-2"}) == (None, None, None)
