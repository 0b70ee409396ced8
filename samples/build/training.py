"""What training leaves behind: lectures, the wage ledger, the houses, and the time records of a few."""

from datetime import date, time, timedelta
from fractions import Fraction
from math import ceil

from days import AS_OF, Fact, Row, hours, month_end, months, previous_working, working_days
from organisations import EMPLOYERS, Employer
from people import LEAVE, LEGACY, MOVED, MOVED_ON, THIRD, TRAINEES, Trainee, ended_on, of, starts_of

LODGING = 20000
LEDGER_ENDS_ON = date(2026, 10, 31)
TIMED = (of("akebono", 0), of("kodama", 0, 1), of("sakura", 0), of("ryokufu", 0))
"""Four trainees whose October time records were brought; none of them works overtime."""
FREE = {TIMED[2]: tuple(date(2026, 10, day) for day in (11, 12, 13, 17, 18, 19, 24, 25, 31))}
"""Days off at さくら草会, which keeps four in each four weeks: here none in the week from the fourth to the tenth."""
EXTRA = {
    (of("hokuto", 0), date(2026, 7, 1)): (62, 0, 0),
    (of("hokuto", 0), date(2026, 8, 1)): (50, 8, 0),
    (of("hokuto", 1), date(2026, 9, 1)): (82, 0, 0),
    (of("hinata", 0), date(2026, 8, 1)): (12, 8, 0),
}
"""Months of much overtime, of work on a statutory rest day: hours of overtime, on rest days, at night."""

NOTHING = (
    "excluded_allowances",
    "attendance_allowance",
    "housing_allowance",
    "food_deduction",
    "supervision_deduction",
    "other_deduction",
)
"""What nobody in the samples is paid or charged."""
SUBJECTS = ("japanese", "japanese", "life", "legal", "japanese", "skills", "life", "skills")


def lectures() -> list[Row]:
    """One row a day of eight hours; an enterprise-type employer holds the legal subject first."""
    rows: list[Row] = []
    for t in TRAINEES:
        for n, day in enumerate(t.lectures):
            subject = SUBJECTS[(n if t.employer.so_no else n + 3) % len(SUBJECTS)]
            ours = "so" if t.employer.so_no else "io"
            lecturer = "external" if subject == "legal" else "io" if subject == "skills" else ours
            held: Row = {"trainee_no": t.trainee_no, "held_on": day, "subject": subject}
            rows.append(held | {"hours": hours(8), "lecturer": lecturer})
    return rows


def work_began(t: Trainee) -> date:
    return t.lectures[-1] + timedelta(days=1) if t.lectures else t.entered_on


def employed(t: Trainee) -> list[tuple[Employer, date, date]]:
    """The employers a trainee worked for under a plan, each with the first and the last day."""
    terms = [(t.employer, work_began(t), ended_on(t) or LEDGER_ENDS_ON)]
    if t is MOVED:
        terms.append((EMPLOYERS["aozora"], MOVED_ON, LEDGER_ENDS_ON))
    return [term for term in terms if term[1] <= term[2]]


def at_home(t: Trainee, day: date) -> bool:
    return t in THIRD and LEAVE[0] <= day <= LEAVE[1] and t is not LEGACY


def extra_hours(t: Trainee, month: date) -> Row:
    """Overtime (of it beyond 60 hours), work on statutory rest days and at night, in hours, of a whole month."""
    told = EXTRA.get((t, month))
    if told is None:
        plain = 0 if t in TIMED or t is MOVED else (t.number + month.month) % 5 * 4
        told = (plain, 0, 16 if t.employer.sector == "care" else 0)
    return {"overtime": told[0], "over60": max(told[0] - 60, 0), "rest_day": told[1], "night": told[2]}


def payment(t: Trainee, employer: Employer, first: date, last: date) -> Row:
    """One calendar month's pay; of a month only partly worked, the days worked from `first` to `last` are paid."""
    month = working_days(first.replace(day=1), month_end(first))
    worked = [day for day in working_days(first, last) if not at_home(t, day)]
    stage = sum(day < first for day in starts_of(t)) or 1
    pay = employer.pay[stage - 1]
    whole = len(worked) == len(month)
    extra = {name: int(str(count)) if whole else 0 for name, count in extra_hours(t, first.replace(day=1)).items()}
    if employer.pay_basis == "monthly":
        base, hourly = pay * len(worked) // len(month), Fraction(pay + employer.allowances, 171)
        absent = pay - base if any(at_home(t, day) for day in month) else 0
    else:
        unit = 8 if employer.pay_basis == "hourly" else 1
        base, hourly, absent = pay * unit * len(worked), Fraction(pay * unit, 8), 0
    allowances = employer.allowances if whole else 0
    premium = ceil(hourly * (5 * extra["overtime"] + extra["over60"]) / 4)
    rest_day, night = ceil(hourly * extra["rest_day"] * 27 / 20), ceil(hourly * extra["night"] / 4)
    lodging, utilities = (LODGING, 6000) if first.day == 1 and last == month_end(first) else (0, 0)
    gross = base + allowances + premium + rest_day + night
    statutory = gross * 14 // 100
    return {
        "trainee_no": t.trainee_no,
        "io_no": employer.io_no,
        "period_from": first.replace(day=1),
        "period_until": month_end(first),
        "paid_on": previous_working(month_end(first) + timedelta(days=15)),
        "payment_method": "transfer",
        "payment_proof": True,
        "work_days": len(worked),
        "work_hours": hours(8 * len(worked) + extra["overtime"] + extra["rest_day"]),
        "scheduled_hours": hours(8 * len(worked)),
        "overtime_hours": hours(extra["overtime"]),
        "overtime_hours_over60": hours(extra["over60"]),
        "rest_day_hours": hours(extra["rest_day"]),
        "night_hours": hours(extra["night"]),
        "base_pay": base,
        "counted_allowances": allowances,
        "absence_deduction": absent,
        "overtime_pay": premium,
        "rest_day_pay": rest_day,
        "night_pay": night,
        "lodging_deduction": lodging,
        "utilities_deduction": utilities,
        "statutory_deduction": statutory,
        "net_pay": gross - lodging - utilities - statutory,
        **dict.fromkeys(NOTHING, 0),
    }


def wage_payments() -> list[Row]:
    return [
        payment(t, employer, max(first, month), min(last, month_end(month)))
        for t in TRAINEES
        for employer, first, last in employed(t)
        for month in months(first, last)
        if working_days(max(first, month), min(last, month_end(month)))
    ]


def housing() -> list[Row]:
    """Each cohort shares one rented house; the rent covers what its trainees are charged."""
    rows: list[Row] = []
    for t in TRAINEES:
        stays = [(t.employer, t.entered_on, ended_on(t), t.size)] if t.here else []
        if t is MOVED:
            stays.append((EMPLOYERS["aozora"], MOVED_ON, None, 1))
        for employer, first, last, size in stays:
            address = f"{employer.address}-{t.cohort + 1}号棟"
            house: Row = {"io_no": employer.io_no, "address": address, "tenure": "rented", "occupants": size}
            house |= {"monthly_rent": LODGING * size + 5000, "bedroom_m2": 5.5 * size}
            rows.append(house | {"trainee_no": t.trainee_no, "from_on": first, "until_on": last})
    return rows


def shift(t: Trainee, day: date, employer: str, clock: tuple[str, str], rest: int, **more: Fact) -> Row:
    """One shift; the recorded hours are the clock's less the break."""
    start, end = (time.fromisoformat(text) for text in clock)
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    worked = timedelta(minutes=minutes % (24 * 60) - rest)
    times: Row = {"starts_at": start, "ends_at": end, "break_minutes": rest, "hours": worked}
    return {"trainee_no": t.trainee_no, "worked_on": day, "employer": employer, **times, "rest_day": False, **more}


def training_shifts() -> list[Row]:
    """Every trainee's first week of work (four where rest days are counted by four), October 2026 of four, and what the moved trainee worked under the new plan."""
    rows: list[Row] = []
    for t in TRAINEES:
        if t.lectures:
            began = work_began(t)
            weeks = 4 if t.employer.four_weeks_from else 1
            worked = working_days(began, began + timedelta(days=40))[: 5 * weeks]
            rows += [training_shift(t, t.employer, day) for day in worked]
    whole = days_between(MOVED_ON, LEDGER_ENDS_ON, tuple(range(7)))
    for t, employer in [(t, t.employer) for t in TIMED] + [(MOVED, EMPLOYERS["aozora"])]:
        free = FREE.get(t)
        worked = [day for day in whole if day not in free] if free else working_days(MOVED_ON, LEDGER_ENDS_ON)
        rows += [training_shift(t, employer, day) for day in worked]
    return rows


def training_shift(t: Trainee, employer: Employer, day: date) -> Row:
    """Eight hours in training; on Thursdays and Fridays other work than the essential."""
    task = "peripheral" if day.weekday() == 4 else "related" if day.weekday() == 3 else "essential"
    more: Row = {"io_no": employer.io_no, "task": task, "safety_hours": hours(1), "excluded_business": False}
    return shift(t, day, employer.name, ("08:30", "17:30"), 60, **more)


def days_between(first: date, last: date, weekdays: tuple[int, ...]) -> list[date]:
    return [day for n in range((last - first).days + 1) if (day := first + timedelta(days=n)).weekday() in weekdays]


def transition_shifts() -> list[Row]:
    """Side work while a change of employer is pending; every pattern stays within 28 hours of any seven days.

    The first trainee fills the limit to the minute, the second works nights past midnight at two workplaces.
    """
    begin, end = date(2026, 8, 24), AS_OF - timedelta(days=2)
    week = (
        (of("tsubaki", 0), (0, 1), "架空みどり市場", ("09:00", "17:00"), 60, end),
        (of("tsubaki", 0), (3, 4), "架空こもれび弁当", ("09:00", "17:00"), 60, end),
        (of("tsubaki", 1), (1, 3), "架空つばき倉庫", ("10:00", "18:30"), 60, end),
        (of("tsubaki", 1), (5,), "架空夜の物流", ("21:00", "02:00"), 0, end),
        (of("tsubaki", 2), (0, 2, 4, 5), "架空みどり市場", ("09:30", "17:00"), 60, end),
        (of("tsubaki", 3), (1, 2, 5, 6), "架空こもれび弁当", ("06:00", "12:30"), 30, end),
        (MOVED, (0, 1, 2, 3, 4), EMPLOYERS["aozora"].name, ("08:30", "17:30"), 60, date(2026, 9, 25)),
    )
    return [
        shift(t, day, place, clock, rest, excluded_business=False)
        for t, weekdays, place, clock, rest, last in week
        for day in days_between(begin, last, weekdays)
    ]


def shifts() -> list[Row]:
    return training_shifts() + transition_shifts()
