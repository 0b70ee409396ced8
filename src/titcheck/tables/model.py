"""How a table is declared: its names in both languages, its key, and each column's type and kind."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from titcheck.text import Text

Type = Literal["text", "no", "day", "yen", "hours", "time", "minutes", "count", "flag", "choice", "m2", "level"]
"""What a cell means. `hours`, `time` and `minutes` are held as whole minutes, `yen` as whole yen, `m2` with two
decimals, `no` and `choice` and `level` as text, `day` as a day in Asia/Tokyo."""

Kind = Literal["fact", "due", "event"]
"""What a blank cell means: *fact* unknown, *due* not done, *event* did not happen."""

Shape = Literal["corporate_no", "so_no", "plan_no", "sending_org_no", "residence_card_no"]
"""An identifier whose written form can be checked; a wrong one is reported, but its text stays."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Choice(_Frozen):
    """One value of a `choice` column: the code rules use, the Japanese label, other spellings found in books."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()


class Column(_Frozen):
    """One column: the name rules use, the heading in both languages, and how a cell is read."""

    name: str
    heading: Text
    type: Type
    kind: Kind = "fact"
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    shape: Shape | None = None

    @property
    def truth(self) -> str | None:
        """The name of the truth value beside a due or event column, or None where the value itself says it.

        TRUE: a value stands there; FALSE: blank, and so not done or did not happen; NULL: unknown.
        `X_on` has `X`; a column with another name has `has_` before it. A flag that is an event needs none.
        """
        if self.kind == "fact" or self.type == "flag":
            return None
        return self.name.removesuffix("_on") if self.name.endswith("_on") else f"has_{self.name}"


class Table(_Frozen):
    """One table the law speaks of. `key` names the columns that identify a row; empty: rows have no key."""

    name: str
    title: Text
    note: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
