"""What organisations are called: the office and the canton by their words, the others by what their areas know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import g

from messaging.database import DatabaseDown
from portal import doors
from portal.areas import areas
from portal.counters import lately
from schemas.accounts import CANTON_ID, OFFICE_ID, OVERSIGHT_ID
from schemas.actor import OrganisationKind
from schemas.refusal import NotAllowed

SINGLE = {
    OrganisationKind.OFFICE: OFFICE_ID,
    OrganisationKind.CANTON: CANTON_ID,
    OrganisationKind.OVERSIGHT: OVERSIGHT_ID,
}
"""Kinds of which there is one."""


def named(kind: OrganisationKind) -> Mapping[UUID, str]:
    """Return every organisation of a kind that the person of this request may know, with its name."""
    kept: dict[OrganisationKind, Mapping[UUID, str]] = g.setdefault("organisations", {})
    if kind not in kept:
        kept[kind] = lately(f"organisations {kind} {doors.language()}", lambda: _found(kind))
    return kept[kind]


def _found(kind: OrganisationKind) -> Mapping[UUID, str]:
    names: dict[UUID, str] = {}
    if kind in SINGLE:
        names[SINGLE[kind]] = _word(kind)
    for area in areas():
        if kind in area.organisations:
            names |= _asked(area.organisations[kind])
    return names


def _asked(names_in: Callable[[str], Mapping[UUID, str]]) -> Mapping[UUID, str]:
    """Return what an area knows; a role that may not read its list, or a desk that is down, leaves names out."""
    try:
        return names_in(doors.language())
    except (NotAllowed, DatabaseDown):
        return {}


def name_of(kind: OrganisationKind, organisation_id: UUID) -> str:
    """Return the name of one organisation, the word for its kind where nobody knows it."""
    return named(kind).get(organisation_id) or _word(kind)


def _word(kind: OrganisationKind) -> str:
    return doors.say(f"code.organisation_kind.{kind.value}")
