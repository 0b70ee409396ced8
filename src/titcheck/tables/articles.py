"""The articles that a published reason cites, each written out: 第16条第1項第3号、第10条第9号、第16条第1項第7号."""

import re
import unicodedata
from dataclasses import dataclass, replace

_NUMBER = "[0-9一二三四五六七八九十百]+"
_TOKEN = re.compile(
    r"(?P<open>\()|(?P<close>\))"
    r"|(?P<regulations>(?:技能実習法|同法|法)?(?:施行)?規則)|(?P<order>(?:技能実習法|同法|法)?施行令)"
    r"|(?P<act>技能実習法|技能実習生の保護に関する法律)|(?P<same>同法)|(?P<other>(?:(?!技能実習法|同法)[一-鿿])+?法)(?=第|施行)"
    rf"|第(?P<article>{_NUMBER}条(?:の{_NUMBER})?)|第(?P<paragraph>{_NUMBER}項)"
    rf"|(?:第|(?<=[条項]))(?P<item>{_NUMBER}号(?:[イロハニホヘト](?![ァ-ヺ]))?)(?!技能実習|団体|企業|様式)"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which law the reader stands; `law` is empty for the Act."""

    law: str = ""
    article: str = ""
    paragraph: str = ""

    def __str__(self) -> str:
        return self.law + self.article + self.paragraph


def cited_articles(reason: str) -> str:
    """Every provision a reason cites, in its order, each once, 、 between them; empty where it cites none.

    An item is one of the article and paragraph named last outside of closed brackets: 第16条第1項第3号（同法第10条第9号）
    及び第7号 ends in item 7 of Art. 16(1). 同法 is the law named last. Articles of the Act stand without its name.
    """
    act, here, outer = "", _Place(), list[_Place]()
    found: list[str] = []
    for token in _TOKEN.finditer("".join(unicodedata.normalize("NFKC", reason).split())):
        text = _in_digits(token[0])
        match token.lastgroup:
            case "open":
                outer.append(here)
            case "close":
                here = outer.pop() if outer else here
            case "act" | "other":
                act = token["other"] or ""
                here = _Place(act)
            case "same":
                here = _Place(act)
            case "regulations":
                here = _Place(f"{act}施行規則")
            case "order":
                here = _Place(f"{act}施行令")
            case "article":
                here = _Place(here.law, text)
                found.append(str(here))
            case "paragraph" if here.article:
                wider, here = str(replace(here, paragraph="")), replace(here, paragraph=text)
                _narrow(found, wider, str(here))
            case "item" if here.article:
                _narrow(found, str(here), f"{here}第{text.removeprefix('第')}")
    return "、".join(dict.fromkeys(found))


def _narrow(found: list[str], wider: str, place: str) -> None:
    """第1項 after 第16条 says which part of it; after 第16条第2項 it is one more."""
    if found and found[-1] == wider:
        found.pop()
    found.append(place)


def _in_digits(text: str) -> str:
    """十六 as 16."""
    return re.sub("[一二三四五六七八九十百]+", lambda number: str(_value(number[0])), text)


def _value(number: str) -> int:
    hundreds, _, rest = number.rpartition("百")
    tens, _, ones = rest.rpartition("十")
    return (
        100 * (_digit(hundreds) if "百" in number and hundreds else "百" in number)
        + 10 * (_digit(tens) if tens else "十" in rest)
        + _digit(ones)
    )


def _digit(digit: str) -> int:
    return "〇一二三四五六七八九".index(digit) if digit else 0
