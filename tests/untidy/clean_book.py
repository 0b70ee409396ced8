"""The clean book: six trainees of two employers, some months of pay and work, with the breaches planted in them."""

from datetime import date
from functools import cache
from typing import Any

from pages import Line, Page
from sample_rows import rows_of

from titcheck.tables import BY_NAME

RULES = (
    "audit-report",
    "care-language",
    "construction-monthly-pay",
    "monthly-visit",
    "night-premium",
    "pay-parity",
    "savings-contract",
    "stage-order",
)
_EMPLOYERS = ("受2599000105", "受2599000107")
_TABLES = ("implementing_orgs", "trainees", "plans", "wage_payments", "shifts", "audits", "visits")
_FEW = {"wage_payments": 30, "shifts": 24}
_LEFT_OUT = {
    "plans": "sending_org_no job_code job_name prefecture total_hours lecture_hours pre_entry_hours related_hours"
    " peripheral_hours related_safety_hours peripheral_safety_hours manager_course_on instructor_years deposit"
    " penalty_clause sending_fee sending_fee_agreed japanese_study_plan",
    "wage_payments": "payment_method work_days overtime_hours_over60 attendance_allowance housing_allowance"
    " absence_deduction lodging_deduction food_deduction utilities_deduction supervision_deduction other_deduction"
    " statutory_deduction",
    "implementing_orgs": "corporate_no address prefecture industry start_notified_on",
}
"""Columns that none of these rules reads: a smaller book is judged sooner."""
_PLANTED: dict[Any, Any] = {"#REF!": 0, "令和8年7月32日": date(2026, 7, 13)}
"""What cannot be read in the sample, and what it is to say here."""


@cache
def _rows() -> dict[str, list[dict[str, Any]]]:
    every = rows_of("violations")
    people = {plan["trainee_no"] for plan in every["plans"] if plan["io_no"] in _EMPLOYERS}

    def kept(row: dict[str, Any]) -> bool:
        return row.get("trainee_no", next(iter(people))) in people and row.get("io_no", _EMPLOYERS[0]) in _EMPLOYERS

    return {name: [row for row in every[name] if kept(row)][: _FEW.get(name)] for name in _TABLES}


def clean_pages() -> list[Page]:
    """One page a table, the columns that hold something, days as days and figures as figures."""
    pages = []
    for name, rows in _rows().items():
        table = BY_NAME[name]
        filled = {column for row in rows for column, cell in row.items() if cell is not None}
        columns = [it for it in table.columns if it.name in filled - {*_LEFT_OUT.get(name, "").split()}]
        lines = [Line([_said(row.get(column.name)) for column in columns]) for row in rows]
        pages.append(Page(table.title.ja, table, list(columns), [[column.heading.ja for column in columns]], lines))
    return pages


def _said(cell: Any) -> Any:
    return _PLANTED.get(cell, cell)
