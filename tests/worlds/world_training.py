"""Trainees of a random lawful world: plans, lectures, what ended them early, where they live."""

from datetime import date, timedelta

from world_fates import cut_short
from world_parts import DAY, NEVER, Employer, Row, Term, World, on, weekday

TOTAL_HOURS = (1700, 1920, 2080)
SUBJECTS = ("japanese", "life", "legal", "skills")


def trainee(world: World, employer: Employer, entered: date, *, third: bool, fate: str) -> None:
    """One trainee with every plan begun or applied for by the day of judgement."""
    random, number = world.random, f"{world.mark}-{world.next():03}"
    applied = entered - random.randint(90, 150) * DAY
    if applied > world.as_of:
        return
    country = random.choice(("ベトナム", "中国"))
    sender = sending_org(world, country) if employer.so_no else None
    person = world.add(
        "trainees",
        trainee_no=number,
        name=f"KAKUU {number}",
        nationality=country,
        birth_date=on(entered, years=-18) if random.random() < 0.2 else entered - random.randint(7000, 13000) * DAY,
        entered_on=entered,
        sending_org_no=sender,
        japanese_level=("N3" if third else "N4") if employer.sector == "care" else None,
        japanese_passed_on=applied - 40 * DAY if employer.sector == "care" else None,
    )
    if third:
        term = stage_three(world, employer, person, entered, applied)
    else:
        term = stage_one(world, employer, person, entered, applied)
        second = stage_two(world, employer, person, term, fate)
        term = second or term
    home(world, employer, person, entered, term)
    if fate != "none" and not third:
        cut_short(world, person, term, fate)


def sending_org(world: World, country: str) -> str:
    letters, row = {"ベトナム": "VNM", "中国": "CHN"}[country], world.tables["sending_orgs"]
    known = next((org["sending_org_no"] for org in row if org["country"] == country), None)
    if known:
        return str(known)
    number = f"{letters}{99 - ord(world.mark) % 50:02}{world.next():04}"
    # Stopped once, long ago, and released.
    stopped = date(2021, 8, 18) if world.random.random() < 0.5 else None
    world.add(
        "sending_orgs",
        sending_org_no=number,
        name=f"架空送出{world.next()}",
        country=country,
        recognised_on=date(2018, 8, 1) if letters == "VNM" else None,
        suspended_from=stopped,
        released_on=stopped and date(2022, 6, 30),
    )
    return number


def plan(world: World, employer: Employer, person: Row, stage: int, starts: date, applied: date) -> Row:
    random = world.random
    hourly = employer.hourly + 40 * stage
    minutes = {"monthly": employer.monthly_minutes, "daily": 480, "hourly": 60}[employer.pay_basis]
    pay = -(-hourly * minutes // 60)
    accredited = starts - random.randint(5, 60) * DAY
    total = random.choice(TOTAL_HOURS) * (1 if stage == 1 else 2)
    return world.add(
        "plans",
        plan_no=world.number("認"),
        trainee_no=person["trainee_no"],
        io_no=employer.io_no,
        so_no=employer.so_no,
        sending_org_no=person["sending_org_no"],
        kind="supervised" if employer.so_no else "enterprise",
        stage=str(stage),
        job_code="6-6-1",
        job_name="架空作業",
        transferable_job=True,
        workplace=employer.workplace,
        prefecture=employer.prefecture,
        applied_on=applied,
        accredited_on=accredited if accredited <= world.as_of else None,
        starts_on=starts,
        ends_on=on(starts, years=1 if stage == 1 else 2) - DAY,
        pay_basis=employer.pay_basis,
        base_pay=pay,
        counted_allowances=employer.allowances,
        monthly_hours=timedelta(minutes=employer.monthly_minutes),
        daily_hours="8:00",
        comparator_basis="same_worker",
        comparator_pay_basis=employer.pay_basis,
        comparator_pay=pay + employer.allowances - random.choice((0, 0, 500)),
        comparator_monthly_hours=timedelta(minutes=employer.monthly_minutes),
        comparator_daily_hours="8:00",
        total_hours=total,
        **tasks(world, total),
        manager_course_on=applied - random.randint(1, 1000) * DAY,
        instructor_years=random.randint(5, 30),
        bedroom_m2=random.choice((4.5, 5, 7.2)),
        deposit=False,
        penalty_clause=False,
        passport_kept=False,
        savings_contract=False,
        sending_fee=random.choice((0, 150000)) if employer.so_no else 0,
        sending_fee_agreed=True,
        not_started=False,
    )


def tasks(world: World, total: int) -> Row:
    """Hours of the three classes within their shares, a tenth of each for safety; the work fills at least `total`'s half."""
    essential = total // 2
    related = world.random.randint(0, essential // 2)
    peripheral = world.random.randint(0, min(essential // 2, related))
    row: Row = {}
    for name, count in (("essential", essential), ("related", related), ("peripheral", peripheral)):
        row |= {f"{name}_hours": count, f"{name}_safety_hours": -(-count // 10)}
    return row


def stage_one(world: World, employer: Employer, person: Row, entered: date, applied: date) -> Term:
    random = world.random
    row = plan(world, employer, person, 1, entered, applied)
    needed = -(-row["total_hours"] // 6)
    if random.random() < 0.5:
        first = entered - random.randint(45, 150) * DAY
        until = on(first + DAY, months=1) - DAY + random.randint(0, 10) * DAY
        row |= {"pre_entry_from": first, "pre_entry_until": until, "pre_entry_hours": random.choice((160, 176))}
        needed = -(-row["total_hours"] // 12)
    # Enough for a plan continued at another employer too.
    needed += 60
    day, begun = entered + random.randint(0, 5) * DAY, 0
    held: list[date] = []
    while needed > 0:
        day = weekday(day) if day.weekday() < 5 else day + (7 - day.weekday()) * DAY
        if day > world.as_of:
            break
        subject = SUBJECTS[(begun + (2 if employer.so_no is None else 0)) % 4]
        lecturer = "external" if subject == "legal" else "so" if employer.so_no else "io"
        length = random.choice((6, 8, 8))
        world.add(
            "lectures",
            trainee_no=person["trainee_no"],
            held_on=day,
            subject=subject,
            hours=length,
            lecturer=lecturer,
        )
        held.append(day)
        needed, begun, day = needed - length, begun + 1, day + DAY
    row["lecture_hours"] = -(-row["total_hours"] // 6) + 60
    works = max(held) + DAY if held and needed <= 0 else NEVER
    return remember(world, employer, person, row, works)


def remember(world: World, employer: Employer, person: Row, row: Row, works: date) -> Term:
    term = Term(employer, person["trainee_no"], int(row["stage"]), row["starts_on"], row["ends_on"], works)
    world.terms.append(term)
    return term


def stage_two(world: World, employer: Employer, person: Row, first: Term, fate: str) -> Term | None:
    """The next stage, where its application is due by now; the first ended the day before."""
    random = world.random
    starts = first.until + DAY
    applied = starts - random.randint(90, 120) * DAY
    if applied > world.as_of or (fate != "none" and random.random() < 0.5 and first.works_on + 60 * DAY < world.as_of):
        return None
    row = plan(world, employer, person, 2, starts, applied)
    row |= {
        "previous_test": random.choice(("basic", "grade3")),
        "previous_test_passed_on": applied - random.randint(1, 30) * DAY,
        "stage2_permitted_on": starts - 5 * DAY if starts - 5 * DAY <= world.as_of else None,
        "japanese_study_plan": True if employer.sector == "care" else None,
    }
    return remember(world, employer, person, row, starts)


def stage_three(world: World, employer: Employer, person: Row, starts: date, applied: date) -> Term:
    """A trainee from elsewhere; the leave lies within the first year, or is still to come."""
    random = world.random
    row = plan(world, employer, person, 3, starts, applied)
    row |= {"previous_test": "grade3", "previous_test_passed_on": applied - random.randint(10, 200) * DAY}
    term = remember(world, employer, person, row, starts)
    room = (world.as_of - starts).days - 70
    if room > 20:
        leave = starts + random.randint(10, min(room, 360)) * DAY
        back = on(leave, months=1) + random.randint(0, 25) * DAY
        row |= {"leave_from": leave, "leave_until": back}
        term.leave = (leave, back)
    return term


def home(world: World, employer: Employer, person: Row, entered: date, term: Term) -> None:
    if entered <= world.as_of:
        world.add(
            "housing",
            io_no=employer.io_no,
            trainee_no=person["trainee_no"],
            address=f"架空県{world.mark}市{world.next()}",
            from_on=entered,
            tenure=world.random.choice(("rented", "owned")),
            occupants=2,
            monthly_rent=world.random.choice((40000, 52000)),
            bedroom_m2=9.5,
        )
