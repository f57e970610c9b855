"""One frozen dataclass is at once the wire schema, the form check and the documentation of a message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from typing import Any, ClassVar, dataclass_transform
from uuid import UUID

from schemas import fields as kinds

_KNOWN: dict[tuple[str, int], type[Message]] = {}


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(
        field,
        kinds.percent,
        kinds.whole,
        kinds.centimes,
        kinds.line,
        kinds.prose,
        kinds.code,
        kinds.chosen,
        kinds.several,
        kinds.day,
        kinds.answer,
        kinds.tick_box,
        kinds.upload,
        kinds.hidden,
    ),
)
class Message:
    """The base of all that is said.

    ``said`` is the wire name ``owner.verb_noun``; ``version`` counts incompatible changes (a new class beside the
    old one); ``about`` names the field that holds the id of the record concerned, whose letters keep their order.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    said: ClassVar[str] = ""
    version: ClassVar[int] = 1
    about: ClassVar[str] = ""

    def __init_subclass__(cls, *, said: str = "", version: int = 1, about: str = "") -> None:
        dataclass(frozen=True, kw_only=True, eq=False, repr=False)(cls)
        if not said:
            return
        cls.said, cls.version, cls.about = said, version, about
        if about and about not in set(cls.__dataclass_fields__):
            raise TypeError(f"{cls.__name__} has no field {about}")
        if (said, version) in _KNOWN:
            raise TypeError(f"{said} version {version} is said twice")
        _KNOWN[said, version] = cls

    # Written once for all that is said, not once for each of hundreds of classes.
    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple([getattr(self, name) for name in self.__dataclass_fields__]))

    def __repr__(self) -> str:
        told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
        return f"{type(self).__qualname__}({told})"

    @property
    def subject(self) -> UUID | None:
        """The id of the record concerned, None where the message is about no single record."""
        found = getattr(self, self.about) if self.about else None
        return found if isinstance(found, UUID) else None


class Command(Message):
    """Somebody wants something done; the owner may refuse."""


class Event(Message):
    """Something has happened; nobody may refuse. Carries ids, days, kinds and codes, never a name or free text."""


def owner_of(name: str) -> str:
    """Return the service that owns a wire name."""
    return name.partition(".")[0]


def known(name: str, version: int = 1) -> type[Message] | None:
    """Return the message class of a wire name and version, None if nobody ever defined it."""
    return _KNOWN.get((name, version))


def all_messages() -> Iterator[type[Message]]:
    """Yield every message class, by wire name and version."""
    for key in sorted(_KNOWN):
        yield _KNOWN[key]


def all_of(kind: type[Any]) -> tuple[type[Any], ...]:
    """Return every message class derived from ``kind``, by wire name and version."""
    return tuple(each for each in all_messages() if issubclass(each, kind))
