"""The JSON schema of a message, from the same annotations its wire schema is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, get_args, get_origin, get_type_hints
from uuid import UUID

from schemas.wire import without_none

Schema = dict[str, Any]
_PLAIN: Final[dict[type, Schema]] = {
    UUID: {"type": "string", "format": "uuid"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    str: {"type": "string"},
}


def json_schema(kind: type[Any]) -> Schema:
    """Return the JSON schema of the data of a message class, or of a dataclass inside one."""
    hints = get_type_hints(kind)
    listed = [each for each in fields(kind) if each.init]
    return {
        "type": "object",
        "properties": {each.name: _schema(hints[each.name], each.metadata) for each in listed},
        "required": [each.name for each in listed if _is_required(each)],
        "additionalProperties": False,
    }


def _is_required(declared: Field[Any]) -> bool:
    return declared.default is MISSING and declared.default_factory is MISSING


def _schema(hint: Any, told: Mapping[str, Any]) -> Schema:
    inner, optional = without_none(hint)
    made = _inner(inner, told)
    if not optional:
        return made
    return {"anyOf": [made, {"type": "null"}]}


def _inner(hint: Any, told: Mapping[str, Any]) -> Schema:
    if get_origin(hint) in (tuple, frozenset):
        return {"type": "array", "items": _schema(get_args(hint)[0], told)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [each.value for each in hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        return json_schema(hint)
    return dict(_PLAIN[hint]) | _limits(hint, told)


def _limits(hint: type, told: Mapping[str, Any]) -> Schema:
    names = {"minimum": "minimum", "maximum": "maximum"} if hint is int else {"longest": "maxLength"}
    return {wire: told[ours] for ours, wire in names.items() if told.get(ours) is not None and hint in (int, str)}
