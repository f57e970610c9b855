"""Mails and calls that wait to leave the house: taken by one sender at a time, free again when the sender has died."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update

from messaging.work import Work
from schemas.codes_notifications import MailState
from services.notifications.model import Mail, WebhookCall
from services.notifications.rules.sending import LEASE

Outgoing = type[Mail] | type[WebhookCall]
BLIND: Final = {"synchronize_session": False}


def is_due(kind: Outgoing, now: datetime) -> ColumnElement[bool]:
    """Return the SQL condition for what waits for now, and for what a sender held that has died."""
    waiting = and_(kind.state == MailState.QUEUED, kind.due_at <= now)
    return or_(waiting, and_(kind.state == MailState.SENDING, kind.claimed_at <= now - LEASE))


def claim(kind: Outgoing, claim_id: UUID, most: int, work: Work, *only: ColumnElement[bool]) -> None:
    """Take the oldest of what is due; nobody else sends it meanwhile."""
    due = select(kind.id).where(is_due(kind, work.now), *only).order_by(kind.due_at, kind.id).limit(most)
    ids = list(work.session.scalars(due.with_for_update(skip_locked=True)))
    taken: dict[str, Any] = {"state": MailState.SENDING, "claim_id": claim_id, "claimed_at": work.now}
    work.session.execute(update(kind).where(kind.id.in_(ids)).values(taken), execution_options=BLIND)
