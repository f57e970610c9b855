"""Between a message and plain JSON values: one marshmallow schema per message class, built from its annotations."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError
from marshmallow import fields as wire
from marshmallow import validate as check

from schemas.message import Message
from schemas.refusal import Objection, Refused

M = TypeVar("M", bound=Message)
LONGEST: Final = 10_000
"""Characters of a text that names no limit of its own."""
_MADE: Final[dict[Any, Schema]] = {}
_PLAIN: Final[dict[type, type[wire.Field[Any]]]] = {
    UUID: wire.UUID,
    bool: wire.Boolean,
    date: wire.Date,
    datetime: wire.AwareDateTime,
    str: wire.String,
}


def read(kind: type[M], values: Mapping[str, Any]) -> M:
    """Return the message of ``kind`` held in plain ``values``.

    Raises Refused with one objection per faulty field, all of them at once.
    """
    try:
        return kind(**_schema(kind).load(values))
    except ValidationError as error:
        raise Refused(*_objections(error.messages_dict)) from error


def write(message: Message) -> dict[str, Any]:
    """Return ``message`` as plain JSON values."""
    return {name: _plain(getattr(message, name)) for name in message.__dataclass_fields__}


def _plain(value: Any) -> Any:
    if value is None or type(value) in (str, bool, int):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (UUID, str, bytes)):
        return b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, frozenset, list)):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    raise TypeError(f"a message cannot carry {type(value).__name__}")


def schema_of(kind: type[Any]) -> Schema:
    """Return the marshmallow schema of a message class or of a dataclass inside one."""
    return _schema(kind)


def _schema(kind: Any) -> Schema:
    if kind not in _MADE:
        _MADE[kind] = _made(kind)
    return _MADE[kind]


def _made(kind: Any) -> Schema:
    hints = get_type_hints(kind)
    made = {each.name: _field(hints[each.name], each) for each in fields(kind)}
    return Schema.from_dict(made, name=f"{kind.__module__}.{kind.__name__}")(unknown=RAISE)


def _field(hint: Any, declared: Field[Any]) -> wire.Field[Any]:
    inner, optional = without_none(hint)
    options: dict[str, Any] = {"allow_none": optional}
    if declared.default is not MISSING:
        options["load_default"] = declared.default
    elif declared.default_factory is not MISSING:
        options["load_default"] = declared.default_factory
    else:
        options["required"] = True
    return _bare(inner, dict(declared.metadata), options)


def without_none(hint: Any) -> tuple[Any, bool]:
    """Return a type without its None, and whether it had one."""
    if get_origin(hint) in (Union, UnionType):
        inner = [each for each in get_args(hint) if each is not NoneType]
        if len(inner) == 1:
            return inner[0], True
    return hint, False


def _bare(hint: Any, told: dict[str, Any], options: dict[str, Any]) -> wire.Field[Any]:
    if get_origin(hint) in (tuple, frozenset):
        inside = _bare(get_args(hint)[0], told, {})
        return _Many(inside, into=get_origin(hint), **options)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return wire.Enum(hint, by_value=True, **options)
    if hint is int:
        return wire.Integer(strict=True, validate=_limits(told), **options)
    if hint is str:
        return _Text(validate=_lengths(told, required=options.get("required", False)), **options)
    if is_dataclass(hint):
        return _Inside(hint, **options)  # type: ignore[arg-type]
    return _PLAIN[hint](**options)


def _limits(told: Mapping[str, Any]) -> list[Any]:
    lowest, highest = told.get("minimum"), told.get("maximum")
    return [] if lowest is None and highest is None else [check.Range(lowest, highest)]


def _lengths(told: Mapping[str, Any], *, required: bool) -> list[Any]:
    checks: list[Any] = [check.Length(1 if required else None, told.get("longest", LONGEST))]
    if "pattern" in told:
        checks.append(check.Regexp(re.compile(told["pattern"] + r"\Z")))
    return checks


class _Text(wire.String):
    """Text as people mean it: no control characters, no space around it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        text = super()._deserialize(value, attr, data, **rest)
        return "".join(c for c in text.replace("\r\n", "\n") if c >= " " or c in "\n\t").strip()


class _Many(wire.List[Any]):
    """A list that arrives as the immutable kind the message declares."""

    def __init__(self, inside: wire.Field[Any], *, into: Any, **options: Any) -> None:
        super().__init__(inside, **options)
        self._into = into

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        return self._into(super()._deserialize(value, attr, data, **rest))


class _Content(wire.Field[bytes]):
    """The content of a file, as base64 text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> bytes:
        try:
            return b64decode(value, validate=True)
        except (TypeError, binascii.Error) as error:
            raise ValidationError("Not a file.") from error


_PLAIN[bytes] = _Content


class _Inside(wire.Nested):
    """A frozen dataclass carried inside a message."""

    def __init__(self, kind: type, **options: Any) -> None:
        super().__init__(lambda: schema_of(kind), **options)
        self._kind = kind

    def _deserialize(self, value: Any, attr: str | None, data: Any, partial: Any = None, **rest: Any) -> Any:
        return self._kind(**super()._deserialize(value, attr, data, **rest))


def _objections(messages: Any, prefix: str = "") -> list[Objection]:
    found: list[Objection] = []
    for name, what in messages.items():
        path = f"{prefix}{name}"
        if isinstance(what, Mapping):
            found += _objections(what, f"{path}.")
        else:
            found += [Objection(code=_code(str(text)), field=path) for text in what]
    return found


def _code(text: str) -> str:
    for start, code in _CODES:
        if text.startswith(start):
            return code
    return "field_invalid"


_CODES: Final = (
    ("Missing data", "field_missing"),
    ("Field may not be null", "field_missing"),
    ("Shorter than", "field_missing"),
    ("Length must be between", "field_too_long"),
    ("Longer than", "field_too_long"),
    ("Not a valid integer", "field_not_a_number"),
    ("Must be greater", "field_outside"),
    ("Must be less", "field_outside"),
    ("Must be one of", "field_not_a_choice"),
    ("Not a valid date", "field_not_a_day"),
    ("Unknown field", "field_unknown"),
)
