"""`check --book esd`: the same books held against the Act for Employment for Skill Development."""

import json
from pathlib import Path

from books import write_book
from command_line import run

WORKER = {
    "trainee_no": "T-001", "io_no": "IO-1", "so_no": "許2704000001", "kind": "団体監理型", "applied_on": "2027-05-01",
    "starts_on": "2027-07-01", "ends_on": "2030-06-30", "pay_basis": "月給", "base_pay": 200_000, "counted_allowances": 0,
}  # fmt: skip


def test_a_small_workbook_is_judged_by_the_rules_of_the_new_law(tmp_path: Path) -> None:
    plans = [
        {**WORKER, "plan_no": f"認270400000{n}", "trainee_no": f"T-00{n}", "sending_fee": 400_000 + n // 4}
        for n in range(1, 5)
    ]
    book = write_book(
        tmp_path / "esd.xlsx",
        plans=plans,
        implementing_orgs=[{"io_no": "IO-1", "sector": "一般", "regular_staff": 1, "excellent": "無"}],
        supervising_orgs=[
            {"so_no": "許2704000001", "licence_from": "2027-04-01", "licence_until": "2030-03-31", "staff": 2}
        ],
    )
    done = run("check", book, "--book", "esd", "--as-of", "2027-12-31", "--format", "json")
    report = json.loads(done.stdout)
    violated = {(each["rule"], each["subject"]["io_no"]) for each in report["findings"]}
    counts = {each["rule"]: (each["met"], each["violated"], each["unproven"]) for each in report["rules"]}

    assert done.returncode == 1
    assert violated == {("sending-fee-cap", "IO-1"), ("number-of-workers", "IO-1")}
    assert counts["sending-fee-cap"] == (3, 1, 0)
    assert counts["number-of-workers"] == (0, 1, 0)
    assert counts["support-staff"] == (1, 0, 0)
    assert "pay-parity" not in counts


def test_an_audit_not_found_in_time_is_shown_though_the_plans_have_no_column_for_home_leave(tmp_path: Path) -> None:
    audit = {
        "so_no": "許2704000001",
        "io_no": "IO-1",
        "audited_on": "2027-09-01",
        "kind": "定期",
        "auditor_present": "×",
    }
    book = write_book(tmp_path / "esd.xlsx", plans=[{**WORKER, "plan_no": "認2704000001"}], audits=[audit])
    done = run("check", book, "--book", "esd", "--as-of", "2027-12-15", "--format", "json")
    report = json.loads(done.stdout)
    open_ones = {each["rule"] for each in report["findings"] if each["verdict"] == "unproven"}

    assert "audit-within-three-months" in open_ones
    assert [each["missing"] for each in report["rules"] if each["rule"] == "audit-within-three-months"] == [[]]
