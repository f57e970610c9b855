"""Who is meant today: a notice's whom, answered from the event and from what is known of the mandate's team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from schemas.accounts import CANTON_ID, OVERSIGHT_ID
from schemas.actor import OrganisationKind, Role
from services.notifications.rules.notice import Audience, Team, Whom


def audience_of(whom: Whom, told: Any, team: Team) -> Audience | None:
    """Return the people a notice is for; None where the event names no organisation they could belong to."""
    return _FOUND[whom](told, team)


def _coordinator(told: Any, team: Team) -> Audience:
    return Audience(Role.SSIP_COORDINATOR, None, _named(told, "coordinator_id") or team.coordinator_id)


def _provider(told: Any, _: Team) -> Audience | None:
    provider = _named(told, "provider_id")
    return Audience(Role.PROVIDER, provider) if provider else None


def _case_worker(told: Any, team: Team) -> Audience | None:
    service = _named(told, "social_service_id") or team.social_service_id
    person = _named(told, "case_worker_id") or team.case_worker_id
    return Audience(Role.CASE_WORKER, service, person) if service else None


def _requester(told: Any, _: Team) -> Audience:
    return Audience(Role.ADMIN_ASSISTANT, told.social_service_id, told.requested_by)


def _invited(told: Any, _: Team) -> Audience:
    """The heads of an invited service, or the office's coordinators."""
    if told.organisation_kind is OrganisationKind.OFFICE:
        return Audience(Role.SSIP_COORDINATOR)
    return Audience(Role.SERVICE_HEAD, told.organisation_id)


def _reviewer(told: Any, _: Team) -> Audience:
    """Who answers for an organisation's members: its head, a provider itself, otherwise the administration."""
    role = {OrganisationKind.SOCIAL_SERVICE: Role.SERVICE_HEAD, OrganisationKind.PROVIDER: Role.PROVIDER}.get(
        told.organisation_kind
    )
    return Audience(role, told.organisation_id) if role else Audience(Role.SSIP_ADMIN)


def _invited_head(told: Any, _: Team) -> Audience | None:
    return Audience(Role.SSIP_HEAD) if told.organisation_kind is OrganisationKind.OFFICE else None


def _named(told: Any, field: str) -> UUID | None:
    found = getattr(told, field, None)
    return found if isinstance(found, UUID) else None


_FOUND: Final[Mapping[Whom, Callable[[Any, Team], Audience | None]]] = {
    Whom.COORDINATOR: _coordinator,
    Whom.COORDINATORS: lambda _, __: Audience(Role.SSIP_COORDINATOR),
    Whom.HEAD: lambda _, __: Audience(Role.SSIP_HEAD),
    Whom.CASE_WORKER: _case_worker,
    Whom.SECTOR_HEAD: lambda told, _: Audience(Role.SECTOR_HEAD, told.social_service_id),
    Whom.REQUESTER: _requester,
    Whom.ACCOUNT: lambda told, _: Audience(None, None, told.account_id),
    Whom.PROVIDER: _provider,
    Whom.CANTON: lambda _, __: Audience(Role.CANTON_READER, CANTON_ID),
    Whom.FINANCE: lambda _, __: Audience(Role.SEAT_FINANCE, OVERSIGHT_ID),
    Whom.PAPER_PROVIDER: lambda told, _: Audience(Role.PROVIDER, told.party_id),
    Whom.INVITED: _invited,
    Whom.INVITED_HEAD: _invited_head,
    Whom.REVIEWER: _reviewer,
    Whom.PARTNER_SERVICES: lambda _, __: Audience(Role.SERVICE_HEAD),
    Whom.PARTNER_PROVIDERS: lambda _, __: Audience(Role.PROVIDER),
    Whom.ADMIN: lambda _, __: Audience(Role.SSIP_ADMIN),
}
