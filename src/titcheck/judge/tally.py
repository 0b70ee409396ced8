"""The first look at a rule's subjects: how many of which verdict, and which facts the unproven ones lack. No row is kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from titcheck.findings import Verdict
from titcheck.judge.compile import VERDICT
from titcheck.judge.origin import facts_in
from titcheck.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one rule's subjects in force. `asked` are the facts its duty names; `blanks` counts the unproven
    subjects by pattern: one digit a fact, 1 where it is blank."""

    subjects: int
    distinct: int
    verdicts: Counter[Verdict]
    asked: tuple[str, ...]
    blanks: Counter[str]


def count(con: DuckDBPyConnection, rule: Rule, sql: str) -> Tally:
    """Count in one pass. `distinct` is less than `subjects` where two rows are one subject."""
    asked = facts_in(rule.requires, rule.facts)
    subject = ", ".join(f'"{name}"' for name in rule.file.subject)
    blanks = pattern(f'"{fact}" IS NULL' for fact in asked)
    groups = con.execute(
        f"WITH told AS MATERIALIZED (SELECT {VERDICT} AS verdict, ({subject}, 0) AS subject,"
        f" CASE WHEN {VERDICT} = 'unproven' THEN {blanks} ELSE '' END AS blanks FROM ({sql}))"
        " SELECT verdict, blanks, count(*), NULL FROM told GROUP BY ALL"
        " UNION ALL SELECT NULL, NULL, count(*), count(DISTINCT subject) FROM told"
    ).fetchall()
    tally = Tally(0, 0, Counter(), asked, Counter())
    for verdict, code, rows, distinct in groups:
        if verdict is None:
            tally = Tally(rows, distinct, tally.verdicts, asked, tally.blanks)
        else:
            tally.verdicts[Verdict(verdict)] += rows
            if verdict == Verdict.UNPROVEN:
                tally.blanks[code] += rows
    return tally


def pattern(tests: Iterable[str]) -> str:
    """SQL that writes one digit a test."""
    digits = ", ".join(f"({test})::INTEGER" for test in tests)
    return f"concat({digits})" if digits else "''"
