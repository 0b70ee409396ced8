"""One breach of one duty in a lawful world: duties of pay and of working hours."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from breaking import breaks, change, farms, one, remove, subject
from world_parts import DAY, Row, World, days, month_end


def pay_row(rule: str, meant: Callable[[Row], Any], **cells: Any) -> None:
    """A breach that lies in some cells of one row of the ledger."""

    @breaks(rule)
    def _(world: World) -> Row | None:
        exempt = farms(world)
        return change(
            world, "wage_payments", lambda row: row["io_no"] not in exempt and meant(row), "trainee_no", **cells
        )


HOURS = timedelta(hours=1)
pay_row("wage-payment-method", lambda _: True, payment_method="cash", payment_proof=False)
pay_row("rest-day-premium", lambda row: row["rest_day_hours"] > 0 * HOURS, rest_day_pay=0)
pay_row("night-premium", lambda row: row["night_hours"] > 0 * HOURS, night_pay=0)
pay_row(
    "overtime-month-cap",
    lambda row: row["counted_allowances"] is not None and row["overtime_hours"] > 0 * HOURS,
    overtime_hours=100 * HOURS,
)


@breaks("overtime-premium")
def _(world: World) -> Row | None:
    """Of monthly pay, which covers no overtime; what is paid by the hour may."""
    monthly = {plan["io_no"] for plan in world.tables["plans"] if plan["pay_basis"] == "monthly"}
    monthly -= farms(world)
    meant = lambda row: row["io_no"] in monthly and row["overtime_hours"] >= 7 * HOURS  # noqa: E731
    return change(world, "wage_payments", meant, "trainee_no", overtime_pay=0)


@breaks("supervision-fee-not-from-trainee")
def _(world: World) -> Row | None:
    supervised = {term.trainee_no for term in world.terms if term.employer.so_no}
    return change(
        world, "wage_payments", lambda row: row["trainee_no"] in supervised, "trainee_no", supervision_deduction=1000
    )


@breaks("overtime-year-cap")
def _(world: World) -> Row | None:
    plain = {
        row["io_no"] for row in world.tables["agreements"] if row["kind"] == "overtime" and not row["special_clause"]
    }
    plain -= farms(world)
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
        and any(
            o["trainee_no"] == row["trainee_no"] and o["paid_on"] < row["paid_on"]
            for o in world.tables["wage_payments"]
        )
        and any(
            o["trainee_no"] == row["trainee_no"] and o["period_from"] > row["period_until"] + 40 * DAY
            for o in world.tables["wage_payments"]
        )
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
    exempt = farms(world)
    row = one(world, "wage_payments", lambda row: row["overtime_hours"] > 0 * HOURS and row["io_no"] not in exempt)
    if row:
        remove(world, "agreements", lambda signed: signed["io_no"] == row["io_no"] and signed["kind"] == "overtime")
    return subject(row, "trainee_no")


def training_shift(world: World) -> Row | None:
    exempt = farms(world)
    return one(world, "shifts", lambda row: row.get("io_no") and row["io_no"] not in exempt)


@breaks("daily-break")
def _(world: World) -> Row | None:
    shift = training_shift(world)
    if shift:
        remove(
            world,
            "shifts",
            lambda row: (
                row is not shift and row["trainee_no"] == shift["trainee_no"] and row["worked_on"] == shift["worked_on"]
            ),
        )
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
