"""The days behind a finding, for its picture: seven-day sums and audits, of real books."""

from datetime import date, timedelta
from pathlib import Path

from books import write_book

from titcheck.findings import Report
from titcheck.judge.series import MOST
from titcheck.run import check_books

AS_OF = date(2026, 11, 30)
FIRST = date(2026, 9, 1)
OWN = """
id: transition-weekly-hours
title: {en: No permit, ja: 許可なし}
force: must
sees: {extent: full}
basis: [{law: {en: Act, ja: 法}, article: {en: "1", ja: "1"}, mark: VERIFIED-LAW}]
effective: {from: 2017-11-01}
books: {needs: [permits]}
subject: [trainee_no, valid_from]
subjects: SELECT source, trainee_no, valid_from FROM permits
dated: valid_from
requires: trainee_no IS NULL
message: {en: "{trainee_no}", ja: "{trainee_no}"}
remedy: {en: Do it, ja: 是正}
background: {permits: {trainee_no: T-001, valid_from: 2026-09-01}}
cases: [{name: any, ja: 全部, given: {permits: [{}]}, violated: [{trainee_no: T-001}]}]
"""


def worked(folder: Path, trainees: int, hours: str, rules: Path | None = None) -> Report:
    """Five days in a row, each of so many hours, under a permit of 28 hours a week."""
    numbers = [f"T-{number:03}" for number in range(trainees)]
    permits = [
        {"trainee_no": it, "measure": "outside_28h", "valid_from": FIRST, "valid_until": FIRST + timedelta(days=100)}
        for it in numbers
    ]
    shifts = [
        {"trainee_no": it, "worked_on": FIRST + timedelta(days=day), "hours": hours}
        for it in numbers
        for day in range(5)
    ]
    book = write_book(
        folder / "book.xlsx", permits=permits, shifts=shifts, plans=[{"plan_no": "認2500000001", "trainee_no": "T-999"}]
    )
    return check_books([book], AS_OF, rules, select=["transition-weekly-hours"])


def test_a_breach_of_the_28_hours_has_the_sum_of_the_seven_days_that_end_on_each_day_worked(tmp_path: Path) -> None:
    report = worked(tmp_path, 1, "6:00")

    (finding,) = report.findings
    (series,) = report.series
    assert series.finding == finding.fingerprint
    assert series.days == tuple((FIRST + timedelta(days=day), 360 * (day + 1), 360 * (day + 1)) for day in range(5))


def test_what_is_within_the_limit_has_none(tmp_path: Path) -> None:
    report = worked(tmp_path, 1, "5:00")

    assert (report.findings, report.series) == ((), ())


def test_of_very_many_findings_the_first_have_a_series(tmp_path: Path) -> None:
    report = worked(tmp_path, MOST + 1, "6:00")

    assert len(report.findings) == MOST + 1
    assert [it.finding for it in report.series] == [it.fingerprint for it in report.findings[:MOST]]


def test_a_rule_of_ones_own_by_the_same_name_is_judged_and_has_none(tmp_path: Path) -> None:
    rule = tmp_path / "rules" / "mine" / "transition-weekly-hours.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text(OWN, "utf-8")
    report = worked(tmp_path, 1, "6:00", tmp_path / "rules")

    assert [it.rule for it in report.findings] == ["transition-weekly-hours"]
    assert (report.series, report.errors) == ((), ())


def test_a_missing_audit_has_the_days_of_all_audits_of_the_employer(tmp_path: Path) -> None:
    days = [date(2025, 1, 10), date(2025, 4, 10), date(2025, 12, 10)]
    plan = {"plan_no": "認2404000001", "trainee_no": "T-001", "io_no": "受2499000101", "so_no": "許2404000001", "kind": "supervised",
            "stage": "2", "starts_on": date(2025, 1, 1), "ends_on": date(2026, 12, 31)}  # fmt: skip
    audits = [{"io_no": "受2499000101", "so_no": "許2404000001", "audited_on": day, "kind": "regular"} for day in days]
    book = write_book(tmp_path / "book.xlsx", plans=[plan], audits=audits)
    report = check_books([book], AS_OF, select=["audit-interval"])

    assert report.series
    assert {it.finding for it in report.series} <= {it.fingerprint for it in report.findings}
    assert {it.days for it in report.series} == {tuple((day, 0, 0) for day in days)}
