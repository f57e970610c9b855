"""What a command asks people: one plan per field, made once from the command's annotations and metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints
from uuid import UUID

from portal.formats import code_key
from portal.parts import Choice
from schemas.message import Command
from schemas.wire import without_none
from schemas.words import is_known, say

BY_TYPE: Final[Mapping[type, str]] = {date: "date", int: "integer", str: "text", UUID: "hidden", bool: "checkbox"}
FEW: Final = 4
"""So many choices stand as buttons beside each other; more of them become a list."""


@dataclass(frozen=True)
class Plan:
    """One field of a command as a form asks for it."""

    name: str
    command: str
    """The wire name of the command."""
    kind: Any
    """The type without its None; for several values the type of one."""
    widget: str
    required: bool
    many: bool
    metadata: Mapping[str, Any]

    @property
    def is_hidden(self) -> bool:
        """Whether the page carries the value and nobody types it."""
        return self.widget == "hidden"

    @property
    def is_secret(self) -> bool:
        """Whether the value is never shown again."""
        return self.widget in ("password", "file")

    @property
    def is_nested(self) -> bool:
        """Whether the value is a record of its own, which no single field can ask for."""
        return is_dataclass(self.kind)

    @property
    def longest(self) -> int | None:
        """The most characters a text may have."""
        found = self.metadata.get("longest")
        return found if isinstance(found, int) and self.widget in ("text", "textarea") else None

    @property
    def choices_of(self) -> str:
        """The name of the dated list the choices come from, empty for none."""
        return str(self.metadata.get("choices_of", ""))

    def label(self, language: str) -> str:
        """Return the question; a command may word a shared field in its own way."""
        return self._words("field", language) or self.name

    def hint(self, language: str) -> str:
        """Return the line under the question, if there is one."""
        return self._words("hint", language)

    def _words(self, root: str, language: str) -> str:
        for key in (f"{root}.{self.command}.{self.name}", f"{root}.{self.name}"):
            if is_known(key, language):
                return say(key, language)
        return ""

    def choices(self, language: str) -> list[Choice]:
        """Return the choices that lie in the type itself."""
        if isinstance(self.kind, type) and issubclass(self.kind, Enum):
            return [(str(each.value), _word(each, language)) for each in self.kind]
        if self.widget == "yesno" and self.required:
            return [("yes", say("form.yes", language)), ("no", say("form.no", language))]
        return []


_MADE: Final[dict[type[Command], tuple[Plan, ...]]] = {}


def _word(member: Enum, language: str) -> str:
    key = code_key(member)
    return say(key, language) if is_known(key, language) else str(member.value)


def plans_of(kind: type[Command]) -> tuple[Plan, ...]:
    """Return the fields of a command, in the order in which they are declared."""
    if kind not in _MADE:
        hints = get_type_hints(kind)
        _MADE[kind] = tuple(_plan(kind.said, each, hints[each.name]) for each in fields(kind))
    return _MADE[kind]


def _plan(command: str, declared: Field[Any], hint: Any) -> Plan:
    inner, optional = without_none(hint)
    many = get_origin(inner) in (tuple, frozenset)
    if many:
        inner = get_args(inner)[0]
    required = not optional and declared.default is MISSING and declared.default_factory is MISSING
    widget = declared.metadata.get("widget") or _widget(inner, many=many, required=required)
    return Plan(declared.name, command, inner, widget, required, many, declared.metadata)


def _widget(kind: Any, *, many: bool, required: bool) -> str:
    if many:
        return "multi"
    if kind is bool and required:
        return "yesno"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "radios" if len(kind) <= FEW and required else "choice"
    return BY_TYPE.get(kind if isinstance(kind, type) else NoneType, "hidden")
