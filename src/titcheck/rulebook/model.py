"""What a rule is: the keys of its file, and the rule itself with its syntax trees."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from sqlglot import exp

from titcheck.findings import Citation, Force
from titcheck.text import Text

Constant = int | Decimal | str | date


class Strict(BaseModel):
    """Frozen, and without a key nobody declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(Strict):
    """A text in both languages."""

    en: Annotated[str, Field(min_length=1)]
    ja: Annotated[str, Field(min_length=1)]

    @property
    def text(self) -> Text:
        """As the rest of titcheck knows it."""
        return Text(self.en, self.ja)


class Sees(Strict):
    """How much of the duty a machine can see, and what it cannot."""

    extent: Literal["full", "partial"]
    but: Words | None = None


class Basis(Strict):
    """One article. The marks are the proof marks that may be cited; RECALLED, INFERENCE and DERIVED never."""

    law: Words
    article: Words
    mark: Literal["VERIFIED-LAW", "VERIFIED-P", "VERIFIED-OFF", "VERIFIED-R", "VERIFIED-2ND", "VERIFIED-S"]

    @property
    def citation(self) -> Citation:
        """As a finding carries it."""
        return Citation(self.law.text, self.article.text, self.mark)


class Effective(Strict):
    """The days the text is in force, `from` first, `until` last (absent: still in force)."""

    from_: date = Field(alias="from")
    until: date | None = None


def _dated(values: dict[date, Constant]) -> dict[date, Constant]:
    if not values:
        raise ValueError("no value: write the first day it is in force and the value")
    return dict(sorted(values.items()))


class Parameter(Strict):
    """A number of the law: what it is, its unit, and each value by the first day it is in force."""

    what: Words
    unit: str
    values: Annotated[dict[date, Constant], AfterValidator(_dated)]

    def on(self, day: date) -> Constant | None:
        """The value in force on a day, None before the first."""
        return next((value for start, value in reversed(self.values.items()) if start <= day), None)


class Books(Strict):
    """The tables a rule cannot do without, and those that count as empty when they are not given."""

    needs: Annotated[list[str], Field(min_length=1)]
    uses: list[str] = []

    @property
    def all(self) -> list[str]:
        """Both."""
        return self.needs + self.uses


Expected = list[dict[str, Any]]


class Case(Strict):
    """One example of the rule: rows in, verdicts out. Counts are exact; a verdict that is absent is expected of nobody.

    What is met or pending has no finding: its count says enough, though pending rows may be listed too. `ja` is the name
    in Japanese.
    """

    name: str
    ja: str = ""
    as_of: date = date(2026, 11, 30)
    given: dict[str, list[dict[str, Any]]]
    without: list[str] = []
    met: int = 0
    violated: Expected = []
    unproven: Expected = []
    pending: int | Expected = 0

    @property
    def text(self) -> Text:
        """The example in a sentence; in English alone where nobody has put it into Japanese."""
        return Text(self.name, self.ja or self.name)


class Equivalent(Strict):
    """A mutant of the rule that means the same as the rule, and why."""

    mutant: str
    because: Annotated[str, Field(min_length=1)]


class RuleFile(Strict):
    """The keys of a rule file, in the order they are written."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    title: Words
    force: Annotated[Force, Field(strict=False)]
    sees: Sees
    basis: Annotated[list[Basis], Field(min_length=1)]
    effective: Effective
    parameters: dict[str, Parameter] = {}
    books: Books
    subject: Annotated[list[str], Field(min_length=1)]
    owed_by: str | None = None
    subjects: str
    dated: str
    due: str | None = None
    requires: str
    message: Words
    unproven: Words | None = None
    remedy: Words
    background: dict[str, dict[str, Any]] = {}
    cases: list[Case]
    equivalents: list[Equivalent] = []


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule that passed every check: its file's keys, and its SQL as syntax trees.

    `theme` is its folder; `facts` are the columns its last SELECT names; `tables`, `views` and `references` are what
    it reaches, also through views.
    """

    path: Path
    theme: str
    file: RuleFile
    subjects: exp.Query
    dated: exp.Expr
    due: exp.Expr | None
    requires: exp.Expr
    facts: tuple[str, ...]
    tables: frozenset[str]
    views: tuple[str, ...]
    references: frozenset[str]

    @property
    def id(self) -> str:
        """The rule's name, the same as its file's."""
        return self.file.id
