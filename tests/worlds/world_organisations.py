"""Organisations of a random lawful world: licences, employers, agreements, officers, old penalties."""

from datetime import date

from world_parts import DAY, PREFECTURES, Employer, Shape, World, corporate_number, days, highest_wage, on, weekday

CARE_LIMITS = ((10, 1), (20, 2), (30, 3), (40, 4), (50, 5), (100, 6), (200, 10), (300, 15))
LIMITS = ((30, 3), (40, 4), (50, 5), (100, 6), (200, 10), (300, 15))
"""Full-time staff up to so many, trainees of stage 1 (Ord 16(1)(ii); care: notice 320 of 2017)."""


def limit(employer: Employer) -> int:
    """The smallest number of trainees any stage allows; excellence is not made use of."""
    if employer.so_no is None:
        return employer.staff // 20
    table = CARE_LIMITS if employer.sector == "care" else LIMITS
    base = next((trainees for staff, trainees in table if employer.staff <= staff), employer.staff // 20)
    return min(base, employer.staff)


def supervising_org(world: World, *, general: bool) -> str:
    """A licence that has covered every plan, renewed in time where its first term has ended."""
    so_no, random = world.number("許"), world.random
    first = world.ago(1000, 1900)
    until = on(first, years=5 if general else 3) - DAY
    terms = [(first, until)]
    while terms[-1][1] < world.as_of:
        begun = terms[-1][1] + DAY
        terms.append((begun, on(begun, years=7 if general else 5) - DAY))
    officer = random.random() < 0.5
    same = {
        "so_no": so_no,
        "name": f"架空{world.mark}{world.next()}協同組合",
        "corporate_no": corporate_number(999900000000 + world.next() + 1000 * ord(world.mark)),
        "address": f"架空県{world.mark}市{world.next()}",
        "licence_kind": "general" if general else "specified",
        "excellent": general,
        "staff": random.randint(3, 30),
        "supervisor_course_on": world.ago(1, 1000),
        "external_check": "external_officer" if officer else "external_auditor",
        "external_course_on": world.ago(1, 1000),
    }
    applied = first - random.randint(100, 200) * DAY
    for n, (begins, ends) in enumerate(terms):
        renewal = ends - random.randint(93, 200) * DAY
        world.add(
            "supervising_orgs",
            **same,
            licence_applied_on=applied,
            licence_from=begins,
            licence_until=ends,
            renewal_no=n,
            renewal_applied_on=renewal if renewal <= world.as_of else None,
        )
        applied = renewal
    day = first + random.randint(10, 60) * DAY
    while day <= world.as_of:
        world.add("external_checks", so_no=so_no, checked_on=weekday(day))
        day += random.randint(70, 84) * DAY
    for year in range(first.year if first.month > 3 else first.year - 1, world.as_of.year):
        if date(year + 1, 5, 31) < world.as_of:
            filed = weekday(date(year + 1, 4, random.randint(3, 30)))
            world.add("notices", org_type="so", org_no=so_no, kind="business_report", fiscal_year=year, filed_on=filed)
    world.add("officers", org_type="so", org_no=so_no, **officer_facts(world))
    inspected(world, "so", so_no, world.ago(5, 300))
    if random.random() < 0.3:
        ordered = world.ago(400, 900)
        world.add(
            "dispositions",
            org_type="so",
            org_no=so_no,
            name=same["name"],
            corporate_no=same["corporate_no"],
            kind="so_suspension",
            decided_on=on(ordered, years=-6),
            from_on=on(ordered, years=-6) + 7 * DAY,
            until_on=on(ordered, years=-6) + 60 * DAY,
        )
    return so_no


def officer_facts(world: World) -> dict[str, object]:
    return {
        "name": f"架空 {world.mark}{world.next()}郎",
        "birth_date": date(1950 + world.random.randint(0, 40), world.random.randint(1, 12), 3),
        "role": "代表",
        "from_on": date(2015, 4, 1),
    }


def inspected(world: World, org_type: str, org_no: str, day: date) -> None:
    outcome = world.random.choice(("none", "guidance", "recommendation"))
    due = day + 30 * DAY
    answered = day + world.random.randint(1, 30) * DAY
    world.add(
        "inspections",
        org_type=org_type,
        org_no=org_no,
        inspected_on=day,
        outcome=outcome,
        due_on=None if outcome == "none" else due,
        reported_on=answered if outcome != "none" and answered <= world.as_of else None,
    )


def employer(world: World, shape: Shape, so_no: str | None, *, general: bool) -> Employer:
    random = world.random
    prefecture = random.choice(PREFECTURES)
    made = Employer(
        io_no=f"受{world.mark}-{world.next():04}",
        so_no=so_no,
        sector="general" if so_no is None else shape.sector,
        excellent=shape.excellent and general and so_no is not None,
        staff=max(shape.staff, 60) if so_no is None else shape.staff,
        prefecture=prefecture,
        workplace=f"架空{world.mark}{world.next()}工場",
        pay_basis="monthly" if shape.sector == "construction" else shape.pay_basis,
        monthly_minutes=random.choice((9600, 10260, 10400)),
        hourly=highest_wage(prefecture) + random.choice((0, 1, 50, 300)),
        allowances=random.choice((0, 0, 3000)) if shape.pay_basis == "monthly" else 0,
        special_clause=random.random() < 0.5,
        variable_hours=random.random() < 0.2,
    )
    care = made.sector == "care"
    counted = {
        "regular_staff": made.staff,
        "care_staff": made.staff if care else None,
        "excellent": made.excellent,
    }
    name, corporate = (
        f"架空{world.mark}{world.next()}興業株式会社",
        corporate_number(999900500000 + world.next() + 1000 * ord(world.mark)),
    )
    world.add(
        "implementing_orgs",
        io_no=made.io_no,
        name=name,
        corporate_no=corporate,
        address=f"{prefecture}架空市{world.mark}{world.next()}",
        prefecture=prefecture,
        so_no=so_no,
        industry="架空業",
        sector=made.sector,
        **counted,
        stable_enterprise=None if so_no else False,
        week_starts_on=random.choice(("sun", "mon")),
        four_week_rest=False,
        construction_licence_no=f"架空許可{world.next()}" if made.sector == "construction" else None,
        ccus_no=str(99990000000000 + world.next()) if made.sector == "construction" else None,
    )
    for year in range(2022, world.as_of.year + 1):
        world.add("staff_counts", io_no=made.io_no, workplace=made.workplace, counted_on=date(year, 4, 1), **counted)
        signed = weekday(date(year, 3, random.randint(5, 30)))
        world.add(
            "agreements",
            io_no=made.io_no,
            workplace=made.workplace,
            kind="overtime",
            signed_on=signed,
            filed_on=signed,
            from_on=date(year, 4, 1),
            until_on=date(year + 1, 3, 31),
            special_clause=made.special_clause,
            variable_hours=made.variable_hours,
        )
    world.add(
        "agreements",
        io_no=made.io_no,
        workplace=made.workplace,
        kind="deduction",
        signed_on=date(2022, 3, 18),
        from_on=date(2022, 4, 1),
        until_on=date(2032, 3, 31),
        special_clause=False,
        variable_hours=False,
    )
    world.add("officers", org_type="io", org_no=made.io_no, **officer_facts(world))
    inspected(world, "io", made.io_no, world.ago(5, 900))
    old_penalty(world, made.io_no, name, corporate)
    return made


def old_penalty(world: World, io_no: str, name: str, corporate_no: str) -> None:
    """What lies longer back than any bar of five years lasts."""
    kind = world.random.choice(("fine", "improper_act", "io_improvement", "none"))
    decided = world.ago(3400, 4200)
    who = {"org_type": "io", "org_no": io_no, "name": name, "corporate_no": corporate_no, "decided_on": decided}
    if kind == "fine":
        world.add("dispositions", kind=kind, **who, listed=True, execution_ended_on=decided + 30 * DAY)
    elif kind == "improper_act":
        world.add("dispositions", kind=kind, **who, act_on=decided - 60 * DAY)
    elif kind == "io_improvement":
        due = decided + 90 * DAY
        world.add("dispositions", kind=kind, **who, due_on=due, corrected_on=world.random.choice(days(decided, due)))


def strangers(world: World) -> None:
    """Published dispositions of organisations that are in no other book."""
    for kind, org_type in (("io_revocation", "io"), ("so_revocation", "so")):
        decided = world.ago(100, 1500)
        world.add(
            "dispositions",
            org_type=org_type,
            name=f"架空{world.mark}{world.next()}無関係会社",
            corporate_no=corporate_number(999900900000 + world.next() + 1000 * ord(world.mark)),
            address=f"架空県無関係市{world.next()}",
            kind=kind,
            decided_on=decided,
            plan_no=world.number("認") if org_type == "io" else None,
            legal_items="第16条第1項第1号" if org_type == "io" else "第37条第1項第4号",
        )
