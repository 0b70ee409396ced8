"""One breach of one duty in a lawful world: duties of supervising organisations."""

from breaking import breaks, change, one, remove, subject
from world_parts import DAY, Row, World, days, month_end, months, on


@breaks("audit-every-three-months")
def _(world: World) -> Row | None:
    term = long_term(world, 330)
    if term is None:
        return None
    from_on, until = term["from"] + 100 * DAY, term["from"] + 320 * DAY
    remove(world, "audits", lambda row: row["io_no"] == term["io_no"] and from_on <= row["audited_on"] <= until)
    return {"io_no": term["io_no"]}


def long_term(world: World, least: int) -> Row | None:
    """A supervised trainee so many days in training by now, whose employer was audited before and after."""
    terms = [
        {"io_no": t.employer.io_no, "from": t.starts_on}
        for t in world.terms
        if t.employer.so_no and (min(t.until, world.as_of) - t.starts_on).days > least
    ]
    return world.random.choice(terms) if terms else None


@breaks("audit-interviews")
def _(world: World) -> Row | None:
    return change(world, "audits", lambda row: row["trainees"] > 1, "io_no", "audited_on", interviewed=0)


@breaks("audit-complete")
def _(world: World) -> Row | None:
    return change(world, "audits", lambda _: True, "io_no", "audited_on", lodging_seen=False)


@breaks("monthly-visit")
def _(world: World) -> Row | None:
    terms = [
        t
        for t in world.terms
        if t.stage == 1 and t.employer.so_no and (min(t.until, world.as_of) - t.works_on).days > 100
    ]
    if not terms:
        return None
    term = world.random.choice(terms)
    month = list(months(term.works_on, min(term.until, world.as_of)))[1]
    gone = days(month, month_end(month))
    io_no = term.employer.io_no
    remove(world, "visits", lambda row: row["io_no"] == io_no and row["visited_on"] in gone)
    remove(world, "audits", lambda row: row["io_no"] == io_no and row["audited_on"] in gone)
    return {"io_no": io_no, "month_from": month}


@breaks("external-check")
def _(world: World) -> Row | None:
    org = one(world, "supervising_orgs", lambda row: row["renewal_no"] == 0)
    if org:
        until = org["licence_from"] + 600 * DAY
        remove(
            world,
            "external_checks",
            lambda row: row["so_no"] == org["so_no"] and org["licence_from"] + 200 * DAY < row["checked_on"] < until,
        )
    return subject(org, "so_no")


def running(world: World) -> Row | None:
    return one(world, "supervising_orgs", lambda row: row["licence_from"] <= world.as_of <= row["licence_until"])


@breaks("supervisor-course")
def _(world: World) -> Row | None:
    org = running(world)
    if org:
        org["supervisor_course_on"] = on(world.as_of, years=-3) - DAY
    return subject(org, "so_no")


@breaks("external-course")
def _(world: World) -> Row | None:
    org = running(world)
    if org:
        org["external_course_on"] = on(world.as_of, years=-3) - DAY
    return subject(org, "so_no")


@breaks("licence-renewal-lead")
def _(world: World) -> Row | None:
    org = one(world, "supervising_orgs", lambda row: row["licence_until"] <= world.as_of)
    if org:
        late = org["licence_until"] - 40 * DAY
        org["renewal_applied_on"] = late
        for row in world.tables["supervising_orgs"]:
            if row["so_no"] == org["so_no"] and row["renewal_no"] == org["renewal_no"] + 1:
                row["licence_applied_on"] = late
    return subject(org, "so_no")


@breaks("supervision-fee-kind")
def _(world: World) -> Row | None:
    return change(world, "fees", lambda _: True, "so_no", kind="unlisted")


@breaks("supervision-fee-cost")
def _(world: World) -> Row | None:
    fee = one(world, "fees")
    if fee:
        fee["amount"] = fee["cost"] + 1
    return subject(fee, "so_no")


@breaks("labour-violation-reported")
def _(world: World) -> Row | None:
    return change(
        world,
        "audits",
        lambda row: row["audited_on"] + 15 * DAY < world.as_of,
        "io_no",
        "audited_on",
        labour_violation=True,
        corrected_on=None,
        authority_reported_on=None,
    )


@breaks("annual-report")
def _(world: World) -> Row | None:
    last: dict[tuple[str, str], list[Row]] = {}
    for row in world.tables["notices"]:
        if row["kind"] in {"status_report", "business_report"}:
            last.setdefault((row["org_no"], row["kind"]), []).append(row)
    later = [rows[-1] for rows in last.values() if len(rows) > 1]
    if not later:
        return None
    gone = world.random.choice(later)
    remove(world, "notices", lambda row: row is gone)
    return {"org_no": gone["org_no"]}


@breaks("audit-report")
def _(world: World) -> Row | None:
    audit = one(world, "audits", lambda row: row["audited_on"] + 100 * DAY < world.as_of)
    if audit:
        audit["reported_on"] = audit["audited_on"] + 95 * DAY
    return subject(audit, "io_no", "audited_on")
