"""Write docs/tables.md, every table and column from their declaration: `python docs/tables.py`."""  # noqa: INP001

from pathlib import Path

from titcheck.tables import TABLES
from titcheck.tables.model import Column, Table

KINDS = {
    "fact": "",
    "due": "blank: not done",
    "event": "blank: did not happen",
}


def page() -> str:
    """The whole page."""
    head = (
        "# Tables and columns\n\n"
        "Written by `python docs/tables.py` from `src/titcheck/tables/`. A sheet is recognised by its name in either language or by\n"
        "its headings, a column by its heading in either language, by its name, or by another spelling listed here. Every column\n"
        "is optional: what is missing makes a duty *unproven*, never met. A blank fact is unknown; a blank *due* day means that\n"
        "it was not done, a blank *event* that it did not happen; an unreadable cell is always unknown.\n"
    )
    return head + "".join(map(_table, TABLES))


def _table(table: Table) -> str:
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    names = f" Also: {'、'.join(table.aliases)}." if table.aliases else ""
    lines = [
        f"\n## {table.title.ja} — {table.title.en} (`{table.name}`)\n",
        f"{table.note.en}{key}{names}\n",
        "| column | 見出し | heading | type | absence | other spellings |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join(lines + [_row(column) for column in table.columns]) + "\n"


def _row(column: Column) -> str:
    choices = "; ".join(f"{choice.code} {choice.label.ja}" for choice in column.choices)
    kind = f"{column.type}: {choices}" if choices else column.type
    cells = (
        f"`{column.name}`",
        column.heading.ja,
        column.heading.en,
        kind,
        KINDS[column.kind],
        "、".join(column.aliases),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    (Path(__file__).parent / "tables.md").write_text(page(), "utf-8")
