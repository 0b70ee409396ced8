"""What the terminal shows of the findings: counts alone, under other headings, or the first of them, and what that leaves out."""

import io
from dataclasses import replace

import pytest
from example_report import PAY, REPORT
from rich.cells import cell_len
from rich.console import Console

from titcheck.findings import Report
from titcheck.report.groups import GROUPINGS, By, grouped
from titcheck.report.terminal import View, print_report
from titcheck.text import Lang


def shown(report: Report, view: View, lang: Lang = "en", width: int = 80) -> str:
    paper = io.StringIO()
    console = Console(file=paper, width=width, color_system=None, markup=False, emoji=False, highlight=False)
    print_report(report, console, lang, view)
    return paper.getvalue()


@pytest.mark.parametrize("by", GROUPINGS)
def test_every_finding_stands_under_one_heading(by: By) -> None:
    groups = list(grouped(REPORT, by, "ja"))

    found = [finding.fingerprint for group in groups for finding in group.findings]
    assert sorted(found) == sorted(finding.fingerprint for finding in REPORT.findings)
    assert len({group.name for group in groups}) == len(groups)


def test_findings_stand_under_rules_or_trainees_where_that_is_asked() -> None:
    trainees = {group.name: len(group.findings) for group in grouped(REPORT, "trainee", "en")}
    assert f"\nT-014  {trainees['T-014']} finding" in shown(REPORT, View(by="trainee"))
    titles = {judgement.rule: judgement.title.en for judgement in REPORT.judgements}
    text = shown(REPORT, View(by="rule"), width=120)
    assert f"\n{titles['pay-parity']} (pay-parity)  " in text


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("width", [80, 120])
def test_a_summary_has_a_line_for_each_heading_and_no_single_finding(by: By, lang: Lang, width: int) -> None:
    text = shown(REPORT, View(summary=True, by=by), lang, width)

    joined = "".join(text.split())
    assert all("".join(group.name.split()) in joined for group in grouped(REPORT, by, lang))
    assert not any(finding.remedy.of(lang) in text for finding in REPORT.findings)
    assert max(map(cell_len, text.splitlines())) <= width
    text.encode("cp932")


def test_a_limit_shows_so_many_findings_and_says_how_many_more_there_are() -> None:
    many = replace(REPORT, judgements=(replace(REPORT.judgements[0], findings=(PAY,) * 1_234, violated=1_234),))

    text = shown(many, View(limit=3))

    assert text.count("VIOLATED") == 3
    assert "1,231 more findings not shown (--limit); the totals count all of them" in " ".join(text.split())
    assert "1,234 violated" in text
    assert "1,234 findings" in text


def test_a_limit_that_leaves_nothing_out_is_not_spoken_of() -> None:
    assert "--limit" not in shown(REPORT, View(limit=len(REPORT.findings)))
    assert shown(REPORT, View()) == shown(REPORT, View(limit=len(REPORT.findings)))
