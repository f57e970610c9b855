"""Who is meant today: a notice's whom, answered from the event and from what is known of the mandate's team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from schemas.actor import Role
from services.notifications.rules.notice import Audience, Team, Whom


def audience_of(whom: Whom, told: Any, team: Team) -> Audience | None:
    """Return the people a notice is for; None where the event names no organisation they could belong to."""
    if whom is Whom.COORDINATORS:
        return Audience(Role.SSIP_COORDINATOR)
    if whom is Whom.COORDINATOR:
        return Audience(Role.SSIP_COORDINATOR, None, _named(told, "coordinator_id") or team.coordinator_id)
    if whom is Whom.HEAD:
        return Audience(Role.SSIP_HEAD)
    if whom is Whom.PROVIDER:
        return _provider(told)
    if whom is Whom.ACCOUNT:
        return Audience(None, None, told.account_id)
    return _case_worker(told, team)


def _provider(told: Any) -> Audience | None:
    provider = _named(told, "provider_id")
    return Audience(Role.PROVIDER, provider) if provider else None


def _case_worker(told: Any, team: Team) -> Audience | None:
    service = _named(told, "social_service_id") or team.social_service_id
    person = _named(told, "case_worker_id") or team.case_worker_id
    return Audience(Role.CASE_WORKER, service, person) if service else None


def _named(told: Any, field: str) -> UUID | None:
    found = getattr(told, field, None)
    return found if isinstance(found, UUID) else None
