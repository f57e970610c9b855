"""Signed links: what a token opens, and which links there are about a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_notifications import LinkPurpose, LinkState
from schemas.refusal import NotFound
from services.notifications.model import Link
from services.notifications.rules.links import ROLE_OF, LinkDates, link_state


@dataclass(frozen=True)
class LinkView:
    """One link; ``role`` is what somebody acts as who comes through it."""

    id: UUID
    purpose: LinkPurpose
    subject_id: UUID
    organisation_id: UUID
    role: Role
    state: LinkState
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    renewals: int


def link_behind(reading: Reading, *, token_hash: str) -> LinkView:
    """Return the link a token belongs to, whether it still opens or not; raise NotFound for an unknown token."""
    found = reading.session.scalars(select(Link).filter_by(token_hash=token_hash)).first()
    if found is None:
        raise NotFound("link")
    return _view(found, reading)


def links_about(reading: Reading, *, subject_id: UUID) -> tuple[LinkView, ...]:
    """Return every link about one record, the latest first."""
    asked = select(Link).where(Link.subject_id == subject_id).order_by(Link.issued_at.desc(), Link.id)
    return tuple(_view(each, reading) for each in reading.session.scalars(asked))


def _view(link: Link, reading: Reading) -> LinkView:
    return LinkView(
        id=link.id,
        purpose=link.purpose,
        subject_id=link.subject_id,
        organisation_id=link.organisation_id,
        role=ROLE_OF[link.purpose],
        state=link_state(LinkDates(link.expires_at, link.used_at, link.revoked_at), reading.now),
        issued_at=link.issued_at,
        expires_at=link.expires_at,
        used_at=link.used_at,
        renewals=link.renewals,
    )
