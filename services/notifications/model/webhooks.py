"""Webhooks: one address an organisation, and the calls that wait, went out or were given up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, column
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from schemas.actor import OrganisationKind
from schemas.codes_notifications import AlertKind, MailState, WebhookState
from services.notifications.model.base import Base

_UNSENT = column("state").in_(["queued", "sending"])


class Webhook(Versioned, Base):
    """Where an organisation wants to hear; the secret signs every call and is shown to nobody again."""

    __tablename__ = "webhook"
    organisation_id: Mapped[UUID] = mapped_column(unique=True)
    organisation_kind: Mapped[OrganisationKind] = mapped_column(code_column(OrganisationKind))
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(100))
    kinds: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[WebhookState] = mapped_column(code_column(WebhookState))
    saved_by: Mapped[UUID]
    saved_at: Mapped[datetime]
    last_success_at: Mapped[datetime | None]
    broken_at: Mapped[datetime | None]


class WebhookCall(Versioned, Base):
    """One call. ``body`` is what is sent, without any name; ``{base}`` in it becomes the portal's address."""

    __tablename__ = "webhook_call"
    __table_args__ = (
        Index("calls_due", "due_at", postgresql_where=_UNSENT, sqlite_where=_UNSENT),
        Index("calls_by_claim", "claim_id"),
        Index("calls_of_webhook", "webhook_id", "queued_at"),
    )
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    kind: Mapped[AlertKind | None] = mapped_column(code_column(AlertKind))
    """None is a test."""
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(code_column(MailState), default=MailState.QUEUED)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claim_id: Mapped[UUID | None]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_answer: Mapped[str | None] = mapped_column(String(200))
    """The status of the last answer, or why there was none; never anything of its content."""
