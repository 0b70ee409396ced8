"""Twice the same (tables.md): a row counts once however many books hold it, and a key holds one set of facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection

from titcheck.findings import Misreading
from titcheck.store.part import ROW_BITS, Part, literal
from titcheck.tables.model import Column, Table
from titcheck.text import Text


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging found: how many rows of each part stand elsewhere too, and the cells that contradict each other.

    `also` gives, for a row made of rows that differ, the others of them, each kind once.
    """

    repeated: Mapping[int, int]
    conflicts: Sequence[Misreading] = ()
    also: Mapping[int, Sequence[int]] = field(default_factory=dict)


def merge(con: DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> Merged:
    """Leave each row of a table once. `parts` are the parts of this table."""
    if table.key:
        _part_places(con, table, parts)
        return _merge_keyed(con, table, parts)
    return Merged(_drop_repeated(con, table, parts) if len({(it.file, it.sheet) for it in parts}) > 1 else {})


def _part_places(con: DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> None:
    """Rows known by their place are one only where they are equal: in two books, 計画!15 may be two different rows."""
    key = f'"{table.key[0]}"'
    facts = ", ".join(f'"{column.name}"' for column in table.columns)
    files = ", ".join(f"({part.number}, {literal(part.file)})" for part in parts)
    con.execute(
        f"UPDATE {table.name} SET {key} = apart.file || '!' || {key} FROM ("
        f" SELECT source, min(file) OVER (PARTITION BY {facts}) AS file, count(DISTINCT ({facts})) OVER (PARTITION BY {key}) AS kinds"
        f" FROM {table.name} JOIN (VALUES {files}) AS part (number, file) ON number = source >> {ROW_BITS}"
        f" WHERE {key} LIKE '%!' || (source & {2**ROW_BITS - 1})"
        f") AS apart WHERE apart.source = {table.name}.source AND apart.kinds > 1"
    )


def _drop_repeated(con: DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> dict[int, int]:
    """Equal rows in two sheets are one; within a sheet they are separate, so the largest number in one sheet stays."""
    sheets: dict[tuple[str, str], int] = {}
    first = {part.number: sheets.setdefault((part.file, part.sheet), part.number) for part in parts}
    later = " ".join(f"WHEN {number} THEN {of}" for number, of in first.items() if number != of)
    sheet = f"CASE source >> {ROW_BITS} {later} ELSE source >> {ROW_BITS} END" if later else f"source >> {ROW_BITS}"
    facts = ", ".join(f'"{column.name}"' for column in table.columns)
    con.execute(
        f"CREATE TEMP TABLE again AS SELECT source FROM ("
        f" SELECT source, row_number() OVER (PARTITION BY {facts}, nth ORDER BY source) AS copy FROM ("
        f"  SELECT *, row_number() OVER (PARTITION BY {facts}, {sheet} ORDER BY source) AS nth FROM {table.name}"
        f" )) WHERE copy > 1"
    )
    repeated = _by_part(con)
    con.execute(f"DELETE FROM {table.name} WHERE source IN (SELECT source FROM again)")
    con.execute("DROP TABLE again")
    return repeated


def _by_part(con: DuckDBPyConnection) -> dict[int, int]:
    return dict(con.execute(f"SELECT source >> {ROW_BITS}, count(*) FROM again GROUP BY ALL ORDER BY ALL").fetchall())


def _merge_keyed(con: DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> Merged:
    """One row a key. A fact that is blank in one row and known in another is known; two different ones are unknown."""
    key = ", ".join(f'"{name}"' for name in table.key)
    same_key = " AND ".join(f't."{name}" IS NOT DISTINCT FROM d."{name}"' for name in table.key)
    con.execute(f"CREATE TEMP TABLE twice AS SELECT {key} FROM {table.name} GROUP BY ALL HAVING count(*) > 1")
    if not _count(con, "twice"):
        con.execute("DROP TABLE twice")
        return Merged({})
    con.execute(f"CREATE TEMP TABLE rivals AS SELECT t.* FROM {table.name} AS t SEMI JOIN twice AS d ON {same_key}")
    con.execute("DROP TABLE twice")
    others = [column for column in table.columns if column.name not in table.key]
    conflicts = list(_conflicts(con, table, others, {part.number: part for part in parts}))
    con.execute(
        f"CREATE TEMP TABLE again AS SELECT source FROM rivals"
        f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY source) > 1"
    )
    repeated = _by_part(con)
    facts = ", ".join(f'"{column.name}"' for column in table.columns)
    kinds = f"SELECT {key}, min(source) AS source FROM rivals GROUP BY {key}, {facts}"
    unlike = con.execute(
        f"SELECT list(source ORDER BY source) FROM ({kinds}) GROUP BY {key} HAVING count(*) > 1"
    ).fetchall()
    chosen = ", ".join(f"{expression} AS {name}" for name, expression in _settled(others, parts))
    con.execute(
        f"CREATE TEMP TABLE settled AS SELECT min(source) AS source, {key}, {chosen} FROM rivals GROUP BY {key}"
    )
    con.execute(f"DELETE FROM {table.name} WHERE source IN (SELECT source FROM rivals)")
    con.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM settled")
    con.execute("DROP TABLE rivals; DROP TABLE again; DROP TABLE settled")
    return Merged(repeated, conflicts, {first: others for ((first, *others),) in unlike})


def _settled(columns: Sequence[Column], parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """Each column of a merged row. A sheet without the column has no say in whether an event happened."""
    for column in columns:
        voice = _voice(column, parts)
        for name in (column.name, column.truth):
            if name:
                value = f'coalesce(any_value("{name}"){voice}, any_value("{name}"))'
                known = f"NOT ({_differs(column, parts)} OR {_unread(column, parts)})"
                yield f'"{name}"', f"CASE WHEN {known} THEN {value} END"


def _differs(column: Column, parts: Sequence[Part]) -> str:
    """SQL over the rows of one key: whether they give two values, or one says done and another not done."""
    voice = _voice(column, parts)
    tests = [f'min("{name}"){voice} <> max("{name}"){voice}' for name in (column.name, column.truth) if name]
    return f"coalesce({' OR '.join(tests)}, FALSE)"


def _unread(column: Column, parts: Sequence[Part]) -> str:
    """SQL over the rows of one key: whether one has an unreadable cell where no other says that it was done or happened."""
    heard = [str(part.number) for part in parts if column.name in part.given]
    if column.kind == "fact" or not heard:
        return "FALSE"
    truth = f'"{column.truth or column.name}"'
    unread = f"bool_or({truth} IS NULL) FILTER ((source >> {ROW_BITS}) IN ({', '.join(heard)}))"
    return f"coalesce({unread} AND bool_or({truth}) IS NOT TRUE, FALSE)"


def _voice(column: Column, parts: Sequence[Part]) -> str:
    silent = [str(part.number) for part in parts if column.name not in part.given]
    if column.kind != "event" or not silent or len(silent) == len(parts):
        return ""
    return f" FILTER ((source >> {ROW_BITS}) NOT IN ({', '.join(silent)}))"


def _conflicts(
    con: DuckDBPyConnection, table: Table, columns: Sequence[Column], parts: Mapping[int, Part]
) -> Iterator[Misreading]:
    """Both cells of every contradiction, each naming the other."""
    key = ", ".join(f'"{name}"' for name in table.key)
    tests = ", ".join(_differs(column, list(parts.values())) for column in columns)
    groups = con.execute(
        f"SELECT list(source ORDER BY source), [{tests}] AS tests FROM rivals GROUP BY {key}"
        " HAVING list_bool_or(tests) ORDER BY min(source)"
    ).fetchall()
    for sources, differs in groups:
        for column in (column for column, differ in zip(columns, differs, strict=True) if differ):
            rows = con.execute(
                f'SELECT source, CAST("{column.name}" AS VARCHAR) FROM rivals WHERE source IN (SELECT unnest(?::UBIGINT[]))'
                " ORDER BY source",
                [sources],
            ).fetchall()
            cells = [(parts[source >> ROW_BITS], source & (2**ROW_BITS - 1), value) for source, value in rows]
            for part, row, value in cells:
                rival = next((cell for cell in cells if cell[2] != value), None)
                if rival is None or column.name not in part.columns or (value is None and column.truth is None):
                    continue
                place = part.cell(row, column.name)
                yield Misreading(
                    part.file, part.sheet, row, place, column.name, value or "", _contradicts(rival, column)
                )


def _contradicts(rival: tuple[Part, int, str | None], column: Column) -> Text:
    part, row, value = rival
    place = f"{part.file}!{part.sheet}!{part.cell(row, column.name)}"
    return Text(
        f"the same key has {value or '(blank)'} in {place}: the fact is unknown until both books agree",
        f"同じ番号の行が{place}では「{value or '（空欄）'}」となっています。両者が一致するまで不明として扱います。",
    )


def _count(con: DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
