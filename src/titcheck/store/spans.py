"""Merged cells below the headers: what stands in the first of them holds for the others, as far as that can be told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from duckdb import DuckDBPyConnection

from titcheck.store.part import literal, quoted
from titcheck.tables.recognise import Layout
from titcheck.workbook.model import BROKEN, MERGED, Merge, Sheet

_SUMMED = ("wage_payments", "shifts", "lectures", "fees")
"""Rows whose figures add up: one figure merged over several rows may be that of each, or of all of them together."""

_FILLED = r"[^\s\p{Z}\p{C}]"


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells as they concern one column: rows `top` to `bottom`; their text stands in column `left` of the sheet.

    `first` is what that column is called among the landed rows.
    """

    column: str
    top: int
    bottom: int
    left: int
    first: str


def spans_of(sheet: Sheet, layout: Layout) -> list[Span]:
    """The merged cells among a layout's rows, by column and row, none of them overlapping."""
    merges = sorted((it for it in sheet.merges or () if it.left >= sheet.first_column), key=lambda it: it.top)
    return [span for column, place in layout.columns.items() for span in _spans(merges, layout, column, place)]


def _spans(merges: Iterable[Merge], layout: Layout, column: str, place: int) -> Iterator[Span]:
    names = {at: name for name, at in layout.columns.items()} | {place: column}
    last = layout.header_row
    for merge in merges:
        down = merge.left == place and merge.top < merge.bottom and column not in layout.carried
        if (down or merge.left < place <= merge.right) and merge.top > last:
            last = merge.bottom
            yield Span(column, merge.top, merge.bottom, merge.left, names.get(merge.left, f"in {merge.left}"))


def spread(con: DuckDBPyConnection, landed: str, spans: Sequence[Span], layout: Layout) -> str:
    """Give every row the text of the merged cells it has a share in, or mark the cell where that may not be its own.

    A row stands for itself only where it has a filled cell of its own.
    """
    own = " OR ".join(f"regexp_matches({quoted(name)}, {literal(_FILLED)})" for name in layout.columns)
    con.execute(f"CREATE TEMP TABLE spread AS SELECT *, coalesce({own}, FALSE) AS own FROM {landed}")
    for (column, first), some in groupby(sorted(spans, key=_cells), key=_cells):
        con.execute(
            "CREATE OR REPLACE TEMP TABLE spans AS SELECT top, unnest(range(top, least(bottom, last) + 1)) AS row FROM"
            " (SELECT unnest(?::BIGINT[]) AS top, unnest(?::BIGINT[]) AS bottom), (SELECT max(row) AS last FROM spread)",
            list(map(list, zip(*((span.top, span.bottom) for span in some), strict=True))),
        )
        text = f"first.{quoted(first)}"
        doubtful = f"NOT starts_with({text}, {literal(BROKEN)}) AND {_doubtful(layout, column, first)}"
        con.execute(
            f"UPDATE spread SET {quoted(column)} = told.text FROM"
            f" (SELECT it.row, CASE WHEN {doubtful} THEN {literal(MERGED)} ELSE '' END || {text} AS text"
            "  FROM spans JOIN spread AS it USING (row) JOIN spread AS first ON first.row = spans.top"
            f" WHERE it.own AND regexp_matches({text}, {literal(_FILLED)})) AS told WHERE told.row = spread.row"
        )
    con.execute("CREATE OR REPLACE TEMP TABLE landed AS SELECT * EXCLUDE own FROM spread WHERE own; DROP TABLE spread")
    return "landed"


def _cells(span: Span) -> tuple[str, str]:
    return span.column, span.first


def _doubtful(layout: Layout, column: str, first: str) -> str:
    """SQL over the rows of each span: whether the text may be another column's, or a sum over the rows."""
    if column != first:
        return "TRUE"
    summed = layout.table.name in _SUMMED and layout.table.column(column).type in {"yen", "hours", "minutes"}
    nothing = f"regexp_matches(first.{quoted(first)}, '^[^1-9１-９]*$|^1899-12-3[01] 00:00:00$')"  # each and all alike
    return f"count(*) OVER (PARTITION BY spans.top) > 1 AND NOT {nothing}" if summed else "FALSE"
