"""A document as a model of Pydantic's; the first mistake with its line, and what would be right."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from titcheck.errors import RuleError, meant
from titcheck.rulebook.document import Document
from titcheck.text import Text

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model]) -> Model:
    """The document as a `model`. RuleError at the first mistake; a misspelt key is missing too, and its spelling says more."""
    if not isinstance(document.data, dict):
        raise RuleError(
            document.path, 1, Text("write keys with values, `key: value`", "「キー: 値」の形で書いてください")
        )
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        place = tuple(part if isinstance(part, int) else str(part) for part in first["loc"])
        raise RuleError(document.path, document.line(place), _explain(first, place, model)) from error


def _explain(error: Any, place: tuple[str | int, ...], model: type[BaseModel]) -> Text:
    name = ".".join(str(part) for part in place)
    if error["type"] == "missing":
        return Text(f"key `{name}` is missing", f"キー`{name}`がありません")
    if error["type"] == "extra_forbidden":
        inner = model.model_fields if len(place) == 1 else dict.fromkeys(_inner_keys(model))
        hint = meant(str(place[-1]), {getattr(field, "alias", None) or key for key, field in inner.items()})
        return Text(f"unknown key `{name}`{hint.en}", f"キー`{name}`は使えません{hint.ja}")
    return Text(f"`{name}`: {error['msg']}", f"`{name}`の値が正しくありません：{error['msg']}")


def _inner_keys(model: type[BaseModel]) -> Iterator[str]:
    for field in model.model_fields.values():
        for inner in _models(field.annotation):
            yield from (each.alias or key for key, each in inner.model_fields.items())
            yield from _inner_keys(inner)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
