"""The lawful world: every table the samples hold, as plain rows."""

import organisations
import people
import supervision
import training
import transfer
from days import Row
from organisations import FACTS

World = dict[str, list[Row]]
"""Rows by table name."""
AS_DECLARED = ("supervising_orgs", "sending_orgs", "officers", "dispositions", "inspections", "industry_minimum_wages")


def lawful() -> World:
    plans = people.plans()
    audits = supervision.audits()
    return {name: [dict(row) for row in FACTS[name]] for name in AS_DECLARED} | {
        "implementing_orgs": organisations.implementing_orgs(),
        "staff_counts": organisations.staff_counts(),
        "agreements": organisations.agreements(),
        "trainees": people.trainees(),
        "plans": plans,
        "wage_payments": training.wage_payments(),
        "housing": training.housing(),
        "shifts": training.shifts(),
        "lectures": training.lectures(),
        "employer_changes": transfer.employer_changes(plans),
        "permits": transfer.permits(),
        "disappearances": transfer.disappearances(),
        "audits": audits,
        "visits": supervision.visits(),
        "external_checks": supervision.external_checks(),
        "fees": supervision.fees(audits),
        "notices": supervision.reports() + transfer.difficulty_notices(),
    }
