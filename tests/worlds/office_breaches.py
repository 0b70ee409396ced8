"""One breach of one duty in a lawful world: changes of employer, dispositions, and the end of the law."""

from datetime import date

from breaking import blank, breaks, change, one, remove, subject
from world_parts import DAY, Row, World, on

NOTICE_OF_CHANGES = date(2024, 11, 1)
"""From this day on the handling of changes is as it is judged."""


@breaks("transition-weekly-hours")
def _(world: World) -> Row | None:
    permits = [p for p in world.tables["permits"] if p["measure"] == "outside_28h"]
    shift = one(
        world,
        "shifts",
        lambda row: any(
            p["trainee_no"] == row["trainee_no"] and p["valid_from"] <= row["worked_on"] <= p["valid_until"]
            for p in permits
        ),
    )
    if not shift or shift["worked_on"] < NOTICE_OF_CHANGES:
        return None
    shift |= {"starts_at": "0:00", "ends_at": "23:59", "break_minutes": 0, "hours": "23:59"}
    first, last = shift["worked_on"], shift["worked_on"] + DAY
    permit = next(p for p in permits if p["trainee_no"] == shift["trainee_no"])
    if last > permit["valid_until"]:
        return None
    world.add("shifts", **shift | {"worked_on": last})
    return {"trainee_no": shift["trainee_no"]} if first else None


@breaks("transition-excluded-business")
def _(world: World) -> Row | None:
    who = {p["trainee_no"] for p in world.tables["permits"] if p["measure"] == "outside_28h"}
    return change(
        world,
        "shifts",
        lambda row: row["trainee_no"] in who and not row.get("io_no"),
        "trainee_no",
        excluded_business=True,
    )


@breaks("difficulty-report")
def _(world: World) -> Row | None:
    long_ago = world.as_of - 15 * DAY
    return blank(
        world, "employer_changes", "difficulty_reported_on", lambda row: row["cause_on"] < long_ago, "trainee_no"
    )


@breaks("transfer-coordination")
def _(world: World) -> Row | None:
    long_ago = world.as_of - 15 * DAY
    owed = lambda row: row["wishes_to_continue"] and row["cause_on"] < long_ago  # noqa: E731
    return blank(world, "employer_changes", "coordinated_on", owed, "change_no")


def accredited(plan: Row) -> bool:
    return bool(plan["accredited_on"])


def corporate_number_of(world: World, io_no: str) -> str:
    return str(next(row["corporate_no"] for row in world.tables["implementing_orgs"] if row["io_no"] == io_no))


def disposed(world: World, kind: str, decided: date, plan: Row | None, **more: object) -> Row | None:
    """A disposition against the employer of a plan; the finding names the plan."""
    if plan:
        who = {"org_type": "io", "org_no": plan["io_no"], "corporate_no": corporate_number_of(world, plan["io_no"])}
        world.add("dispositions", kind=kind, decided_on=decided, **who, **more)
    return subject(plan, "plan_no")


@breaks("revocation-history")
def _(world: World) -> Row | None:
    plan = one(world, "plans", accredited)
    return plan and disposed(
        world, "io_revocation", on(plan["applied_on"], years=-5) + 200 * DAY, plan, legal_items="第16条第1項第1号"
    )


@breaks("improper-act-history")
def _(world: World) -> Row | None:
    plan = one(world, "plans", accredited)
    return plan and disposed(
        world, "improper_act", plan["applied_on"] - 400 * DAY, plan, act_on=plan["applied_on"] - 800 * DAY
    )


@breaks("penal-history")
def _(world: World) -> Row | None:
    plan = one(world, "plans", accredited)
    if plan is None:
        return None
    ended = plan["applied_on"] - 900 * DAY
    return disposed(world, "fine", ended - 30 * DAY, plan, listed=True, execution_ended_on=ended)


@breaks("revoked-officer")
def _(world: World) -> Row | None:
    """A revoked corporation, in no other book, whose representative is an officer of the employer."""
    plan = one(world, "plans", accredited)
    if plan:
        officer = next(row for row in world.tables["officers"] if row["org_no"] == plan["io_no"])
        who = {
            "org_type": "io",
            "name": "架空取消興業株式会社",
            "person": officer["name"],
            "birth_date": officer["birth_date"],
        }
        revoked = plan["applied_on"] - 700 * DAY
        world.add("dispositions", **who, kind="io_revocation", decided_on=revoked, legal_items="第16条第1項第1号")
    return subject(plan, "plan_no")


@breaks("revocation-history-so")
def _(world: World) -> Row | None:
    org = one(world, "supervising_orgs", lambda row: row["renewal_no"] == 0)
    if org:
        who = {"org_type": "so", "org_no": org["so_no"], "corporate_no": org["corporate_no"]}
        world.add("dispositions", **who, kind="so_revocation", decided_on=org["licence_applied_on"] - 900 * DAY)
    return subject(org, "so_no")


@breaks("no-plan-while-suspended")
def _(world: World) -> Row | None:
    plan = one(world, "plans", lambda plan: plan["so_no"])
    if plan:
        stopped = {"from_on": plan["applied_on"] - 10 * DAY, "until_on": plan["applied_on"] + 10 * DAY}
        corporate = next(
            row["corporate_no"] for row in world.tables["supervising_orgs"] if row["so_no"] == plan["so_no"]
        )
        who = {"org_type": "so", "org_no": plan["so_no"], "corporate_no": corporate, "kind": "so_suspension"}
        world.add("dispositions", **who, **stopped, decided_on=stopped["from_on"] - 7 * DAY)
    return subject(plan, "plan_no")


@breaks("improvement-order-met")
def _(world: World) -> Row | None:
    org = one(world, "implementing_orgs")
    if org:
        who = {"org_type": "io", "org_no": org["io_no"], "corporate_no": org["corporate_no"], "kind": "io_improvement"}
        day = world.as_of - 90 * DAY
        world.add(
            "dispositions",
            **who | {"org_no": "受X-1", "corporate_no": None},
            decided_on=day,
            due_on=day,
            corrected_on=day,
        )
        world.add("dispositions", **who, decided_on=day, due_on=world.as_of - 30 * DAY)
    return org and {"org_no": org["io_no"]}


@breaks("revoked-plan-stopped")
def _(world: World) -> Row | None:
    worked = {row["trainee_no"] for row in world.tables["wage_payments"]}
    plan = one(world, "plans", lambda plan: plan["trainee_no"] in worked and accredited(plan))
    paid = [
        row["period_from"] for row in world.tables["wage_payments"] if plan and row["trainee_no"] == plan["trainee_no"]
    ]
    after = [day for day in paid if plan and plan["starts_on"] + 60 * DAY < day <= plan["ends_on"]]
    return (
        disposed(world, "io_revocation", max(after) - 5 * DAY, plan, plan_no=plan["plan_no"])
        if plan and after
        else None
    )


@breaks("licence-covers-plan")
def _(world: World) -> Row | None:
    plan = one(
        world,
        "plans",
        lambda plan: plan["so_no"] and plan["starts_on"] + 60 * DAY < world.as_of and not plan.get("ended_on"),
    )
    if plan:
        for row in world.tables["supervising_orgs"]:
            if row["so_no"] == plan["so_no"]:
                row |= {
                    "licence_until": min(row["licence_until"], plan["applied_on"] - DAY),
                    "renewal_applied_on": None,
                    "not_renewing": True,
                }
                row["licence_from"] = min(row["licence_from"], row["licence_until"])
        kept = [row for row in world.tables["supervising_orgs"] if row["so_no"] == plan["so_no"]][:1]
        remove(world, "supervising_orgs", lambda row: row["so_no"] == plan["so_no"] and row not in kept)
    return subject(plan, "plan_no")


@breaks("disappearance-history")
def _(world: World) -> Row | None:
    plan = one(world, "plans")
    if plan:
        lost = {"io_no": plan["io_no"], "so_no": plan["so_no"], "disappeared_on": plan["applied_on"] - 100 * DAY}
        world.add(
            "disappearances",
            trainee_no="X-999",
            **lost,
            attributable_to="io",
            difficulty_reported_on=plan["applied_on"],
        )
    return subject(plan, "plan_no")


@breaks("stage-one-cutoff")
def _(world: World) -> Row | None:
    row = one(world, "plans", lambda plan: plan["stage"] == "1")
    if row:
        row |= {
            "applied_on": world.as_of,
            "starts_on": date(2027, 7, 1),
            "ends_on": date(2028, 6, 30),
            "accredited_on": None,
        }
        row["ended_on"] = None
    return subject(row, "plan_no")


@breaks("stage-three-cutoff")
def _(world: World) -> Row | None:
    """A stage 3 from July 2027 on, after a stage 2 permitted a day too late."""
    second = one(world, "plans", lambda plan: plan["stage"] == "2" and not plan.get("ended_on"))
    if second is None:
        return None
    second |= {"starts_on": date(2026, 4, 2), "ends_on": date(2027, 6, 30), "stage2_permitted_on": date(2026, 4, 2)}
    third = {"stage": "3", "starts_on": date(2027, 7, 1), "ends_on": date(2029, 6, 30), "accredited_on": None}
    row = second | third | {"plan_no": world.number("認"), "stage2_permitted_on": None}
    return subject(world.add("plans", **row), "plan_no")


@breaks("transfer-request-answered")
def _(world: World) -> Row | None:
    long_ago = world.as_of - 20 * DAY
    asked = lambda row: row["requested_on"] and NOTICE_OF_CHANGES <= row["requested_on"] < long_ago  # noqa: E731
    return blank(world, "employer_changes", "responded_on", asked, "change_no")


@breaks("transition-measure-length")
def _(world: World) -> Row | None:
    permit = one(world, "permits", lambda row: row["valid_from"] >= NOTICE_OF_CHANGES)
    if permit:
        permit["valid_until"] += 10 * DAY
    return subject(permit, "trainee_no", "valid_from")


@breaks("inspection-answered")
def _(world: World) -> Row | None:
    due = world.as_of - 5 * DAY
    return change(
        world,
        "inspections",
        lambda row: row["reported_on"] is None,
        "org_no",
        outcome="recommendation",
        due_on=due,
        reported_on=world.as_of - DAY,
    )
