"""Who acts: one account in one chosen role for one organisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody is here as (domain 2.5); a person may hold several and acts in one."""

    SSIP_COORDINATOR = "ssip_coordinator"
    SSIP_HEAD = "ssip_head"
    SSIP_ADMIN = "ssip_admin"
    CASE_WORKER = "case_worker"
    SERVICE_HEAD = "service_head"
    SECTOR_HEAD = "sector_head"
    ADMIN_ASSISTANT = "admin_assistant"
    INTAKE1_ADMIN = "intake1_admin"
    PROVIDER = "provider"
    CANTON_READER = "canton_reader"
    AUDITOR = "auditor"
    SEAT_FINANCE = "seat_finance"
    SYSTEM = "system"
    """The house itself: letters from other services, ticks, loaders. Nobody signs in as it."""


class OrganisationKind(StrEnum):
    """The kinds of organisation that act here."""

    OFFICE = "office"
    SOCIAL_SERVICE = "social_service"
    PROVIDER = "provider"
    CANTON = "canton"
    OVERSIGHT = "oversight"


OFFICE_STAFF = frozenset({Role.SSIP_COORDINATOR, Role.SSIP_HEAD})
SERVICE_STAFF = frozenset({Role.CASE_WORKER, Role.SERVICE_HEAD, Role.SECTOR_HEAD, Role.ADMIN_ASSISTANT})
READERS = frozenset({Role.CANTON_READER, Role.AUDITOR, Role.SEAT_FINANCE})


@dataclass(frozen=True)
class Actor:
    """The one who gives a command or asks a query; carried by value, decided once per request."""

    account_id: UUID
    role: Role
    organisation_id: UUID
    language: str = "fr"

    @property
    def is_office(self) -> bool:
        """Whether the actor works for the SSIP."""
        return self.role in OFFICE_STAFF

    @property
    def is_service(self) -> bool:
        """Whether the actor works for a municipal social service."""
        return self.role in SERVICE_STAFF


HOUSE_ID = UUID("00000000-0000-4000-8000-000000000001")
HOUSE = Actor(account_id=HOUSE_ID, role=Role.SYSTEM, organisation_id=HOUSE_ID)
"""The actor behind letters, ticks and loaders."""
