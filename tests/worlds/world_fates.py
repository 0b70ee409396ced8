"""What befalls some trainees of a random lawful world before their plan ends, and the shifts they work then and before."""

from datetime import date

from world_parts import DAY, NEVER, Row, Term, World, days, on, weekdays


def cut_short(world: World, person: Row, term: Term, fate: str) -> None:
    """A plan that ends early: reported in time, and looked after."""
    random = world.random
    least, most = term.works_on + 20 * DAY if term.works_on < NEVER else NEVER, min(term.until, world.as_of) - DAY
    if least > most:
        return
    ended = random.choice(days(least, most))
    row = next(
        p for p in world.tables["plans"] if p["trainee_no"] == person["trainee_no"] and p["starts_on"] == term.starts_on
    )
    row["ended_on"] = term.until = ended
    for house in world.tables["housing"]:
        if house["trainee_no"] == person["trainee_no"]:
            house["until_on"] = ended
    reported = ended + random.randint(0, 14) * DAY
    told = reported if reported <= world.as_of else None
    if fate == "disappeared":
        world.add(
            "disappearances",
            trainee_no=person["trainee_no"],
            io_no=term.employer.io_no,
            so_no=term.employer.so_no,
            disappeared_on=ended,
            attributable_to="none",
            difficulty_reported_on=told,
        )
        return
    leaves = fate == "home"
    departs = max(ended, reported) + random.randint(1, 20) * DAY
    if leaves:
        person["departed_on"] = departs if departs <= world.as_of else None
    asked = ended + random.randint(0, 3) * DAY
    answered, looked = asked + random.randint(0, 14) * DAY, asked + random.randint(0, 10) * DAY
    world.add(
        "employer_changes",
        change_no=f"変{world.mark}-{world.next():03}",
        trainee_no=person["trainee_no"],
        from_io_no=term.employer.io_no,
        reason="other_unavoidable" if leaves else random.choice(("dismissed", "agreed_end")),
        sole_trainee_fault=False,
        requested_on=None if leaves or asked > world.as_of else asked,
        responded_on=None if leaves or answered > world.as_of else answered,
        cause_on=ended,
        difficulty_reported_on=told,
        returns_home=leaves,
        departs_on=departs if leaves else None,
        wishes_to_continue=not leaves,
        coordinated_on=None if leaves or looked > world.as_of else looked,
    )
    if not leaves:
        side_work(world, person, ended)


def side_work(world: World, person: Row, ended: date) -> None:
    """28 hours a week and no more, while the new employer is looked for."""
    random = world.random
    first = ended + random.randint(5, 20) * DAY
    until = on(first, months=4) - DAY
    if first > world.as_of:
        return
    measure = random.choice(("outside_28h", "outside_28h", "designated_28h"))
    world.add(
        "permits",
        trainee_no=person["trainee_no"],
        measure=measure,
        valid_from=first,
        valid_until=until,
        new_io_decided=False,
    )
    chosen = random.choice(((0, 1, 3, 4), (1, 5), (0, 2, 4)))
    for day in days(first, min(until, world.as_of - DAY)):
        if day.weekday() in chosen:
            world.add(
                "shifts",
                trainee_no=person["trainee_no"],
                worked_on=day,
                employer=f"架空{world.mark}商店",
                starts_at="9:00" if len(chosen) != 2 else "20:00",
                ends_at="17:00" if len(chosen) != 2 else "1:00",
                break_minutes=60 if len(chosen) != 2 else 0,
                hours="7:00" if len(chosen) != 2 else "5:00",
                rest_day=False,
                excluded_business=False,
            )


def training_shifts(world: World, term: Term, first: date, last: date) -> None:
    """Eight or six hours on five days a week, with the break in one piece, between two shifts, or not needed."""
    random = world.random
    pattern = random.choice(
        ((("8:30", "17:30", 60),), (("9:00", "15:00", 0),), (("8:00", "12:00", 0), ("13:00", "17:00", 0)))
    )
    for day in weekdays(first, last):
        if not term.at_work(day):
            continue
        for begins, ends, rest in pattern:
            start, end = (int(text.split(":")[0]) * 60 + int(text.split(":")[1]) for text in (begins, ends))
            length = end - start - rest
            world.add(
                "shifts",
                trainee_no=term.trainee_no,
                io_no=term.employer.io_no,
                worked_on=day,
                employer="架空",
                starts_at=begins,
                ends_at=ends,
                break_minutes=rest,
                hours=f"{length // 60}:{length % 60:02}",
                task=random.choice(("essential", "related")),
                safety_hours="1:00",
                rest_day=False,
                excluded_business=False,
            )
