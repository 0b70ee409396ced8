"""What the supervising organisations do: audits, visits, external checks, fees, and the reports they file."""

from datetime import date, timedelta

from days import AS_OF, Row, every, month_end, months, next_working, previous_working
from organisations import EMPLOYERS
from people import CLOSED_ON, MOVED_ON, REVOKED_ON, TRAINEES, Trainee, ended_on, of
from training import work_began

ENDED_ON = {EMPLOYERS["tsubaki"].io_no: CLOSED_ON, EMPLOYERS["tomoe"].io_no: REVOKED_ON}
"""The last day of training of the employers that train nobody now."""
LAST_AUDIT_ON = {EMPLOYERS["tsubaki"].io_no: date(2026, 7, 27)}
"""つばき架空溶接 was audited once more before it closed."""
MOVED_TO = EMPLOYERS["aozora"].io_no
LABOUR = (EMPLOYERS["hinata"].io_no, date(2026, 3, 30)), (EMPLOYERS["aozora"].io_no, date(2026, 5, 25))
"""The audits that found a breach of labour law, since put right."""
TEMPORARY = (
    (EMPLOYERS["hinata"], date(2026, 4, 8)),
    (EMPLOYERS["aozora"], date(2026, 6, 2)),
    (EMPLOYERS["tomoe"], date(2026, 6, 3)),
    (EMPLOYERS["izumi"], date(2026, 9, 9)),
)
"""The audits that followed those breaches, and dispositions against the employer."""
OVERTIME_CHANGES = (
    (0, "minor_change", date(2026, 7, 31), date(2026, 8, 19)),
    (0, "minor_change", date(2026, 8, 31), date(2026, 9, 15)),
    (1, "change_accreditation", date(2026, 9, 30), date(2026, 9, 18)),
)
"""架空北斗電装: whose plan, how changed, at the end of which month, and when told."""


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
    """A regular audit every twelve weeks from the fifth week of an employer's first trainee, others where cause was given."""
    rows: list[Row] = []
    for so_no, io_no, trainees in supervised():
        regular = list(every(trainees[0].entered_on + timedelta(days=35), ENDED_ON.get(io_no, AS_OF), 84))
        regular += [LAST_AUDIT_ON[io_no]] if io_no in LAST_AUDIT_ON else []
        for day in regular:
            found = (io_no, day) in LABOUR
            rows.append(audit(so_no, io_no, trainees, day) | ({"labour_violation": True} if found else {}))
            if found:
                rows[-1] |= {"corrected_on": day, "authority_reported_on": day + timedelta(days=3)}
        rows += [
            audit(so_no, io_no, trainees, day) | {"kind": "temporary"} for of, day in TEMPORARY if of.io_no == io_no
        ]
    return rows


def audit(so_no: str, io_no: str, trainees: list[Trainee], day: date) -> Row:
    """One complete audit, without fault found; its report follows within three weeks."""
    count = sum(present(t, day) for t in trainees) + (io_no == MOVED_TO and day >= MOVED_ON)
    reported = next_working(day + timedelta(days=20))
    return {
        "so_no": so_no,
        "io_no": io_no,
        "audited_on": day,
        "kind": "regular",
        "trainees": count,
        "interviewed": count,
        **dict.fromkeys(("on_site", "manager_reported", "equipment_and_books", "lodging_seen"), True),
        "reported_on": reported if reported <= AS_OF else None,
        "auditor_present": True if so_no == EMPLOYERS["izumi"].so_no else None,
        "labour_violation": False,
        "transfer_explained": True,
    }


def visits() -> list[Row]:
    """A visit in every month in which a stage-1 trainee practised, late enough in it to follow the lectures."""
    rows: list[Row] = []
    for so_no, io_no, trainees in supervised():
        visited: set[date] = set()
        for t in trainees:
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
            if t.seat == 0 and t.here:
                charged = payer | {"charged_on": next_working(t.entered_on)}
                for kind, each in (("placement", 30000), ("lecture", 55000)):
                    rows.append(charged | {"kind": kind, "amount": each * t.size, "cost": each * t.size + 1200})
        for done in audited:
            if (done["so_no"], done["io_no"], done["kind"]) == (so_no, io_no, "regular"):
                cost = 75000 * int(str(done["trainees"]))
                rows.append(
                    payer | {"kind": "guidance", "amount": cost, "cost": cost, "charged_on": done["audited_on"]}
                )
    return rows


def reports() -> list[Row]:
    """Start notices, the yearly reports of each fiscal year with a trainee in training, changes of plans for overtime."""
    rows: list[Row] = []
    for e in EMPLOYERS.values():
        org: Row = {"org_type": "io", "org_no": e.io_no}
        rows.append(org | {"kind": "start", "event_on": e.started - timedelta(days=3), "filed_on": e.started})
        rows += [
            org | {"kind": "status_report", "fiscal_year": year, "filed_on": date(year + 1, 5, 20)}
            for year in (2023, 2024, 2025)
            if any(t.employer is e and t.entered_on <= date(year + 1, 3, 31) for t in TRAINEES)
        ]
    org = {"org_type": "io", "org_no": EMPLOYERS["hokuto"].io_no, "topic": "overtime"}
    rows += [
        org | {"trainee_no": of("hokuto", seat).trainee_no, "kind": kind, "event_on": event, "filed_on": filed}
        for seat, kind, event, filed in OVERTIME_CHANGES
    ]
    for so_no, first in ((EMPLOYERS["akebono"].so_no, 2022), (EMPLOYERS["izumi"].so_no, 2024)):
        for year in range(first, 2026):
            org = {"org_type": "so", "org_no": so_no}
            rows.append(org | {"kind": "business_report", "fiscal_year": year, "filed_on": date(year + 1, 5, 22)})
    return rows
