"""The organisations: who they are, and the books each keeps about itself."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from days import Row

FACTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("organisations.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True, eq=False)
class Employer:
    """One employer; `pay` is yen per `pay_basis` at stages 1, 2 and 3, `staff` its full-time staff."""

    io_no: str
    name: str
    corporate_no: str
    prefecture: str
    address: str
    industry: str
    staff: int
    workplace: str
    job_code: str
    job_name: str
    pay_basis: str
    pay: list[int]
    started: date
    so_no: str | None = None
    allowances: int = 0
    sector: str = "general"
    comparator: str = "same_worker"
    excellent: bool = False
    care_staff: int | None = None
    construction_licence_no: str | None = None
    ccus_no: str | None = None
    four_weeks_from: date | None = None
    """The day from which its 4-weeks-4-rest-days weeks are counted, if it keeps them."""
    special_clause: bool = False
    variable_hours: bool = False


EMPLOYERS = {name: Employer(**facts) for name, facts in FACTS["employers"].items()}


def implementing_orgs() -> list[Row]:
    same = ("io_no", "name", "corporate_no", "address", "prefecture", "so_no", "industry", "sector", "care_staff")
    more = ("excellent", "construction_licence_no", "ccus_no")
    return [
        {name: getattr(e, name) for name in same + more}
        | {"regular_staff": e.staff, "stable_enterprise": False if e.so_no is None else None}
        | {"start_notified_on": e.started, "week_starts_on": "sun"}
        | {"four_week_rest": e.four_weeks_from is not None, "four_weeks_from": e.four_weeks_from}
        for e in EMPLOYERS.values()
    ]


def staff_counts() -> list[Row]:
    rows: list[Row] = []
    for e in EMPLOYERS.values():
        counted: Row = {"regular_staff": e.staff, "care_staff": e.care_staff, "excellent": e.excellent}
        place: Row = {"io_no": e.io_no, "workplace": e.workplace}
        rows += [
            place | counted | {"counted_on": date(*day)}
            for day in ((2023, 4, 1), (2024, 4, 1), (2025, 4, 1), (2026, 4, 1))
        ]
    return rows


def agreements() -> list[Row]:
    rows: list[Row] = []
    for e in EMPLOYERS.values():
        place: Row = {"io_no": e.io_no, "workplace": e.workplace}
        for year in (2023, 2024, 2025, 2026):
            signed: Row = {"kind": "overtime", "signed_on": date(year, 3, 18), "filed_on": date(year, 3, 25)}
            term: Row = {"from_on": date(year, 4, 1), "until_on": date(year + 1, 3, 31)}
            rows.append(
                place | signed | term | {"special_clause": e.special_clause, "variable_hours": e.variable_hours}
            )
        signed = {"kind": "deduction", "signed_on": date(2023, 3, 17)}
        rows.append(place | signed | {"from_on": date(2023, 4, 1), "until_on": date(2029, 3, 31)})
    return rows
