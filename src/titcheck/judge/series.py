"""What led up to a finding, day by day: the numbers behind a picture that its facts alone do not hold."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import duckdb

from titcheck.findings import Judgement, Series, Verdict
from titcheck.store import Store

MOST: Final = 20
"""Of each rule; the other findings have the same numbers in their cells."""

_WEEKS: Final = """
  SELECT worked_on, coalesce(max(week_least), 0)::BIGINT, coalesce(max(week_most), 0)::BIGINT FROM transition_weeks
  WHERE trainee_no = $trainee_no AND valid_from = $valid_from AND valid_until = $valid_until AND worked_on IS NOT NULL
  GROUP BY worked_on ORDER BY worked_on
"""
_AUDITS: Final = """
  SELECT DISTINCT audited_on, 0, 0 FROM audits WHERE so_no = $so_no AND io_no = $io_no AND audited_on IS NOT NULL ORDER BY audited_on
"""
_RULES: Final = {
    "transition-weekly-hours": (_WEEKS, ("trainee_no", "valid_from", "valid_until")),
    "transition-weekly-hours-designated": (_WEEKS, ("trainee_no", "valid_from", "valid_until")),
    "audit-every-three-months": (_AUDITS, ("so_no", "io_no")),
    "audit-interval": (_AUDITS, ("so_no", "io_no")),
}


def series_of(store: Store, judgements: Iterable[Judgement]) -> tuple[Series, ...]:
    """The days behind the first findings of each rule that is drawn, breaches before what is open."""
    return tuple(series for judgement in judgements for series in islice(_drawn(store, judgement), MOST))


def _drawn(store: Store, judgement: Judgement) -> Iterator[Series]:
    if judgement.rule not in _RULES:
        return
    sql, names = _RULES[judgement.rule]
    for finding in sorted(judgement.findings, key=lambda it: it.verdict is not Verdict.VIOLATED):
        try:
            days = store.con.execute(sql, {name: finding.subject.get(name) for name in names}).fetchall()
        except duckdb.CatalogException:  # a rule of one's own by the same name, which reads other tables
            return
        if days:
            yield Series(finding.fingerprint, tuple(days))
