"""A mapping file to edit: what was recognised, and as comments what was not."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from glob import escape

from titcheck.mapping.apply import Surveyed
from titcheck.store.part import letters
from titcheck.tables import TABLES
from titcheck.tables.headings import headings_of, normalise
from titcheck.tables.model import Table
from titcheck.tables.recognise import Survey
from titcheck.text import Lang, Text

_INTRODUCTION = (
    Text(
        "What the sheets of these books are, and which heading stands for which column. Edit it and pass it with --mapping.",
        "各シートの帳簿名と、見出しがどの項目に当たるかの対応表です。編集して --mapping で指定してください。",
    ),
    Text(
        "Headings that are not named here are recognised as ever; delete what needs no change. `*` stands for any letters.",
        "ここに書かない見出しは通常どおり認識します。変更の要らない行は削除して構いません。「*」は任意の文字列です。",
    ),
    Text(
        "A column may be: a heading · {column: C} · {value: IO-0003}, the same in every row · null, not on this sheet.",
        "項目の書き方：見出し・{column: C}（列番号）・{value: IO-0003}（全行同じ値）・null（このシートにない）",
    ),
    Text(
        "With units or words of your own: {heading: 月給, unit: 千円} · {heading: 在籍, codes: {在: ○, 終: ×, 未: null}}.",
        "単位や独自の記号：{heading: 月給, unit: 千円}・{heading: 在籍, codes: {在: ○, 終: ×, 未: null}}",
    ),
)
_BLANK = "____"
_ROW = Text("headings in row {}", "見出しは{}行目")
_NOT_USED = Text(
    "not used: write the column it stands for before it", "使用していない見出し：前に項目名を書いてください"
)
_UNKNOWN = Text("not recognised: name the table and the headings", "認識できません。帳簿名と見出しを書いてください")
_LIST = Text("a published list, read as published", "公表一覧として、公表されたとおりに読み取ります")
_ABSENT = Text("columns not on this sheet:", "このシートにない項目：")


def written_mapping(sheets: Iterable[Surveyed], lang: Lang) -> str:
    """The mapping file as text. Read back unedited, it changes nothing."""
    lines = [f"# {sentence.of(lang)}" for sentence in _INTRODUCTION]
    lines.append("sheets:")
    for each in sheets:
        for found in each.found:
            told = found.layout is not None and found.how != "published"
            lines += ["", *(_entry(each, found, lang) if told else _unknown(each, found, lang))]
    return "\n".join(lines) + "\n"


def _entry(each: Surveyed, found: Survey, lang: Lang) -> Iterator[str]:
    layout = found.layout
    assert layout is not None
    table = layout.table
    yield f"  - sheet: {_name(each.sheet.name)}"
    yield f"    file: {_name(each.book.file)}"
    yield f"    table: {table.name}  # {table.title.of(lang)}, {_ROW.of(lang).format(layout.header_row)}"
    yield f"    header_row: {layout.header_row}"
    yield "    columns:"
    named = {place: table.column(column) for column, place in layout.columns.items()}
    count = Counter(map(normalise, found.headers.values()))
    for place, text in found.headers.items():
        if column := named.get(place):
            where = _quoted(text) if count[normalise(text)] == 1 else f"{{column: {letters(place)}}}"
            yield f"      {column.name}: {where}  # {letters(place)}: {column.heading.of(lang)}"
        else:
            yield f"      # {found.suggestions.get(place, _BLANK)}: {_quoted(text)}  # {letters(place)}: {_NOT_USED.of(lang)}"
    if not layout.columns:
        yield "      {}"
    yield from _absent(table, layout.columns, lang)


def _unknown(each: Surveyed, found: Survey, lang: Lang) -> Iterator[str]:
    if found.layout:
        yield f"  # {_name(each.sheet.name)}: {_LIST.of(lang)}"
        return
    yield f"  # - sheet: {_name(each.sheet.name)}  # {_UNKNOWN.of(lang)}"
    yield f"  #   file: {_name(each.book.file)}"
    near = [table for table, _ in found.nearest] or list(TABLES)
    yield f"  #   table: {near[0].name}  # {', '.join(f'{table.name} {table.title.of(lang)}' for table in near)}"
    yield "  #   columns:"
    known = headings_of(near[0])
    for place, text in found.headers.items():
        yield f"  #     {known.get(normalise(text)) or found.suggestions.get(place, _BLANK)}: {_quoted(text)}  # {letters(place)}"


def _absent(table: Table, columns: Iterable[str], lang: Lang) -> Iterator[str]:
    absent = [f"{column.name} {column.heading.of(lang)}" for column in table.columns if column.name not in columns]
    if absent:
        yield f"      # {_ABSENT.of(lang)} {', '.join(absent)}"


def _quoted(text: str) -> str:
    """A text as YAML on one line."""
    return json.dumps(text, ensure_ascii=False)


def _name(name: str) -> str:
    """The name of a file or sheet as YAML, its own `*` and `[` meaning themselves."""
    return _quoted(escape(name))
