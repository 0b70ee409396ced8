"""One firm is written in many ways and is still one; two lot numbers, and two names, are never one."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cells.reading import plain
from titcheck.store import Store

settled = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    filled = Store()
    yield filled
    filled.close()


def key(store: Store, word: str, cell: str) -> str | None:
    """What a word of the vocabulary makes of a cell's text, which the cell reader has read."""
    row = store.con.execute(f"SELECT {word}(?)", [plain(cell)]).fetchone()
    assert row is not None
    found: str | None = row[0]
    return found


@pytest.mark.parametrize(
    ("name", "as_compared"),
    [
        ("株式会社\nあおば", "株式会社あおば"),
        ("㈱あおば", "株式会社あおば"),
        ("あおば（株）", "あおば株式会社"),
        ("㍿ｱｵﾊﾞ製作所", "株式会社アオバ製作所"),
        ("ＡＢＣ　フーズ㈲", "abcフーズ有限会社"),
        ("(同)架空", "合同会社架空"),
        ("㈳架空", "社団法人架空"),
        ("（一社）架空協会", "一般社団法人架空協会"),
        ("ＮＰＯ法人架空", "特定非営利活動法人架空"),
        ("(農)架空ファーム", "農事組合法人架空フアーム"),
        ("(医)架空会", "医療法人架空会"),
        ("事業協同組合架空", "事業協同組合架空"),
        ("「架空」商事・有限会社", "架空商事有限会社"),
        ("髙𠮷・濵﨑農園", "高吉浜崎農園"),
        ("渡邊・齋藤", "渡辺斎藤"),
        ("サ－ビス・センタ-架空", "サービスセンター架空"),
        ("コ一ポ架空", "コーポ架空"),
        ("キャノン", "キヤノン"),
        ("架空農園 代表者 山田太郎", "架空農園"),
        ("架空農園（代表取締役　山田太郎）", "架空農園"),
        ("代表者 山田太郎", "山田太郎"),
        ("霞ヶ丘", "霞ケ丘"),
        ("・", None),
    ],
)
def test_a_firms_name_is_compared_without_what_only_dresses_it(
    store: Store, name: str, as_compared: str | None
) -> None:
    assert key(store, "firm_key", name) == as_compared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山田工業株式会社", "株式会社山田工業"),
        ("株式会社山田工業", "有限会社山田工業"),
        ("株式会社山田工業", "山田工業"),
        ("協同組合架空", "事業協同組合架空"),
        ("医療法人架空会", "医療法人社団架空会"),
        ("山田工業", "山田興業"),
        ("ビル架空", "ビール架空"),
        ("斎藤農園", "斉藤農園"),
        ("架空第一", "架空第二"),
    ],
)
def test_what_tells_two_firms_apart_stays(store: Store, one: str, other: str) -> None:
    assert key(store, "firm_key", one) != key(store, "firm_key", other)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("株式会社山田工業", "山田工業"),
        ("山田工業㈲", "山田工業"),
        ("農業生産法人 有限会社 架空", "架空"),
        ("架空農業協同組合", "架空"),
        ("医療法人社団架空会", "架空会"),
        ("山田株式会社工業", "山田株式会社工業"),
        ("協同組合", "協同組合"),
    ],
)
def test_the_core_is_the_name_without_its_legal_form(store: Store, name: str, core: str) -> None:
    row = store.con.execute("SELECT firm_core(firm_key(?))", [plain(name)]).fetchone()
    assert row == (core,)


@pytest.mark.parametrize(
    ("address", "as_compared", "prefecture"),
    [
        ("愛知県架空市見本町１丁目２番３号", "架空市見本町1-2-3", "愛知県"),
        ("〒４７１－０００１\n愛知県 架空市 見本町一丁目二番地の三", "架空市見本町1-2-3", "愛知県"),
        ("471-0001 架空市見本町1ノ2ノ3", "架空市見本町1-2-3", None),
        ("架空市見本町1丁目2番3号 見本ビル5階", "架空市見本町1-2-3", None),
        ("架空市見本町1-2-3見本ビル５Ｆ", "架空市見本町1-2-3", None),
        ("架空市見本町1丁目2番3号ハイツ803号室", "架空市見本町1-2-3", None),
        ("架空市見本町1-2-3（見本ビル）", "架空市見本町1-2-3", None),
        ("架空市大字見本字東二十三番地", "架空市見本東23", None),
        ("架空市見本二三番地 見本ビル", "架空市見本23", None),
        ("架空市見本23番地見本ビル", "架空市見本23", None),
        ("北海道架空市南一条東\n七丁目2番地4", "架空市南1条東7-2-4", "北海道"),
        ("三重県架空市1", "架空市1", "三重県"),
        ("京都府架空市見本町239番地２　七条見本ビル２階", "架空市見本町239-2", "京都府"),
        ("愛知県架空市見本町六丁目５番地１丸十ビル２階", "架空市見本町6-5-1", "愛知県"),
        ("架空市一番町4-5", "架空市1-町4-5", None),
        ("架空市霞が丘1ー2", "架空市霞ケ丘1-2", None),
        ("架空市見本町ロ12", "架空市見本町ロ12", None),
        ("山県市見本1", "山県市見本1", None),
        ("架空市見本町十番地", "架空市見本町10", None),
        ("", None, None),
    ],
)
def test_an_address_is_compared_by_its_lot_number(
    store: Store, address: str, as_compared: str | None, prefecture: str | None
) -> None:
    assert (key(store, "address_key", address), key(store, "prefecture_key", address)) == (as_compared, prefecture)


UNITS = "", "一", "二", "三", "四", "五", "六", "七", "八", "九"
TOWNS = ["架空市見本町", "架空市大字見本字東", "架空郡見本町八幡", "架空市北一条西", "架空市ひばりヶ丘"]
HEADS = ["", "愛知県", "〒471-0001 愛知県", "471-0001　"]
TAILS = [
    "",
    " 見本ビル",
    " 見本ビル5階",
    "見本ビル３Ｆ",
    "（見本ビル）",
    " サンハイツ203号室",
    " 第2見本ビル",
    " 七条ビル",
    "丸十ビル2階",
]
LOTS = [
    "{}-{}-{}", "{}丁目{}番{}号", "{}丁目{}番地{}", "{}丁目{}番地の{}", "{}ー{}−{}", "{}の{}ノ{}", "{}丁目 {} 番 {} 号"
]  # fmt: skip
WIDE = {ord(letter): chr(ord(letter) + 0xFEE0) for letter in "0123456789-"}

a_number = st.integers(1, 99)
a_lot = st.tuples(a_number, a_number, a_number)


def kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else UNITS[tens] + "十") + UNITS[ones]


@st.composite
def an_address(draw: st.DrawFn, town: str, lot: tuple[int, int, int]) -> str:
    """The lot number as somebody may write it: its digits, what stands between, before and after them."""
    in_kanji = draw(st.booleans())
    digits = [kanji(number) if in_kanji else str(number) for number in lot]
    written = draw(st.sampled_from(LOTS[1:] if in_kanji else LOTS)).format(*digits)
    text = draw(st.sampled_from(HEADS)) + town + written + draw(st.sampled_from(TAILS))
    return text.translate(WIDE) if draw(st.booleans()) else text


@settled
@given(st.data(), st.sampled_from(TOWNS), a_lot, a_lot)
def test_two_spellings_are_one_address_exactly_where_the_lot_numbers_are_one(
    store: Store, data: st.DataObject, town: str, one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    for lot in (one, other):
        plainly, written = f"{town}{'-'.join(map(str, one))}", data.draw(an_address(town, lot))
        same = key(store, "address_key", plainly) == key(store, "address_key", written)
        assert same == (lot == one), (plainly, written)
