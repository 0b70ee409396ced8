"""Whom a published name may mean among the firms of the books, from raw rows: how it matches, and how alike the two are."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load

RULE = """
id: {id}
title: {{en: Alike, ja: 類似}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Technical Intern Training Act, ja: 技能実習法}}
    article: {{en: "Art. 16(1)", ja: 第16条第1項}}
    mark: VERIFIED-P
effective: {{from: 1990-01-01}}
books: {{needs: [dispositions], uses: [{books}]}}
subject: [who]
subjects: SELECT [source] AS source, {facts} FROM {view}
dated: as_of
requires: {requires}
message: {{en: "{{who}}", ja: "{{who}}"}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{dispositions: []}}, met: 0}}
"""
SCORES = "matched_by, name_score, address_score"
RULES = {
    "employer": ("implementing_orgs", "employer_candidates", f"io_no AS who, {SCORES}", "as_of IS NULL"),
    "so": ("supervising_orgs", "so_candidates", f"so_no AS who, {SCORES}", "as_of IS NULL"),
    "found": ("implementing_orgs, plans", "employer_dispositions", "io_no AS who, matched_by, certain", "certain"),
}
ONE, TWO = "1000000000001", "1000000000002"
HERE = "愛知県架空市見本町1-2-3"

Row = dict[str, Any]
Match = tuple[str, int | None, int | None]
settled = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    for name, (books, view, columns, requires) in RULES.items():
        text = RULE.format(id=name, books=books, view=view, facts=columns, requires=requires)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def judged(rulebook: Rulebook, rule: str, tables: dict[str, list[Row]]) -> list[tuple[Verdict, Row]]:
    rows: list[Any] = judge_rows(rulebook, rulebook.rules[rule], tables, as_of=date(2026, 11, 30))
    return [(verdict, {name: fact for name, fact in row.items() if name != "source"}) for verdict, row in rows]


def match(rulebook: Rulebook, listed: Row, booked: Row) -> Match | None:
    """How one disposition matches one employer by name: in what, and both scores."""
    published = {"kind": "io_revocation", **listed}
    tables = {"dispositions": [published], "implementing_orgs": [{"io_no": "IO-1", **booked}]}
    found = [
        (row["matched_by"], row["name_score"], row["address_score"]) for _, row in judged(rulebook, "employer", tables)
    ]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("listed", "booked", "found"),
    [
        ({"address": HERE}, {"address": HERE}, ("name+address", 100, 100)),
        ({"address": HERE}, {"address": "架空市見本町1-2-3"}, ("name+address", 100, 100)),
        ({"address": HERE}, {"address": "架空市見本町1-2-3", "prefecture": "愛知県"}, ("name+address", 100, 100)),
        ({"address": HERE}, {}, ("name", 100, None)),
        ({}, {"address": HERE}, ("name", 100, None)),
        ({"address": HERE}, {"prefecture": "愛知県"}, ("name", 100, None)),
        ({"address": HERE}, {"prefecture": "岐阜県"}, ("name+other_address", 100, None)),
        ({"address": HERE}, {"address": "架空市見本町1-2-3", "prefecture": "岐阜県"}, ("name+other_address", 100, 85)),
        ({"address": HERE}, {"address": "愛知県架空市見本町1-2-31"}, ("name+other_address", 100, 96)),
    ],
)
def test_an_equal_name_says_how_far_the_addresses_agree(
    rulebook: Rulebook, listed: Row, booked: Row, found: Match
) -> None:
    assert match(rulebook, {"name": "㈱山田工業", **listed}, {"name": "株式会社山田工業", **booked}) == found


@pytest.mark.parametrize(
    ("name", "address", "found"),
    [
        ("山田工業株式会社", HERE, ("similar+address", 100, 100)),
        ("有限会社山田工業", HERE, ("similar+address", 100, 100)),
        ("山田工業", None, ("similar", 100, None)),
        ("山田工業株式会社", "愛知県架空市見本町1-2-31", ("similar", 100, 96)),
        ("山田工業株式会社", "架空市見本町9", ("similar", 100, 66)),
        ("株式会社山田興業", HERE, ("similar+address", 75, 100)),
        ("株式会社山田工業第二工場", HERE, ("similar+address", 90, 100)),
        ("株式会社見本水産", HERE, ("similar+address", 0, 100)),
    ],
)
def test_a_name_that_only_resembles_is_a_scored_candidate(
    rulebook: Rulebook, name: str, address: str | None, found: Match
) -> None:
    booked = {"name": "株式会社山田工業", "address": HERE}
    assert match(rulebook, {"name": name, "address": address}, booked) == found


@pytest.mark.parametrize(
    ("listed", "booked"),
    [
        ({"name": "株式会社山田興業", "address": "愛知県架空市見本町1-2-31"}, {"address": HERE}),
        ({"name": "株式会社山田興業", "address": HERE}, {}),
        ({"name": "株式会社山田興業", "address": "愛知県架空市"}, {"address": "愛知県架空市"}),
        ({"name": "山田工業株式会社", "address": "岐阜県架空市見本町1-2-3"}, {"address": HERE}),
        ({"name": "山田工業株式会社", "address": "岐阜県架空市9"}, {"prefecture": "愛知県"}),
        ({"name": "株式会社山田工業", "address": HERE, "corporate_no": ONE}, {"address": HERE, "corporate_no": TWO}),
        ({"name": "山田工業株式会社", "address": HERE, "corporate_no": ONE}, {"address": HERE, "corporate_no": TWO}),
        ({"name": "株式会社山田工業", "kind": "so_revocation"}, {}),
        ({"name": "株式会社山田工業", "kind": None, "org_type": "so"}, {}),
        ({"name": None, "address": HERE}, {"address": HERE}),
        ({"name": "・", "address": HERE}, {"address": HERE}),
    ],
)
def test_any_other_likeness_is_no_candidate(rulebook: Rulebook, listed: Row, booked: Row) -> None:
    assert match(rulebook, listed, {"name": "株式会社山田工業", **booked}) is None


def test_a_disposition_that_may_be_anybodys_is_compared_with_both(rulebook: Rulebook) -> None:
    books: dict[str, list[Row]] = {
        "dispositions": [{"name": "架空 協同組合"}],
        "implementing_orgs": [{"io_no": "IO-1", "name": "架空協同組合"}],
        "supervising_orgs": [{"so_no": "許1704000001", "name": "架空協同組合"}],
    }
    for rule, who in (("employer", "IO-1"), ("so", "許1704000001")):
        found = [row for _, row in judged(rulebook, rule, books)]
        assert found == [{"who": who, "matched_by": "name", "name_score": 100, "address_score": None}]


@pytest.mark.parametrize(
    ("numbers", "listed", "matches"),
    [
        ([ONE, None], TWO, 0),
        ([ONE, ONE], TWO, 0),
        ([ONE, TWO], "1000000000003", 2),
        ([ONE, None], None, 2),
        ([None, None], ONE, 2),
    ],
)
def test_a_licence_with_two_corporate_numbers_has_none_to_tell_it_apart_by(
    rulebook: Rulebook, numbers: list[str | None], listed: str | None, matches: int
) -> None:
    so = {"so_no": "許1704000001", "name": "架空協同組合"}
    rows: list[Row] = [
        {**so, "corporate_no": number, "licence_from": date(2017 + n, 11, 1)} for n, number in enumerate(numbers)
    ]
    disposition = {"kind": "so_revocation", "name": "架空協同組合", "corporate_no": listed}
    assert len(judged(rulebook, "so", {"dispositions": [disposition], "supervising_orgs": rows})) == matches


FIRMS = [
    ("株式会社", "ヤマダ工業", "front"),
    ("有限会社", "渡辺サービス", "behind"),
    ("合同会社", "あおば・ABC", "front"),
    ("事業協同組合", "高崎桜", "front"),
    ("医療法人", "広瀬会", "front"),
    ("社会福祉法人", "恵ケ丘会", "front"),
    ("農事組合法人", "沢のファーム", "front"),
]
SHORT = {
    "株式会社": ["㈱", "(株)", "（株）", "㍿"],
    "有限会社": ["㈲", "（有）"],
    "合同会社": ["（同）"],
    "医療法人": ["（医）"],
    "社会福祉法人": ["(福)", "（社福）"],
    "農事組合法人": ["（農）"],
}
OLD = str.maketrans("渡辺高崎桜広恵沢", "渡邊髙﨑櫻廣惠澤")
HALF = str.maketrans(dict(zip("ヤマダサービスファム", ["ﾔ", "ﾏ", "ﾀﾞ", "ｻ", "ｰ", "ﾋﾞ", "ｽ", "ﾌ", "ｧ", "ﾑ"], strict=True)))
WIDE = {ord(letter): chr(ord(letter) + 0xFEE0) for letter in "ABC"}
PLACES = [
    HERE, "愛知県架空市見本町１丁目２番３号", "架空市見本町一丁目二番地の三", "〒471-0001 愛知県 架空市\n見本町1ノ2ノ3", "愛知県架空市大字見本町1-2-3 見本ビル5階",
]  # fmt: skip


@st.composite
def disturbed(draw: st.DrawFn, form: str, core: str, where: str) -> str:
    """A firm's name in another hand."""
    for change in (OLD, HALF, WIDE):
        core = core.translate(change) if draw(st.booleans()) else core
    form = draw(st.sampled_from([form, *SHORT.get(form, [])]))
    space = draw(st.sampled_from(["", " ", "　", "\n"]))
    name = form + space + core if where == "front" else core + space + form
    name = name.replace("ケ", draw(st.sampled_from("ケヶ"))).replace("・", draw(st.sampled_from(["・", "･", " ", "."])))
    return name + draw(st.sampled_from(["", " 代表者 山田太郎", "\n代表取締役　山田太郎"]))


@settled
@given(st.data(), st.sampled_from(FIRMS), st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_a_firm_in_two_hands_is_one_firm_by_name_and_address_and_never_certain(
    rulebook: Rulebook, data: st.DataObject, firm: tuple[str, str, str], here: str, there: str
) -> None:
    listed, booked = data.draw(disturbed(*firm)), data.draw(disturbed(*firm))
    tables = {
        "dispositions": [{"kind": "io_revocation", "name": listed, "address": here}],
        "implementing_orgs": [{"io_no": "IO-1", "name": booked, "address": there}],
    }
    assert match(rulebook, tables["dispositions"][0], tables["implementing_orgs"][0]) == ("name+address", 100, 100)
    assert judged(rulebook, "found", tables) == [
        (Verdict.VIOLATED, {"who": "IO-1", "matched_by": "name+address", "certain": False})
    ]


@settled
@given(st.data(), st.sampled_from(FIRMS), st.sampled_from(FIRMS), st.booleans())
def test_two_firms_are_never_one(
    rulebook: Rulebook, data: st.DataObject, one: tuple[str, str, str], other: tuple[str, str, str], turned: bool
) -> None:
    form, core, where = other
    if one == other or turned:
        where = "behind" if where == "front" else "front"
    listed = {"name": data.draw(disturbed(*one)), "address": HERE}
    booked = {"name": data.draw(disturbed(form, core, where)), "address": HERE}
    tables = {"dispositions": [{"kind": "io_revocation", **listed}], "implementing_orgs": [{"io_no": "IO-1", **booked}]}
    found = match(rulebook, listed, booked)
    assert found
    assert found[0] == "similar+address"
    assert judged(rulebook, "found", tables) == []
