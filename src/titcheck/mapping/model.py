"""The keys of a mapping file: what the sheets of a user's books are, and what stands under their headings."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from titcheck.rulebook.model import Strict

Scalar = str | int | bool | Decimal | date


class Place(Strict):
    """Where a column's values come from: one of a heading, a column of the sheet by its letters, a value for all rows.

    `unit` is the unit the cells are written in; `codes` says what words in them mean, null: nothing.
    """

    heading: str | None = None
    column: str | None = None
    value: Scalar | None = None
    unit: str | None = None
    codes: dict[Scalar, Scalar | None] = Field(default_factory=dict)


def _heading(written: Any) -> Any:
    return {"heading": written} if isinstance(written, str) else written


class Entry(Strict):
    """One table on the sheets of a name. `file` and `sheet` may hold `*`; a column that is null stands nowhere on the sheet."""

    file: str = "*"
    sheet: str
    table: str | None = None
    ignore: bool = False
    header_row: Annotated[int, Field(ge=1)] | None = None
    columns: dict[str, Annotated[Place | None, BeforeValidator(_heading)]] = Field(default_factory=dict)


class MappingFile(Strict):
    """The keys of a mapping file; none of its sheets is named yet where all of them are comments."""

    sheets: list[Entry] | None
