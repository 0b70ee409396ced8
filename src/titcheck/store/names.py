"""Ledgers that name people and not numbers: a name stands for a trainee where it is the only one of that name."""

from collections.abc import Iterator, Sequence

from duckdb import DuckDBPyConnection

from titcheck.findings import Misreading
from titcheck.store.part import ROW_BITS, Part
from titcheck.text import Text

_UNKNOWN = Text(
    "this name is not that of exactly one trainee of the employer: write the trainee's number",
    "この氏名に該当する技能実習生を一人に特定できません。技能実習生番号を記入してください。",
)


_NOBODY = Text(
    "the row names no trainee, and counts for nobody: write the trainee's number",
    "技能実習生の記載がなく、誰の記録としても扱えません。技能実習生番号を記入してください。",
)
_ALWAYS_SOMEONES = ("wage_payments", "shifts", "lectures", "permits")


def rows_of_nobody(con: DuckDBPyConnection, parts: Sequence[Part]) -> Iterator[Misreading]:
    """Rows of pay, time, lectures and permits that leave the trainee blank, in a sheet that names trainees elsewhere."""
    for part in [part for part in parts if part.table.name in _ALWAYS_SOMEONES and "trainee_no" in part.given]:
        named = " AND trainee_name IS NULL" if any(c.name == "trainee_name" for c in part.table.columns) else ""
        rows = con.execute(
            f"SELECT source FROM {part.table.name} WHERE trainee_no IS NULL{named} AND source >> {ROW_BITS} = ? ORDER BY source",
            [part.number],
        ).fetchall()
        for row in (source & (2**ROW_BITS - 1) for (source,) in rows):
            yield Misreading(part.file, part.sheet, row, part.cell(row, "trainee_no"), "trainee_no", "", _NOBODY)


def resolve_names(con: DuckDBPyConnection, parts: Sequence[Part]) -> Iterator[Misreading]:
    """Fill trainee_no from trainee_name where the name is unique within the employer (without one: within the books)."""
    by_number = {part.number: part for part in parts}
    for table in sorted({part.table.name for part in parts if "trainee_name" in part.given}):
        employer = "named.io_no" if table != "lectures" else "NULL"
        con.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE resolved AS
            WITH people AS (
              SELECT DISTINCT trainee_no, io_no, name_key(called) AS called
              FROM (SELECT trainee_no, unnest([name, kana]) AS called FROM trainees)
              LEFT JOIN plans USING (trainee_no) WHERE called IS NOT NULL
            )
            SELECT named.source, CASE WHEN count(DISTINCT people.trainee_no) = 1 THEN any_value(people.trainee_no) END AS trainee_no
            FROM {table} AS named
            LEFT JOIN people ON people.called = name_key(named.trainee_name) AND ({employer} IS NULL OR people.io_no = {employer})
            WHERE named.trainee_no IS NULL AND named.trainee_name IS NOT NULL
            GROUP BY named.source
            """
        )
        con.execute(
            f"UPDATE {table} SET trainee_no = resolved.trainee_no FROM resolved WHERE resolved.source = {table}.source"
        )
        rows = con.execute(
            f"SELECT source, trainee_name FROM resolved JOIN {table} USING (source) WHERE resolved.trainee_no IS NULL ORDER BY source"
        ).fetchall()
        for source, name in rows:
            part, row = by_number[source >> ROW_BITS], source & (2**ROW_BITS - 1)
            yield Misreading(part.file, part.sheet, row, part.cell(row, "trainee_name"), "trainee_name", name, _UNKNOWN)
    con.execute("DROP TABLE IF EXISTS resolved")
