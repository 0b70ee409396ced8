"""A strict reading of YAML: every value keeps its line, and nothing means what it does not look like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from titcheck.errors import RuleError
from titcheck.text import Text

Path_ = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """The plain values of a YAML file, and the 1-based line of each value and each key by its path."""

    path: Path
    text: str
    data: Any
    lines: dict[Path_, int]

    def line(self, place: Path_) -> int:
        """The line of a value, or of the nearest thing that holds it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_document(path: Path) -> Document:
    """Read one YAML file. RuleError: not YAML, a key twice, an anchor, a scalar whose type its writer may not have meant."""
    try:
        text = path.read_text("utf-8")
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or str(error)
        raise RuleError(
            path, mark.line + 1 if mark else None, Text(f"not YAML: {what}", f"YAMLとして読めません：{what}")
        ) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleError(
            path, None, Text(f"not YAML in UTF-8: {error}", f"UTF-8のYAMLとして読めません：{error}")
        ) from error
    lines: dict[Path_, int] = {(): 1}
    if root is None:
        raise RuleError(path, 1, Text("the file is empty", "ファイルが空です"))
    seen: set[int] = set()
    return Document(path, text, _Reader(path, lines, seen).value(root, ()), lines)


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    lines: dict[Path_, int]
    seen: set[int]

    def value(self, node: yaml.Node, place: Path_) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if id(node) in self.seen:
            raise RuleError(
                self.path,
                line,
                Text(
                    "anchors and aliases are not used: write it out",
                    "アンカー・エイリアスは使えません。書き下してください",
                ),
            )
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node)

    def _pairs(self, node: yaml.MappingNode, place: Path_) -> Iterator[tuple[Any, Any]]:
        keys: set[Any] = set()
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise RuleError(self.path, line, Text("a key must be a plain word", "キーは単純な語で書いてください"))
            key = self._scalar(key_node)
            if key in keys:
                raise RuleError(self.path, line, Text(f"key `{key}` stands twice", f"キー`{key}`が重複しています"))
            keys.add(key)
            name = key if isinstance(key, str) else str(key)
            self.lines[(*place, name)] = line
            yield key, self.value(value_node, (*place, name))

    def _scalar(self, node: yaml.ScalarNode) -> str | int | bool | Decimal | date | None:
        text = node.value
        if node.style:  # quoted, or a block
            return str(text)
        if text in {"", "null", "~"}:
            return None
        if text in {"true", "false"}:
            return bool(text == "true")
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        elif node.tag == "tag:yaml.org,2002:str":
            return str(text)
        line = node.start_mark.line + 1
        raise RuleError(
            self.path,
            line,
            Text(
                f'`{text}` may be read as something else: quote it, "{text}"',
                f'`{text}`は別の値に読まれるおそれがあります。"{text}"と引用符を付けてください',
            ),
        )
