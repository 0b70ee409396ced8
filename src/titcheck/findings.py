"""What a run has to say: verdicts, findings, misreadings, and the report that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from titcheck.text import Text

Value = str | int | bool | date | Decimal | None


class Verdict(StrEnum):
    """SQL's three-valued logic, and *pending*: not yet due on the day of judgement."""

    MET = "met"
    VIOLATED = "violated"
    UNPROVEN = "unproven"
    PENDING = "pending"


class Force(StrEnum):
    """How binding a duty is: statute and ordinance, official practice, or worth knowing."""

    MUST = "must"
    SHOULD = "should"
    NOTE = "note"


class Status(StrEnum):
    """What happened to a rule in this run; every report names every rule with one of these."""

    JUDGED = "judged"
    NO_SUBJECTS = "no-subjects"
    NO_TABLE = "no-table"
    NO_COLUMN = "no-column"
    NOT_IN_FORCE = "not-in-force"
    EXCLUDED = "excluded"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Citation:
    """An article a duty comes from, with the mark of how it was verified."""

    law: Text
    article: Text
    mark: str


@dataclass(frozen=True, slots=True)
class Source:
    """A row a verdict rests on: file, sheet, 1-based row, and the A1 address of each deciding cell by column name."""

    file: str
    sheet: str
    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Misreading:
    """A cell (or a row's key) that could not be taken as what its column means; the rest of its row still counts."""

    file: str
    sheet: str
    row: int
    cell: str
    column: str
    value: str
    problem: Text


@dataclass(frozen=True, slots=True)
class Missing:
    """A column (or, with no column, a table) given nowhere, and how many subjects could not be judged for it."""

    table: str
    column: str | None
    subjects: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One subject that is violated or unproven, with what the verdict rests on."""

    rule: str
    verdict: Verdict
    force: Force
    fingerprint: str
    subject: dict[str, Value]
    owed_by: str | None
    facts: dict[str, Value]
    missing: tuple[str, ...]
    sources: tuple[Source, ...]
    basis: tuple[Citation, ...]
    message: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule said about the books: counts over all subjects, and the findings in a fixed order.

    `theme` is the rule's folder. `numbers` are those of the law among the facts: what each is, and its unit.
    """

    rule: str
    title: Text
    force: Force
    status: Status
    met: int = 0
    violated: int = 0
    unproven: int = 0
    pending: int = 0
    missing: tuple[Missing, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: Text | None = None
    theme: str = ""
    numbers: Mapping[str, tuple[Text, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A sheet taken for a table: its data rows, the headers nothing uses, and rows that stand in another sheet too.

    `set_aside` gives the rows that are no data, by number, and what each is.
    """

    table: str
    sheet: str
    rows: int
    unused_headers: tuple[str, ...] = ()
    repeated: int = 0
    set_aside: tuple[tuple[int, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """One file that was read: its name relative to the argument, its hash, its tables, the sheets no table was found in."""

    file: str
    sha256: str
    tables: tuple[ReadTable, ...] = ()
    unused_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """What led up to a finding, for a picture: days in order, with the minutes worked in the seven days which end on each.

    `finding` is the fingerprint. The minutes are the least and the most that can have been worked; a day of an audit has none.
    """

    finding: str
    days: tuple[tuple[date, int, int], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, or a rule that could not be run."""

    file: str
    problem: Text


@dataclass(frozen=True, slots=True)
class Report:
    """The whole result of one run. `names` gives an organisation's name by its number, where the books have it.

    `rulebook` is the book's name and the hash of all it judges by. `series` are of some findings, enough to draw. `people` are the personal facts of the books, value →
    what it is; no format shows them.
    """

    as_of: date
    inputs: tuple[Input, ...]
    judgements: tuple[Judgement, ...]
    misreadings: tuple[Misreading, ...] = ()
    errors: tuple[Failure, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    rulebook: tuple[str, str] = ("", "")
    people: Mapping[Value, str] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    fail_on: frozenset[str] = field(default_factory=lambda: frozenset({"must"}))

    def total(self, verdict: Verdict) -> int:
        """How many subjects of all rules got this verdict."""
        return sum(getattr(judgement, verdict.value) for judgement in self.judgements)

    @property
    def judged(self) -> int:
        """How many subjects were judged: met, violated or unproven. Pending ones are not yet due."""
        return self.total(Verdict.MET) + self.total(Verdict.VIOLATED) + self.total(Verdict.UNPROVEN)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the rules."""
        return tuple(finding for judgement in self.judgements for finding in judgement.findings)

    @property
    def exit_code(self) -> int:
        """2 nothing read, or a rule error; 1 violated; 4 unproven where asked; 3 nothing judged; 0. In that order."""
        violated = {judgement.force.value for judgement in self.judgements if judgement.violated}
        unsure = self.misreadings or self.errors or any(j.unproven or j.missing for j in self.judgements)
        if not self.inputs or any(judgement.status is Status.ERROR for judgement in self.judgements):
            return 2
        if violated & self.fail_on:
            return 1
        if "unproven" in self.fail_on and unsure:
            return 4
        return 0 if self.judged else 3
