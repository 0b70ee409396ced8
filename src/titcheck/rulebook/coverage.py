"""Which articles of the Act and its Ordinance have a rule, which a machine cannot see, and which are not yet covered."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from titcheck.errors import BadRequest
from titcheck.rulebook import Rulebook
from titcheck.text import Text

REGISTER = "articles.csv"


@dataclass(frozen=True, slots=True)
class Provision:
    """An article of the register: its duty, the rules that cite it or a part of it, why a machine cannot see it (empty: it can)."""

    law: Text
    article: Text
    duty: Text
    unseen: Text
    rules: tuple[str, ...]


def coverage(rulebook: Rulebook) -> list[Provision]:
    """The register beside the rules, each article with the rules that cite it. BadRequest where there is no register."""
    path = rulebook.folder / REGISTER
    if not path.exists():
        raise BadRequest(
            Text(f"{path}: no register of articles here", f"{path}：条文の一覧がありません"),
        )
    cited = _cited(rulebook)
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Provision(
                Text(row["law_en"], row["law"]),
                Text(row["article_en"], row["article"]),
                Text(row["duty_en"], row["duty_ja"]),
                Text(row["unseen_en"], row["unseen_ja"]),
                tuple(
                    sorted(
                        {rule for law, article, rule in cited if law == row["law"] and _within(article, row["article"])}
                    )
                ),
            )
            for row in csv.DictReader(file)
        ]


def _cited(rulebook: Rulebook) -> Sequence[tuple[str, str, str]]:
    """Law, article and rule of every citation; `第10条第2項第7号ロ・ニ、第52条第7号` are three articles."""
    found = []
    for rule in rulebook.rules.values():
        for basis in rule.file.basis:
            whole = ""
            for part in re.split(r"[・、]", basis.article.ja):
                whole = _completed(part, whole)
                found.append((basis.law.ja, whole, rule.id))
    return found


def _completed(part: str, before: str) -> str:
    """An article written short behind another one: what it leaves out is taken from there."""
    units = r"第\d+条(?:の\d+)?|第\d+項|第\d+号(?:の\d+)?|[イロハニホヘトチリ]"
    mine, others = re.findall(units, part), re.findall(units, before)
    if not mine or re.match(r"第\d+条", part):
        return part
    rank = next(number for number, unit in enumerate("条項号") if unit in mine[0]) if "第" in mine[0] else 3
    kept = [unit for unit in others if (next((n for n, u in enumerate("条項号") if u in unit), 3)) < rank]
    return "".join([*kept, part])


def _within(article: str, registered: str) -> bool:
    """Whether an article is the registered one or a part of it: 第52条第1号ハ is of 第52条第1号, 第12号の2 is not of 第12号."""
    rest = article.removeprefix(registered)
    return article.startswith(registered) and not rest.startswith("の")
