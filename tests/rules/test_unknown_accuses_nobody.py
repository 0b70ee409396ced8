"""Knowing less accuses nobody and acquits nobody: each cell of a rule's own cases made unreadable, one at a time."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rule, load
from titcheck.rulebook.model import Case
from titcheck.tables import BY_NAME

RULEBOOK = load()
RULES = [
    "audit-every-three-months",
    "difficulty-report",
    "disappearance-history",
    "lecture-hours",
    "licence-covers-plan",
    "monthly-visit",
    "passport-kept",
    "revocation-history",
    "stage-length",
    "transition-weekly-hours",
    "transition-weekly-hours-designated",
]
NUMBER_LOST = [
    ("implementing_orgs.corporate_no", "the same corporate number is the same employer, under whatever name"),
    ("dispositions.corporate_no", "the same corporate number is the same employer, under whatever name"),
    ("dispositions.plan_no", "one revoked plan of the employer bars every other plan of the employer"),
    ("dispositions.plan_no", "the revocation of a plan whose employer cannot be read may be of any employer"),
]
"""What matched by a number alone is then compared by name, and the names differ: a revocation listed without a number would
otherwise put every employer in doubt, whatever its name."""
SHAKEN = "a plan number against differing corporate numbers is a contradiction, not a proof"
"""A plan's number is proof without any corporate number, which books and lists seldom both have; differing ones only shake it."""
OWED_BY_SOMEONE = [
    ("plans.kind", "under the enterprise type the employer owes the report"),
    ("plans.so_no", "a cause on the first day of a plan belongs to it"),
    ("plans.so_no", "a change in the trainee's next plan does not report the plan stopped before it"),
    ("plans.so_no", "a change never reported is a violation of the supervising organisation"),
    ("plans.so_no", "a plan that names itself as its original was stopped all the same"),
    ("plans.so_no", "a stopped plan without any notice is a violation"),
    ("plans.so_no", "another trainee's notice, or a notice of another kind, reports nothing"),
    ("plans.starts_on", "a cause on the first day of a plan belongs to it"),
    ("plans.starts_on", "a change never reported is a violation of the supervising organisation"),
    ("plans.starts_on", "a disappearance is reported too, and may have been reported"),
    ("plans.starts_on", "a report of a first change does not report the second"),
    ("plans.starts_on", "under the enterprise type the employer owes the report"),
    ("plans.trainee_no", "a cause on the first day of a plan belongs to it"),
    ("plans.trainee_no", "a change never reported is a violation of the supervising organisation"),
    ("plans.trainee_no", "a disappearance is reported too, and may have been reported"),
    (
        "plans.trainee_no",
        "a stopped plan is reported by the trainee's change, and not by a disappearance nobody reported",
    ),
    ("plans.trainee_no", "on the fourteenth day it is not yet late, on the fifteenth it is"),
    ("plans.trainee_no", "under the enterprise type the employer owes the report"),
]
"""The difficulty was not reported, whatever became of the plan's row: the same violation, of a plan or an organisation without a name."""
OTHER_OFFICE = "a notice without its day, its trainee or its kind may be the report"
"""A notice that names no trainee is the report of the organisations it may be from, and of no other's."""
SILENCE = [
    (
        "plans.trainee_no",
        "blocks are counted from the month of the first lectures, and the first one, begun inside a month, is not accused",
    ),
    ("plans.ends_on", "after a gap without trainees the blocks begin anew"),
]
"""Silence so long that it holds a whole block of every count: the same violation, named by another block."""
LATE_LECTURE = "the last month is not accused when training ended before its last day"
"""A lecture without a day was held in the first two months of the stage, as lectures are; only here nine months on."""
CLOCK = [
    ("shifts.starts_at", "recorded hours that ran past midnight without an end may lie on either day"),
    ("shifts.hours", "recorded hours longer than the clock win over it"),
]
"""A fact looks the same unreadable and blank, and most books hold hours alone, or clock times alone: each is then the day's work."""
EVE = "a week, a permit, the law or free time that begins with the morning of a night shift leaves the break on either side"
"""A shift of unknown length stands on the day it is recorded for, here the eve of the first day that counts."""
TWO_RUNS = "two adjacent permits are one run"
"""The permit without its day is a run of its own and unproven; the other one alone is lawful."""
RENEWAL = [
    (
        "supervising_orgs.renewal_applied_on",
        "a licence whose renewal was applied for in time may run on until it is decided",
    ),
    (
        "supervising_orgs.renewal_applied_on",
        "after the last licence there is none, unless a renewal applied for in time may be undecided",
    ),
]
"""A fact looks the same unreadable and blank, and after its last licence an organisation without a renewal has none."""
ACCEPTED = {
    *(("licence-covers-plan", column, case) for column, case in RENEWAL),
    *(("revocation-history", column, case) for column, case in NUMBER_LOST),
    ("revocation-history", "implementing_orgs.corporate_no", SHAKEN),
    ("revocation-history", "dispositions.corporate_no", SHAKEN),
    # Unread, an accreditation is taken to follow its application, as the law has it; read, it contradicts that day.
    (
        "revocation-history",
        "plans.accredited_on",
        "an accreditation before its application is barred or doubtful by its own day",
    ),
    ("revocation-history", "dispositions.plan_no", SHAKEN),  # what is left to compare are the differing numbers
    *(("difficulty-report", column, case) for column, case in OWED_BY_SOMEONE),
    ("difficulty-report", "notices.trainee_no", OTHER_OFFICE),
    *(("audit-every-three-months", column, case) for column, case in SILENCE),
    *(
        ("monthly-visit", column, LATE_LECTURE)
        for column in ("plans.trainee_no", "lectures.trainee_no", "lectures.held_on")
    ),
    *(("transition-weekly-hours", column, case) for column, case in CLOCK),
    *(("transition-weekly-hours", column, EVE) for column in ("shifts.starts_at", "shifts.ends_at")),
    *(("transition-weekly-hours", column, TWO_RUNS) for column in ("permits.valid_from", "permits.valid_until")),
}
"""Deliberate exceptions: rule, column, case."""
NOBODYS = {
    ("stage-length", "plans.trainee_no"),
    ("lecture-hours", "plans.trainee_no"),
    ("lecture-hours", "lectures.trainee_no"),
    ("audit-every-three-months", "lectures.trainee_no"),
    ("monthly-visit", "lectures.trainee_no"),
}
"""A row that names nobody is misread or unproven itself, and counts for no one else: it must not put every trainee in doubt."""
LOST = "#REF!"

Row = dict[str, Any]
Book = dict[str, list[Row]]
Subject = tuple[str, ...]


def judged(rule: Rule, case: Case, book: Book) -> list[tuple[Verdict, Row]]:
    return judge_rows(RULEBOOK, rule, book, as_of=case.as_of, without=case.without)


def by_subject(rule: Rule, rows: list[tuple[Verdict, Row]], lost: str = "") -> dict[Subject, set[Verdict]]:
    """The verdicts of each subject, which is told by its columns but a lost one."""
    names = [name for name in rule.file.subject if name != lost]
    found: dict[Subject, set[Verdict]] = defaultdict(set)
    for verdict, facts in rows:
        found[tuple(str(facts[name]) for name in names)].add(verdict)
    return found


def read_by(rule: Rule) -> set[str]:
    """Every word in the SQL of the rule and its views: what is not among them cannot change a verdict."""
    trees = [rule.subjects, *(RULEBOOK.library.view(name).tree for name in rule.views)]
    return {word for tree in trees for word in re.findall(r"\w+", tree.sql())}


def probed(rule: Rule, case: Case, table: str, name: str, number: int) -> bool:
    """A fixed quarter of the cells; all of them with TITCHECK_THOROUGH=1, which takes minutes."""
    return (
        bool(os.environ.get("TITCHECK_THOROUGH"))
        or crc32(f"{rule.id} {case.name} {table} {name} {number}".encode()) % 4 == 0
    )


def with_a_cell_lost(rule: Rule, case: Case, book: Book) -> Iterator[tuple[str, str, Book]]:
    """The book with one filled cell unreadable, and which; but no first key: such a row is known by its place.

    What the background fills alike in many rows is lost in the first of them only: time is short.
    """
    read, lost = read_by(rule), set()
    for table in [table for table in book if table in BY_NAME and table not in case.without]:
        for number, row in enumerate(book[table]):
            for name in row.keys() - set(BY_NAME[table].key[:1]):
                own = name in case.given[table][number]
                silent = row[name] is None or f"{table}.{name}" in case.without
                if silent or read.isdisjoint((name, BY_NAME[table].column(name).truth)):
                    continue
                if (own or (table, name) not in lost) and probed(rule, case, table, name, number):
                    rows = [*book[table][:number], {**row, name: LOST}, *book[table][number + 1 :]]
                    yield table, name, {**book, table: rows}
                if not own:
                    lost.add((table, name))


def faults(rule: Rule, case: Case) -> Iterator[str]:
    book = {name: [{**rule.file.background.get(name, {}), **row} for row in rows] for name, rows in case.given.items()}
    rich = judged(rule, case, book)
    for table, name, poorer in with_a_cell_lost(rule, case, book):
        column = f"{table}.{name}"
        if (rule.id, column, case.name) in ACCEPTED or (rule.id, column) in NOBODYS:
            continue
        after = judged(rule, case, poorer)
        same = by_subject(rule, rich).keys() == by_subject(rule, after).keys()
        before = by_subject(rule, rich, "" if same else name)
        for subject, now in by_subject(rule, after, "" if same else name).items():
            was = before.get(subject, set())
            accused = Verdict.VIOLATED in now and Verdict.VIOLATED not in was
            acquitted = Verdict.MET in now and was and Verdict.MET not in was
            if accused or acquitted:
                changed = [row for row in poorer[table] if row not in book[table]]
                yield f"{case.name}: without {table}.{name} in {changed}, {subject}: {[*was]} -> {[*now]}"


@pytest.mark.parametrize("rule", RULES)
def test_a_cell_that_becomes_unreadable_accuses_and_acquits_nobody(rule: str) -> None:
    found = [fault for case in RULEBOOK.rules[rule].file.cases for fault in faults(RULEBOOK.rules[rule], case)]

    assert not found, "\n".join(found)
