"""Changes of employer, what lets a trainee work meanwhile, and the trainees who went missing or went home."""

from datetime import date

from days import Row
from organisations import EMPLOYERS
from people import (
    CLOSED_ON,
    DEPARTED,
    DISAPPEARED,
    DISAPPEARED_ON,
    FALLEN_ILL,
    MOVED,
    MOVED_ON,
    RETURNED,
    REVOKED,
    REVOKED_ON,
    TRAINEES,
)

CLOSED = tuple(t for t in TRAINEES if t.employer is EMPLOYERS["tsubaki"])
MEASURES = ("outside_28h", "outside_28h", "designated_28h", "designated_28h", "designated_full")


def employer_changes(plans: list[Row]) -> list[Row]:
    """つばき架空溶接 closed its works: four trainees wait for a new employer, one has found it.

    Three go home: two have left, the other's difficulty is so new that its report is not yet due.
    """
    rows: list[Row] = []
    for n, t in enumerate(CLOSED, 1):
        row: Row = {
            "change_no": f"変-2026-{n:03}",
            "trainee_no": t.trainee_no,
            "from_io_no": t.employer.io_no,
            "reason": "dismissed",
            "sole_trainee_fault": False,
            "requested_on": date(2026, 8, 3),
            "responded_on": date(2026, 8, 7),
            "cause_on": CLOSED_ON,
            "difficulty_reported_on": date(2026, 8, 6 + n),
            "returns_home": False,
            "wishes_to_continue": True,
            "coordinated_on": date(2026, 8, 5),
        }
        if t is MOVED:
            io_no = EMPLOYERS["aozora"].io_no
            plan_no = next(p["plan_no"] for p in plans if p["trainee_no"] == t.trainee_no and p["io_no"] == io_no)
            row |= {"to_io_no": io_no, "new_plan_no": plan_no, "resolved_on": MOVED_ON}
        rows.append(row)
    for no, t, cause, told, leaves in (
        (6, RETURNED, date(2026, 9, 1), date(2026, 9, 8), DEPARTED[RETURNED]),
        (7, FALLEN_ILL, date(2026, 11, 20), None, date(2026, 12, 18)),
        (8, REVOKED, REVOKED_ON, date(2026, 6, 8), DEPARTED[REVOKED]),
    ):
        who: Row = {"change_no": f"変-2026-{no:03}", "trainee_no": t.trainee_no, "from_io_no": t.employer.io_no}
        why: Row = {"reason": "not_unavoidable", "sole_trainee_fault": False, "wishes_to_continue": False}
        home: Row = {"returns_home": True, "departs_on": leaves}
        rows.append(who | why | home | {"cause_on": cause, "difficulty_reported_on": told})
    return rows


def permits() -> list[Row]:
    term: Row = {"valid_from": date(2026, 8, 17), "valid_until": date(2026, 12, 16)}
    return [
        {"trainee_no": t.trainee_no, "measure": measure, **term, "new_io_decided": t is MOVED}
        for t, measure in zip(CLOSED, MEASURES, strict=True)
    ]


def disappearances() -> list[Row]:
    t = DISAPPEARED
    place: Row = {"trainee_no": t.trainee_no, "io_no": t.employer.io_no, "so_no": t.employer.so_no}
    reported: Row = {"disappeared_on": DISAPPEARED_ON, "difficulty_reported_on": date(2025, 6, 16)}
    return [place | reported | {"attributable_to": "none"}]


def difficulty_notices() -> list[Row]:
    """The difficulty reports that stand among the notices too."""
    filed = [(DISAPPEARED, DISAPPEARED_ON, date(2025, 6, 16)), (RETURNED, date(2026, 9, 1), date(2026, 9, 8))]
    filed += [(MOVED, CLOSED_ON, date(2026, 8, 11)), (REVOKED, REVOKED_ON, date(2026, 6, 8))]
    rows: list[Row] = []
    for t, event, day in filed:
        by: Row = {"org_type": "so", "org_no": t.employer.so_no, "kind": "difficulty"}
        rows.append(by | {"trainee_no": t.trainee_no, "event_on": event, "filed_on": day})
    return rows
