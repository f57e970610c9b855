"""Finding the organisation somebody acts for, by its short code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from messaging.service import Service
from schemas.accounts import CANTON_ID, OFFICE_ID, OVERSIGHT_ID
from schemas.actor import HOUSE, OrganisationKind, Role
from schemas.refusal import NotFound
from services.placements.queries.registers import providers
from services.registration.queries.territory import social_services

_SINGLE: Final = {
    Role.SSIP_COORDINATOR: (OrganisationKind.OFFICE, OFFICE_ID),
    Role.SSIP_HEAD: (OrganisationKind.OFFICE, OFFICE_ID),
    Role.SSIP_ADMIN: (OrganisationKind.OFFICE, OFFICE_ID),
    Role.SEAT_FINANCE: (OrganisationKind.OVERSIGHT, OVERSIGHT_ID),
    Role.CANTON_READER: (OrganisationKind.CANTON, CANTON_ID),
    Role.AUDITOR: (OrganisationKind.OVERSIGHT, OVERSIGHT_ID),
}


def find_organisation(services: Mapping[str, Service], role: Role, short_code: str) -> tuple[OrganisationKind, UUID]:
    """Return kind and id of the organisation a role acts for; raise NotFound for an unknown short code."""
    if role in _SINGLE:
        return _SINGLE[role]
    if role is Role.PROVIDER:
        known = {each.short_code: each.id for each in services["placements"].ask(providers, HOUSE)}
        kind = OrganisationKind.PROVIDER
    else:
        known = {each.short_code: each.id for each in services["registration"].ask(social_services, HOUSE)}
        kind = OrganisationKind.SOCIAL_SERVICE
    if short_code not in known:
        raise NotFound("organisation")
    return kind, known[short_code]
