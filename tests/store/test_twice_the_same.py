"""Twice the same (tables.md): a row counts once however many books hold it, and a key holds one set of facts."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from books import write_book
from checked import check

from titcheck.store import Store
from titcheck.tables.recognise import recognise
from titcheck.workbook import read

Row = Mapping[str, Any]
PLAN: Row = {
    "plan_no": "認2504000001",
    "trainee_no": "T-1",
    "io_no": "IO-1",
    "applied_on": "2025-04-01",
    "starts_on": "2025-06-01",
    "ends_on": "2026-05-31",
    "stage": "1",
    "kind": "supervised",
    "passport_kept": "×",
}
MORNING: Row = {"trainee_no": "T-1", "worked_on": "2025-02-03", "hours": "4:00"}


@contextmanager
def filled(*books: Path) -> Iterator[Store]:
    store = Store()
    try:
        for book in read(books):
            for sheet in book.sheets:
                (layout,) = recognise(sheet)
                store.add(book, sheet, layout)
        store.settle()
        yield store
    finally:
        store.close()


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store.con.execute(sql).fetchall()


def told(store: Store) -> list[tuple[str, str, str, str]]:
    return [(it.file, it.cell, it.column, it.value) for it in store.misreadings]


def test_a_backup_copy_beside_the_book_changes_nothing(tmp_path: Path) -> None:
    held = {**PLAN, "plan_no": "認2504000002", "trainee_no": "T-2", "passport_kept": "○"}
    book = write_book(
        tmp_path / "a.xlsx",
        plans=[
            PLAN,
            held,
            {**PLAN, "plan_no": None},
            {**PLAN, "plan_no": "認2504000003", "starts_on": "令和6年13月1日"},
        ],
        permits=[
            {"trainee_no": "T-3", "measure": "outside_28h", "valid_from": "2025-02-01", "valid_until": "2025-05-31"}
        ],
        shifts=[{**MORNING, "trainee_no": "T-3"}] * 8,
        trainees=[{"trainee_no": "T-1", "name": "架空 太郎"}],
    )
    alone = check(book)
    copy = tmp_path / "b.xlsx"
    shutil.copy(book, copy)
    both = check(book, copy)
    assert alone.counts("passport-kept") == {"met": 3, "violated": 1}
    assert alone.counts("transition-weekly-hours") == {"violated": 1}
    assert both.report["rules"] == alone.report["rules"]
    assert both.report["findings"] == alone.report["findings"]
    misread = len(alone.report["misreadings"])
    assert both.report["summary"] == {**alone.report["summary"], "misread": 2 * misread}
    repeated = {table["table"]: table.get("repeated_rows") for table in both.report["inputs"][1]["tables"]}
    assert repeated == {"plans": 4, "permits": 1, "shifts": 8, "trainees": 1}


def test_two_equal_shifts_within_one_sheet_are_two(tmp_path: Path) -> None:
    with filled(write_book(tmp_path / "a.xlsx", shifts=[MORNING, MORNING])) as store:
        assert rows(store, "SELECT count(*), sum(hours) FROM shifts") == [(2, 480)]


def test_of_equal_rows_the_largest_number_in_any_one_sheet_counts(tmp_path: Path) -> None:
    one = write_book(tmp_path / "a.xlsx", shifts=[MORNING])
    three = write_book(tmp_path / "b.xlsx", shifts=[MORNING] * 3)
    two = write_book(tmp_path / "c.xlsx", shifts=[MORNING] * 2)
    with filled(one, three, two) as store:
        assert rows(store, "SELECT count(*) FROM shifts") == [(3,)]
        assert sum(store.repeated.values()) == 3


def test_one_key_with_different_facts_is_unknown_and_both_cells_are_shown(tmp_path: Path) -> None:
    one = write_book(tmp_path / "a.xlsx", plans=[PLAN])
    other = write_book(tmp_path / "b.xlsx", plans=[{**PLAN, "ends_on": "2027-05-31"}])
    with filled(one, other) as store:
        assert rows(store, "SELECT ends_on IS NULL, starts_on IS NULL FROM plans") == [(True, False)]
        assert told(store) == [("a.xlsx", "F2", "ends_on", "2026-05-31"), ("b.xlsx", "F2", "ends_on", "2027-05-31")]
        first = store.misreadings[0].problem
        assert "b.xlsx!技能実習計画!F2" in first.en
        assert "2027-05-31" in first.ja


def test_a_key_that_stands_twice_in_one_sheet_is_one_row_too(tmp_path: Path) -> None:
    with filled(write_book(tmp_path / "a.xlsx", plans=[PLAN, {**PLAN, "stage": "2"}])) as store:
        assert rows(store, "SELECT count(*), max(stage) FROM plans") == [(1, None)]
        assert [(cell, column) for _, cell, column, _ in told(store)] == [("G2", "stage"), ("G3", "stage")]


def test_a_fact_blank_in_one_book_and_known_in_another_is_known(tmp_path: Path) -> None:
    one = write_book(tmp_path / "a.xlsx", plans=[{**PLAN, "ends_on": None}, {**PLAN, "plan_no": "認2504000002"}])
    other = write_book(tmp_path / "b.xlsx", plans=[{"plan_no": "認2504000001", "ends_on": "2026-05-31"}])
    with filled(one, other) as store:
        found = rows(store, "SELECT ends_on::VARCHAR, stage FROM plans WHERE plan_no = '認2504000001'")
        assert (found, told(store)) == ([("2026-05-31", "1")], [])


def test_a_due_day_blank_in_one_book_and_filled_in_another_is_a_conflict(tmp_path: Path) -> None:
    change = {"change_no": "C-1", "trainee_no": "T-1", "cause_on": "2025-03-01"}
    done = {**change, "difficulty_reported_on": "2025-03-05"}
    one = write_book(tmp_path / "a.xlsx", employer_changes=[done])
    other = write_book(
        tmp_path / "b.xlsx", employer_changes=[{**done, "difficulty_reported_on": None}, {**done, "change_no": "C-2"}]
    )
    with filled(one, other) as store:
        known = "SELECT difficulty_reported, difficulty_reported_on FROM employer_changes WHERE change_no = 'C-1'"
        assert rows(store, known) == [(None, None)]
        assert told(store) == [
            ("a.xlsx", "D2", "difficulty_reported_on", "2025-03-05"),
            ("b.xlsx", "D2", "difficulty_reported_on", ""),
        ]


def test_a_due_day_or_an_event_unreadable_in_one_book_and_blank_in_another_is_unknown(tmp_path: Path) -> None:
    change = {"change_no": "C-1", "trainee_no": "T-1", "difficulty_reported_on": "#REF!"}
    done = {**change, "change_no": "C-2", "difficulty_reported_on": "2025-03-05"}
    stopped = {**PLAN, "ended_on": "令和7年13月1日", "takeover": "?"}
    running = {**PLAN, "plan_no": "認2504000002", "ended_on": "2025-12-31", "takeover": "○"}
    one = write_book(tmp_path / "a.xlsx", employer_changes=[change, done], plans=[stopped, running])
    blank = {"ended_on": None, "takeover": None}
    other = write_book(
        tmp_path / "b.xlsx",
        employer_changes=[{**change, "difficulty_reported_on": None}, done],
        plans=[{**stopped, **blank}, running],
    )
    for books in ((one, other), (other, one)):
        with filled(*books) as store:
            reported = "SELECT difficulty_reported FROM employer_changes ORDER BY change_no"
            assert rows(store, reported) == [(None,), (True,)]
            assert rows(store, "SELECT ended, takeover FROM plans ORDER BY plan_no") == [(None, None), (True, True)]


def test_a_fact_that_another_book_fills_in_is_shown_with_its_cell_there(tmp_path: Path) -> None:
    one = write_book(tmp_path / "a.xlsx", plans=[{**PLAN, "passport_kept": None}])
    other = write_book(tmp_path / "b.xlsx", plans=[{"plan_no": PLAN["plan_no"], "passport_kept": "○"}])
    (finding,) = check(one, other, by="passport-kept").findings("passport-kept")
    assert finding["verdict"] == "violated"
    shown = [(source["file"], source["cells"]["passport_kept"]) for source in finding["sources"]]
    assert shown == [("a.xlsx", "I2"), ("b.xlsx", "B2")]


def test_an_event_column_that_one_book_does_not_have_has_no_say(tmp_path: Path) -> None:
    one = write_book(tmp_path / "a.xlsx", plans=[PLAN])
    other = write_book(tmp_path / "b.xlsx", plans=[{**PLAN, "ended_on": "2025-12-31", "takeover": "○"}])
    with filled(one, other) as store:
        found = rows(store, "SELECT ended, ended_on::VARCHAR, takeover, not_started FROM plans")
        assert (found, told(store)) == ([(True, "2025-12-31", True, False)], [])


def test_rows_without_a_key_are_known_by_their_place(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", plans=[{**PLAN, "plan_no": None}, {**PLAN, "plan_no": "#REF!"}, PLAN])
    with filled(book) as store:
        assert rows(store, "SELECT plan_no FROM plans ORDER BY source") == [
            ("技能実習計画!2",),
            ("技能実習計画!3",),
            ("認2504000001",),
        ]
        assert {(cell, column) for _, cell, column, _ in told(store)} == {("A2", "plan_no"), ("A3", "plan_no")}


def test_different_rows_at_the_same_place_of_two_books_stay_two(tmp_path: Path) -> None:
    one = write_book(tmp_path / "a.xlsx", plans=[{**PLAN, "plan_no": None}, {**PLAN, "plan_no": "認2504000002"}])
    other = write_book(tmp_path / "b.xlsx", plans=[{**PLAN, "plan_no": None, "trainee_no": "T-9"}, PLAN])
    with filled(one, other) as store:
        found = rows(store, "SELECT plan_no, trainee_no FROM plans WHERE plan_no LIKE '%!2' ORDER BY source")
        assert found == [("a.xlsx!技能実習計画!2", "T-1"), ("b.xlsx!技能実習計画!2", "T-9")]
        assert [column for *_, column, _ in told(store)] == ["plan_no", "plan_no"]


def test_equal_rows_at_the_same_place_of_two_books_are_one(tmp_path: Path) -> None:
    rest = {**PLAN, "plan_no": "認2504000002"}
    one = write_book(tmp_path / "a.xlsx", plans=[{**PLAN, "plan_no": None}, rest])
    other = write_book(tmp_path / "b.xlsx", plans=[{**PLAN, "plan_no": None}, rest])
    with filled(one, other) as store:
        assert rows(store, "SELECT count(*) FROM plans") == [(2,)]


def test_a_name_stands_for_the_trainee_who_alone_has_it_at_the_employer(tmp_path: Path) -> None:
    people = [
        ("T-1", "IO-1", "グエン・A"),
        ("T-2", "IO-2", "グエン A"),
        ("T-3", "IO-1", "チャン"),
        ("T-4", "IO-1", "チャン"),
    ]
    shift = {"io_no": "IO-1", "worked_on": "2025-02-03", "hours": "8:00"}
    book = write_book(
        tmp_path / "a.xlsx",
        trainees=[{"trainee_no": no, "name": name} for no, _, name in people],
        plans=[{**PLAN, "plan_no": f"認250400000{no[2]}", "trainee_no": no, "io_no": io} for no, io, _ in people],
        shifts=[{**shift, "trainee_name": name} for name in ("ｸﾞｴﾝ A", "チャン", "だれか", "グエンA")],
    )
    with filled(book) as store:
        found = rows(store, "SELECT trainee_no FROM shifts ORDER BY source")
        assert found == [("T-1",), (None,), (None,), ("T-1",)]
        assert told(store) == [
            ("a.xlsx", "D3", "trainee_name", "チャン"),
            ("a.xlsx", "D4", "trainee_name", "だれか"),
        ]


def test_a_shift_that_names_nobody_is_reported(tmp_path: Path) -> None:
    shift = {"worked_on": "2025-02-03", "hours": "8:00"}
    book = write_book(tmp_path / "a.xlsx", shifts=[{"trainee_no": "T-1", **shift}, {"trainee_no": None, **shift}])

    with filled(book) as store:
        assert told(store) == [("a.xlsx", "A3", "trainee_no", "")]


def test_a_kind_may_give_the_stage_too(tmp_path: Path) -> None:
    kinds = ["D", "第1号団体監理型技能実習", "2号イ", "団体監理型"]
    book = write_book(
        tmp_path / "a.xlsx",
        plans=[{"plan_no": f"認250400000{n}", "trainee_no": "T-1", "kind": kind} for n, kind in enumerate(kinds)],
    )
    with filled(book) as store:
        assert rows(store, "SELECT kind, stage FROM plans ORDER BY source") == [
            ("supervised", "1"),
            ("supervised", "1"),
            ("enterprise", "2"),
            ("supervised", None),
        ]
        assert told(store) == []


def test_a_kind_and_a_stage_that_disagree_leave_the_stage_unknown(tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "a.xlsx",
        plans=[
            {**PLAN, "kind": "1号ロ", "stage": "2"},
            {**PLAN, "plan_no": "認2504000002", "kind": "1号ロ", "stage": None},
        ],
    )
    with filled(book) as store:
        assert rows(store, "SELECT kind, stage FROM plans ORDER BY source") == [
            ("supervised", None),
            ("supervised", "1"),
        ]
        assert told(store) == [("a.xlsx", "G2", "stage", "2")]
