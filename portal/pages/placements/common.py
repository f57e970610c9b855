"""What the pages of placements share: names of people, words of lists, pages of long lists, timelines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import request
from markupsafe import Markup

from portal import addresses, formats
from portal.cells import state_badge
from portal.counters import lately
from portal.doors import ask, has_desk, language, may, say
from portal.lists import Part
from portal.parts import Choice, Entry, FieldView
from schemas.words import is_known
from services.placements.queries.lines import Cut
from services.placements.queries.registers import placements_codes
from services.registration.queries.names import person_names
from workflow.moves import Happening

E = TypeVar("E", bound=StrEnum)


def code_list(of: str) -> Sequence[Choice]:
    """Return the entries of a dated list that hold today."""
    return lately(f"placements {of} {language()}", lambda: _entries(of))


def _entries(of: str) -> Sequence[Choice]:
    return [(each.code, each.word(language())) for each in ask(placements_codes, of=of)]


def code_words(of: str) -> Mapping[str, str]:
    """Return the words of a dated list by code."""
    return {choice[0]: choice[1] for choice in code_list(of)}


def people(mandate_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return the names this person may know; pages show the number of the mandate for the others."""
    wanted = tuple(set(mandate_ids))
    if not wanted or not has_desk("registration") or not may(person_names):
        return {}
    return {key: found.name for key, found in ask(person_names, mandate_ids=wanted).items()}


def person(names: Mapping[UUID, str], mandate_id: UUID, number: str) -> str:
    """Return the name where it may be known, with the number of the mandate."""
    name = names.get(mandate_id)
    return f"{name} · {number}" if name else number


def state(member: StrEnum) -> Markup:
    """Return a state as a badge."""
    return state_badge(member, language())


def chosen(kind: type[E], name: str) -> E | None:
    """Return the enum value a filter in the address names, None for none or a strange one."""
    sent = request.args.get(name, "")
    return kind(sent) if sent in set(kind) else None


def choices_of(kind: type[StrEnum]) -> list[Choice]:
    """Return every value of a code list in words."""
    return [(each.value, formats.code(each, language())) for each in kind]


def filter_view(name: str, label: str, choices: Sequence[Choice] = (), widget: str = "text") -> FieldView:
    """Return one box of a filter bar."""
    return FieldView(name, label, widget, addresses.text(name), errors=addresses.unread(name, widget), choices=choices)


def cut(part: Part) -> Cut:
    """Return which lines of a list are asked for."""
    return Cut(part.offset, part.size)


def entries(happenings: Iterable[Happening]) -> list[Entry]:
    """Return a history as lines of a timeline, newest first."""
    return [_entry(each) for each in reversed(list(happenings))]


def _entry(each: Happening) -> Entry:
    key = f"happened.{each.what}"
    title = say(key) if is_known(key, language()) else each.what
    kind = "system" if each.role == "system" else "event"
    return Entry(each.at, title, kind, who=say(f"code.role.{each.role}"), text=each.remark or "")
