"""Random lawful books break no duty; one breach is found by its rule; rows in another order, among strangers' rows, give the same."""

import os
from copy import deepcopy
from datetime import date
from importlib import import_module
from random import Random

from breaking import BREACHES
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from judged_rows import Tables, judged, rulebook
from lawful_worlds import AS_OF, SEEDS, World, build, worlds
from sample_rows import rows_of
from world_parts import Row, Shape

from titcheck.findings import Finding, Judgement, Verdict

for part in ("plan", "pay", "office", "supervision"):
    import_module(f"{part}_breaches")
SAMPLES_ON = date(2026, 11, 30)
THOROUGH = bool(os.environ.get("TITCHECK_THOROUGH"))
# A world is small enough to be read as it is: to shrink it would judge hundreds of others first.
QUIET = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
ALL_KINDS = [
    Shape(
        "general", False, True, 110, "monthly", ((20, 3, False, "moving"), (14, 2, True, "none"), (6, 2, False, "none"))
    ),
    Shape("care", False, False, 45, "monthly", ((14, 2, False, "none"), (3, 2, False, "home"))),
    Shape("general", False, False, 45, "hourly", ((16, 3, False, "disappeared"), (9, 2, False, "moving"))),
    Shape("construction", False, False, 10, "monthly", ((13, 2, False, "moving"), (-1, 1, False, "none"))),
    Shape("general", True, False, 110, "daily", ((10, 3, False, "none"),)),
    Shape("agriculture", False, False, 10, "daily", ((18, 2, False, "none"),)),
]
"""Employers of every sector and type, so that nearly every duty has someone who owes it."""

BREAKABLE = sorted(BREACHES.keys() & rulebook().rules.keys())


def found(judgements: dict[str, Judgement]) -> list[Finding]:
    assert {rule: it.error for rule, it in judgements.items() if it.error} == {}
    return [finding for it in judgements.values() for finding in it.findings]


def violations(tables: Tables, as_of: date) -> list[tuple[str, str, str]]:
    broken = [it for it in found(judged(tables, as_of)) if it.verdict is Verdict.VIOLATED]
    return [(it.rule, str(it.subject), it.message.en) for it in broken]


@settings(QUIET, max_examples=60 if THOROUGH else 2)
@given(worlds("A"))
def test_lawful_books_break_no_duty(world: World) -> None:
    assert violations(world.tables, world.as_of) == []


@settings(QUIET, max_examples=20 if THOROUGH else 1)
@given(AS_OF, SEEDS)
def test_one_breach_is_found_by_its_rule(as_of: date, seed: int) -> None:
    world = build("A", as_of, ALL_KINDS, seed)
    assert violations(world.tables, as_of) == []
    for rule in BREAKABLE if THOROUGH else world.random.sample(BREAKABLE, 12):
        broken = deepcopy(world)
        named = BREACHES[rule](broken)
        if named is not None:
            books = rulebook().rules[rule].file.books
            tables = {name: broken.tables[name] for name in (*books.needs, *books.uses)}
            hits = found(judged(tables, as_of, rule))
            assert any(is_named(named, hit) for hit in hits if hit.verdict is Verdict.VIOLATED), (rule, named, hits)


def is_named(named: Row, finding: Finding) -> bool:
    return all(str(finding.subject.get(name)) == str(value) for name, value in named.items())


@settings(QUIET, max_examples=20 if THOROUGH else 1)
@given(worlds("B"), st.randoms(use_true_random=True))
def test_order_and_strangers_change_nothing(strangers: World, random: Random) -> None:
    """Of the sample books, in which every rule has something to find."""
    world = rows_of("violations")
    mixed = {name: [*rows, *strangers.tables[name]] for name, rows in world.items()}
    for rows in mixed.values():
        random.shuffle(rows)
    alone, among = ({told(it) for it in found(judged(tables, SAMPLES_ON))} for tables in (world, mixed))
    assert alone - among == set()
    assert [it for it in among - alone if not any(mark in it[3] for mark in ("B", "許18", "認18"))] == []


def told(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.verdict, finding.fingerprint, str(finding.subject), finding.message.en
