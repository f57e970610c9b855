"""Who may give whom a part in a mandate's team, and when a part begins and ends."""

from __future__ import annotations

from datetime import date
from typing import Final

from schemas.actor import SERVICE_STAFF, Role
from schemas.codes_registration import TeamPart
from schemas.refusal import Objection

SINGLE: Final = frozenset({TeamPart.CASE_WORKER, TeamPart.COORDINATOR})
"""Parts that one person holds at a time, from today on: deadlines and alerts go to them."""
OF_SERVICE: Final = frozenset({TeamPart.CASE_WORKER, TeamPart.DEPUTY_CASE_WORKER})
OF_OFFICE: Final = frozenset({TeamPart.COORDINATOR, TeamPart.DEPUTY_COORDINATOR, TeamPart.PROVIDER_CONTACT})


def own_part(role: Role) -> TeamPart:
    """Return the part somebody takes over who takes a mandate over."""
    return TeamPart.CASE_WORKER if role in SERVICE_STAFF else TeamPart.COORDINATOR


def assigning_objections(part: TeamPart, role: Role) -> list[Objection]:
    """Object to a part that belongs to the other house: the service fills its own, the office the rest."""
    allowed = OF_SERVICE if role in SERVICE_STAFF else OF_OFFICE
    return [] if part in allowed else [Objection("part_not_yours", "part", {"part": part.value})]


def span_objections(part: TeamPart, valid_from: date, valid_until: date | None, today: date) -> list[Objection]:
    """Object to an end before the start, and to a later start for a part that has to be held without a gap."""
    if valid_until is not None and valid_until < valid_from:
        return [Objection("ends_before_start", "valid_until", {"starts_on": valid_from.isoformat()})]
    if part in SINGLE and (valid_from != today or valid_until is not None):
        return [Objection("part_without_gap", "valid_from", {"part": part.value})]
    return []
