"""What opens without signing in: calendar feeds and signed links; of their tokens only a hash is kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, column
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.actor import Role
from schemas.codes_notifications import LinkPurpose
from services.notifications.model.base import Base

_OPEN = column("closed_at").is_(None)


class CalendarFeed(Identified, Base):
    """Somebody's calendar address in one role; a new one closes the one before."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index(
            "one_open_feed",
            "account_id",
            "organisation_id",
            "role",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
    )
    account_id: Mapped[UUID]
    organisation_id: Mapped[UUID]
    role: Mapped[Role] = mapped_column(code_column(Role))
    language: Mapped[str] = mapped_column(String(5))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Link(Identified, Base):
    """One thing one organisation may do about one record without an account, for a while and once."""

    __tablename__ = "link"
    __table_args__ = (Index("links_of", "subject_id", "purpose"),)
    purpose: Mapped[LinkPurpose] = mapped_column(code_column(LinkPurpose))
    subject_id: Mapped[UUID]
    organisation_id: Mapped[UUID]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_by: Mapped[UUID]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    renewals: Mapped[int] = mapped_column(default=0)
