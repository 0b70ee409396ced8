"""docs/tables.md says what the declarations say."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_tables_is_the_one_the_declarations_give() -> None:
    page = runpy.run_path(str(DOCS / "tables.py"))["page"]

    assert (DOCS / "tables.md").read_text("utf-8") == page()
