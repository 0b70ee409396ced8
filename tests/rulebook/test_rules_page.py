"""rules/README.md says what the rule files say."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_rules_is_the_one_the_rule_files_give() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "rules.py"))["page"]

    assert (ROOT / "rules" / "README.md").read_text("utf-8") == page()
