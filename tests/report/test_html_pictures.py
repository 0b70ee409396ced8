"""The pictures of the page: pay that falls short, seven days against the limit, audits and the time without one."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from example_report import HOURS, JUDGEMENTS, PAY, REPORT

from titcheck.findings import Finding, Report, Series, Value, Verdict
from titcheck.report.html import write
from titcheck.report.html.pay import MOST, short_pay

PAID: dict[str, Value] = {
    "base_pay": 199_000,
    "counted_allowances": 999,
    "comparator_pay": 200_000,
    "pay_minutes": 9_600,
    "comparator_minutes": 9_600,
}
RATED: dict[str, Value] = {"base_pay": 175_000, "counted_allowances": 0, "certain_rate": 1_010, "pay_minutes": 10_400}
AUDIT = replace(
    HOURS,
    rule="audit-interval",
    fingerprint="3b22",
    subject={"so_no": "SO-1", "io_no": "IO-0003", "audited_on": date(2026, 1, 10)},
    facts={"next_on": None, "due_on": date(2026, 4, 10)},
)


def with_findings(*findings: Finding, series: tuple[Series, ...] = ()) -> Report:
    return replace(
        REPORT, judgements=(replace(JUDGEMENTS[0], rule=findings[0].rule, findings=findings),), series=series
    )


def page(report: Report) -> str:
    out = BytesIO()
    write(report, out, "en")
    return out.getvalue().decode()


def chart(report: Report) -> str:
    drawn = re.search(r"<figure.*</figure>", page(report), re.DOTALL)
    assert drawn
    return drawn[0]


@pytest.mark.parametrize(
    ("rule", "facts", "shown"),
    [
        ("pay-parity", PAID, (199_999, 1)),
        ("minimum-wage-plan", RATED, (175_000, 67)),  # 175,066.67 yen are owed
        ("minimum-wage-paid", {**RATED, "absence_deduction": 50, "owed_rate": 1_010}, (175_050, 17)),
    ],
)
def test_a_shortfall_is_what_is_missing_for_the_same_hours_in_whole_yen(
    rule: str, facts: dict[str, Value], shown: tuple[int, int]
) -> None:
    (pay,) = short_pay(with_findings(replace(PAY, rule=rule, facts=facts)))

    assert (pay.paid, pay.short) == shown


@pytest.mark.parametrize("blank", PAID)
def test_pay_is_not_drawn_from_a_figure_that_is_unknown(blank: str) -> None:
    assert short_pay(with_findings(replace(PAY, facts={**PAID, blank: None}))) == []


def test_pay_that_is_open_is_not_drawn_as_short() -> None:
    assert short_pay(with_findings(replace(PAY, verdict=Verdict.UNPROVEN, facts=PAID))) == []


def test_the_largest_shortfalls_in_proportion_come_first_and_the_others_are_counted() -> None:
    findings = [replace(PAY, facts={**PAID, "base_pay": 190_000 + number}) for number in range(MOST + 1)]
    text = page(with_findings(*reversed(findings)))

    assert short_pay(with_findings(*reversed(findings)))[0].finding is findings[0]
    assert f"The first {MOST} of {MOST + 1}." in text
    assert text.count('class="paid"') == MOST


def test_each_day_worked_has_a_bar_and_those_over_the_limit_another_colour() -> None:
    days = tuple((date(2026, 5, 1) + timedelta(days=day), 560 * (day + 1), 600 * (day + 1)) for day in range(4))
    drawn = chart(
        with_findings(replace(HOURS, facts={"weekly_limit": 1_680}), series=(Series(HOURS.fingerprint, days),))
    )

    assert (drawn.count('class="worked"'), drawn.count('class="over should"'), drawn.count('class="most"')) == (3, 1, 4)
    assert drawn.count('class="limit"') == 1
    assert "28:00" in drawn
    assert HOURS.message.ja in drawn


def test_an_audit_that_is_still_missing_leaves_a_gap_until_the_day_of_judgement() -> None:
    series = Series(AUDIT.fingerprint, ((date(2025, 10, 1), 0, 0), (date(2026, 1, 10), 0, 0)))
    drawn = chart(with_findings(AUDIT, series=(series,)))
    ((left, width),) = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*class="gap should"', drawn)

    assert drawn.count('class="audit"') == 2
    assert "2026-01-10" in drawn
    assert float(left) + float(width) == pytest.approx(720 - 10, abs=1)  # the right edge is 30 November 2026


def test_what_is_open_is_no_gap() -> None:
    series = Series(AUDIT.fingerprint, ((date(2026, 1, 10), 0, 0),))
    drawn = chart(with_findings(replace(AUDIT, verdict=Verdict.UNPROVEN), series=(series,)))

    assert 'class="gap"' in drawn
    assert 'class="gap should"' not in drawn


def test_of_many_audits_each_has_its_dot_and_no_label_covers_another() -> None:
    days = tuple((date(2025, 6, 1) + timedelta(days=5 * number), 0, 0) for number in range(60))
    drawn = chart(with_findings(AUDIT, series=(Series(AUDIT.fingerprint, days),)))
    lines: dict[str, list[float]] = {}
    for left, top in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>\d{4}-\d\d-\d\d<', drawn):
        lines.setdefault(top, []).append(float(left))

    assert drawn.count('class="audit"') == 60
    assert len(lines) == 2
    assert all(later - earlier >= 64 for line in lines.values() for earlier, later in pairwise(line))


def test_a_series_without_its_finding_is_not_drawn() -> None:
    assert "<figure" not in page(with_findings(PAY, series=(Series("gone", ((date(2026, 1, 10), 0, 0),)),)))
