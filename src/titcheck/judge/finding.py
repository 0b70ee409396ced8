"""The findings of one rule: what each subject's verdict rests on, to the cell."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from duckdb import DuckDBPyConnection

from titcheck.findings import Finding, Missing, Value, Verdict
from titcheck.judge.compile import VERDICT
from titcheck.judge.missing import Cells, missing, set_aside_lacking, set_aside_silent
from titcheck.judge.origin import Origins, facts_in
from titcheck.judge.sentences import sentence
from titcheck.judge.tally import Tally
from titcheck.rulebook import Rule
from titcheck.store import Store
from titcheck.tables import BY_NAME
from titcheck.text import Text


def find(
    store: Store,
    con: DuckDBPyConnection,
    origins: Origins,
    rule: Rule,
    as_of: date,
    sql: str,
    tally: Tally,
) -> tuple[tuple[Finding, ...], tuple[Missing, ...], int]:
    """Findings in a fixed order; what is missing everywhere; and how many subjects lack only that, and get no finding."""
    doubtful = tally.verdicts[Verdict.VIOLATED] + tally.verdicts[Verdict.UNPROVEN]
    behind = {fact: origins.of(rule, [fact]) for fact in tally.asked} if doubtful else {}
    told, silent = set_aside_silent(con, tally, behind, store.given)
    if silent.total() == doubtful:
        return (), missing(silent), silent.total()
    _keep_found(con, f"SELECT * FROM ({sql}) WHERE {VERDICT} IN ('violated', 'unproven') AND {told}")
    means, silent_too = set_aside_lacking(con, behind, store.given)
    silent += silent_too
    cells = origins.of(
        rule, {*tally.asked, *facts_in(rule.dated, rule.facts), *facts_in(rule.due, rule.facts)} - {"source"}
    )
    order = ", ".join(f'"{name}" NULLS LAST' for name in rule.file.subject)
    cursor = con.execute(f"SELECT * FROM found ORDER BY {order}")
    columns = [column[0] for column in cursor.description or ()]
    maker = _Maker(store, rule, cells, means)
    findings = tuple(maker.finding(dict(zip(columns, row, strict=True)), as_of) for row in _rows(cursor))
    con.execute("DROP TABLE found")
    return findings, missing(silent), silent.total()


def fingerprint(rule: str, subject: Mapping[str, Value]) -> str:
    """Identity of a finding from night to night: the rule and the subject with its period, never row, file or order."""
    words = json.dumps(
        [rule, {name: _plain(value) for name, value in subject.items()}], ensure_ascii=False, sort_keys=True
    )
    return sha256(words.encode()).hexdigest()[:16]


def _rows(cursor: DuckDBPyConnection) -> Iterator[Sequence[Any]]:
    while batch := cursor.fetchmany(4096):
        yield from batch


def _keep_found(con: DuckDBPyConnection, sql: str) -> None:
    """Table `found`: the subjects of a query with a number, their `source` one flat list without blanks."""
    kind = next(row[1] for row in con.execute(f"DESCRIBE {sql}").fetchall() if row[0] == "source")
    source = "source" if kind.endswith("[]") else "[source]"
    for _ in range(kind.count("[]") - 1):
        source = f"flatten({source})"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT row_number() OVER () AS n, * REPLACE"
        f" (list_sort(list_distinct(list_filter({source}, lambda s: s IS NOT NULL)))::UBIGINT[] AS source)"
        f" FROM ({sql})"
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    store: Store
    rule: Rule
    cells: Mapping[str, Sequence[str]]
    means: Mapping[str, Cells]

    def finding(self, row: dict[str, Any], as_of: date) -> Finding:
        file = self.rule.file
        verdict = Verdict(row.pop(VERDICT))
        sources = tuple(each for source in row.pop("source") for each in self.store.sources(source, self.cells))
        lacking = self.means[row.pop("pattern")]
        del row["n"]
        facts: dict[str, Value] = {name: _value(value) for name, value in row.items()}
        subject = {name: facts[name] for name in file.subject}
        values = {**facts, "as_of": as_of}
        if verdict is Verdict.UNPROVEN:
            message = (
                sentence(file.unproven.text, values, self.rule.tables)
                if file.unproven
                else _unproven(self.rule, subject, lacking)
            )
        else:
            message = sentence(file.message.text, values, self.rule.tables)
        owed_by = facts[file.owed_by] if file.owed_by else None
        return Finding(
            self.rule.id,
            verdict,
            file.force,
            fingerprint(self.rule.id, subject),
            subject,
            None if owed_by is None else str(owed_by),
            {name: value for name, value in facts.items() if name not in subject},
            tuple(dict.fromkeys(column for _, column in lacking)),
            sources,
            tuple(basis.citation for basis in file.basis),
            message,
            sentence(file.remedy.text, values, self.rule.tables),
        )


def _unproven(rule: Rule, subject: Mapping[str, Value], lacking: Cells) -> Text:
    """What the engine says where the rule has no words of its own: the duty, and the facts to ask for by their headings."""
    who = " ".join(str(_plain(value)) for value in subject.values() if value is not None)
    headings = [BY_NAME[table].column(column).heading for table, column in lacking]
    if not headings:
        return Text(
            f"{who}: the books do not decide it; a person must look ({rule.file.title.en}).",
            f"{who}：帳簿の記載からは判断できません。確認を要します（{rule.file.title.ja}）。",
        )
    return Text(
        f"{who}: cannot be judged without {', '.join(heading.en for heading in headings)} ({rule.file.title.en}).",
        f"{who}：{'、'.join(heading.ja for heading in headings)}が確認できないため判断できません（{rule.file.title.ja}）。",
    )


def _value(value: Any) -> Value:
    """A fact as a finding holds it; lists and the like become their text."""
    return value if value is None or isinstance(value, str | int | date | Decimal) else str(value)


def _plain(value: Value) -> str | int | None:
    return value if value is None or isinstance(value, str | int) else str(value)
