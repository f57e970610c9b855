"""Reads messages out of letters: fast for letters as we write them, and patient with fields a later version added.

A reader is made once per message class. It takes only values in exactly the shape ``schemas.wire.write`` gives them;
for anything else it gives up, and the marshmallow schema decides and words the objections. So both always agree on
what a message may hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID, SafeUUID

from schemas import wire
from schemas.message import Message

M = TypeVar("M", bound=Message)
Take = Callable[[Any], Any]
_READERS: Final[dict[Any, Take]] = {}
_UUID_LENGTH: Final = 36
_DIGITS: Final = 32
_MOST_CODES: Final = 512
"""Codes of one field that are looked at once and then remembered; there are few, and they come again and again."""


class _NotPlain(Exception):
    """The value is not in the shape we write; marshmallow shall say what it thinks."""


def read_letter(kind: type[M], values: Mapping[str, Any]) -> M:
    """Return the message of ``kind`` in a letter's ``values``; fields this version does not know are left out.

    Raises Refused with one objection per faulty field, as ``schemas.wire.read`` does.
    """
    try:
        found: M = _reader(kind)(values)
    except (_NotPlain, ValueError, TypeError, KeyError):
        return wire.read(kind, _known_only(kind, values))
    return found


def _reader(kind: Any) -> Take:
    if kind not in _READERS:
        _READERS[kind] = _made(kind)
    return _READERS[kind]


def _made(kind: Any) -> Take:
    hints = get_type_hints(kind)
    takes = [(each.name, *_take(hints[each.name], each)) for each in fields(kind)]

    def reader(values: Any) -> Any:
        found = {}
        for name, take, required in takes:
            if name in values:
                found[name] = take(values[name])
            elif required:
                raise _NotPlain
        return kind(**found)

    return reader


def _take(hint: Any, declared: Field[Any]) -> tuple[Take, bool]:
    required = declared.default is MISSING and declared.default_factory is MISSING
    inner, optional = wire.without_none(hint)
    take = _bare(inner, dict(declared.metadata), required=required)
    if not optional:
        return take, required
    return lambda value: None if value is None else take(value), required


def _bare(hint: Any, told: Mapping[str, Any], *, required: bool) -> Take:
    if get_origin(hint) in (tuple, frozenset):
        return _many(get_origin(hint), _bare(get_args(hint)[0], told, required=False))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint._value2member_map_.__getitem__
    if hint is int:
        return _whole(told.get("minimum"), told.get("maximum"))
    if hint is str:
        return _text(1 if required else 0, told.get("longest", wire.LONGEST), told.get("pattern"))
    if is_dataclass(hint):
        return _reader(hint)
    return _PLAIN[hint]


def _many(into: Any, take: Take) -> Take:
    def taken(value: Any) -> Any:
        if type(value) is not list:
            raise _NotPlain
        return into(take(each) for each in value)

    return taken


def _whole(lowest: int | None, highest: int | None) -> Take:
    def taken(value: Any) -> Any:
        if type(value) is not int or (lowest is not None and value < lowest):
            raise _NotPlain
        if highest is not None and value > highest:
            raise _NotPlain
        return value

    return taken


def _text(shortest: int, longest: int, pattern: str | None) -> Take:
    fits = re.compile(pattern + r"\Z").match if pattern else None
    good: set[Any] = set()

    def taken(value: Any) -> Any:
        if type(value) is str and value in good:
            return value
        if type(value) is not str or not shortest <= len(value) <= longest:
            raise _NotPlain
        if not value.isprintable() or value[:1] == " " or value[-1:] == " " or (fits and not fits(value)):
            raise _NotPlain
        if fits and len(good) < _MOST_CODES:
            good.add(value)
        return value

    return taken


def _uuid(value: Any) -> UUID:
    if type(value) is not str or len(value) != _UUID_LENGTH:
        raise _NotPlain
    return id_of(value)


@lru_cache(2048)
def id_of(text: str) -> UUID:
    """Return the id in ``text``; the same one stands in a letter up to three times.

    This is what ``UUID`` does with a text, without asking first for each of the other five ways to make one.
    """
    bare = text.replace("-", "")
    if len(bare) != _DIGITS:
        return UUID(text)
    made = UUID.__new__(UUID)
    object.__setattr__(made, "int", int(bare, 16))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made


def _boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise _NotPlain
    return value


def _day(value: Any) -> date:
    if type(value) is not str or len(value) != 10 or value[4] != "-" or value[7] != "-":
        raise _NotPlain
    return date.fromisoformat(value)


def _instant(value: Any) -> datetime:
    if type(value) is not str or value[10:11] != "T" or not value.endswith("+00:00"):
        raise _NotPlain
    return datetime.fromisoformat(value)


_PLAIN: Final[dict[Any, Take]] = {UUID: _uuid, bool: _boolean, date: _day, datetime: _instant}


def _known_only(kind: Any, values: Any) -> Any:
    """Leave out what this version does not know, also inside dataclasses carried in the message."""
    if not isinstance(values, Mapping):
        return values
    hints = get_type_hints(kind)
    return {name: _inside(hints[name], value) for name, value in values.items() if name in hints}


def _inside(hint: Any, value: Any) -> Any:
    inner, _ = wire.without_none(hint)
    if is_dataclass(inner):
        return _known_only(inner, value)
    if get_origin(inner) in (tuple, frozenset) and isinstance(value, list):
        return [_inside(get_args(inner)[0], each) for each in value]
    return value
