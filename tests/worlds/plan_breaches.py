"""One breach of one duty in a lawful world: duties of plans, and of the number of trainees."""

from collections.abc import Callable
from datetime import date
from typing import Any

from breaking import breaks, change, one, plan_where, subject
from world_parts import DAY, Row, World, on


def plan_with(rule: str, meant: Callable[[Row], Any] = lambda _: True, **cells: Any) -> None:
    """A breach that lies in some cells of one plan."""

    @breaks(rule)
    def _(world: World) -> Row | None:
        return change(world, "plans", meant, "plan_no", **cells)


plan_with("passport-kept", passport_kept=True)
plan_with("penalty-contract", deposit=True)
plan_with("savings-contract", savings_contract=True, savings_held_by="so")
plan_with("instructor-experience", instructor_years=4)
plan_with("essential-tasks", essential_hours=700, related_hours=500, peripheral_hours=201)
plan_with("related-tasks", essential_hours=700, related_hours=701, peripheral_hours=0)
plan_with("peripheral-tasks", essential_hours=1000, related_hours=0, peripheral_hours=501)
plan_with("safety-tasks", essential_hours=1000, essential_safety_hours=99)
plan_with(
    "sending-fee-agreed",
    lambda plan: plan["so_no"] and plan["applied_on"] > date(2023, 6, 1),
    sending_fee=1,
    sending_fee_agreed=False,
)


@breaks("pay-parity")
def _(world: World) -> Row | None:
    plan = one(world, "plans")
    if plan:
        plan["comparator_pay"] = plan["base_pay"] + plan["counted_allowances"] + 1
    return subject(plan, "plan_no")


@breaks("minimum-wage-plan")
def _(world: World) -> Row | None:
    plan = one(world, "plans")
    if plan:
        low = {"monthly": 140000, "daily": 6000, "hourly": 800}[plan["pay_basis"]]
        plan |= {"base_pay": low, "counted_allowances": 0, "comparator_pay": low}
    return subject(plan, "plan_no")


@breaks("stage-length")
def _(world: World) -> Row | None:
    last = lambda plan: on(plan["starts_on"], years=1 if plan["stage"] == "1" else 2)  # noqa: E731
    return plan_where(world, "ends_on", last, lambda plan: plan["stage"] != "3")


@breaks("manager-course")
def _(world: World) -> Row | None:
    return plan_where(world, "manager_course_on", lambda plan: on(plan["applied_on"], years=-3) - DAY)


@breaks("stage-order")
def _(world: World) -> Row | None:
    after = lambda plan: plan["accredited_on"] + DAY  # noqa: E731
    return plan_where(
        world, "previous_test_passed_on", after, lambda plan: plan["stage"] == "2" and plan["accredited_on"]
    )


@breaks("trainee-age")
def _(world: World) -> Row | None:
    plan = one(world, "plans")
    if plan:
        person = next(row for row in world.tables["trainees"] if row["trainee_no"] == plan["trainee_no"])
        person["birth_date"] = on(plan["starts_on"], years=-18) + 2 * DAY
    return subject(plan, "plan_no")


@breaks("stage-not-repeated")
def _(world: World) -> Row | None:
    plan = one(
        world,
        "plans",
        lambda plan: plan["starts_on"] <= world.as_of and plan["accredited_on"] and not plan.get("ended_on"),
    )
    if plan:
        world.add("plans", **plan | {"plan_no": world.number("認"), "starts_on": plan["starts_on"] + 30 * DAY})
    return plan and {"trainee_no": plan["trainee_no"]}


@breaks("accredited-before-start")
def _(world: World) -> Row | None:
    lectured = {row["trainee_no"] for row in world.tables["lectures"]}
    late = lambda plan: plan["starts_on"] + 20 * DAY  # noqa: E731
    return plan_where(
        world, "accredited_on", late, lambda p: p["stage"] == "1" and p["accredited_on"] and p["trainee_no"] in lectured
    )


@breaks("home-leave")
def _(world: World) -> Row | None:
    return plan_where(
        world,
        "leave_until",
        lambda plan: plan["leave_from"] + 20 * DAY,
        lambda plan: plan.get("leave_from") and on(plan["starts_on"], years=1) < world.as_of,
    )


@breaks("lecture-hours")
def _(world: World) -> Row | None:
    worked = {
        term.trainee_no: term
        for term in world.terms
        if term.stage == 1 and term.works_on + 95 * DAY < min(world.as_of, term.until)
    }
    plan = one(world, "plans", lambda plan: plan["stage"] == "1" and plan["trainee_no"] in worked)
    if plan:
        for row in world.tables["lectures"]:
            if row["trainee_no"] == plan["trainee_no"]:
                row["hours"] = 1
    return subject(plan, "plan_no")


@breaks("lecture-subjects")
def _(world: World) -> Row | None:
    worked = {
        term.trainee_no
        for term in world.terms
        if term.stage == 1 and term.works_on + 95 * DAY < min(world.as_of, term.until)
    }
    taught = [plan for plan in world.tables["plans"] if plan["stage"] == "1" and plan["trainee_no"] in worked]
    # An organisation's record of lectures begins with the first that is in the books.
    first: dict[str, date] = {}
    for plan in taught:
        first[plan["so_no"]] = min(plan["starts_on"], first.get(plan["so_no"], plan["starts_on"]))
    meant = lambda plan: plan["so_no"] and plan in taught and plan["starts_on"] > first[plan["so_no"]]  # noqa: E731
    broken = one(world, "plans", meant)
    if broken:
        for row in world.tables["lectures"]:
            if row["trainee_no"] == broken["trainee_no"] and row["subject"] == "legal":
                row["subject"] = "life"
    return subject(broken, "plan_no")


@breaks("no-work-during-lectures")
def _(world: World) -> Row | None:
    plan = one(world, "plans", lambda plan: plan["so_no"] and plan["stage"] == "1" and plan["accredited_on"])
    held = [row["held_on"] for row in world.tables["lectures"] if plan and row["trainee_no"] == plan["trainee_no"]]
    if not plan or len(held) < 3:
        return None
    shift = {"trainee_no": plan["trainee_no"], "io_no": plan["io_no"], "starts_at": "18:00", "ends_at": "20:00"}
    world.add("shifts", **shift, worked_on=sorted(held)[1], break_minutes=0, hours="2:00")
    return subject(plan, "plan_no")


@breaks("stage-two-same-employer")
def _(world: World) -> Row | None:
    second = one(world, "plans", lambda plan: plan["stage"] == "2" and plan["accredited_on"])
    other = second and one(world, "implementing_orgs", lambda row: row["io_no"] != second["io_no"])
    if (
        not second
        or not other
        or any(row["trainee_no"] == second["trainee_no"] for row in world.tables["employer_changes"])
    ):
        return None
    second["io_no"] = other["io_no"]
    return subject(second, "plan_no")


@breaks("quota")
def _(world: World) -> Row | None:
    """More trainees of one day's start than the employer has staff."""
    starts: dict[tuple[str, str, date], int] = {}
    sectors = {row["io_no"]: row["sector"] for row in world.tables["implementing_orgs"]}
    for plan in world.tables["plans"]:
        key = (plan["io_no"], plan["stage"], plan["starts_on"])
        starts[key] = starts.get(key, 0) + 1
    broken = [key for key, count in starts.items() if count > 2 and sectors[key[0]] in {"general", "agriculture"}]
    if not broken:
        return None
    io_no, stage, day = world.random.choice(broken)
    for table in ("staff_counts", "implementing_orgs"):
        for row in world.tables[table]:
            if row["io_no"] == io_no:
                row |= {"regular_staff": 1, "excellent": False}
    return {"io_no": io_no, "stage": stage, "starts_on": day}


plan_with("lodging-area", bedroom_m2=4.4)


@breaks("construction-monthly-pay")
def _(world: World) -> Row | None:
    builders = {row["io_no"] for row in world.tables["implementing_orgs"] if row["sector"] == "construction"}
    return change(world, "plans", lambda plan: plan["io_no"] in builders, "plan_no", pay_basis="hourly")


@breaks("construction-registration")
def _(world: World) -> Row | None:
    plans = {plan["io_no"] for plan in world.tables["plans"]}
    builds = lambda row: row["sector"] == "construction" and row["io_no"] in plans  # noqa: E731
    return change(world, "implementing_orgs", builds, "io_no", ccus_no="なし")


@breaks("care-language")
def _(world: World) -> Row | None:
    cares = lambda row: row["japanese_level"]  # noqa: E731
    return change(world, "trainees", cares, "trainee_no", japanese_level="N5")
