"""Lawful worlds, drawn: employers and trainees of every kind, whose books break no duty by the way they are made."""

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st
from world_offices import supervision, wages
from world_organisations import employer, limit, strangers, supervising_org
from world_parts import DAY, Shape, World
from world_training import trainee

COHORTS = st.lists(
    st.tuples(
        st.integers(-2, 27),
        st.integers(1, 3),
        st.booleans(),
        st.sampled_from(("none", "none", "disappeared", "home", "moving")),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
SHAPES = st.builds(
    Shape,
    sector=st.sampled_from(("general", "general", "care", "construction", "agriculture", "fishery")),
    enterprise=st.sampled_from((False, False, False, True)),
    excellent=st.booleans(),
    staff=st.sampled_from((2, 10, 30, 31, 45, 110, 301)),
    pay_basis=st.sampled_from(("monthly", "daily", "hourly")),
    cohorts=COHORTS,
)
AS_OF = st.dates(date(2025, 7, 1), date(2026, 12, 20))
SEEDS = st.integers(0, 2**32 - 1)


def worlds(mark: str, as_of: st.SearchStrategy[date] = AS_OF) -> st.SearchStrategy[World]:
    return st.builds(build, st.just(mark), as_of, st.lists(SHAPES, min_size=2, max_size=4), SEEDS)


def build(mark: str, as_of: date, shapes: list[Shape], seed: int) -> World:
    """The world of these shapes; the same arguments give the same rows."""
    world = World(mark, as_of, Random(seed))  # noqa: S311
    general = {side: world.random.random() < 0.6 for side in (0, 1)}
    orgs = {side: supervising_org(world, general=general[side]) for side in (0, 1)}
    for n, shape in enumerate(shapes):
        so_no = None if shape.enterprise else orgs[n % 2]
        made = employer(world, shape, so_no, general=general[n % 2])
        room = limit(made)
        for months_ago, size, third, fate in sorted(shape.cohorts):
            entered = as_of - timedelta(days=30 * months_ago + world.random.randint(0, 29))
            for seat in range(min(size, room)):
                stage_three = third and made.excellent and months_ago < 15
                trainee(world, made, entered, third=stage_three, fate=fate if seat == 0 else "none")
            room -= min(size, room)
        for term in [term for term in world.terms if term.employer is made]:
            wages(world, term)
        supervision(world, made)
    strangers(world)
    return world


__all__ = ["AS_OF", "DAY", "World", "build", "worlds"]
