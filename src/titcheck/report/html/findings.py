"""The findings as one compact block of JSON that the page's script unfolds; what repeats is written once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from titcheck.findings import Finding, Force, Report, Source, Value, Verdict
from titcheck.judge.sentences import written
from titcheck.report import words
from titcheck.report.cells import Places, runs
from titcheck.report.html.words import ALL, NOTHING, SHOWN, TITLE, UNITS
from titcheck.report.json import dumps
from titcheck.report.plain import plain
from titcheck.tables.model import Choice
from titcheck.text import LANGS, Text

LABELS: Final = [(force, verdict) for verdict in (Verdict.VIOLATED, Verdict.UNPROVEN) for force in Force]
"""In the order in which findings stand on the page: breaches of law first."""

_MINUTES: Final = {"hours", "time", "minutes"}


def rank(finding: Finding) -> int:
    """Where its kind stands on the page."""
    return LABELS.index((finding.force, finding.verdict))


def block(report: Report) -> Iterator[str]:
    """The JSON text in pieces, a finding at a time; safe inside a script element."""
    pool = _Pool()
    writer = _Writer(report, pool, [Places(report.inputs, lang) for lang in LANGS])
    yield '{"findings":['
    for number, finding in enumerate(sorted(report.findings, key=rank)):
        yield (",\n" if number else "\n") + _json(writer.record(finding))
    head = {
        "rules": [
            {"id": plain(it.rule), "title": _pair(it.title), "theme": plain(it.theme)} for it in report.judgements
        ],
        "themes": {plain(it.theme): _pair(theme(it.theme)) for it in report.judgements},
        "labels": [_pair(words.label(*label)) for label in LABELS],
        "owners": [_pair(owner) for owner in writer.owners.values()],
        "texts": list(pool.texts),
        "words": {"all": _pair(ALL), "shown": _pair(SHOWN), "nothing": _pair(NOTHING), "title": _pair(TITLE)},
    }
    yield "\n]," + _json(head)[1:]


def theme(name: str) -> Text:
    """A theme's name; a folder of one's own has only that."""
    return words.THEMES.get(name, Text(name, name))


def owner(report: Report, number: str | None) -> Text:
    """An organisation by its name and number."""
    shown = f"{report.names.get(number, '')} {number}".strip() if number is not None else None
    return Text(shown, shown) if shown else words.NO_OWNER


@dataclass(slots=True)
class _Pool:
    """Texts by their number, each once."""

    texts: dict[Any, int] = field(default_factory=dict)

    def of(self, text: Text) -> int:
        return self.texts.setdefault(_pair(text), len(self.texts))


class _Writer:
    def __init__(self, report: Report, pool: _Pool, places: list[Places]) -> None:
        self._report, self._pool, self._places = report, pool, places
        self._rules = {judgement.rule: number for number, judgement in enumerate(report.judgements)}
        self.owners: dict[str | None, Text] = {}

    def record(self, finding: Finding) -> dict[str, Any]:
        """One finding; every text that may stand in others too is a number of the pool."""
        self.owners.setdefault(finding.owed_by, owner(self._report, finding.owed_by))
        basis = Text(*("; ".join(f"{it.law.of(lang)} {it.article.of(lang)}" for it in finding.basis) for lang in LANGS))
        missing = Text(
            *(words.COMMA.of(lang).join(it.missing(finding)) for lang, it in zip(LANGS, self._places, strict=True))
        )
        values, calculated = self._values(finding)
        record = {
            "rule": self._rules[finding.rule],
            "label": rank(finding),
            "owner": list(self.owners).index(finding.owed_by),
            "id": plain(finding.fingerprint),
            "message": _pair(finding.message),
            "remedy": self._pool.of(finding.remedy),
            "basis": self._pool.of(basis),
            "values": values,
            "calculated": calculated,
            "cells": [_pair(Text(*both)) for both in zip(*(it.cells(finding) for it in self._places), strict=True)],
        }
        return {**record, "missing": self._pool.of(missing)} if finding.missing else record

    def _values(self, finding: Finding) -> tuple[list[list[Any]], list[list[Any]]]:
        """Heading, value and cells of each fact of a column, then the numbers of the law; and apart what the rule calculates."""
        columns, numbers, calculated = [], [], []
        law = self._report.judgements[self._rules[finding.rule]].numbers
        for name, value in _paired({**finding.subject, **finding.facts}).items():
            sources = [source for source in finding.sources if name in source.cells]
            column = self._places[0].column(name, ((it.file, it.sheet) for it in sources or finding.sources))
            if column:
                shown = [self._pool.of(column.heading), self._pool.of(_shown(value, column.type, column.choices))]
                columns.append([*shown, plain(_cells(name, sources))] if sources else shown)
            elif name in law:
                what, unit = law[name]
                numbers.append([self._pool.of(what), self._pool.of(_shown(value, unit))])
            else:
                unit = "minutes" if name.endswith(("_hours", "_minutes")) else ""
                calculated.append([self._pool.of(Text(name, name)), self._pool.of(_shown(value, unit))])
        return columns + numbers, calculated


def _paired(facts: dict[str, Value]) -> dict[str, Value | Text]:
    """The facts, with `X_en` and `X_ja` as one."""
    both = {name.removesuffix("_en") for name in facts if name.endswith("_en")}
    both = {name for name in both if f"{name}_ja" in facts}
    halves = {f"{name}{end}" for name in both for end in ("_en", "_ja")}
    alone: dict[str, Value | Text] = {name: value for name, value in facts.items() if name not in halves}
    return alone | {name: Text(str(facts[f"{name}_en"]), str(facts[f"{name}_ja"])) for name in sorted(both)}


def _shown(value: Value | Text, unit: str, choices: Iterable[Choice] = ()) -> Text:
    """A value with its unit, in both languages."""
    if isinstance(value, Text):
        return value
    label = next((it.label for it in choices if it.code == value), None)
    form = "hours" if unit in _MINUTES else ","
    shown = Text(*(written(value, form, lang, label) for lang in LANGS))
    with_unit = UNITS.get(unit)
    if with_unit is None or isinstance(value, bool) or not isinstance(value, int | Decimal):
        return shown
    return Text(with_unit.en.format(shown.en), with_unit.ja.format(shown.ja))


def _cells(name: str, sources: list[Source]) -> str:
    """`技能実習計画!R23, 賃金台帳!Q2:Q14`: where the values of one column stand."""
    places: dict[tuple[str, str], set[int]] = {}
    for source in sources:
        letters = source.cells[name].rstrip("0123456789")
        places.setdefault((source.sheet, letters), set()).add(source.row)
    return ", ".join(f"{sheet}!{run}" for (sheet, letters), rows in places.items() for run in runs(letters, rows))


def _pair(text: Text) -> Any:
    """A text where both languages say the same, else both, English first."""
    en, ja = plain(text.en), plain(text.ja)
    return en if en == ja else (en, ja)


def _json(value: Any) -> str:
    return dumps(value).replace("<", r"\u003c")  # no text can end the script element
