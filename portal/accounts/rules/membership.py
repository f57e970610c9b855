"""Memberships: which roles exist in which kind of organisation, and on which days they hold."""

from __future__ import annotations

from datetime import date
from typing import Final

from schemas.actor import OrganisationKind, Role
from schemas.refusal import Objection

ROLES_OF: Final = {
    OrganisationKind.OFFICE: frozenset({Role.SSIP_COORDINATOR, Role.SSIP_HEAD, Role.SSIP_ADMIN}),
    OrganisationKind.SOCIAL_SERVICE: frozenset(
        {Role.CASE_WORKER, Role.SERVICE_HEAD, Role.SECTOR_HEAD, Role.ADMIN_ASSISTANT, Role.INTAKE1_ADMIN}
    ),
    OrganisationKind.PROVIDER: frozenset({Role.PROVIDER}),
    OrganisationKind.CANTON: frozenset({Role.CANTON_READER}),
    OrganisationKind.OVERSIGHT: frozenset({Role.AUDITOR, Role.SEAT_FINANCE}),
}


def is_current(valid_from: date, valid_until: date | None, today: date) -> bool:
    """Whether a membership holds on ``today``; the last valid day counts."""
    return valid_from <= today and (valid_until is None or today <= valid_until)


def membership_objections(
    role: Role, kind: OrganisationKind, valid_from: date, valid_until: date | None
) -> list[Objection]:
    """Return why a membership cannot be: no such role in such an organisation, or an end before the start."""
    found = []
    if role not in ROLES_OF[kind]:
        found.append(Objection("role_not_of_organisation", "role", {"role": role.value, "kind": kind.value}))
    if valid_until is not None and valid_until < valid_from:
        found.append(Objection("ends_before_start", "valid_until", {"starts_on": valid_from.isoformat()}))
    return found


def email_objections(email: str) -> list[Objection]:
    """Return why an address cannot receive mail; the mail itself is the real test."""
    name, at, domain = email.rpartition("@")
    if at and name and "." in domain.strip(".") and not any(each.isspace() for each in email):
        return []
    return [Objection("email_malformed", "email")]
