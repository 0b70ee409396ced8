"""Random lawful books raise no violation from any rule; one breach is found by its rule; order and other people's rows change nothing."""

import os
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judged_rows import judged, rulebook
from lawful_worlds import World, build, worlds
from office_breaches import BREACHES

from titcheck.findings import Finding, Judgement, Verdict

THOROUGH = bool(os.environ.get("TITCHECK_THOROUGH"))
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))


def findings(judgements: dict[str, Judgement], *verdicts: Verdict) -> list[Finding]:
    assert {rule: it.error for rule, it in judgements.items() if it.error} == {}
    return [found for it in judgements.values() for found in it.findings if found.verdict in verdicts]


@settings(QUIET, max_examples=100 if THOROUGH else 5)
@given(worlds("A"))
def test_lawful_books_break_no_duty(world: World) -> None:
    broken = findings(judged(world.tables, world.as_of), Verdict.VIOLATED)
    assert [(found.rule, found.subject, found.message.en) for found in broken] == []
