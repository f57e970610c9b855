"""How much of one mandate somebody may see (Concept SSIP, ch. 8, and data protection)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Actor, Role
from schemas.codes import PlaceKind, Visibility

PROVIDER_FIELDS = frozenset(
    {"family_name", "given_name", "language", "place_id", "workload_percent", "starts_on", "ends_on"}
)
"""What a provider sees of a person placed with it; the AVS number never (no legal basis is configured)."""
_SEE_ALL = OFFICE_STAFF | {Role.SYSTEM}


@dataclass(frozen=True)
class MandateRecord:
    """What visibility depends on; the provider side is empty until the person is assigned."""

    service_id: UUID
    kind: PlaceKind | None = None
    provider_id: UUID | None = None
    placement_until: date | None = None


def mandate_visibility(actor: Actor, record: MandateRecord, day: date) -> Visibility:
    """Return what ``actor`` sees of ``record`` on ``day``.

    The office sees all, a social service its own, a provider the persons placed with it until the placement
    ends (interpretation), Intake 1 all PE, auditors read; canton and finance get aggregates and invoices,
    the technical administrator keeps the machines: no person for them.
    """
    if actor.role in _SEE_ALL:
        return Visibility.FULL
    if actor.role is Role.AUDITOR:
        return Visibility.READ_ONLY
    if actor.role is Role.PROVIDER:
        return Visibility.LIMITED if _is_placed_with(actor, record, day) else Visibility.NONE
    return Visibility.FULL if _is_own(actor, record) else Visibility.NONE


def _is_own(actor: Actor, record: MandateRecord) -> bool:
    if actor.role is Role.INTAKE1_ADMIN and record.kind is PlaceKind.PE:
        return True
    is_service = actor.role in SERVICE_STAFF or actor.role is Role.INTAKE1_ADMIN
    return is_service and actor.organisation_id == record.service_id


def _is_placed_with(actor: Actor, record: MandateRecord, day: date) -> bool:
    is_over = record.placement_until is not None and record.placement_until < day
    return record.provider_id == actor.organisation_id and not is_over


def may_see_avs_number(actor: Actor, *, has_legal_basis: bool = False) -> bool:
    """Whether the AVS number may be shown: to the office and the services, to others only on a legal basis."""
    return has_legal_basis or actor.role in _SEE_ALL or actor.role in SERVICE_STAFF
