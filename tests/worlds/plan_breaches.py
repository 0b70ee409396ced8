"""One breach of one duty in a lawful world: duties of plans, pay and hours."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from world_parts import DAY, Row, World, days, fiscal_year, month_end, on, weekdays

Breach = Callable[[World], Row | None]
"""Breaks the duty in the world's tables and says what the subject of the finding holds; None where the world offers nothing to break."""

BREACHES: dict[str, Breach] = {}
FARMING = ("agriculture", "fishery")


def breaks(rule: str) -> Callable[[Breach], Breach]:
    def remember(breach: Breach) -> Breach:
        BREACHES[rule] = breach
        return breach

    return remember


def one(world: World, table: str, meant: Callable[[Row], Any] = lambda _: True) -> Row | None:
    """Some row that is meant, if there is one."""
    rows = [row for row in world.tables[table] if meant(row)]
    return world.random.choice(rows) if rows else None


def subject(row: Row | None, *names: str) -> Row | None:
    return row and {name: row[name] for name in names}


def change(world: World, table: str, meant: Callable[[Row], Any], *names: str, **cells: Any) -> Row | None:
    """Set cells of one row that is meant, and name it."""
    row = one(world, table, meant)
    if row is None:
        return None
    row.update(cells)
    return subject(row, *names)


def remove(world: World, table: str, meant: Callable[[Row], Any]) -> None:
    world.tables[table] = [row for row in world.tables[table] if not meant(row)]


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
    "sending-fee-agreed", lambda plan: plan["so_no"] and plan["applied_on"] > date(2023, 6, 1), sending_fee=1, sending_fee_agreed=False
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
    return change_day(world, "ends_on", last, lambda plan: plan["stage"] != "3")


def change_day(world: World, column: str, day: Callable[[Row], date], meant: Callable[[Row], Any] = lambda _: True) -> Row | None:
    plan = one(world, "plans", meant)
    if plan:
        plan[column] = day(plan)
    return subject(plan, "plan_no")


@breaks("manager-course")
def _(world: World) -> Row | None:
    return change_day(world, "manager_course_on", lambda plan: on(plan["applied_on"], years=-3) - DAY)


@breaks("stage-order")
def _(world: World) -> Row | None:
    after = lambda plan: plan["accredited_on"] + DAY  # noqa: E731
    return change_day(world, "previous_test_passed_on", after, lambda plan: plan["stage"] == "2" and plan["accredited_on"])


@breaks("trainee-age")
def _(world: World) -> Row | None:
    plan = one(world, "plans")
    if plan:
        person = next(row for row in world.tables["trainees"] if row["trainee_no"] == plan["trainee_no"])
        person["birth_date"] = on(plan["starts_on"], years=-18) + 2 * DAY
    return subject(plan, "plan_no")


@breaks("stage-not-repeated")
def _(world: World) -> Row | None:
    plan = one(world, "plans", lambda plan: plan["starts_on"] <= world.as_of and plan["accredited_on"] and not plan.get("ended_on"))
    if plan:
        world.add("plans", **plan | {"plan_no": world.number("認"), "starts_on": plan["starts_on"] + 30 * DAY})
    return plan and {"trainee_no": plan["trainee_no"]}


@breaks("accredited-before-start")
def _(world: World) -> Row | None:
    lectured = {row["trainee_no"] for row in world.tables["lectures"]}
    late = lambda plan: plan["starts_on"] + 20 * DAY  # noqa: E731
    return change_day(world, "accredited_on", late, lambda p: p["stage"] == "1" and p["accredited_on"] and p["trainee_no"] in lectured)


@breaks("home-leave")
def _(world: World) -> Row | None:
    return change_day(world, "leave_until", lambda plan: plan["leave_from"] + 20 * DAY, lambda plan: plan.get("leave_from"))


@breaks("lecture-hours")
def _(world: World) -> Row | None:
    worked = {term.trainee_no: term for term in world.terms if term.stage == 1 and term.works_on + 95 * DAY < min(world.as_of, term.until)}
    plan = one(world, "plans", lambda plan: plan["stage"] == "1" and plan["trainee_no"] in worked)
    if plan:
        for row in world.tables["lectures"]:
            if row["trainee_no"] == plan["trainee_no"]:
                row["hours"] = 1
    return subject(plan, "plan_no")


@breaks("lecture-subjects")
def _(world: World) -> Row | None:
    worked = {term.trainee_no for term in world.terms if term.stage == 1 and term.works_on + 95 * DAY < min(world.as_of, term.until)}
    plan = one(world, "plans", lambda plan: plan["stage"] == "1" and plan["trainee_no"] in worked)
    if plan:
        for row in world.tables["lectures"]:
            if row["trainee_no"] == plan["trainee_no"] and row["subject"] == "legal":
                row["subject"] = "life"
    return subject(plan, "plan_no")


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
    if not second or not other or any(row["trainee_no"] == second["trainee_no"] for row in world.tables["employer_changes"]):
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


def pay_row(rule: str, meant: Callable[[Row], Any], **cells: Any) -> None:
    """A breach that lies in some cells of one row of the ledger."""

    @breaks(rule)
    def _(world: World) -> Row | None:
        farms = {row["io_no"] for row in world.tables["implementing_orgs"] if row["sector"] in FARMING}
        return change(world, "wage_payments", lambda row: row["io_no"] not in farms and meant(row), "trainee_no", **cells)


HOURS = timedelta(hours=1)
pay_row("wage-payment-method", lambda row: True, payment_method="cash", payment_proof=False)
pay_row("overtime-premium", lambda row: row["overtime_hours"] >= 7 * HOURS, overtime_pay=0)
pay_row("rest-day-premium", lambda row: row["rest_day_hours"] > 0 * HOURS, rest_day_pay=0)
pay_row("night-premium", lambda row: row["night_hours"] > 0 * HOURS, night_pay=0)
pay_row("supervision-fee-not-from-trainee", lambda row: True, supervision_deduction=1000)
pay_row("overtime-month-cap", lambda row: row["counted_allowances"] is not None and row["overtime_hours"] > 0 * HOURS, overtime_hours=100 * HOURS)


@breaks("overtime-year-cap")
def _(world: World) -> Row | None:
    plain = {row["io_no"] for row in world.tables["agreements"] if row["kind"] == "overtime" and not row["special_clause"]}
    plain -= {row["io_no"] for row in world.tables["implementing_orgs"] if row["sector"] in FARMING}
    meant = lambda row: row["io_no"] in plain and row["overtime_hours"] > 0 * HOURS  # noqa: E731
    return change(world, "wage_payments", meant, "trainee_no", overtime_hours=46 * HOURS)


@breaks("minimum-wage-paid")
def _(world: World) -> Row | None:
    whole = lambda row: row["lodging_deduction"]  # noqa: E731
    return change(world, "wage_payments", whole, "trainee_no", base_pay=90000, counted_allowances=0)


@breaks("wage-every-month")
def _(world: World) -> Row | None:
    inner = [
        row
        for row in world.tables["wage_payments"]
        if row["lodging_deduction"]
        and any(o["trainee_no"] == row["trainee_no"] and o["paid_on"] < row["paid_on"] for o in world.tables["wage_payments"])
        and any(o["trainee_no"] == row["trainee_no"] and o["period_from"] > row["period_until"] + 40 * DAY for o in world.tables["wage_payments"])
    ]
    if not inner:
        return None
    gone = world.random.choice(inner)
    remove(world, "wage_payments", lambda row: row is gone)
    return subject(gone, "trainee_no")


@breaks("deduction-agreement")
def _(world: World) -> Row | None:
    row = one(world, "wage_payments", lambda row: row["lodging_deduction"])
    if row:
        remove(world, "agreements", lambda signed: signed["io_no"] == row["io_no"] and signed["kind"] == "deduction")
    return subject(row, "trainee_no")


@breaks("overtime-agreement")
def _(world: World) -> Row | None:
    farms = {row["io_no"] for row in world.tables["implementing_orgs"] if row["sector"] in FARMING}
    row = one(world, "wage_payments", lambda row: row["overtime_hours"] > 0 * HOURS and row["io_no"] not in farms)
    if row:
        remove(world, "agreements", lambda signed: signed["io_no"] == row["io_no"] and signed["kind"] == "overtime")
    return subject(row, "trainee_no")


def training_shift(world: World) -> Row | None:
    farms = {row["io_no"] for row in world.tables["implementing_orgs"] if row["sector"] in FARMING}
    return one(world, "shifts", lambda row: row.get("io_no") and row["io_no"] not in farms)


@breaks("daily-break")
def _(world: World) -> Row | None:
    shift = training_shift(world)
    if shift:
        remove(world, "shifts", lambda row: row is not shift and row["trainee_no"] == shift["trainee_no"] and row["worked_on"] == shift["worked_on"])
        shift |= {"starts_at": "8:00", "ends_at": "16:30", "break_minutes": 29, "hours": None}
    return subject(shift, "trainee_no", "worked_on")


@breaks("weekly-rest-day")
def _(world: World) -> Row | None:
    shift = training_shift(world)
    if shift:
        first = shift["worked_on"].replace(day=1)
        worked = {row["worked_on"] for row in world.tables["shifts"] if row["trainee_no"] == shift["trainee_no"]}
        for day in days(first, month_end(first)):
            if day not in worked:
                world.add("shifts", **shift | {"worked_on": day})
    return subject(shift, "trainee_no")


__all__ = ["BREACHES", "fiscal_year", "weekdays"]
