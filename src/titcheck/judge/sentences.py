"""Messages: names only, days and hours as the language writes them, codes as their labels, a blank as what it is."""

from collections.abc import Iterable, Mapping
from datetime import date
from string import Formatter

from titcheck.findings import Value
from titcheck.tables import BY_NAME
from titcheck.text import Lang, Text


def sentence(template: Text, values: Mapping[str, Value], tables: Iterable[str]) -> Text:
    """A template with the values put in, in both languages."""
    labels = _labels(tables)
    return Text(_filled(template.en, values, labels, "en"), _filled(template.ja, values, labels, "ja"))


def written(value: Value, form: str, lang: Lang, label: Text | None = None) -> str:
    """One value as a reader sees it."""
    if value is None:
        return "（記載なし）" if lang == "ja" else "(not stated)"
    if isinstance(value, bool):
        return {"ja": ("いいえ", "はい"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if lang == "ja" else value.isoformat()
    if isinstance(value, int) and form == "hours":
        hours, minutes = divmod(abs(value), 60)
        sign = "-" if value < 0 else ""
        if lang == "en":
            return f"{sign}{hours}:{minutes:02}"
        return f"{sign}{hours}時間{minutes}分" if minutes else f"{sign}{hours}時間"
    if isinstance(value, str):
        return label.of(lang) if label else value
    return format(value, form if form == "," else "")


def _labels(tables: Iterable[str]) -> dict[str, dict[str, Text]]:
    """The labels of every choice column of the tables, by column name and code."""
    columns = (column for table in sorted(tables) for column in BY_NAME[table].columns if column.choices)
    labels: dict[str, dict[str, Text]] = {}
    for column in columns:
        labels.setdefault(column.name, {}).update({choice.code: choice.label for choice in column.choices})
    return labels


def _filled(template: str, values: Mapping[str, Value], labels: Mapping[str, Mapping[str, Text]], lang: Lang) -> str:
    pieces = []
    for text, name, form, _ in Formatter().parse(template):
        pieces.append(text)
        if name is not None:
            value = values[name]
            label = labels.get(name, {}).get(value) if isinstance(value, str) else None
            pieces.append(written(value, form or "", lang, label))
    return "".join(pieces)
