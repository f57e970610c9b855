"""Who shares papers and messages of a mandate: the office alone, office and service, or all three."""

from __future__ import annotations

from datetime import date
from typing import Final

from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from schemas.codes_records import SharedWith
from schemas.codes_registration import MandateState
from schemas.refusal import Objection

WRITERS: Final = (*sorted(OFFICE_STAFF), *sorted(SERVICE_STAFF), Role.INTAKE1_ADMIN, Role.PROVIDER)
_OF_SERVICE: Final = SERVICE_STAFF | {Role.INTAKE1_ADMIN}
_READ_ALL: Final = OFFICE_STAFF | {Role.AUDITOR, Role.SYSTEM}


def shared_to(role: Role) -> tuple[SharedWith, ...]:
    """Return what a role reads, and writes if it writes at all; a provider only while the placement runs."""
    if role in _READ_ALL:
        return tuple(SharedWith)
    if role in _OF_SERVICE:
        return (SharedWith.SERVICE, SharedWith.ALL)
    return (SharedWith.ALL,) if role is Role.PROVIDER else ()


def sharing_objections(shared_with: SharedWith, role: Role) -> list[Objection]:
    """Object to something its writer could not read."""
    if shared_with in shared_to(role):
        return []
    return [Objection("shared_beyond_you", "shared_with", {"shared_with": shared_with.value})]


def is_running(state: MandateState, placed_from: date | None, placed_until: date | None, today: date) -> bool:
    """Whether a placement runs on ``today``, first and last day included."""
    begun = placed_from is not None and placed_from <= today
    return state is MandateState.PLACED and begun and (placed_until is None or placed_until >= today)
