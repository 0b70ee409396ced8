"""The words a rule may use: the functions of the allow-list and of the vocabulary."""

import re
from functools import cache
from importlib.resources import files

ALLOWED = frozenset(
    """
    And Or Xor Case If Cast TryCast Coalesce Nullif Greatest Least Abs Floor Ceil Round Sign Mod Sum Min Max Count
    CountIf ArrayAgg AnyValue LogicalOr LogicalAnd ArgMax ArgMin First Last RowNumber Rank DenseRank Lag Lead
    FirstValue LastValue Array List ArraySize Flatten ArrayConcat ArrayFilter Transform ArrayContains
    ArrayDistinct ArraySort SortArray ArrayMin ArrayMax ArraySum ArrayToString ArrayAny ArraySlice Unnest Explode
    GenerateSeries ExplodingGenerateSeries GenerateDateArray Struct StructExtract Lower Upper Concat ConcatWs
    Substring Left Right Length Trim StartsWith EndsWith Contains StrPosition RegexpLike RegexpFullMatch
    RegexpExtract Replace Split DateDiff DayOfWeek DayOfWeekIso Year Month Day DayOfMonth IsNan Exists
    """.split()  # noqa: SIM905 - a list of one name a line is harder to read
)
"""Function nodes of the syntax tree that only compute on their arguments. Clocks, chance, files and settings are not among them."""

ALLOWED_BY_NAME = frozenset(
    """
    list_sort list_concat list_min list_max list_sum list_bool_or list_bool_and list_any_value list_contains
    list_has_any list_unique list_first list_last bool_or bool_and isodow dayofweek dayofmonth len generate_series
    range regexp_full_match
    """.split()  # noqa: SIM905 - a list of one name a line is harder to read
)
"""Functions sqlglot has no node for."""


@cache
def vocabulary() -> frozenset[str]:
    """The macros of vocabulary.sql."""
    return frozenset(re.findall(r"CREATE MACRO (\w+)\(", (files("titcheck") / "vocabulary.sql").read_text("utf-8")))
