"""One sheet into its table: cells as text, typed by the fast path, the rest by the cell reader, all as columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from glob import escape
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from titcheck.cells import Reading, read_cell, read_stage
from titcheck.findings import Misreading
from titcheck.store.fast import STORAGE, fast
from titcheck.store.part import ROW_BITS, Part, literal
from titcheck.tables.model import Column, Table
from titcheck.tables.recognise import Layout
from titcheck.text import Text
from titcheck.workbook.model import BROKEN, Book, Broken, Sheet

_ROWS = 1 << ROW_BITS


def land(
    con: DuckDBPyConnection, number: int, book: Book, sheet: Sheet, layout: Layout
) -> tuple[Part, list[Misreading]]:
    """Append a sheet's rows to its table. Every row with a filled cell under a known header counts."""
    columns = {name: layout.table.column(name) for name in (*layout.columns, *layout.fixed)}
    _type(con, _landed(con, sheet, layout), columns, layout)
    rows, given, refused = _look(con, columns, layout.columns)
    exact = {name: {raw: read_cell(columns[name], raw) for raw in texts} for name, texts in refused.items()}
    for name, readings in exact.items():
        _keep(con, f"e_{name}", readings)
    places = dict(layout.columns)
    if layout.table.name == "plans" and _stage_in_kind(con, columns):
        places.setdefault("stage", places["kind"])
        given |= {"stage"}
    _insert(con, number, sheet.name, layout.table, columns, exact, given)
    part = Part(number, book.file, sheet.name, layout.table, places, given, rows, layout.unused_headers)
    misreadings = [
        *_misread(con, part, exact),
        *_keyless(con, part, layout.header_row),
        *_two_stages(con, part, columns),
    ]
    con.execute("DROP TABLE typed")
    return part, misreadings


def _landed(con: DuckDBPyConnection, sheet: Sheet, layout: Layout) -> str:
    """SQL that gives the sheet's mapped columns as text, with the 1-based row of every cell."""
    cells: Any = sheet.cells
    if isinstance(cells, Path):
        source = f"read_parquet({literal(escape(str(cells)))}, file_row_number = true)"
        row = "file_row_number + 2"  # the names stand in row 1
    else:
        con.register("incoming", cells)
        source, row = "incoming", "row_number() OVER ()"
    head = con.execute(f"SELECT * FROM {source} LIMIT 0").description or ()
    names = [column[0] for column in head if column[0] != "file_row_number"]
    picked = ", ".join(
        f"CAST({_quoted(names[place - sheet.first_column])} AS VARCHAR) AS {_quoted(column)}"
        for column, place in layout.columns.items()
    )
    end = "" if layout.last_row is None else f" AND row <= {layout.last_row}"
    landed = f"(SELECT * FROM (SELECT {row} AS row, {picked} FROM {source}) WHERE row > {layout.header_row}{end})"
    at = {place: column for column, place in layout.columns.items()}
    below = range(layout.header_row + 1, (layout.last_row or _ROWS) + 1)
    broken = [cell for cell in sheet.broken or () if cell.column in at and cell.row in below]
    return _with_broken(con, landed, at, broken) if broken else landed


def _with_broken(con: DuckDBPyConnection, landed: str, at: Mapping[int, str], broken: Sequence[Broken]) -> str:
    """Put back the cells readers return as blank: error values and formulas never calculated are unreadable."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE landed AS FROM {landed}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE broken AS"
        " SELECT unnest(?::BIGINT[]) AS row, unnest(?::VARCHAR[]) AS col, unnest(?::VARCHAR[]) AS shown",
        [[cell.row for cell in broken], [at[cell.column] for cell in broken], [BROKEN + cell.shown for cell in broken]],
    )
    # Readers stop at the last filled row: a row of nothing but broken cells still stands in the sheet.
    con.execute("INSERT INTO landed (row) SELECT DISTINCT row FROM broken WHERE row NOT IN (SELECT row FROM landed)")
    for column in {at[cell.column] for cell in broken}:
        con.execute(
            f"UPDATE landed SET {_quoted(column)} = shown FROM broken"
            f" WHERE broken.row = landed.row AND col = ? AND {_quoted(column)} IS NULL",
            [column],
        )
    return "landed"


def _type(con: DuckDBPyConnection, landed: str, columns: Mapping[str, Column], layout: Layout) -> None:
    """Table `typed`: each row with a filled cell; a column's text as `c_name` and its fast value as `f_name`."""
    filled = ", ".join(_quoted(name) for name in layout.columns)
    cells = {name: literal(layout.fixed[name]) if name in layout.fixed else _quoted(name) for name in columns}
    pairs = ", ".join(
        f'{cells[name]} AS "c_{name}", {fast(column, cells[name])} AS "f_{name}"' for name, column in columns.items()
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE typed AS SELECT row, {pairs} FROM {landed} WHERE coalesce({filled}) IS NOT NULL"
    )


def _look(
    con: DuckDBPyConnection, columns: Mapping[str, Column], placed: Iterable[str]
) -> tuple[int, frozenset[str], dict[str, list[str]]]:
    """How many rows there are, which columns have a filled cell, and each distinct text the fast path refused."""
    counts = ", ".join(f'count("c_{name}")' for name in columns)
    refused = ", ".join(f'count(*) FILTER ("c_{name}" IS NOT NULL AND "f_{name}" IS NULL)' for name in columns)
    seen = con.execute(f"SELECT count(*), {counts}, {refused} FROM typed").fetchone()
    assert seen is not None
    filled, slow = seen[1 : len(columns) + 1], seen[len(columns) + 1 :]
    texts = {}
    for name in (name for name, count in zip(columns, slow, strict=True) if count):
        found = con.execute(
            f'SELECT DISTINCT "c_{name}" FROM typed WHERE "c_{name}" IS NOT NULL AND "f_{name}" IS NULL'
        )
        texts[name] = [raw for (raw,) in found.fetchall()]
    if any(text.isspace() or not text for found in texts.values() for text in found):
        _empty(con, placed, texts)
        return _look(con, columns, placed)
    return seen[0], frozenset(name for name, count in zip(columns, filled, strict=True) if count), texts


def _empty(con: DuckDBPyConnection, placed: Iterable[str], texts: Mapping[str, Sequence[str]]) -> None:
    """A cell of nothing but spaces is blank, and a row of such cells no row."""
    for name, found in texts.items():
        spaces = [text for text in found if text.isspace() or not text]
        con.execute(f'UPDATE typed SET "c_{name}" = NULL WHERE "c_{name}" IN (SELECT unnest(?::VARCHAR[]))', [spaces])
    blank = " AND ".join(f'"c_{name}" IS NULL' for name in placed)
    con.execute(f"DELETE FROM typed WHERE {blank}")


def _stage_in_kind(con: DuckDBPyConnection, columns: Mapping[str, Column]) -> bool:
    """Whether a plan's 区分 gives its stage too (D, 1号ロ): table `stages` then has the stage of each such text."""
    con.execute("CREATE OR REPLACE TEMP TABLE stages (raw VARCHAR, stage VARCHAR)")
    if "kind" not in columns:
        return False
    texts = con.execute('SELECT DISTINCT "c_kind" FROM typed WHERE "c_kind" IS NOT NULL').fetchall()
    stages = {raw: reading.value for (raw,) in texts if (reading := read_stage(raw)).value}
    con.execute(
        "INSERT INTO stages SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [list(stages), list(stages.values())]
    )
    return bool(stages)


def _keep(con: DuckDBPyConnection, table: str, readings: Mapping[str, Reading]) -> None:
    con.execute(
        f'CREATE OR REPLACE TEMP TABLE "{table}" AS'
        " SELECT unnest(?::VARCHAR[]) AS raw, unnest(?::VARCHAR[]) AS value, unnest(?::BOOLEAN[]) AS wrong",
        [list(readings), [r.value for r in readings.values()], [r.problem is not None for r in readings.values()]],
    )


def _insert(
    con: DuckDBPyConnection,
    number: int,
    sheet: str,
    table: Table,
    columns: Mapping[str, Column],
    exact: Mapping[str, object],
    given: frozenset[str],
) -> None:
    targets, values = ["source"], [f"CAST(({number}::UBIGINT << {ROW_BITS}) | row AS UBIGINT)"]
    for column in table.columns:
        value, truth = _value(column, column.name in columns, column.name in exact, column.name in given)
        if table.key[:1] == (column.name,):
            value = f"coalesce({value}, {literal(sheet + '!')} || row)"
        if table.name == "plans" and column.name == "stage":
            own = value if "stage" in columns else "NULL"
            value = f"CASE WHEN {own} <> stages.stage THEN NULL ELSE coalesce({own}, stages.stage) END"
        targets.append(_quoted(column.name))
        values.append(value)
        if column.truth:
            targets.append(_quoted(column.truth))
            values.append(truth)
    joins = " ".join(f'LEFT JOIN "e_{name}" ON "e_{name}".raw = "c_{name}"' for name in exact)
    if table.name == "plans":
        joins += f" LEFT JOIN stages ON stages.raw = {'c_kind' if 'kind' in columns else 'NULL'}"
    con.execute(f"INSERT INTO {table.name} ({', '.join(targets)}) SELECT {', '.join(values)} FROM typed {joins}")


def _value(column: Column, mapped: bool, read: bool, given: bool) -> tuple[str, str]:
    """SQL of a column's value and of its truth value, by its kind: what a blank, ungiven or unreadable cell means."""
    name, storage = column.name, STORAGE[column.type]
    if not given:
        absent = "FALSE" if column.kind == "event" else "NULL::BOOLEAN"
        return (absent if column.type == "flag" else f"CAST(NULL AS {storage})"), absent
    if not mapped:  # the stage, where another column gives it
        return f"CAST(NULL AS {storage})", ""
    value = f'"f_{name}"'
    blank = f'"c_{name}" IS NULL'
    if read:
        value = f'coalesce({value}, CAST("e_{name}".value AS {storage}))'
        blank = f'({blank} OR ("e_{name}".value IS NULL AND "e_{name}".wrong IS NOT DISTINCT FROM FALSE))'
    if column.type == "flag" and column.kind == "event":
        return f"CASE WHEN {blank} THEN FALSE ELSE {value} END", ""
    return value, f"CASE WHEN {value} IS NOT NULL THEN TRUE WHEN {blank} THEN FALSE END"


def _misread(con: DuckDBPyConnection, part: Part, exact: Mapping[str, Mapping[str, Reading]]) -> Iterator[Misreading]:
    for name, readings in exact.items():
        wrong = con.execute(
            f'SELECT row, "c_{name}" FROM typed JOIN "e_{name}" ON "e_{name}".raw = "c_{name}" WHERE wrong ORDER BY row'
        ).fetchall()
        for row, raw in wrong:
            problem = readings[raw].problem
            assert problem is not None
            yield Misreading(part.file, part.sheet, row, part.cell(row, name), name, raw.removeprefix(BROKEN), problem)


_TWO_STAGES = Text(
    "区分 and 段階 give different stages: the stage is unknown until they agree",
    "区分と段階の号が一致しません。一致するまで段階は不明として扱います。",
)


def _two_stages(con: DuckDBPyConnection, part: Part, columns: Mapping[str, Column]) -> Iterator[Misreading]:
    if part.table.name != "plans" or not {"kind", "stage"} <= set(columns):
        return
    rows = con.execute(
        "SELECT row, c_stage FROM typed JOIN stages ON stages.raw = c_kind"
        f" JOIN plans ON plans.source = CAST(({part.number}::UBIGINT << {ROW_BITS}) | row AS UBIGINT)"
        " WHERE c_stage IS NOT NULL AND plans.stage IS NULL ORDER BY row"
    ).fetchall()
    for row, raw in rows:
        yield Misreading(part.file, part.sheet, row, part.cell(row, "stage"), "stage", raw, _TWO_STAGES)


_KEYLESS = Text(
    "the key is blank: the row is judged, and known by its place; write its number",
    "キーとなる番号が空欄です。この行は判定しますが、行の位置で識別します。番号を記入してください。",
)
_NO_KEY_COLUMN = Text(
    "no column gives the key of these rows: they are judged, and known by their places; add the column",
    "キーとなる番号の列がありません。各行は判定しますが、行の位置で識別します。列を追加してください。",
)


def _keyless(con: DuckDBPyConnection, part: Part, header_row: int) -> Iterator[Misreading]:
    if not part.table.key or not part.rows:
        return
    key = part.table.key[0]
    if key not in part.given:
        yield Misreading(part.file, part.sheet, header_row, str(header_row), key, "", _NO_KEY_COLUMN)
        return
    blank = con.execute(f'SELECT row FROM typed WHERE "c_{key}" IS NULL ORDER BY row').fetchall()
    for (row,) in blank:
        yield Misreading(part.file, part.sheet, row, part.cell(row, key), key, "", _KEYLESS)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
