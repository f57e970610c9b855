"""The mails: an outbox of their own, because a mail server knows no transactions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, column
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.codes_notifications import LinkPurpose, MailKind, MailState
from services.notifications.model.base import Base

_UNSENT = column("state").in_(["queued", "sending"])


class Mail(Identified, Base):
    """One mail to one account. Its id, from which the Message-ID comes, derives from what it is about.

    ``body`` holds no name; ``{base}`` in it becomes the portal's address and ``{link}`` a signed link for
    ``link_subject_id`` when it is sent, and once it is sent the body is emptied.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index("mails_due", "due_at", postgresql_where=_UNSENT, sqlite_where=_UNSENT),
        Index("mails_by_claim", "claim_id"),
        Index("mails_by_sent", "sent_at"),
    )
    kind: Mapped[MailKind] = mapped_column(code_column(MailKind))
    account_id: Mapped[UUID]
    organisation_id: Mapped[UUID]
    language: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    link_purpose: Mapped[LinkPurpose | None] = mapped_column(code_column(LinkPurpose))
    link_subject_id: Mapped[UUID | None]
    meeting_id: Mapped[UUID | None]
    """The meeting whose invitation goes along for the calendar, as it stands when the mail is sent."""
    state: Mapped[MailState] = mapped_column(code_column(MailState), default=MailState.QUEUED)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claim_id: Mapped[UUID | None]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    useful_until: Mapped[datetime | None]
    """Until when what somebody does counts as prompted by this mail."""
    last_error: Mapped[str | None] = mapped_column(String(500))


class MailedAlert(Base):
    """That a mail spoke of an alert, and when somebody followed its link; the usefulness figures count these."""

    __tablename__ = "mailed_alert"
    __table_args__ = (Index("mails_of_alert", "alert_id"),)
    mail_id: Mapped[UUID] = mapped_column(ForeignKey("mail.id", ondelete="CASCADE"), primary_key=True)
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True)
    opened_at: Mapped[datetime | None]
