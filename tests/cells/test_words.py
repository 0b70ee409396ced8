"""Text, identifiers, yes and no, the words of a list."""

import pytest
from said import KIND, NAME, NAMED, OF_TYPE, no, problem, value

from titcheck.cells import Reading, read_cell, read_stage
from titcheck.workbook.model import BROKEN


@pytest.mark.parametrize(
    "raw", ["○", "◯", "〇", "⭕", "✓", "✔", "✔\ufe0f", "☑", "有", "あり", "はい", "Yes", "y", "TRUE", "1", "１", "1.0"]
)
def test_yes_is_true(raw: str) -> None:
    assert value(OF_TYPE["flag"], raw) == "true"


@pytest.mark.parametrize("raw", ["×", "✕", "❌", "無", "なし", "いいえ", "no", "N", "false", "0"])
def test_no_is_false(raw: str) -> None:
    assert value(OF_TYPE["flag"], raw) == "false"


@pytest.mark.parametrize("raw", ["済", "可", "-", "△", "x", "2"])
def test_what_is_neither_yes_nor_no_is_a_problem(raw: str) -> None:
    assert "○ or ×" in problem(OF_TYPE["flag"], raw)


@pytest.mark.parametrize(
    ("raw", "kind", "stage"),
    [
        ("団体監理型", "supervised", None),
        ("Supervised", "supervised", None),
        ("企業単独", "enterprise", None),
        ("A", "enterprise", "1"),
        ("Ｂ", "enterprise", "2"),
        ("C", "enterprise", "3"),
        ("d", "supervised", "1"),
        ("E", "supervised", "2"),
        ("F", "supervised", "3"),
        ("1号イ", "enterprise", "1"),
        ("１号ロ", "supervised", "1"),
        ("1号ﾛ", "supervised", "1"),
        ("技能実習3号ロ", "supervised", "3"),
        ("第1号団体監理型技能実習", "supervised", "1"),
        ("第一号団体監理型技能実習", "supervised", "1"),
        ("第2号企業単独型技能実習", "enterprise", "2"),
        ("D 第1号団体監理型技能実習", "supervised", "1"),
    ],
)
def test_the_kind_of_a_plan_may_give_its_stage(raw: str, kind: str, stage: str | None) -> None:
    assert value(KIND, raw) == kind
    assert read_stage(raw) == Reading(stage)


def test_a_word_that_is_not_in_the_list_is_a_problem_that_shows_the_list() -> None:
    assert "supervised (団体監理型)" in problem(KIND, "派遣")
    assert read_stage("派遣") == Reading(None)
    assert read_stage(f"{BROKEN}#REF!") == Reading(None)


@pytest.mark.parametrize("raw", ["N3", "n3", "Ｎ３", "日本語能力試験N3", "JLPT N3", "N3合格"])
def test_a_level_is_one_of_five(raw: str) -> None:
    assert value(OF_TYPE["level"], raw) == "N3"


@pytest.mark.parametrize("raw", ["N6", "N3相当", "3級"])
def test_what_is_no_level_is_a_problem(raw: str) -> None:
    assert "N1" in problem(OF_TYPE["level"], raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (" ＮＧＵＹＥＮ　 ＶＡＮ\nＡ ", "NGUYEN VAN A"),
        ("ｺﾈｸﾄ", "コネクト"),
        ("ｸﾞｴﾝ･ﾊﾞﾝ", "グエン・バン"),
        ("㈱山田", "(株)山田"),
        ("髙橋", "髙橋"),
        ("﨑田", "﨑田"),
        ("葛\U000e0100城", "葛城"),
        ("架空町１－２−３", "架空町1-2-3"),
        ("第1〜3種", "第1~3種"),
        ("第1～3種", "第1~3種"),
        ("フェリー", "フェリー"),
        ("無", "無"),
    ],
)
def test_text_is_compared_without_width_runs_of_spaces_and_kinds_of_dashes(raw: str, text: str) -> None:
    assert value(NAME, raw) == text


@pytest.mark.parametrize(
    ("shape", "raw", "number"),
    [
        (None, " Ｔ－０１４ ", "T-014"),
        (None, "T−014", "T-014"),
        (None, "T‐014", "T-014"),
        (None, "Tー014", "T-014"),
        (None, "センター1", "センター1"),
        (None, "\u200eT-014\u00a0", "T-014"),
        (None, "12.0", "12"),
        (None, "無", "なし"),
        ("corporate_no", "4011001098993.0", "4011001098993"),
        ("corporate_no", "4011 0010 98993", "4011001098993"),
        ("corporate_no", "４－０１１０－０１０９－８９９３", "4011001098993"),
        ("corporate_no", "4−0110−0109−8993", "4011001098993"),
        ("corporate_no", "Ｔ４０１１００１０９８９９３", "4011001098993"),
        ("corporate_no", "t4-0110-0109-8993", "4011001098993"),
        ("corporate_no", "'2120901007402", "2120901007402"),
        ("corporate_no", "7123456789012", "7123456789012"),
        ("so_no", "許１７０３０００００１", "許1703000001"),
        ("so_no", "許 1703000001", "許1703000001"),
        ("so_no", "なし", "なし"),
        ("plan_no", "変認2504000001", "変認2504000001"),
        ("plan_no", "変認　２５０４０００００１", "変認2504000001"),
        ("sending_org_no", "VNM000001", "VNM000001"),
        ("residence_card_no", "AB12345678CD", "AB12345678CD"),
    ],
)
def test_an_identifier_is_text_without_spaces(shape: str | None, raw: str, number: str) -> None:
    assert value(no(shape), raw) == number


@pytest.mark.parametrize(
    ("shape", "raw"),
    [
        ("corporate_no", "4011001098992"),
        ("corporate_no", "401100109899"),
        ("corporate_no", "T4011001098992"),
        ("corporate_no", "TT4011001098993"),
        ("corporate_no", "4-0110-0109-8992"),
        ("corporate_no", "0011001098993"),
        ("so_no", "1703000001"),
        ("plan_no", "認250400001"),
        ("sending_org_no", "vnm000001"),
        ("residence_card_no", "12345678"),
        (None, "4.011E+12"),
    ],
)
def test_an_identifier_of_a_wrong_shape_is_a_problem_and_keeps_its_text(shape: str | None, raw: str) -> None:
    reading = read_cell(no(shape), raw)
    assert reading.value == raw
    assert reading.problem is not None


@pytest.mark.parametrize("raw", ["申請中", "新規", "N/A", "?"])
@pytest.mark.parametrize("name", ["plans.original_plan_no", "employer_changes.new_plan_no"])
def test_what_is_no_number_does_not_say_that_an_event_happened(name: str, raw: str) -> None:
    assert "no number" in problem(NAMED[name], raw)
