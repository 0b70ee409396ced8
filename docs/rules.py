"""Write rules/README.md, every rule of both books with its article and its force, from the rule files: `python docs/rules.py`."""  # noqa: INP001

from itertools import groupby
from pathlib import Path

from titcheck.report.words import FORCE_MARKS, THEMES
from titcheck.rulebook import BOOKS, Rule, load

ROOT = Path(__file__).parent.parent
HEADINGS = {
    "titp": "Technical Intern Training — 技能実習",
    "esd": "Employment for Skill Development, from 1 April 2027 — 育成就労（令和9年4月1日から）",
}


def page() -> str:
    """The whole page."""
    head = (
        "# The rulebook — 規則一覧\n\n"
        "Written by `python docs/rules.py` from the rule files; `titcheck rules ID` shows one as a page, with its numbers, its cases\n"
        "and what a machine cannot see of it. *law* 義務 is a duty of statute or ordinance, *review* 要確認 official practice,\n"
        "*note* 参考 worth knowing and no breach.\n"
    )
    return head + "".join(map(_book, BOOKS))


def _book(book: str) -> str:
    rules = load(book=book).rules.values()
    parts = [f"\n## {HEADINGS[book]}\n"]
    for theme, ours in groupby(rules, key=lambda rule: rule.theme):
        title = THEMES[theme]
        parts += [
            f"\n### {title.ja} — {title.en}\n",
            "| rule | force | duty | 義務 | article |",
            "|---|---|---|---|---|",
        ]
        parts += map(_row, ours)
    return "\n".join(parts) + "\n"


def _row(rule: Rule) -> str:
    file = rule.file
    force = FORCE_MARKS[file.force]
    cells = (
        f"[`{rule.id}`](../{rule.path.relative_to(ROOT).as_posix()})",
        f"{force.en} {force.ja}",
        file.title.en,
        file.title.ja,
        "; ".join(f"{basis.law.ja} {basis.article.ja}" for basis in file.basis),
    )
    return f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"


if __name__ == "__main__":
    (ROOT / "rules" / "README.md").write_text(page(), "utf-8")
