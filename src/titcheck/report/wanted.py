"""What to bring: the books and the columns given nowhere, with the rules that wait for them."""

from collections import defaultdict
from collections.abc import Iterable

from titcheck.findings import Judgement

Books = dict[str, list[str]]
"""The rules that wait, by table."""

Columns = dict[tuple[str, str], list[tuple[str, int]]]
"""The rules that wait, each with the number of its subjects, by table and column."""


def wanted(judgements: Iterable[Judgement]) -> tuple[Books, Columns]:
    """Which books to bring, and which columns nobody filled in."""
    books: Books = defaultdict(list)
    columns: Columns = defaultdict(list)
    for judgement in judgements:
        for missing in judgement.missing:
            if missing.column is None:
                books[missing.table].append(judgement.rule)
            else:
                columns[missing.table, missing.column].append((judgement.rule, missing.subjects))
    return books, columns
