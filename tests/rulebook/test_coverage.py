"""The register of articles: every article a rule cites stands in it, and what has no rule says why, or that it has none yet."""

from pathlib import Path

import pytest

from titcheck.errors import BadRequest
from titcheck.rulebook import BOOKS, Rulebook, load
from titcheck.rulebook.coverage import Provision, _cited, _completed, _within, coverage

BOTH = [load(book=book) for book in BOOKS]
RULEBOOK = BOTH[0]
REGISTER = coverage(RULEBOOK)
EACH_BOOK = pytest.mark.parametrize("rulebook", BOTH, ids=BOOKS)


def provision(law: str, article: str) -> Provision:
    (found,) = (each for each in REGISTER if (each.law.ja, each.article.ja) == (law, article))
    return found


@pytest.mark.parametrize(
    ("article", "registered", "within"),
    [
        ("第52条第1号", "第52条第1号", True),
        ("第52条第1号ハ", "第52条第1号", True),
        ("第52条第1号", "第52条第1号ハ", False),
        ("第12条第1項第12号の2", "第12条第1項第12号", False),
        ("第12条第1項第12号", "第12条第1項第1号", False),
        ("第10条第7号", "第1条", False),
    ],
)
def test_a_part_of_an_article_is_of_it_and_a_later_insertion_is_not(
    article: str, registered: str, within: bool
) -> None:
    assert _within(article, registered) is within


@pytest.mark.parametrize(
    ("part", "before", "whole"),
    [
        ("ニ", "第10条第2項第7号ロ", "第10条第2項第7号ニ"),
        ("第2項", "第16条第1項", "第16条第2項"),
        ("第4号", "第10条第2号", "第10条第4号"),
        ("第52条第7号", "第10条第2項第7号ニ", "第52条第7号"),
        ("第5号", "第30条第2項第1号", "第30条第2項第5号"),
    ],
)
def test_an_article_written_short_takes_the_rest_from_the_one_before(part: str, before: str, whole: str) -> None:
    assert _completed(part, before) == whole


def test_a_rule_stands_at_every_article_it_cites() -> None:
    assert provision("技能実習法", "第10条第7号").rules == ("revocation-history",)
    assert "quota" in provision("技能実習法施行規則", "第16条第4項").rules


@EACH_BOOK
def test_every_article_of_the_act_and_the_ordinance_that_a_rule_cites_is_registered(rulebook: Rulebook) -> None:
    register = coverage(rulebook)
    laws = {each.law.ja for each in register}
    lost = {
        (law, article, rule)
        for law, article, rule in _cited(rulebook)
        if law in laws and not any(law == each.law.ja and _within(article, each.article.ja) for each in register)
    }

    assert lost == set()


@EACH_BOOK
def test_no_rule_cites_what_a_machine_cannot_see(rulebook: Rulebook) -> None:
    assert [(each.article.ja, each.rules) for each in coverage(rulebook) if each.unseen.en and each.rules] == []


@EACH_BOOK
def test_every_article_stands_once_and_in_both_languages(rulebook: Rulebook) -> None:
    register = coverage(rulebook)
    assert len({(each.law.ja, each.article.ja) for each in register}) == len(register)
    assert all(each.duty.en and each.duty.ja and bool(each.unseen.en) == bool(each.unseen.ja) for each in register)


def test_a_folder_without_a_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reference").mkdir()
    rule = next(iter(RULEBOOK.rules.values())).path
    (tmp_path / rule.name).write_text(rule.read_text("utf-8"), "utf-8")

    with pytest.raises(BadRequest):
        coverage(load(tmp_path))
