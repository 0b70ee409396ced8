"""Pay that falls short: what is paid beside what is owed for the same hours, from the facts of the findings."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from titcheck.findings import Finding, Report, Value, Verdict
from titcheck.report.html.words import COMPARATOR, MINIMUM_WAGE
from titcheck.text import Text

MOST: Final = 20

_RULES: Final = {
    "pay-parity": (COMPARATOR, ("base_pay", "counted_allowances"), "comparator_pay", "comparator_minutes"),
    "minimum-wage-plan": (MINIMUM_WAGE, ("base_pay", "counted_allowances"), "certain_rate", None),
    "minimum-wage-paid": (MINIMUM_WAGE, ("base_pay", "counted_allowances", "absence_deduction"), "owed_rate", None),
}
"""What the pay is measured by; the facts that add up to it; the yen it is held against, and the minutes those are for (an hour)."""


@dataclass(frozen=True, slots=True)
class Pay:
    """Whole yen paid for some minutes, and what is owed for them."""

    finding: Finding
    measure: Text
    minutes: int
    paid: int
    owed: Fraction

    @property
    def short(self) -> int:
        """The yen that are missing; a part of a yen is one."""
        return ceil(self.owed - self.paid)


def short_pay(report: Report) -> list[Pay]:
    """Every breach about pay whose figures are all known, the largest shortfall in proportion first."""
    found = [pay for finding in report.findings if finding.verdict is Verdict.VIOLATED and (pay := _pay(finding))]
    return sorted(found, key=lambda pay: pay.paid / pay.owed)


def _pay(finding: Finding) -> Pay | None:
    if finding.rule not in _RULES:
        return None
    measure, parts, price, per = _RULES[finding.rule]
    paid = [_whole(finding.facts.get(name)) for name in parts]
    minutes, yen = _whole(finding.facts.get("pay_minutes")), _whole(finding.facts.get(price))
    each = _whole(finding.facts.get(per)) if per else 60
    if None in paid or not minutes or not yen or not each:
        return None
    return Pay(finding, measure, minutes, sum(filter(None, paid)), Fraction(yen * minutes, each))


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None
