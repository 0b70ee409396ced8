"""Published revocations paired with employers, from raw rows: asked through a rule of one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

RULE = """
id: paired
title: {en: Paired, ja: 照合}
force: note
sees: {extent: full}
basis:
  - law: {en: Technical Intern Training Act, ja: 技能実習法}
    article: {en: "Art. 10(vii)", ja: 第10条第7号}
    mark: VERIFIED-LAW
effective: {from: 1990-01-01}
books: {needs: [plans], uses: [dispositions, implementing_orgs]}
subject: [io_no, decided_on]
subjects: SELECT [source, employer_source] AS source, io_no, decided_on, certain, matched_by FROM employer_revocations
dated: decided_on
requires: certain
message: {en: "{io_no}", ja: "{io_no}"}
remedy: {en: none, ja: なし}
cases:
  - {name: nobody, given: {plans: []}, met: 0}
"""
DAY = date(2024, 4, 1)
ONE, TWO = "1000000000001", "1000000000002"

Rows = list[dict[str, Any]]
Pair = tuple[str, date | None, bool, str | None]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "paired.yaml").write_text(RULE, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def pairs(rulebook: Rulebook, listed: Rows, employers: Rows, plans: Rows | None = None) -> list[Pair]:
    """The view's rows: the employer, the day, whether it is certain, and by what it matched."""
    published = [{"org_type": "io", "kind": "io_revocation", "decided_on": DAY, **row} for row in listed]
    tables = {"dispositions": published, "implementing_orgs": employers, "plans": plans or []}
    rows: list[Any] = judge_rows(rulebook, rulebook.rules["paired"], tables, as_of=date(2026, 11, 30))
    found = [
        (facts["io_no"], facts["decided_on"], verdict is Verdict.MET, facts["matched_by"]) for verdict, facts in rows
    ]
    return sorted(found, key=str)


@pytest.mark.parametrize(
    ("listed", "booked"),
    [
        ("㈱あおば製作所", "株式会社あおば製作所"),
        ("(株)あおば製作所", "（株）　あおば　製作所"),
        ("㍿あおば製作所", "株式会社 あおば製作所"),
        ("株式会社ｱｵﾊﾞ製作所", "株式会社アオバ製作所"),
        ("ＡＢＣフーズ㈲", "abcフーズ有限会社"),
        ("髙橋建設", "高橋建設"),
        ("渡邊水産合同会社", "渡辺水産（同）"),
        ("山﨑・濵田農園", "山崎濱田農園"),
        ("霞ヶ丘 鉄工", "霞ケ丘鉄工"),
        ("(福)あおば会", "社会福祉法人あおば会"),
    ],
)
def test_one_name_in_two_spellings_is_one_name_and_still_no_proof(rulebook: Rulebook, listed: str, booked: str) -> None:
    assert pairs(rulebook, [{"name": listed}], [{"io_no": "IO-1", "name": booked}]) == [("IO-1", DAY, False, "name")]


@pytest.mark.parametrize(
    ("listed", "booked"),
    [
        ("株式会社あおば", "あおば株式会社"),
        ("株式会社あおば", "有限会社あおば"),
        ("株式会社あおば", "あおば"),
        ("株式会社あおば", "株式会社あおは"),
        ("株式会社あおば第二", "株式会社あおば"),
        ("あーば", "あば"),
    ],
)
def test_two_names_are_two_firms_however_near(rulebook: Rulebook, listed: str, booked: str) -> None:
    assert pairs(rulebook, [{"name": listed}], [{"io_no": "IO-1", "name": booked}]) == []


@pytest.mark.parametrize(
    ("listed", "booked", "matched_by"),
    [
        ("愛知県架空市１丁目２番３号", "愛知県架空市1-2-3", "name+address"),
        ("愛知県架空市一丁目２番地の３", "愛知県　架空市１－２－３", "name+address"),
        ("愛知県架空市1-23", "愛知県架空市12-3", "name+other_address"),
        ("愛知県架空市1-2-3", None, "name"),
        (None, "愛知県架空市1-2-3", "name"),
    ],
)
def test_how_far_an_equal_name_matched_is_told(
    rulebook: Rulebook, listed: str | None, booked: str | None, matched_by: str
) -> None:
    employer = {"io_no": "IO-1", "name": "架空水産", "address": booked}
    assert pairs(rulebook, [{"name": "架空水産", "address": listed}], [employer]) == [("IO-1", DAY, False, matched_by)]


@pytest.mark.parametrize(
    ("listed", "matched_by"),
    [({"corporate_no": ONE}, "corporate_no"), ({"org_no": "IO-1"}, "org_no"), ({"plan_no": "認2204000001"}, "plan_no")],
)
def test_a_number_is_certain_whatever_the_name(rulebook: Rulebook, listed: dict[str, Any], matched_by: str) -> None:
    employer = {"io_no": "IO-1", "name": "架空水産", "corporate_no": ONE}
    plans = [{"plan_no": "認2204000001", "io_no": "IO-1"}]
    assert pairs(rulebook, [{"name": "別名", **listed}], [employer], plans) == [("IO-1", DAY, True, matched_by)]


def test_an_employer_known_from_its_plans_alone_is_matched_by_its_numbers(rulebook: Rulebook) -> None:
    plans = [{"plan_no": "認2204000001", "io_no": "IO-7"}, {"plan_no": "認2204000002", "io_no": "IO-8"}]
    listed = [{"plan_no": "認2204000001", "name": "架空水産"}, {"org_no": "IO-8"}]
    assert pairs(rulebook, listed, [], plans) == [("IO-7", DAY, True, "plan_no"), ("IO-8", DAY, True, "org_no")]


def test_differing_corporate_numbers_are_no_match_by_name_and_no_proof_by_another_number(rulebook: Rulebook) -> None:
    employer = {"io_no": "IO-1", "name": "架空水産", "address": "架空市1", "corporate_no": ONE}
    twin = {"name": "架空水産", "address": "架空市1", "corporate_no": TWO}
    assert pairs(rulebook, [twin], [employer]) == []
    assert pairs(rulebook, [{**twin, "org_no": "IO-1"}], [employer]) == [("IO-1", DAY, False, "org_no")]


@pytest.mark.parametrize("word", ["なし", "無", "不明", "－"])
def test_a_word_that_says_there_is_no_number_is_no_number(rulebook: Rulebook, word: str) -> None:
    employer = {"io_no": word, "name": "架空水産", "corporate_no": word}
    assert pairs(rulebook, [{"name": "別名", "corporate_no": word, "org_no": word}], [employer]) == []


@pytest.mark.parametrize("none", ["12345", "9999999999999", "0000000000000"])
def test_a_corporate_number_that_is_none_tells_no_two_firms_apart_and_makes_no_two_one(
    rulebook: Rulebook, none: str
) -> None:
    listed, employer = {"name": "架空水産", "corporate_no": none}, {"io_no": "IO-1", "corporate_no": ONE}
    assert pairs(rulebook, [listed], [{**employer, "name": "架空水産"}]) == [("IO-1", DAY, False, "name")]
    assert pairs(rulebook, [listed], [{**employer, "name": "見本農園", "corporate_no": none}]) == []


def test_only_revocations_of_plans_count_and_an_unknown_kind_is_a_doubt(rulebook: Rulebook) -> None:
    employer = {"io_no": "IO-1", "name": "架空水産"}
    for kind in ("io_improvement", "so_revocation", "fine", "improper_act"):
        assert pairs(rulebook, [{"org_no": "IO-1", "kind": kind}], [employer]) == []
    assert pairs(rulebook, [{"org_no": "IO-1", "kind": None}], [employer]) == [("IO-1", DAY, False, "org_no")]
    assert pairs(rulebook, [{"org_no": "IO-1", "kind": "取消のような何か"}], [employer]) == [
        ("IO-1", DAY, False, "org_no")
    ]
    assert pairs(rulebook, [{"org_no": "IO-1", "kind": None, "org_type": "so"}], [employer]) == []
    assert pairs(rulebook, [{"org_no": "IO-1", "org_type": "so"}], [employer]) == [("IO-1", DAY, False, "org_no")]


def test_the_rows_of_one_revocation_are_one_pair_and_the_certain_one_speaks(rulebook: Rulebook) -> None:
    employers = [{"io_no": "IO-1", "name": "架空水産"}, {"io_no": "IO-2", "name": "架空水産"}]
    plans = [{"plan_no": "認2204000003", "io_no": "IO-1"}]
    listed: Rows = [{"name": "架空水産", "plan_no": f"認220400000{n}"} for n in range(5)]
    listed.append({"name": "架空水産", "decided_on": date(2023, 1, 1)})
    assert pairs(rulebook, listed, employers, plans) == [
        ("IO-1", date(2023, 1, 1), False, "name"),
        ("IO-1", DAY, True, "plan_no"),
        ("IO-2", date(2023, 1, 1), False, "name"),
        ("IO-2", DAY, False, "name"),
    ]


def test_a_revocation_of_an_unreadable_day_is_kept_without_one(rulebook: Rulebook) -> None:
    listed = [{"org_no": "IO-1", "decided_on": "令和6年13月1日"}]
    assert pairs(rulebook, listed, [{"io_no": "IO-1"}]) == [("IO-1", None, True, "org_no")]


def test_an_employer_nothing_can_be_compared_with_is_told_once(rulebook: Rulebook) -> None:
    nameless = [{"io_no": "IO-1"}]
    listed: Rows = [{"name": "架空水産"}, {"name": "架空農園", "decided_on": date(2023, 1, 1)}]
    assert pairs(rulebook, listed, nameless) == [("IO-1", None, False, None)]
    assert pairs(rulebook, [{"corporate_no": ONE}], [{"io_no": "IO-1", "name": "架空水産"}]) == [
        ("IO-1", None, False, None)
    ]
    assert pairs(rulebook, [{}], [{"io_no": "IO-1", "name": "架空水産", "corporate_no": ONE}]) == [
        ("IO-1", None, False, None)
    ]


def test_a_revocation_that_has_its_employer_casts_no_doubt_on_the_nameless(rulebook: Rulebook) -> None:
    plans = [{"plan_no": "認2204000003", "io_no": "IO-2"}]
    placed = [
        {"name": "架空水産", "org_no": "IO-9"},
        {"name": "架空農園", "plan_no": "認2204000003"},
        {"plan_no": "認1804000003"},
    ]
    assert pairs(rulebook, placed, [{"io_no": "IO-1"}], plans) == [("IO-2", DAY, True, "plan_no")]
