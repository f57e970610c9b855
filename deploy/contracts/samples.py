"""A sample of every message: the same values every time, for documentation and for the golden letters."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final, get_args, get_origin, get_type_hints
from uuid import UUID, uuid5

from messaging.letter import Letter, letter_of
from schemas.message import Message
from schemas.wire import without_none

_NAMESPACE: Final = UUID("1c9e1f1e-8f5b-4a33-9d0a-0a4b6a3f7d52")
TOLD_AT: Final = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TRACE: Final = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def sample(kind: type[Any]) -> Any:
    """Return one message of ``kind`` with every field filled."""
    hints = get_type_hints(kind)
    return kind(**{each.name: _value(hints[each.name], each.name, each.metadata) for each in fields(kind)})


def _value(hint: Any, name: str, told: Any) -> Any:
    inner, _ = without_none(hint)
    if get_origin(inner) in (tuple, frozenset):
        return get_origin(inner)([_value(get_args(inner)[0], name, told)])
    if isinstance(inner, type) and issubclass(inner, Enum):
        return next(iter(inner))
    if is_dataclass(inner) and isinstance(inner, type):
        return sample(inner)
    return _plain(inner, name, told)


def _plain(kind: Any, name: str, told: Any) -> Any:
    if kind is UUID:
        return uuid5(_NAMESPACE, name)
    if kind is bool:
        return True
    if kind is int:
        return max(int(told.get("minimum") or 0), 3)
    if kind is date:
        return date(2026, 11, 23)
    if kind is datetime:
        return TOLD_AT
    return "sample"


def sample_letter(kind: type[Message]) -> Letter:
    """Return the letter that tells the sample of ``kind``, with ids that never change."""
    made = letter_of(sample(kind), TOLD_AT, traceparent=TRACE, cause=uuid5(_NAMESPACE, "cause"))
    return made._replace(id=uuid5(_NAMESPACE, f"{kind.said}:{kind.version}"))
