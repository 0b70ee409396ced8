"""A report without its people: every name, birth date, residence card and address by a pseudonym, fingerprints as before.

A pseudonym is a keyed hash: the same key gives the same one in every report, and without the key nobody can try names out.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from titcheck.findings import Finding, Misreading, Report, Value
from titcheck.report.words import day
from titcheck.tables.personal import PERSONAL
from titcheck.text import Text

_KINDS = {column: kind for (_, column), kind in PERSONAL.items() if column != "name"}
_UNREADABLE = Text("the cell cannot be read as what its column holds", "セルの内容を読み取れません")
_BETWEEN = re.compile(r"[\[\],、]")


def redacted(report: Report, key: bytes) -> Report:
    """The report with every personal fact masked by the key."""
    masks = _Masks(report.people, key)
    judgements = tuple(
        replace(judgement, findings=tuple(map(masks.finding, judgement.findings))) for judgement in report.judgements
    )
    misreadings = tuple(map(masks.misreading, report.misreadings))
    return replace(report, judgements=judgements, misreadings=misreadings, people={})


@dataclass(frozen=True, slots=True)
class _Masks:
    people: Mapping[Value, str]
    key: bytes

    def finding(self, finding: Finding) -> Finding:
        values = {**finding.subject, **finding.facts}
        masks = dict(masked for name, value in values.items() for masked in self._masks(name, value))
        if not masks:
            return finding
        hide = re.compile("|".join(map(re.escape, sorted(masks, key=len, reverse=True))))

        def hidden(text: str) -> str:
            return hide.sub(lambda found: masks[found[0]], text)

        def value_of(name: str, value: Value) -> Value:
            if value is None or isinstance(value, bool | int):
                return value
            found = dict(self._masks(name, value))
            return value if not found else hidden(str(value))

        return replace(
            finding,
            subject={name: value_of(name, value) for name, value in finding.subject.items()},
            facts={name: value_of(name, value) for name, value in finding.facts.items()},
            message=Text(hidden(finding.message.en), hidden(finding.message.ja)),
            remedy=Text(hidden(finding.remedy.en), hidden(finding.remedy.ja)),
        )

    def misreading(self, cell: Misreading) -> Misreading:
        kind = "person" if cell.column == "name" else _KINDS.get(cell.column)
        if kind is None or not cell.value:
            return cell
        return replace(cell, value=self._mask(kind, cell.value), problem=_UNREADABLE)

    def _masks(self, name: str, value: Value) -> Iterator[tuple[str, str]]:
        """Every way a personal value of a fact can be written in a sentence, and its mask."""
        if isinstance(value, date):
            if "birth" in name:
                mask = self._mask("born", value.isoformat())
                yield from ((written, mask) for written in (value.isoformat(), day(value, "ja")))
        elif isinstance(value, str):
            for part in {value, *(part.strip() for part in _BETWEEN.split(value))}:
                if kind := self.people.get(part):
                    yield part, self._mask(kind, part)

    def _mask(self, kind: str, value: str) -> str:
        digest = hmac.digest(self.key, f"{kind} {value}".encode(errors="replace"), "sha256")
        return f"{kind}-{b32encode(digest)[:8].decode().lower()}"
