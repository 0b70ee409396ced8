"""One sheet into its table: cells as text, typed by the fast path, the rest by the cell reader, all as columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from duckdb import DuckDBPyConnection

from titcheck.cells import BLANK, Reading, read_cell, read_stage
from titcheck.cells.reading import plain, problem
from titcheck.findings import Misreading
from titcheck.store.fast import STORAGE, fast
from titcheck.store.part import ROW_BITS, Part, letters, literal, quoted
from titcheck.store.rows import rows_of
from titcheck.tables.model import Column, Table
from titcheck.tables.recognise import Layout, headers_in
from titcheck.text import Text
from titcheck.workbook.model import BROKEN, MERGED, Book, Sheet

_NOT_AS_AGREED = (
    "is not what the mapping says of this column",
    "は、対応表でこの列について定めた書き方ではありません。",
)


def land(
    con: DuckDBPyConnection, number: int, book: Book, sheet: Sheet, layout: Layout
) -> tuple[Part, list[Misreading]]:
    """Append a sheet's rows to its table. Every row with a filled cell under a known header counts."""
    if not layout.columns:  # a mapping may say so
        return Part(number, book.file, sheet.name, layout.table, {}, frozenset(), 0, layout.unused_headers, {}), []
    columns = {name: layout.table.column(name) for name in (*layout.columns, *layout.fixed)}
    _type(con, rows_of(con, sheet, layout), columns, layout)
    count, given, refused = _look(con, columns, layout.columns)
    exact = {
        name: {raw: _read(columns[name], raw, layout.rewrite.get(name)) for raw in texts}
        for name, texts in refused.items()
    }
    for name, readings in exact.items():
        _keep(con, f"e_{name}", readings)
    places = dict(layout.columns)
    if layout.table.name == "plans" and _stage_in_kind(con, columns):
        places.setdefault("stage", places["kind"])
        given |= {"stage"}
    unknown = frozenset(column for column, _ in layout.left_out.values()) - columns.keys()
    _insert(con, number, sheet.name, layout.table, columns, exact, given, unknown)
    part = Part(
        number, book.file, sheet.name, layout.table, places, given, count, layout.unused_headers, layout.set_aside
    )
    misreadings = [
        *_misread(con, part, exact),
        *_keyless(con, part, layout.header_row, exact),
        *_two_stages(con, part, columns),
        *_left_out(sheet, layout, part, unknown),
    ]
    con.execute("DROP TABLE typed")
    return part, misreadings


def _read(column: Column, raw: str, rewrite: Callable[[str], str | None] | None) -> Reading:
    if rewrite is None or raw.startswith(BROKEN):
        return read_cell(column, raw)
    text = rewrite(raw)
    return Reading(None, problem(raw, *_NOT_AS_AGREED)) if text is None else read_cell(column, text)


def _type(con: DuckDBPyConnection, landed: str, columns: Mapping[str, Column], layout: Layout) -> None:
    """Table `typed`: each row with a filled cell; a column's text as `c_name` and its fast value as `f_name`."""
    filled = ", ".join(quoted(name) for name in layout.columns)
    cells = {name: literal(layout.fixed[name]) if name in layout.fixed else quoted(name) for name in columns}
    pairs = ", ".join(
        f'{cells[name]} AS "c_{name}", {_fast(column, cells[name], layout)} AS "f_{name}"'
        for name, column in columns.items()
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE typed AS SELECT row, {pairs} FROM {landed} WHERE coalesce({filled}) IS NOT NULL"
    )


def _fast(column: Column, cell: str, layout: Layout) -> str:
    return f"CAST(NULL AS {STORAGE[column.type]})" if column.name in layout.rewrite else fast(column, cell)


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
    if any(not plain(text) for found in texts.values() for text in found):
        _empty(con, placed, texts)
        return _look(con, columns, placed)
    return seen[0], frozenset(name for name, count in zip(columns, filled, strict=True) if count), texts


def _empty(con: DuckDBPyConnection, placed: Iterable[str], texts: Mapping[str, Sequence[str]]) -> None:
    """A cell of nothing but spaces is blank, and a row of such cells no row."""
    for name, found in texts.items():
        spaces = [text for text in found if not plain(text)]
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
    unknown: frozenset[str],
) -> None:
    targets, values = ["source"], [f"CAST(({number}::UBIGINT << {ROW_BITS}) | row AS UBIGINT)"]
    for column in table.columns:
        value, truth = _value(
            column, column.name in columns, column.name in exact, column.name in given, column.name in unknown
        )
        if table.key[:1] == (column.name,):
            value = f"coalesce({value}, {literal(sheet + '!')} || row)"
        if table.name == "plans" and column.name == "stage":
            own = value if "stage" in columns else "NULL"
            value = f"CASE WHEN {own} <> stages.stage THEN NULL ELSE coalesce({own}, stages.stage) END"
        targets.append(quoted(column.name))
        values.append(value)
        if column.truth:
            targets.append(quoted(column.truth))
            values.append(truth)
    joins = " ".join(f'LEFT JOIN "e_{name}" ON "e_{name}".raw = "c_{name}"' for name in exact)
    if table.name == "plans":
        joins += f" LEFT JOIN stages ON stages.raw = {'c_kind' if 'kind' in columns else 'NULL'}"
    con.execute(f"INSERT INTO {table.name} ({', '.join(targets)}) SELECT {', '.join(values)} FROM typed {joins}")


def _value(column: Column, mapped: bool, read: bool, given: bool, unknown: bool) -> tuple[str, str]:
    """SQL of a column's value and of its truth value, by its kind: what a blank, ungiven or unreadable cell means.

    A column that is somewhere on the sheet, but may be any of several, is unknown.
    """
    name, storage = column.name, STORAGE[column.type]
    if not given:
        absent = "FALSE" if column.kind == "event" and not unknown else "NULL::BOOLEAN"
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
            yield Misreading(part.file, part.sheet, row, part.cell(row, name), name, raw.lstrip(MERGED), problem)


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


def _left_out(sheet: Sheet, layout: Layout, part: Part, unknown: frozenset[str]) -> Iterator[Misreading]:
    """Headings that may name a column no heading names for certain."""
    row = layout.header_row
    texts = headers_in(sheet, row)
    for place, (column, reason) in sorted(layout.left_out.items()):
        if column in unknown and part.rows:
            cell = f"{letters(place)}{row}"
            yield Misreading(part.file, part.sheet, row, cell, column, texts.get(place, ""), reason)


_KEYLESS = Text(
    "the key is blank: the row is judged, and known by its place; write its number",
    "キーとなる番号が空欄です。この行は判定しますが、行の位置で識別します。番号を記入してください。",
)
_NO_KEY_COLUMN = Text(
    "no column gives the key of these rows: they are judged, and known by their places; add the column",
    "キーとなる番号の列がありません。各行は判定しますが、行の位置で識別します。列を追加してください。",
)


def _keyless(
    con: DuckDBPyConnection, part: Part, header_row: int, exact: Mapping[str, Mapping[str, Reading]]
) -> Iterator[Misreading]:
    if not part.table.key or not part.rows:
        return
    key = part.table.key[0]
    if key not in part.given:
        yield Misreading(part.file, part.sheet, header_row, str(header_row), key, "", _NO_KEY_COLUMN)
        return
    words = [raw for raw, reading in exact.get(key, {}).items() if reading == BLANK]
    blank = con.execute(
        f"""SELECT row, coalesce("c_{key}", '') FROM typed WHERE "c_{key}" IS NULL OR "c_{key}" IN (SELECT unnest(?::VARCHAR[]))"""
        " ORDER BY row",
        [words],
    ).fetchall()
    for row, raw in blank:
        yield Misreading(part.file, part.sheet, row, part.cell(row, key), key, raw, _KEYLESS)
