"""What the supervising organisations do: audits, visits, external checks, fees, and the reports they file."""

from datetime import date, timedelta

from days import AS_OF, Row, every, month_end, months, next_working, previous_working
from organisations import EMPLOYERS
from people import CLOSED_ON, MOVED_ON, TRAINEES, Trainee, ended_on
from training import work_began

LAST_AUDIT_ON = date(2026, 7, 27)
"""つばき架空溶接 was audited once more before it closed."""
MOVED_TO = EMPLOYERS["aozora"].io_no
LABOUR = EMPLOYERS["hinata"].io_no, date(2026, 3, 30)
"""The audit day from which on the first audit of that employer found a breach of labour law, since put right."""


def present(t: Trainee, day: date) -> bool:
    return t.entered_on <= day <= (ended_on(t) or AS_OF)


def supervised() -> list[tuple[str, str, list[Trainee]]]:
    """Each supervising organisation and employer with the trainees it began with, in the order of entry."""
    return [
        (e.so_no, e.io_no, sorted((t for t in TRAINEES if t.employer is e), key=lambda t: t.entered_on))
        for e in EMPLOYERS.values()
        if e.so_no
    ]


def audits() -> list[Row]:
    """A regular audit every twelve weeks from the fifth week of an employer's first trainee."""
    rows: list[Row] = []
    for so_no, io_no, trainees in supervised():
        last = CLOSED_ON if io_no == EMPLOYERS["tsubaki"].io_no else AS_OF
        closing = [LAST_AUDIT_ON] if last == CLOSED_ON else []
        for day in [*every(trainees[0].entered_on + timedelta(days=35), last, 84), *closing]:
            count = sum(present(t, day) for t in trainees) + (io_no == MOVED_TO and day >= MOVED_ON)
            reported = next_working(day + timedelta(days=20))
            violated = (io_no, day) == LABOUR
            row: Row = {
                "so_no": so_no,
                "io_no": io_no,
                "audited_on": day,
                "kind": "regular",
                "trainees": count,
                "interviewed": count,
                **dict.fromkeys(("on_site", "manager_reported", "equipment_and_books", "lodging_seen"), True),
                "reported_on": reported if reported <= AS_OF else None,
                "auditor_present": True if so_no == EMPLOYERS["izumi"].so_no else None,
                "labour_violation": violated,
                "corrected_on": day if violated else None,
                "authority_reported_on": day + timedelta(days=3) if violated else None,
                "transfer_explained": True,
            }
            rows.append(row)
            if violated:
                again: Row = {"audited_on": day + timedelta(days=9), "kind": "temporary", "labour_violation": False}
                again |= {"corrected_on": None, "authority_reported_on": None}
                rows.append(row | again | {"reported_on": next_working(day + timedelta(days=30))})
    return rows


def visits() -> list[Row]:
    """A visit in every month in which a stage-1 trainee practised, late enough in it to follow the lectures."""
    rows: list[Row] = []
    for so_no, io_no, trainees in supervised():
        visited: set[date] = set()
        for t in trainees:
            if t.stage == 1:
                first, last = work_began(t), min(ended_on(t) or AS_OF, t.entered_on + timedelta(days=364))
                visited |= {min(month_end(month), last) for month in months(first, last)}
        days = sorted({previous_working(day) for day in visited})
        rows += [{"so_no": so_no, "io_no": io_no, "visited_on": day} for day in days]
    return rows


def external_checks() -> list[Row]:
    first = {EMPLOYERS["akebono"].so_no: date(2023, 1, 17), EMPLOYERS["izumi"].so_no: date(2024, 11, 12)}
    return [{"so_no": so_no, "checked_on": day} for so_no, begun in first.items() for day in every(begun, AS_OF, 84)]


def fees(audited: list[Row]) -> list[Row]:
    """Placement and lecture costs once a cohort, guidance after each regular audit; never more than they cost."""
    rows: list[Row] = []
    for so_no, io_no, trainees in supervised():
        payer: Row = {"so_no": so_no, "payer": "io", "payer_no": io_no}
        for t in trainees:
            if t.seat == 0:
                charged = payer | {"charged_on": next_working(t.entered_on)}
                kinds = {"placement": 30000} | ({"lecture": 55000} if t.stage == 1 else {})
                for kind, each in kinds.items():
                    rows.append(charged | {"kind": kind, "amount": each * t.size, "cost": each * t.size + 1200})
        for audit in audited:
            if (audit["so_no"], audit["io_no"], audit["kind"]) == (so_no, io_no, "regular"):
                cost = 75000 * int(str(audit["trainees"]))
                rows.append(
                    payer | {"kind": "guidance", "amount": cost, "cost": cost, "charged_on": audit["audited_on"]}
                )
    return rows


def reports() -> list[Row]:
    """Start notices, and the yearly reports of each fiscal year with a trainee in training."""
    rows: list[Row] = []
    for e in EMPLOYERS.values():
        org: Row = {"org_type": "io", "org_no": e.io_no}
        rows.append(org | {"kind": "start", "event_on": e.started - timedelta(days=3), "filed_on": e.started})
        rows += [
            org | {"kind": "status_report", "fiscal_year": year, "filed_on": date(year + 1, 5, 20)}
            for year in (2024, 2025)
            if any(t.employer is e and t.entered_on <= date(year + 1, 3, 31) for t in TRAINEES)
        ]
    for so_no, first in ((EMPLOYERS["akebono"].so_no, 2022), (EMPLOYERS["izumi"].so_no, 2024)):
        for year in range(first, 2026):
            org = {"org_type": "so", "org_no": so_no}
            rows.append(org | {"kind": "business_report", "fiscal_year": year, "filed_on": date(year + 1, 5, 22)})
    return rows
