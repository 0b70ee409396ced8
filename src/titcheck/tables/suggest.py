"""Which column a heading that names none may be a misspelling of. Shown, never assumed."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from titcheck.tables.grid import every_heading
from titcheck.tables.headings import headings_of, normalise
from titcheck.tables.model import Table

_ALIKE = 75
"""Of 100, where 始業時間 for 始業時刻 and フリカナ for フリガナ reach just this, and 入社日 for 入国日 does not."""


def suggest(headers: Mapping[int, str], table: Table, columns: Mapping[str, int]) -> dict[int, str]:
    """For headings that name no column of any table, by place, a column that is not on the sheet and is called much alike."""
    free = {heading: column for heading, column in headings_of(table).items() if column not in columns}
    used = set(columns.values())
    found = {}
    for place, text in headers.items():
        heading = normalise(text)
        if place not in used and heading not in every_heading():
            best = process.extractOne(heading, free.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if best:
                found[place] = free[best[0]]
    return found
