"""What absence means (tables.md, Kinds): blank, not given, unreadable and no row, for a fact, a due day and an event."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from books import write_book
from checked import Checked, check
from typer.testing import CliRunner

from titcheck.cli import app

Row = Mapping[str, Any]
NO_DAY = "令和6年13月1日"
UNREADABLE = [NO_DAY, "#REF!", "=Z99"]  # a formula that was never calculated
PAY: Row = {
    "plan_no": "認2504000001",
    "trainee_no": "T-1",
    "io_no": "IO-1",
    "applied_on": "2025-03-01",
    "pay_basis": "月給",
    "base_pay": 200_000,
    "counted_allowances": 0,
    "monthly_hours": "160:00",
    "comparator_basis": "同種業務の日本人",
    "comparator_pay_basis": "月給",
    "comparator_monthly_hours": "160:00",
    "comparator_pay": 200_000,
}
OTHER: Row = {**PAY, "plan_no": "認2504000002", "trainee_no": "T-2"}
TRAINING: Row = {
    "plan_no": "認2504000001",
    "trainee_no": "T-1",
    "io_no": "IO-1",
    "so_no": "許1703000001",
    "kind": "団体監理型",
    "stage": "第2号",
    "applied_on": "2024-10-01",
    "starts_on": "2025-01-01",
    "ends_on": "2026-12-31",
}
ELSE: Row = {**TRAINING, "plan_no": "認2504000002", "trainee_no": "T-2"}
CHANGE: Row = {"change_no": "C-1", "trainee_no": "T-1", "from_io_no": "IO-1", "cause_on": "2025-03-01"}
REPORTED: Row = {**CHANGE, "change_no": "C-2", "trainee_no": "T-2", "difficulty_reported_on": "2025-03-05"}
REVOKED: Row = {"org_type": "実習実施者", "org_no": "IO-1", "kind": "認定取消し", "decided_on": "2024-04-01"}


def without(row: Row, column: str) -> Row:
    return {name: value for name, value in row.items() if name != column}


def misread(checked: Checked) -> list[tuple[str, str]]:
    return [(it["cell"], it["column"]) for it in checked.report["misreadings"]]


# A fact: comparator_pay in pay-parity.


def test_a_fact_that_is_there_decides(tmp_path: Path) -> None:
    assert check(write_book(tmp_path / "a.xlsx", plans=[PAY]), by="pay-parity").counts("pay-parity") == {"met": 1}


def test_a_blank_fact_is_unproven_and_named_with_its_cell(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", plans=[{**PAY, "comparator_pay": None}, OTHER])
    checked = check(book, by="pay-parity")
    (finding,) = checked.findings("pay-parity")
    assert checked.counts("pay-parity") == {"met": 1, "unproven": 1}
    assert (finding["verdict"], finding["missing"]) == ("unproven", ["comparator_pay"])
    assert finding["sources"][0]["cells"]["comparator_pay"] == "L2"
    assert misread(checked) == []


def test_a_fact_whose_column_is_not_given_is_counted_once(tmp_path: Path) -> None:
    plans = [without(PAY, "comparator_pay"), without(OTHER, "comparator_pay")]
    checked = check(write_book(tmp_path / "a.xlsx", plans=plans), by="pay-parity")
    entry = checked.rule("pay-parity")
    assert entry["status"] == "no-column"
    assert entry["missing"] == [{"table": "plans", "column": "comparator_pay", "subjects": 2}]
    assert (checked.findings("pay-parity"), checked.code) == ([], 3)


@pytest.mark.parametrize("cell", UNREADABLE)
def test_an_unreadable_fact_is_unproven_and_a_misreading(tmp_path: Path, cell: str) -> None:
    checked = check(write_book(tmp_path / "a.xlsx", plans=[{**PAY, "comparator_pay": cell}, OTHER]), by="pay-parity")
    assert checked.counts("pay-parity") == {"met": 1, "unproven": 1}
    assert checked.findings("pay-parity")[0]["missing"] == ["comparator_pay"]
    assert misread(checked) == [("L2", "comparator_pay")]


def test_an_unreadable_fact_is_unproven_also_where_no_other_row_fills_the_column(tmp_path: Path) -> None:
    checked = check(write_book(tmp_path / "a.xlsx", plans=[{**PAY, "comparator_pay": "#REF!"}]), by="pay-parity")
    assert checked.counts("pay-parity") == {"unproven": 1}
    assert checked.findings("pay-parity")[0]["missing"] == ["comparator_pay"]


def test_a_table_with_headings_and_no_row_is_not_given(tmp_path: Path) -> None:
    checked = check(write_book(tmp_path / "a.xlsx", plans=[dict.fromkeys(PAY)]), by="pay-parity")
    assert (checked.rule("pay-parity")["status"], checked.code) == ("no-table", 3)


# A due day: difficulty_reported_on in difficulty-report.


def reported(tmp_path: Path, *changes: Row) -> Checked:
    book = write_book(tmp_path / "a.xlsx", plans=[TRAINING, ELSE], employer_changes=changes)
    return check(book, by="difficulty-report")


def test_a_blank_due_day_is_not_done(tmp_path: Path) -> None:
    checked = reported(tmp_path, {**CHANGE, "difficulty_reported_on": None}, REPORTED)
    (finding,) = checked.findings("difficulty-report")
    assert checked.counts("difficulty-report") == {"met": 1, "violated": 1}
    assert (finding["verdict"], finding["subject"]["change_no"]) == ("violated", "C-1")


def test_a_due_day_whose_column_is_not_given_is_unknown(tmp_path: Path) -> None:
    checked = reported(tmp_path, CHANGE)
    entry = checked.rule("difficulty-report")
    assert entry["violated"] == 0
    assert {"table": "employer_changes", "column": "difficulty_reported_on", "subjects": 1} in entry["missing"]


@pytest.mark.parametrize("cell", UNREADABLE)
def test_an_unreadable_due_day_is_unknown(tmp_path: Path, cell: str) -> None:
    checked = reported(tmp_path, {**CHANGE, "difficulty_reported_on": cell}, REPORTED)
    assert checked.counts("difficulty-report") == {"met": 1, "unproven": 1}
    assert misread(checked) == [("E2", "difficulty_reported_on")]


def test_a_stopped_plan_without_a_row_in_the_notices_was_not_reported(tmp_path: Path) -> None:
    stopped = {**TRAINING, "ended_on": "2025-06-30"}
    notice = {"org_type": "監理団体", "org_no": "許1703000001", "kind": "困難時届出", "filed_on": "2025-07-03"}
    book = write_book(tmp_path / "a.xlsx", plans=[stopped, ELSE], notices=[{**notice, "trainee_no": "T-2"}])
    assert check(book, by="difficulty-report").counts("difficulty-report") == {"violated": 1}


def test_a_stopped_plan_is_counted_unproven_where_no_book_could_tell_of_a_report(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", plans=[{**TRAINING, "ended_on": "2025-06-30"}])
    entry = check(book, by="difficulty-report").rule("difficulty-report")
    assert (entry["status"], entry["violated"]) == ("no-column", 0)
    assert {"table": "notices", "column": "filed_on", "subjects": 1} in entry["missing"]


# An event: accredited_on in revocation-history, ended_on in difficulty-report.


@pytest.mark.parametrize(
    ("plan", "counts"),
    [
        ({**TRAINING, "accredited_on": "2024-03-31"}, {"met": 1}),
        ({**TRAINING, "accredited_on": None}, {"violated": 1}),
        (TRAINING, {"violated": 1}),
        *[({**TRAINING, "accredited_on": cell}, {"unproven": 1}) for cell in UNREADABLE],
    ],
    ids=["before", "blank", "not given", *UNREADABLE],
)
def test_an_accreditation_that_is_blank_or_not_given_has_not_happened(
    tmp_path: Path, plan: Row, counts: dict[str, int]
) -> None:
    other = {**ELSE, "io_no": "IO-2", "accredited_on": "2024-12-01"}
    rows = [plan, other] if "accredited_on" in plan else [plan, without(other, "accredited_on")]
    book = write_book(tmp_path / "a.xlsx", plans=rows, dispositions=[REVOKED])
    expected = {**counts, "met": counts.get("met", 0) + 1}
    assert check(book, by="revocation-history").counts("revocation-history") == expected


@pytest.mark.parametrize(
    ("plan", "counts"),
    [
        ({**TRAINING, "ended_on": "2025-06-30"}, {"violated": 1}),
        ({**TRAINING, "ended_on": None}, {}),
        (TRAINING, {}),
        *[({**TRAINING, "ended_on": cell}, {"unproven": 1}) for cell in UNREADABLE],
    ],
    ids=["stopped", "blank", "not given", *UNREADABLE],
)
def test_a_stop_that_is_blank_or_not_given_has_not_happened(tmp_path: Path, plan: Row, counts: dict[str, int]) -> None:
    book = write_book(tmp_path / "a.xlsx", plans=[plan], employer_changes=[REPORTED])
    checked = check(book, by="difficulty-report")
    assert checked.counts("difficulty-report") == {"met": 1, **counts}


def test_an_event_that_is_not_given_is_never_what_an_unproven_duty_lacks(tmp_path: Path) -> None:
    pay = {"trainee_no": "T-1", "io_no": "IO-1", "period_from": "2026-05-01", "period_until": "2026-05-31"}
    amounts = {"base_pay": 300_000, "counted_allowances": 0, "absence_deduction": 0}
    plan = {**TRAINING, "pay_basis": "月給", "monthly_hours": "160:00", "prefecture": "関東"}
    others: dict[str, list[Row]] = {
        "lectures": [{"trainee_no": "T-9", "held_on": "2024-05-01"}],
        "trainees": [{"trainee_no": "T-1", "departed_on": "2027-01-31"}],
        "disappearances": [{"trainee_no": "T-9", "io_no": "IO-9", "disappeared_on": "2024-05-01"}],
        "implementing_orgs": [{"io_no": "IO-1", "industry": "鉄鋼業"}],
        "industry_minimum_wages": [
            {"prefecture": "大阪府", "industry": "鉄鋼業", "yen_per_hour": 1300, "effective_from": "2025-12-01"}
        ],
    }
    book = write_book(tmp_path / "a.xlsx", plans=[plan], wage_payments=[{**pay, **amounts}], **others)
    checked = check(book, by="minimum-wage-paid")
    assert checked.counts("minimum-wage-paid") == {"unproven": 1}
    (finding,) = checked.findings("minimum-wage-paid")
    assert finding["missing"] == []


# Tables.


def test_a_table_not_given_leaves_its_rules_without_verdict_and_the_report_says_which_book_to_bring(
    tmp_path: Path,
) -> None:
    book = write_book(tmp_path / "a.xlsx", plans=[TRAINING])
    checked = check(book, by="revocation-history")
    entry = checked.rule("revocation-history")
    assert entry["status"] == "no-table"
    assert entry["missing"] == [{"table": "dispositions", "column": None, "subjects": 0}]
    assert (checked.findings("revocation-history"), checked.code) == ([], 3)
    shown = CliRunner().invoke(app, ["check", str(book), "--select", "revocation-history", "--lang", "ja"]).stdout
    assert "行政処分等" in shown


def test_an_employer_without_a_row_in_a_given_table_of_audits_was_never_audited(tmp_path: Path) -> None:
    audit = {"so_no": "許1703000001", "io_no": "IO-9", "audited_on": "2024-12-10", "kind": "定期"}
    book = write_book(tmp_path / "a.xlsx", plans=[TRAINING], audits=[audit])
    checked = check(book, by="audit-every-three-months", as_of="2025-04-01")
    (finding,) = checked.findings("audit-every-three-months")
    assert checked.counts("audit-every-three-months") == {"violated": 1, "pending": 1}
    assert finding["subject"]["io_no"] == "IO-1"
