"""What the offices of a random lawful world keep: wages, audits, visits, fees, reports."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from world_fates import training_shifts
from world_parts import DAY, Employer, Term, World, days, fiscal_year, month_end, months, on, weekday, weekdays


def wages(world: World, term: Term) -> None:
    """One row a calendar month, paid in the middle of the next; one month's shifts, where a time record was brought."""
    random = world.random
    if term.works_on > min(term.until, world.as_of):
        return
    rows = [month for month in months(term.works_on, term.until) if on(month, months=1) + 14 * DAY <= world.as_of]
    whole = [m for m in rows if all(term.at_work(day) for day in (m, month_end(m)))]
    timed = random.choice(whole) if whole and random.random() < 0.5 else None
    for month in rows:
        payment(world, term, month, timed=month == timed)
    if timed:
        training_shifts(world, term, timed, month_end(timed))


def payment(world: World, term: Term, month: date, *, timed: bool) -> None:
    random, employer = world.random, term.employer
    calendar = weekdays(month, month_end(month))
    worked = [day for day in calendar if term.at_work(day)]
    if not any(term.at_work(day) for day in days(month, month_end(month))):
        return
    whole = len(worked) == len(calendar)
    overtime = random.choice((0, 1, 7.5, 20)) if whole and not timed else 0
    night = random.choice((0, 0, 10)) if whole and not timed else 0
    if employer.special_clause and whole and not timed and random.random() < 0.1:
        overtime = random.choice((46, 61))
        notice = {"org_type": "io", "org_no": employer.io_no, "topic": "overtime", "trainee_no": term.trainee_no}
        filed = month_end(month) + random.randint(1, 14) * DAY
        world.add("notices", **notice, kind="minor_change", event_on=month_end(month), filed_on=filed)
    rest_day = random.choice((0, 0, 0, 7)) if whole and not timed else 0
    over60 = max(overtime - 60, 0)
    hourly = employer.hourly + 40 * term.stage
    pay = {
        "monthly": -(-hourly * employer.monthly_minutes // 60) * len(worked) // len(calendar),
        "daily": hourly * 8 * len(worked),
        "hourly": hourly * 8 * len(worked),
    }[employer.pay_basis]
    base = (
        Fraction((-(-hourly * employer.monthly_minutes // 60) + employer.allowances) * 60, employer.monthly_minutes)
        if employer.pay_basis == "monthly"
        else Fraction(hourly)
    )
    more = Fraction(random.choice((100, 100, 110)), 100)
    world.add(
        "wage_payments",
        trainee_no=term.trainee_no,
        io_no=employer.io_no,
        period_from=month,
        period_until=month_end(month),
        paid_on=on(month, months=1) + 14 * DAY,
        payment_method=random.choice(("transfer", "transfer", "confirmable")),
        payment_proof=True,
        work_days=len(worked),
        work_hours=timedelta(hours=8 * len(worked) + overtime + rest_day),
        scheduled_hours=timedelta(hours=8 * len(worked)),
        overtime_hours=timedelta(hours=overtime),
        overtime_hours_over60=timedelta(hours=over60),
        rest_day_hours=timedelta(hours=rest_day),
        night_hours=timedelta(hours=night),
        base_pay=pay,
        counted_allowances=employer.allowances if whole else 0,
        excluded_allowances=0,
        attendance_allowance=0,
        housing_allowance=0,
        absence_deduction=0,
        overtime_pay=ceil(more * base * (Fraction(overtime) * 5 / 4 + Fraction(over60) / 4)),
        rest_day_pay=ceil(more * base * rest_day * 27 / 20),
        night_pay=ceil(more * base * night / 4),
        lodging_deduction=20000 if whole else 0,
        food_deduction=random.choice((0, 9000)) if whole else 0,
        utilities_deduction=0,
        supervision_deduction=0,
        other_deduction=0,
        statutory_deduction=30000,
    )


def supervision(world: World, employer: Employer) -> None:
    """Audits every twelve weeks while trainees are there, a visit in every month of stage 1, fees, reports."""
    terms = [term for term in world.terms if term.employer is employer and term.starts_on <= world.as_of]
    if not terms:
        return
    random, org = world.random, {"org_type": "io", "org_no": employer.io_no}
    first = min(term.starts_on for term in terms)
    told = first + random.randint(1, 20) * DAY
    row = next(row for row in world.tables["implementing_orgs"] if row["io_no"] == employer.io_no)
    row["start_notified_on"] = min(told, world.as_of)
    for year in range(fiscal_year(first), world.as_of.year):
        trained = any(t.starts_on < date(year + 1, 4, 1) and t.until >= date(year, 4, 1) for t in terms)
        if trained and date(year + 1, 5, 31) < world.as_of:
            filed = weekday(date(year + 1, 4, random.randint(3, 30)))
            world.add("notices", **org, kind="status_report", fiscal_year=year, filed_on=filed)
    if employer.so_no is None:
        return
    for day in audit_days(world, terms):
        audit(world, employer, sum(t.starts_on <= day <= t.until for t in terms), day)
    visited = {visit for term in terms if term.stage == 1 for visit in visits(world, term)}
    for day in sorted(visited):
        world.add("visits", so_no=employer.so_no, io_no=employer.io_no, visited_on=day)


def audit_days(world: World, terms: list[Term]) -> list[date]:
    """Every twelve weeks at the latest, from at most fifty days after training began, or began again."""
    random, found = world.random, []
    ends = sorted((t.starts_on, min(t.until, world.as_of)) for t in terms)
    stretches: list[tuple[date, date]] = []
    for begins, until in ends:
        if stretches and begins <= stretches[-1][1] + DAY:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], until))
        else:
            stretches.append((begins, until))
    for begins, until in stretches:
        day = begins + random.randint(5, 50) * DAY
        while day <= until:
            found.append(day)
            day += random.randint(60, 84) * DAY
    return found


def audit(world: World, employer: Employer, trainees: int, day: date) -> None:
    random = world.random
    needed = trainees if trainees < 3 else 2 if trainees < 5 else -(-trainees // 4)
    reported = day + random.randint(0, 55) * DAY
    violated = random.random() < 0.1 and day + 30 * DAY < world.as_of
    seen = {
        "so_no": employer.so_no,
        "io_no": employer.io_no,
        "trainees": trainees,
        "interviewed": random.randint(needed, trainees),
    }
    seen |= dict.fromkeys(("on_site", "manager_reported", "equipment_and_books", "lodging_seen"), True)
    seen |= {"auditor_present": True, "transfer_explained": True}
    world.add(
        "audits",
        **seen,
        audited_on=day,
        kind="regular",
        reported_on=reported if reported <= world.as_of else None,
        labour_violation=violated,
        corrected_on=day if violated else None,
        authority_reported_on=day + random.randint(0, 14) * DAY if violated else None,
    )
    if violated:
        again = day + random.randint(1, 14) * DAY
        reported = again + 20 * DAY
        world.add(
            "audits",
            **seen,
            audited_on=again,
            kind="temporary",
            reported_on=reported if reported <= world.as_of else None,
            labour_violation=False,
        )
    cost = 30000 * trainees
    payer = {"so_no": employer.so_no, "payer": "io", "payer_no": employer.io_no}
    world.add("fees", **payer, kind="guidance", amount=cost - random.choice((0, 500)), cost=cost, charged_on=day)


def visits(world: World, term: Term) -> list[date]:
    """A day in every month of practice, up to the last that has ended."""
    last = min(term.until, world.as_of)
    if term.works_on > last:
        return []
    return [
        world.random.choice(days(max(month, term.works_on), min(month_end(month), last)))
        for month in months(term.works_on, last)
    ]
