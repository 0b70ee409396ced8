"""The trainees and their plans: cohorts that entered together, stage by stage."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from days import AS_OF, Row, hours, previous_working, working_days, years_on
from organisations import EMPLOYERS, FACTS, Employer

MONTHLY_HOURS = hours(171)
YEAR_HOURS = 1920
CLOSED_ON = date(2026, 7, 31)
"""The day つばき架空溶接 ended its training."""


@dataclass(frozen=True, eq=False)
class Trainee:
    """One trainee; `number` counts from 1 through all cohorts, `seat` from 0 within the cohort."""

    number: int
    seat: int
    cohort: int
    employer: Employer
    entered_on: date
    lecture_days: int
    pre_entry: bool
    sender: str | None
    nationality: str
    size: int
    applied_on: date | None
    """The day of application, where it is not the usual time before the start."""

    @property
    def trainee_no(self) -> str:
        return f"T-{self.number:03}"

    @property
    def lectures(self) -> list[date]:
        """The days of the post-entry lectures; who is still to come has none."""
        first = self.entered_on + timedelta(days=1)
        return working_days(first, first + timedelta(days=90))[: self.lecture_days] if self.here else []

    @property
    def here(self) -> bool:
        return self.entered_on <= AS_OF


def trainees_of_cohorts() -> list[Trainee]:
    found: list[Trainee] = []
    countries = {row["sending_org_no"]: row["country"] for row in FACTS["sending_orgs"]}
    for index, cohort in enumerate(FACTS["cohorts"]):
        sender = cohort.get("sender")
        found += [
            Trainee(
                number=len(found) + seat + 1,
                seat=seat,
                cohort=index,
                employer=EMPLOYERS[cohort["employer"]],
                entered_on=cohort["entered"],
                lecture_days=cohort["lecture_days"],
                pre_entry=cohort["pre_entry"],
                sender=sender,
                nationality=countries[sender] if sender else cohort["nationality"],
                size=cohort["count"],
                applied_on=cohort.get("applied"),
            )
            for seat in range(cohort["count"])
        ]
    return found


TRAINEES = trainees_of_cohorts()


def of(employer: str, seat: int, cohort: int = 0) -> Trainee:
    """The trainee in that seat of the employer's first (0), second (1) … cohort."""
    cohorts = sorted({t.cohort for t in TRAINEES if t.employer is EMPLOYERS[employer]})
    return next(t for t in TRAINEES if t.cohort == cohorts[cohort] and t.seat == seat)


DISAPPEARED, DISAPPEARED_ON = of("akebono", 4), date(2025, 6, 10)
RETURNED, RETURNED_ON = of("hinata", 5), date(2026, 9, 15)
FALLEN_ILL = of("hokuto", 5)
MOVED, MOVED_ON = of("tsubaki", 4), date(2026, 10, 1)
REVOKED, REVOKED_ON = of("tomoe", 0), date(2026, 5, 29)
"""The trainee of ともえ架空鋳造, whose plan was revoked."""
LEGACY, LEGACY_APPLIED_ON = of("akebono", 0, 3), date(2026, 11, 9)
"""The trainee whose stage 3 will begin under the law that ends in 2027, and the day it was applied for."""
THIRD = (of("akebono", 0, 1), of("akebono", 1, 1), LEGACY)
"""Those who train, or will train, in stage 3."""
LEAVE = (date(2026, 6, 10), date(2026, 7, 20))
"""The home leave of those who train in stage 3."""
COURSES = (date(2022, 6, 14), date(2024, 5, 14), date(2025, 2, 18))
"""The days on which the employers' training managers took the course."""


DEPARTED = {RETURNED: date(2026, 9, 20), REVOKED: date(2026, 6, 19)}


def ended_on(trainee: Trainee) -> date | None:
    """The day the trainee's first plan was stopped early, if it was."""
    if trainee.employer is EMPLOYERS["tsubaki"]:
        return CLOSED_ON
    return {DISAPPEARED: DISAPPEARED_ON, RETURNED: RETURNED_ON, REVOKED: REVOKED_ON}.get(trainee)


def trainees() -> list[Row]:
    rows: list[Row] = []
    called: Counter[str] = Counter()
    for t in TRAINEES:
        names = FACTS["names"][t.nationality]
        n = called[t.nationality]
        called[t.nationality] += 1
        first, last = (names[part][n % len(names[part])].split(" ") for part in ("first", "last"))
        half = len(last) // 2
        care = t.employer.sector == "care"
        rows.append(
            {
                "trainee_no": t.trainee_no,
                "name": " ".join([first[0], *last[:half]]),
                "kana": " ".join([first[1], *last[half:]]),
                "nationality": t.nationality,
                "birth_date": date(1996 + t.number % 10, 1 + t.number % 12, 1 + t.number * 7 % 28),
                "entered_on": t.entered_on,
                "departed_on": DEPARTED.get(t),
                "residence_card_no": f"XQ{99000000 + t.number}XZ" if t.here else None,
                "residence_until": max(years_on(t.entered_on, 1), date(2027, 4, 9)) if t.here else None,
                "sending_org_no": t.sender,
                "japanese_level": "N4" if care or t.number % 3 == 0 else None,
                "japanese_passed_on": date(2025, 1, 28) if care or t.number % 3 == 0 else None,
            }
        )
    # Eighteen from the last day of February: a birthday that most years do not have.
    rows[of("kodama", 0, 1).number - 1]["birth_date"] = date(2008, 2, 29)
    return rows


def terms(employer: Employer, stage: int) -> Row:
    """What every plan of that employer and stage says alike."""
    pay = employer.pay[stage - 1]
    minutes = {"monthly": "monthly_hours", "daily": "daily_hours", "hourly": None}[employer.pay_basis]
    same = {"monthly_hours": MONTHLY_HOURS, "daily_hours": hours(8)}
    comparator = f"comparator_{minutes}"
    total = YEAR_HOURS if stage == 1 else 2 * YEAR_HOURS
    return {
        "so_no": employer.so_no,
        "io_no": employer.io_no,
        "kind": "supervised" if employer.so_no else "enterprise",
        "stage": str(stage),
        "job_code": employer.job_code,
        "job_name": employer.job_name,
        "transferable_job": True,
        "workplace": employer.workplace,
        "prefecture": employer.prefecture,
        "pay_basis": employer.pay_basis,
        "base_pay": pay,
        "counted_allowances": employer.allowances,
        **same,
        "comparator_basis": employer.comparator,
        "comparator_pay_basis": employer.pay_basis,
        "comparator_pay": pay + employer.allowances,
        **({comparator: same[minutes]} if minutes else {}),
        "comparator_reason": None if employer.comparator == "same_worker" else "職務と責任の程度が最も近い区分と同額",
        "total_hours": total,
        "instructor_years": 8,
        "bedroom_m2": 5.5,
        **dict.fromkeys(("deposit", "penalty_clause", "passport_kept", "savings_contract"), False),
        "not_started": False,
    }


def tasks(total: int, lecture: int) -> Row:
    """Hours of the three classes of tasks that fill the plan, and a tenth of each for safety."""
    work = total - lecture
    classes = {"essential": work - work // 4 - work // 8, "related": work // 4, "peripheral": work // 8}
    row: Row = {}
    for name, count in classes.items():
        row |= {f"{name}_hours": count, f"{name}_safety_hours": -(-count // 10)}
    return row


def plan(t: Trainee, employer: Employer, stage: int, starts_on: date) -> Row:
    applied_on = previous_working(starts_on - timedelta(days=58 if stage == 3 else 120))
    if stage == 1 and t.applied_on:
        applied_on = t.applied_on
    accredited_on = previous_working(starts_on - timedelta(days=25))
    lecture = 8 * t.lecture_days if stage == 1 else 0
    row = terms(employer, stage) | tasks(YEAR_HOURS if stage == 1 else 2 * YEAR_HOURS, lecture)
    return row | {
        "trainee_no": t.trainee_no,
        "sending_org_no": t.sender,
        "applied_on": applied_on,
        "accredited_on": accredited_on if accredited_on <= AS_OF else None,
        "starts_on": starts_on,
        "ends_on": years_on(starts_on, 1 if stage == 1 else 2),
        "lecture_hours": lecture if stage == 1 else None,
        "manager_course_on": max(day for day in COURSES if day < applied_on - timedelta(days=30)),
        "sending_fee": 180000 + 1000 * t.cohort if t.sender else 0,
        "sending_fee_agreed": True if t.sender else None,
    }


def numbered(t: Trainee, row: Row, turn: int = 1) -> Row:
    """The plan with its number: the year of application, the trainee, the stage, and which plan of that stage it is."""
    return row | {"plan_no": f"認{str(row['applied_on'])[2:4]}99{t.number:04}{row['stage']}{turn}"}


def starts_of(t: Trainee) -> list[date]:
    """The first days of the stages a trainee has begun, or has applied for."""
    first, second, third = (years_on(t.entered_on, years) + timedelta(days=1) for years in (0, 1, 3))
    goes_on = ended_on(t) is None and second <= AS_OF + timedelta(days=20)
    return [first, *([second] if goes_on else []), *([third] if t in THIRD else [])]


def first_plan(t: Trainee, starts_on: date) -> Row:
    row = plan(t, t.employer, 1, starts_on) | {"ended_on": ended_on(t)}
    if t.pre_entry:
        first = previous_working(t.entered_on - timedelta(days=75))
        row |= {"pre_entry_from": first, "pre_entry_until": first + timedelta(days=40), "pre_entry_hours": 176}
    return row


def second_plan(t: Trainee, starts_on: date) -> Row:
    tested: Row = {"previous_test": "basic", "previous_test_passed_on": starts_on - timedelta(days=100)}
    permitted: Row = {"stage2_permitted_on": starts_on - timedelta(days=6)}
    studies: Row = {"japanese_study_plan": True if t.employer.sector == "care" else None}
    return plan(t, t.employer, 2, starts_on) | tested | permitted | studies


def third_plan(t: Trainee, starts_on: date) -> Row:
    tested: Row = {"previous_test": "grade3", "previous_test_passed_on": min(starts_on, AS_OF) - timedelta(days=145)}
    row = plan(t, t.employer, 3, starts_on) | tested
    if t is LEGACY:
        return row | {"applied_on": LEGACY_APPLIED_ON}
    return row | {"leave_from": LEAVE[0], "leave_until": LEAVE[1]}


def plans() -> list[Row]:
    """Every plan in the order of application."""
    rows: list[Row] = []
    for t in TRAINEES:
        stages = zip((first_plan, second_plan, third_plan), starts_of(t), strict=False)
        rows += [numbered(t, make(t, day)) for make, day in stages]
    rest: Row = {"ends_on": date(2027, 2, 14), "takeover": True, "total_hours": 700, "lecture_hours": None}
    moved = plan(MOVED, EMPLOYERS["aozora"], 1, MOVED_ON) | rest | tasks(700, 0)
    rows.append(numbered(MOVED, moved | {"applied_on": date(2026, 8, 21), "accredited_on": date(2026, 9, 25)}, turn=2))
    return sorted(rows, key=lambda row: (str(row["applied_on"]), str(row["trainee_no"])))
