"""Until which day a licence surely and possibly runs, from raw rows, asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: licence-days
title: {en: Licence days, ja: 許可の期間}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 37(1)", ja: 第37条第1項}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [supervising_orgs], uses: [dispositions, plans]}
subject: [so_no, licence_from]
subjects: SELECT source, so_no, licence_from, until_least, until_most FROM licences
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {en: "{so_no}", ja: "{so_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {supervising_orgs: []}, met: 0}
"""
SO, OTHER = "許2404000001", "許2404000002"
ONE, TWO = "1000000000001", "1000000000002"
FIRST, LAST = date(2024, 4, 1), date(2029, 3, 31)
DAY, EVE = date(2026, 5, 20), date(2026, 5, 19)
BAD = "令和8年13月1日"
LICENCE = {"so_no": SO, "name": "架空協同組合", "licence_from": FIRST, "licence_until": LAST, "renewal_no": 0}
REVOKED = {"org_type": "so", "org_no": SO, "kind": "so_revocation", "decided_on": DAY}
ANONYMOUS = {"org_no": None, "name": "架空協同組合"}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "licence-days.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def runs(rulebook: Rulebook, *told: Row, **cells: Any) -> tuple[Any, Any]:
    """The last day on which the licence surely runs, and the last on which it may."""
    book = {"supervising_orgs": [LICENCE | cells], "dispositions": [REVOKED | row for row in told]}
    ((_, facts),) = judge_rows(rulebook, rulebook.rules["licence-days"], book, as_of=date(2026, 11, 30))
    return facts["until_least"], facts["until_most"]


def test_without_a_revocation_a_licence_runs_until_its_last_day(rulebook: Rulebook) -> None:
    assert runs(rulebook) == (LAST, LAST)
    assert runs(rulebook, licence_until=None) == (None, None)


def test_a_revocation_ends_it_on_the_day_before_the_decision(rulebook: Rulebook) -> None:
    assert runs(rulebook, {}) == (EVE, EVE)
    assert runs(rulebook, {}, licence_until=None) == (None, EVE)
    assert runs(rulebook, {"org_no": OTHER, "corporate_no": ONE}, corporate_no=ONE) == (EVE, EVE)
    assert runs(rulebook, {"decided_on": date(2024, 4, 2)}) == (FIRST, FIRST)


def test_a_revocation_after_its_last_day_lengthens_nothing(rulebook: Rulebook) -> None:
    assert runs(rulebook, {}, licence_until=date(2026, 5, 1)) == (date(2026, 5, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    "told",
    [ANONYMOUS, {"org_no": OTHER, "name": "架空 協同組合"}, {"kind": None}, {"org_no": None, "kind": None, "name": "架空協同組合"}],
)  # fmt: skip
def test_a_revocation_that_may_be_its_own_leaves_it_open_from_that_day(rulebook: Rulebook, told: Row) -> None:
    assert runs(rulebook, told) == (EVE, LAST)


def test_a_revocation_without_its_day_leaves_every_day_open(rulebook: Rulebook) -> None:
    assert runs(rulebook, {"decided_on": None}) == (None, LAST)
    assert runs(rulebook, {"decided_on": BAD}, {}) == (None, EVE)
    assert runs(rulebook, {"org_no": None}, name=None) == (None, LAST)


def test_a_revoked_licence_of_another_number_ends_none_of_an_organisation_without_name(rulebook: Rulebook) -> None:
    other: Row = {"org_no": OTHER, "name": "見本協同組合"}
    for told in (other, other | {"decided_on": None}, other | {"decided_on": date(2024, 3, 1)}):
        assert runs(rulebook, told, name=None, renewal_no=None) == (LAST, LAST)
    assert runs(rulebook, other, other | {"org_no": None}, name=None) == (None, LAST)


def test_of_several_the_first_certain_one_bounds_and_the_first_of_all_is_sure(rulebook: Rulebook) -> None:
    later, doubtful = {"decided_on": date(2026, 7, 1)}, ANONYMOUS | {"decided_on": date(2026, 2, 1)}
    assert runs(rulebook, later, {}, doubtful) == (date(2026, 1, 31), EVE)


def test_a_first_licence_after_the_revocation_is_a_new_one(rulebook: Rulebook) -> None:
    for day in (date(2024, 3, 31), date(2020, 1, 1)):
        assert runs(rulebook, {"decided_on": day}) == (LAST, LAST)


def test_a_renewal_after_the_revocation_or_a_licence_of_its_day_may_not_run_at_all(rulebook: Rulebook) -> None:
    before = date(2024, 3, 1)
    assert runs(rulebook, {"decided_on": FIRST}) == (date(2024, 3, 31), LAST)
    for renewal_no in (1, None, "#REF!"):
        assert runs(rulebook, {"decided_on": before}, renewal_no=renewal_no) == (date(2024, 2, 29), LAST)


def test_a_licence_without_its_first_day_may_have_begun_after_the_revocation(rulebook: Rulebook) -> None:
    assert runs(rulebook, {}, licence_from=None) == (EVE, LAST)


def test_a_licence_without_a_number_is_known_by_its_name(rulebook: Rulebook) -> None:
    assert runs(rulebook, {"name": "架空協同組合"}, so_no=None) == (EVE, LAST)
    assert runs(rulebook, {"name": "見本協同組合"}, so_no=None) == (LAST, LAST)


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "so_suspension"}, {"kind": "so_improvement"}, {"org_type": "io", "kind": None}, {"org_no": OTHER, "name": "見本協同組合"},
        {"org_no": OTHER, "name": "架空協同組合", "corporate_no": TWO},
    ],
)  # fmt: skip
def test_another_disposition_and_another_organisation_s_end_nothing(rulebook: Rulebook, told: Row) -> None:
    assert runs(rulebook, told, corporate_no=ONE) == (LAST, LAST)


def test_each_licence_of_an_organisation_has_its_own_days(rulebook: Rulebook) -> None:
    earlier = LICENCE | {"licence_from": date(2019, 4, 1), "licence_until": date(2024, 3, 31)}
    book = {"supervising_orgs": [earlier, LICENCE | {"renewal_no": 1}], "dispositions": [REVOKED]}
    rows = judge_rows(rulebook, rulebook.rules["licence-days"], book, as_of=date(2026, 11, 30))
    found = {facts["licence_from"]: (facts["until_least"], facts["until_most"]) for _, facts in rows}
    assert found == {date(2019, 4, 1): (date(2024, 3, 31),) * 2, FIRST: (EVE, EVE)}
