"""The page: whole in both languages, alone in the world, and harmless whatever a cell holds."""

import json
import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from example_report import HOURS, JUDGEMENTS, PAY, REPORT
from hostile import HOSTILE, with_text
from test_other_formats import Counting

from titcheck.findings import Citation, Judgement, Report, Value, Verdict
from titcheck.report.html import write
from titcheck.report.html.words import headline
from titcheck.text import LANGS, Lang, Text

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """What a browser would find: elements, attributes, and the text in each; a tag that is not closed is an error."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def inside(self, tag: str) -> list[str]:
        return [text for within, text in self.texts if within == tag]

    @property
    def data(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.inside("script")[0])
        return loaded


def page(report: Report = REPORT, lang: Lang = "en") -> str:
    out = BytesIO()
    write(report, out, lang)
    return out.getvalue().decode()


def with_facts(facts: dict[str, Value]) -> Report:
    return replace(REPORT, judgements=(replace(JUDGEMENTS[0], findings=(replace(PAY, facts=facts),)),))


def values_of(report: Report, kind: str) -> dict[str, Any]:
    data = Page(page(report)).data
    return {str(data["texts"][it[0]]): [data["texts"][it[1]], *it[2:]] for it in data["findings"][0][kind]}


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_names_every_rule_book_error_and_cell_that_could_not_be_read(lang: Lang) -> None:
    text = page(REPORT, lang)

    assert f'<html lang="{lang}">' in text
    assert all(f"<code>{it.rule}</code>" in text and it.title.en in text and it.title.ja in text for it in JUDGEMENTS)
    assert all(it.file in text and it.sha256 in text for it in REPORT.inputs)
    assert all(it.file in text and it.problem.ja in text for it in REPORT.errors)
    assert all(f"{it.file}!{it.sheet}!{it.cell}" in text and it.problem.en in text for it in REPORT.misreadings)
    assert all(
        word in text for word in ("2026-11-30", "2026年11月30日", REPORT.rulebook[1], "備考", "担当者", "はじめに")
    )


def test_every_finding_is_there_with_its_cells_article_and_remedy_breaches_of_law_first() -> None:
    data = Page(page()).data
    first = data["findings"][0]

    assert [it["id"] for it in data["findings"]] == [PAY.fingerprint, HOURS.fingerprint, "1f0d"]
    assert data["rules"][first["rule"]]["id"] == "pay-parity"
    assert first["message"] == [PAY.message.en, PAY.message.ja]
    assert data["texts"][first["basis"]] == ["Technical Intern Training Act Art. 9(ix)", "技能実習法 第9条第9号"]
    assert data["texts"][first["remedy"]] == [PAY.remedy.en, PAY.remedy.ja]
    assert first["cells"][0][1] == "plans.xlsx!技能実習計画!H15 基本賃金, M15 比較対象の賃金"
    assert data["texts"][data["findings"][2]["missing"]] == ["Comparator pay (M16)", "比較対象の賃金 (M16)"]


def test_a_figure_has_its_heading_unit_and_cell_in_both_languages() -> None:
    values = values_of(with_facts({"base_pay": 199_999, "stage": "1", "applied_on": date(2025, 3, 1)}), "values")

    assert values["['Base pay', '基本賃金']"] == [["¥199,999", "199,999円"], "技能実習計画!H15"]
    assert values["['Stage', '段階']"] == [["stage 1", "第1号"]]
    assert values["['Applied on', '認定申請日']"] == [["2025-03-01", "2025年3月1日"]]


def test_a_number_of_the_law_says_what_it_is() -> None:
    numbers = {
        "audit_months": (Text("months with an audit", "監査を要する期間"), "months"),
        "cap": (Text("cap", "上限"), "minutes"),
    }
    report = with_facts({"audit_months": 3, "cap": 1_680})
    values = values_of(replace(report, judgements=(replace(report.judgements[0], numbers=numbers),)), "values")

    assert values["['months with an audit', '監査を要する期間']"] == [["3 months", "3か月"]]
    assert values["['cap', '上限']"] == [["28:00", "28時間"]]


def test_what_the_rule_calculates_stands_apart_by_the_name_it_has_there() -> None:
    report = with_facts({"least_hours": 1_681, "near": True, "said_en": "a", "said_ja": "あ", "doubts": 1_000})

    assert values_of(report, "calculated") == {
        "least_hours": [["28:01", "28時間1分"]], "near": [["yes", "はい"]], "said": [["a", "あ"]], "doubts": ["1,000"],
    }  # fmt: skip


def test_only_the_two_blocks_of_the_page_may_act_and_nothing_may_be_loaded() -> None:
    found = Page(page())
    policy = next(
        value or "" for tag, name, value in found.attributes if name == "content" and "default-src" in (value or "")
    )
    hashes = re.findall(r"'(sha256-[^']+)'", policy)
    (style,) = found.inside("style")
    data, script = found.inside("script")

    assert policy.startswith("default-src 'none';")
    assert hashes == [f"sha256-{b64encode(sha256(it.encode()).digest()).decode()}" for it in (style, script)]
    assert "innerHTML" not in script
    assert data.startswith("{")
    assert not [
        it for it in found.attributes if it[1].startswith("on") or it[1] in {"src", "style", "srcset", "action"}
    ]
    assert {value[0] for _, name, value in found.attributes if name == "href" and value} == {"#"}
    assert not found.elements.keys() & {"img", "link", "iframe", "object", "embed", "base"}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_book_becomes_a_part_of_the_page(text: str) -> None:
    harmless, hostile = Page(page(with_text("harmless"))), Page(page(with_text(text)))

    assert hostile.elements == harmless.elements
    assert [it[:2] for it in hostile.attributes] == [it[:2] for it in harmless.attributes]
    assert [len(hostile.inside(it)) for it in ("script", "style")] == [2, 1]
    assert len(hostile.data["findings"]) == 1


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page() == page()


def test_without_scripts_the_page_says_how_many_findings_it_does_not_show() -> None:
    assert "Findings not shown: 3." in page()
    assert "指摘3件は表示されていません" in page()


@pytest.mark.parametrize(
    ("judgements", "tone", "words"),
    [
        (JUDGEMENTS, "bad", "Duties of law violated: 1. Organisations concerned: 1."),
        (JUDGEMENTS[1:], "good", "No breach of a duty of law was found."),
        (
            (replace(JUDGEMENTS[0], violated=0, findings=()),),
            "open",
            "No breach of a duty of law was found; still open: 4.",
        ),
        (JUDGEMENTS[2:], "none", "Nothing was judged."),
    ],
)
def test_the_headline_says_what_matters_most(judgements: tuple[Judgement, ...], tone: str, words: str) -> None:
    assert headline(replace(REPORT, judgements=judgements))[0] == tone
    assert headline(replace(REPORT, judgements=judgements))[1].en == words


def test_twenty_thousand_findings_are_written_piece_by_piece_and_all_counted() -> None:
    many = replace(REPORT, judgements=(replace(JUDGEMENTS[0], violated=20_000, findings=(PAY,) * 20_000),))
    out = Counting()

    write(many, out, "ja")

    assert out.largest < 100_000
    assert len(Page(out.getvalue().decode()).data["findings"]) == 20_000
    assert "違反が20,000件" in out.getvalue().decode()


def test_of_very_many_misread_cells_the_page_says_how_many_there_are() -> None:
    text = page(replace(REPORT, misreadings=REPORT.misreadings * 501))

    assert "The first 500 of 501; all stand in the JSON report." in text
    assert text.count("plans.xlsx!技能実習計画!F20") == 500


def test_articles_of_several_laws_stand_side_by_side() -> None:
    cited = Citation(Text("Other Act", "他法"), Text("Art. 1", "第1条"), "VERIFIED-LAW")
    finding = replace(PAY, basis=(*PAY.basis, cited), verdict=Verdict.VIOLATED)
    data = Page(page(replace(REPORT, judgements=(replace(JUDGEMENTS[0], findings=(finding,)),)))).data

    assert data["texts"][data["findings"][0]["basis"]][0].endswith("Art. 9(ix); Other Act Art. 1")
