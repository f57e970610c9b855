"""A question as plain JSON values, so that what a plan was made from can be kept and told apart later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from services.placements.rules.matching import Question


def recorded(question: Question) -> dict[str, Any]:
    """Return everything the plan is made from, in one order whatever the order of the question."""
    found: dict[str, Any] = _plain(question)
    found["searchers"].sort(key=lambda each: each["mandate_id"])
    found["places"].sort(key=lambda each: each["place_id"])
    return found


def fingerprint(record: Mapping[str, Any]) -> str:
    """Return a short name for a record; the same inputs have the same one."""
    return sha256(dumps(record, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, UUID)):
        return str(value)
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): _plain(each) for key, each in sorted(value.items(), key=lambda each: _key(each[0]))}
    return [_plain(each) for each in value] if isinstance(value, (tuple, list)) else value


def _key(value: Any) -> str:
    return " ".join(str(_plain(each)) for each in value) if isinstance(value, tuple) else str(_plain(value))
