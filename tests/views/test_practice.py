"""When work begins, who supervises from when, and which days are certain, from raw rows, asked through rules of one line."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from titcheck.cases import judge_rows
from titcheck.rulebook import Rulebook, load

RULE = """
id: {view}
title: {{en: A view, ja: ビュー}}
force: note
sees: {{extent: full}}
basis:
  - law: {{en: Technical Intern Training Act, ja: 技能実習法}}
    article: {{en: "Art. 9", ja: 第9条}}
    mark: VERIFIED-LAW
effective: {{from: 1990-01-01}}
books: {{needs: [plans], uses: [trainees, disappearances, lectures, supervising_orgs, dispositions]}}
subject: [{subject}]
subjects: SELECT source, {columns} FROM {table}
dated: CAST(NULL AS DATE)
requires: "TRUE"
message: {{en: "x", ja: "x"}}
remedy: {{en: none, ja: なし}}
cases:
  - {{name: nobody, given: {{plans: []}}, met: 0}}
"""
VIEWS = {
    "practice": ("plan_no", "plan_no, lectures_from, lectures_undated, works_least, works_most"),
    "supervised_plans": (
        "plan_no",
        "plan_no, so_no, supervised_least, supervised_most, works_least, works_most, until_least, until_most",
    ),
    "supervised_stretches": ("plan_no, from_on", "plan_no, from_on, until_on, works_on"),
    "supervised_runs": ("so_no, io_no, from_on", "so_no, io_no, from_on, until_on"),
    "stage_one_runs": ("so_no, io_no, works_on", "so_no, io_no, works_on, until_on"),
}
A, B = "許2404000001", "許2404000002"
UNREADABLE = "令和8年13月1日"

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("rules")
    for table, (subject, columns) in VIEWS.items():
        view = table.replace("_", "-")
        text = RULE.format(view=view, table=table, subject=subject, columns=columns)
        (folder / f"{view}.yaml").write_text(text, "utf-8")
    book = load(folder)
    assert not book.broken
    return book


def plan(plan_no: str = "P-1", **facts: Any) -> dict[str, Any]:
    return {
        "plan_no": plan_no, "trainee_no": "T-1", "io_no": "IO-1", "so_no": A, "kind": "supervised", "stage": "1",
        "starts_on": date(2026, 4, 15), "ends_on": date(2027, 4, 14), **facts,
    }  # fmt: skip


def lecture(held_on: date | str | None, **facts: Any) -> dict[str, Any]:
    return {"trainee_no": "T-1", "held_on": held_on, **facts}


def seen(rulebook: Rulebook, view: str, given: Mapping[str, Rows]) -> list[dict[str, Any]]:
    columns = VIEWS[view][1].split(", ")
    rows = judge_rows(rulebook, rulebook.rules[view.replace("_", "-")], given, as_of=date(2026, 11, 30))
    return sorted(
        ({name: facts[name] for name in columns} for _, facts in rows), key=lambda row: [str(v) for v in row.values()]
    )


def begins(rulebook: Rulebook, given: Mapping[str, Rows], plan_no: str = "P-1") -> tuple[date | None, date | None]:
    (row,) = [row for row in seen(rulebook, "practice", given) if row["plan_no"] == plan_no]
    return row["works_least"], row["works_most"]


def test_work_begins_the_day_after_the_last_lecture_however_the_rows_are_ordered(rulebook: Rulebook) -> None:
    given = {"plans": [plan()], "lectures": [lecture(date(2026, 5, 14)), lecture(date(2026, 4, 16))]}
    assert begins(rulebook, given) == (date(2026, 5, 15), date(2026, 5, 15))
    (row,) = seen(rulebook, "practice", given)
    assert (row["lectures_from"], row["lectures_undated"]) == (date(2026, 4, 16), False)


def test_without_lectures_work_begins_somewhere_in_the_first_two_months(rulebook: Rulebook) -> None:
    assert begins(rulebook, {"plans": [plan()]}) == (date(2026, 4, 15), date(2026, 6, 1))
    other = lecture(date(2026, 4, 16), trainee_no="T-2")
    assert begins(rulebook, {"plans": [plan()], "lectures": [other]}) == (date(2026, 4, 15), date(2026, 6, 1))


@pytest.mark.parametrize("held_on", [None, UNREADABLE])
def test_a_lecture_without_a_day_may_be_the_last(rulebook: Rulebook, held_on: str | None) -> None:
    given = {"plans": [plan()], "lectures": [lecture(date(2026, 4, 20)), lecture(held_on)]}
    assert begins(rulebook, given) == (date(2026, 4, 21), date(2026, 6, 1))
    late = {"plans": [plan()], "lectures": [lecture(date(2026, 6, 20)), lecture(held_on)]}
    assert begins(rulebook, late) == (date(2026, 6, 21), date(2026, 6, 21))


@pytest.mark.parametrize("stage", ["2", "3"])
def test_stages_two_and_three_begin_with_work(rulebook: Rulebook, stage: str) -> None:
    given = {"plans": [plan(stage=stage)], "lectures": [lecture(date(2026, 5, 1))]}
    assert begins(rulebook, given) == (date(2026, 4, 15), date(2026, 4, 15))


def test_an_unknown_stage_may_begin_with_work_or_after_two_months(rulebook: Rulebook) -> None:
    assert begins(rulebook, {"plans": [plan(stage=None)]}) == (date(2026, 4, 15), date(2026, 6, 1))


def test_after_a_transfer_work_begins_with_the_plan_and_later_lectures_are_not_the_earlier_plans(
    rulebook: Rulebook,
) -> None:
    given = {
        "plans": [plan(ended_on=date(2026, 6, 30)), plan("P-2", io_no="IO-2", starts_on=date(2026, 8, 1))],
        "lectures": [lecture(date(2026, 4, 30))],
    }
    assert begins(rulebook, given) == (date(2026, 5, 1), date(2026, 5, 1))
    assert begins(rulebook, given, "P-2") == (date(2026, 8, 1), date(2026, 8, 1))
    given["lectures"].append(lecture(date(2026, 8, 3)))
    assert begins(rulebook, given) == (date(2026, 5, 1), date(2026, 5, 1))
    assert begins(rulebook, given, "P-2") == (date(2026, 8, 4), date(2026, 8, 4))


def test_a_plan_without_its_first_day_begins_nowhere_known(rulebook: Rulebook) -> None:
    assert begins(rulebook, {"plans": [plan(starts_on=None)], "lectures": [lecture(date(2026, 4, 16))]}) == (None, None)


def supervision(rulebook: Rulebook, *plans: dict[str, Any]) -> tuple[Any, ...]:
    (row,) = seen(rulebook, "supervised_plans", {"plans": list(plans)})
    return row["so_no"], row["supervised_least"], row["supervised_most"]


def test_supervision_begins_with_the_plan_or_on_the_day_it_is_taken_over(rulebook: Rulebook) -> None:
    assert supervision(rulebook, plan()) == (A, date(2026, 4, 15), date(2026, 4, 15))
    assert supervision(rulebook, plan(so_from=date(2026, 9, 1))) == (A, date(2026, 9, 1), date(2026, 9, 1))
    assert supervision(rulebook, plan(so_from=date(2026, 1, 1))) == (A, date(2026, 4, 15), date(2026, 4, 15))


def test_a_take_over_day_nobody_can_read_bounds_supervision_on_one_side_only(rulebook: Rulebook) -> None:
    assert supervision(rulebook, plan(so_from=UNREADABLE)) == (A, date(2026, 4, 15), None)


def test_a_changed_plan_with_another_organisation_needs_the_day_it_took_over(rulebook: Rulebook) -> None:
    changed: dict[str, Any] = {"original_plan_no": "P-1", "so_no": B, "accredited_on": date(2026, 8, 1)}
    assert supervision(rulebook, plan(), plan("P-2", **changed)) == (B, date(2026, 4, 15), None)
    taken = plan("P-2", **changed, so_from=date(2026, 8, 15))
    assert supervision(rulebook, plan(), taken) == (B, date(2026, 8, 15), date(2026, 8, 15))
    same = {**changed, "so_no": A}
    assert supervision(rulebook, plan(), plan("P-2", **same)) == (A, date(2026, 4, 15), date(2026, 4, 15))


def test_work_under_an_organisation_begins_no_earlier_than_its_supervision(rulebook: Rulebook) -> None:
    given = {"plans": [plan(so_from=date(2026, 9, 1))], "lectures": [lecture(date(2026, 4, 30))]}
    (row,) = seen(rulebook, "supervised_plans", given)
    assert (row["works_least"], row["works_most"]) == (date(2026, 9, 1), date(2026, 9, 1))


def test_the_enterprise_type_is_not_supervised_and_an_unknown_type_never_certainly(rulebook: Rulebook) -> None:
    assert seen(rulebook, "supervised_plans", {"plans": [plan(kind="enterprise")]}) == []
    assert supervision(rulebook, plan(kind=None)) == (A, date(2026, 4, 15), None)
    assert seen(rulebook, "supervised_stretches", {"plans": [plan(kind=None)]}) == []


def stretches(rulebook: Rulebook, *plans: dict[str, Any]) -> list[tuple[Any, ...]]:
    rows = seen(rulebook, "supervised_stretches", {"plans": list(plans), "lectures": [lecture(date(2026, 4, 30))]})
    return [(row["from_on"], row["until_on"], row["works_on"]) for row in rows]


def test_a_home_leave_cuts_a_plan_in_two_and_an_open_one_ends_what_is_certain(rulebook: Rulebook) -> None:
    first, last = date(2026, 4, 15), date(2027, 4, 14)
    away: dict[str, Any] = {"stage": "3", "leave_from": date(2026, 7, 1)}
    assert stretches(rulebook, plan(**away, leave_until=date(2026, 8, 4))) == [
        (first, date(2026, 6, 30), first),
        (date(2026, 8, 5), last, date(2026, 8, 5)),
    ]
    assert stretches(rulebook, plan(**away)) == [(first, date(2026, 6, 30), first)]


def test_work_in_a_stretch_begins_after_the_lectures(rulebook: Rulebook) -> None:
    assert stretches(rulebook, plan()) == [(date(2026, 4, 15), date(2027, 4, 14), date(2026, 5, 1))]
    assert stretches(rulebook, plan(ended_on=date(2026, 4, 30))) == [(date(2026, 4, 15), date(2026, 4, 30), None)]


def test_nothing_is_certain_after_an_end_nobody_can_read_or_before_an_unknown_start(rulebook: Rulebook) -> None:
    assert stretches(rulebook, plan(ended_on=UNREADABLE)) == [(date(2026, 4, 15), date(2026, 4, 15), None)]
    assert stretches(rulebook, plan(starts_on=None)) == []
    assert stretches(rulebook, plan(so_from=UNREADABLE)) == []


def until(rulebook: Rulebook, *told: dict[str, Any], orgs: Rows | None = None, **facts: Any) -> tuple[Any, Any]:
    """The last day on which supervision surely goes on, and the last on which it may, under a licence from LICENSED on."""
    revoked = {"org_type": "so", "org_no": A, "kind": "so_revocation", "decided_on": REVOKED}
    given = {
        "plans": [plan(**facts)],
        "supervising_orgs": [{"so_no": A, "licence_from": LICENSED} | org for org in orgs or []],
        "dispositions": [revoked | row for row in told],
    }
    (row,) = seen(rulebook, "supervised_plans", given)
    return row["until_least"], row["until_most"]


LICENSED, REVOKED, EVE, LAST = date(2024, 4, 1), date(2026, 9, 1), date(2026, 8, 31), date(2027, 4, 14)
NAMED: dict[str, Any] = {"org_no": None, "name": "架空協同組合"}


def test_supervision_ends_on_the_day_before_the_licence_is_revoked(rulebook: Rulebook) -> None:
    assert until(rulebook) == (LAST, LAST)
    assert until(rulebook, {}) == (EVE, EVE)
    assert until(rulebook, {}, {"decided_on": date(2026, 7, 1)}) == (date(2026, 6, 30),) * 2
    assert until(rulebook, {"decided_on": date(2027, 4, 20)}) == (LAST, LAST)
    assert until(rulebook, {}, ends_on=None) == (date(2026, 4, 15), EVE)
    assert until(rulebook, {}, not_started=UNREADABLE) == (None, EVE)
    assert until(rulebook, {"kind": "so_suspension"}) == until(rulebook, {"org_no": B}) == (LAST, LAST)


def test_a_revocation_that_may_be_another_s_or_has_no_known_day_leaves_supervision_open(rulebook: Rulebook) -> None:
    assert until(rulebook, NAMED, orgs=[{"name": "架空協同組合"}]) == (EVE, LAST)
    assert until(rulebook, {"org_no": B, "decided_on": None}, orgs=[{"licence_from": None}]) == (LAST, LAST)
    assert until(rulebook, {"kind": None}) == (EVE, LAST)
    least, most = until(rulebook, {"decided_on": UNREADABLE}, {})
    assert (least < date(2026, 4, 15), most) == (True, EVE)


def test_a_revocation_before_the_licence_of_the_plan_is_an_earlier_one_s_or_leaves_it_open(rulebook: Rulebook) -> None:
    before = {"decided_on": date(2024, 3, 31)}
    assert until(rulebook, before) == (date(2024, 3, 30),) * 2
    assert until(rulebook, before, orgs=[{"renewal_no": 0}]) == (LAST, LAST)
    assert until(rulebook, before, orgs=[{"renewal_no": 0, "licence_from": None}]) == (date(2024, 3, 30), LAST)
    for renewal_no in (1, None):
        assert until(rulebook, before, orgs=[{"renewal_no": renewal_no}]) == (date(2024, 3, 30), LAST)
    assert until(rulebook, {"decided_on": LICENSED}, orgs=[{"renewal_no": 0}]) == (date(2024, 3, 31), LAST)
    assert until(rulebook, {}, orgs=[{"renewal_no": 0, "licence_from": date(2026, 10, 1)}]) == (EVE, EVE)


def test_a_stretch_ends_with_what_is_certain_of_supervision(rulebook: Rulebook) -> None:
    revoked = {"org_type": "so", **NAMED, "kind": "so_revocation", "decided_on": REVOKED}
    orgs = [{"so_no": A, "name": "架空協同組合", "licence_from": LICENSED}]
    given = {"plans": [plan(stage="2")], "supervising_orgs": orgs, "dispositions": [revoked]}
    (row,) = seen(rulebook, "supervised_stretches", given)
    assert (row["from_on"], row["until_on"]) == (date(2026, 4, 15), EVE)
    given["dispositions"].append(revoked | {"decided_on": None})
    assert seen(rulebook, "supervised_stretches", given) == []


def test_stretches_that_overlap_or_follow_one_another_are_one_run_and_a_day_between_makes_two(
    rulebook: Rulebook,
) -> None:
    def starting(plan_no: str, starts_on: date, ends_on: date, **facts: Any) -> dict[str, Any]:
        return plan(plan_no, trainee_no=plan_no, stage="2", starts_on=starts_on, ends_on=ends_on, **facts)

    plans = [
        starting("P-1", date(2026, 1, 1), date(2026, 3, 31)),
        starting("P-2", date(2026, 2, 1), date(2026, 2, 28)),
        starting("P-3", date(2026, 4, 1), date(2026, 4, 30)),
        starting("P-4", date(2026, 5, 2), date(2026, 5, 31)),
        starting("P-5", date(2026, 5, 1), date(2026, 5, 1), io_no="IO-2"),
        starting("P-6", date(2026, 5, 1), date(2026, 5, 1), so_no=B),
    ]

    rows = seen(rulebook, "supervised_runs", {"plans": plans})
    assert [(row["so_no"], row["io_no"], row["from_on"], row["until_on"]) for row in rows] == [
        (A, "IO-1", date(2026, 1, 1), date(2026, 4, 30)),
        (A, "IO-1", date(2026, 5, 2), date(2026, 5, 31)),
        (A, "IO-2", date(2026, 5, 1), date(2026, 5, 1)),
        (B, "IO-1", date(2026, 5, 1), date(2026, 5, 1)),
    ]


def test_stage_one_runs_join_certain_work_of_stage_one_that_overlaps_or_follows(rulebook: Rulebook) -> None:
    def working(plan_no: str, held_on: date, ends_on: date, **facts: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        trainee = {"trainee_no": f"T-{plan_no}"}
        whole = plan(plan_no, **{"starts_on": date(2026, 4, 1), "ends_on": ends_on, **trainee, **facts})
        return whole, lecture(held_on, **trainee)

    rows = [
        working("P-1", date(2026, 4, 30), date(2026, 6, 30)),
        working("P-2", date(2026, 5, 31), date(2026, 6, 15)),
        working("P-3", date(2026, 6, 30), date(2026, 7, 31)),
        working("P-4", date(2026, 8, 1), date(2026, 8, 31)),
        working("P-5", date(2026, 7, 31), date(2026, 8, 31), stage="2", starts_on=date(2026, 8, 1)),
        working("P-6", date(2026, 4, 30), date(2026, 6, 30), io_no="IO-2"),
        working("P-7", date(2026, 6, 30), date(2026, 7, 31), io_no="IO-2", so_no=B),
        working("P-8", date(2026, 7, 31), date(2026, 7, 31), io_no="IO-3"),
    ]

    seen_rows = seen(
        rulebook, "stage_one_runs", {"plans": [each for each, _ in rows], "lectures": [held for _, held in rows]}
    )
    assert [(row["so_no"], row["io_no"], row["works_on"], row["until_on"]) for row in seen_rows] == [
        (A, "IO-1", date(2026, 5, 1), date(2026, 7, 31)),
        (A, "IO-1", date(2026, 8, 2), date(2026, 8, 31)),
        (A, "IO-2", date(2026, 5, 1), date(2026, 6, 30)),
        (B, "IO-2", date(2026, 7, 1), date(2026, 7, 31)),
    ]
