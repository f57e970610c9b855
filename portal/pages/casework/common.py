"""What the pages of casework share: who a dossier is about, who works with it, and words for lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import g
from markupsafe import Markup

from portal import formats
from portal.accounts.queries import people_of
from portal.cells import Cell, badge, segment_badge
from portal.doors import actor, ask, language, may, say
from portal.parts import Choice
from portal.tones import tone_of
from schemas.actor import Role
from schemas.codes_casework import COUNSELLING, Segment
from services.casework.queries.mandates import linkable_mandates
from services.casework.queries.settings import segments_enabled
from services.registration.queries.names import person_names

E = TypeVar("E", bound=StrEnum)
FINDING_TONES: Final = {"contacts_above": "info", "control_waiting": "waiting"}


def is_enabled() -> bool:
    """Whether the service of this request works with segments; asked once a request."""
    if "segments_enabled" not in g:
        g.segments_enabled = ask(segments_enabled)
    return bool(g.segments_enabled)


def people(mandate_ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """Return who mandates are about, as far as this person may know; names are registration's alone."""
    wanted = tuple({each for each in mandate_ids if each is not None})
    if not wanted or not may(person_names):
        return {}
    return {key: found.name for key, found in ask(person_names, mandate_ids=wanted).items()}


def person(mandate_id: UUID | None, names: Mapping[UUID, str]) -> str:
    """Return the name behind a dossier, empty where no mandate is linked."""
    return names.get(mandate_id, "") if mandate_id else ""


def title(number: str, name: str = "") -> str:
    """Return what a dossier is called on a page of its own."""
    return name or say("dossiers.one", number=number)


def choices(of: str) -> Sequence[Choice]:
    """Return what forms of casework can choose from: case workers of the service, mandates without a dossier."""
    if of == "case_workers":
        return workers()
    return _mandates() if of == "own_mandates" else ()


def workers() -> Sequence[Choice]:
    """Return the case workers of the own service."""
    found = ask(people_of, organisation_id=actor().organisation_id, role=Role.CASE_WORKER)
    return [(str(each.account_id), each.display_name) for each in found]


def _mandates() -> Sequence[Choice]:
    found = ask(linkable_mandates)
    names = people(each.mandate_id for each in found)
    return [(str(each.mandate_id), f"{each.number} {names.get(each.mandate_id, '')}".strip()) for each in found]


def words(member: StrEnum | None) -> str:
    """Return a code in words."""
    return formats.code(member, language())


def state(member: StrEnum | None) -> Cell:
    """Return a state as a badge."""
    return badge(tone_of(member), words(member)) if member is not None else None


def segment(letter: Segment | None) -> Cell:
    """Return a segment as its letter."""
    return segment_badge(letter.value, say("part.segment")) if letter is not None else None


def findings(found: Iterable[StrEnum]) -> Markup:
    """Return what stands out as badges."""
    return Markup(" ").join(badge(FINDING_TONES.get(each.value, "warn"), words(each)) for each in found)


def offered(kind: type[StrEnum]) -> list[Choice]:
    """Return every value of a code list in words."""
    return [(each.value, words(each)) for each in kind]


def segments_offered() -> list[Choice]:
    """Return the segments and "none" for filters."""
    return [*offered(Segment), ("none", say("dossiers.no_segment"))]


def is_counselling(sector: Any) -> bool:
    """Whether a sector belongs to counselling."""
    return sector in COUNSELLING
