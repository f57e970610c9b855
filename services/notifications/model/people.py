"""Who can be reached, where, and what they want to hear in which way."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.actor import Role
from schemas.codes_notifications import AlertKind, Channel
from services.notifications.model.base import Base


class Recipient(Identified, Base):
    """Somebody who can be reached in one role for one organisation; the same account may stand here several times.

    ``by_link`` is somebody without an account, who answers through signed links.
    """

    __tablename__ = "recipient"
    __table_args__ = (
        UniqueConstraint("account_id", "organisation_id", "role", name="one_recipient"),
        Index("recipients_of_role", "role", "organisation_id"),
        Index("recipients_by_digest", "digest_on", "id"),
    )
    account_id: Mapped[UUID]
    role: Mapped[Role] = mapped_column(code_column(Role))
    organisation_id: Mapped[UUID]
    language: Mapped[str] = mapped_column(String(5))
    active: Mapped[bool] = mapped_column(default=True)
    by_link: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    digest_on: Mapped[date | None]
    """The last day whose digest is written, or had nothing to say."""
    digested_at: Mapped[datetime | None]


class Address(Base):
    """Where mail for an account goes; said by the portal at the front desk, never by letter."""

    __tablename__ = "address"
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))


class Preference(Base):
    """What somebody has chosen; where nothing stands, the defaults of the rules hold."""

    __tablename__ = "preference"
    __table_args__ = (Index("preferences_by_channel", "channel", "kind"),)
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[AlertKind] = mapped_column(code_column(AlertKind), primary_key=True)
    channel: Mapped[Channel] = mapped_column(code_column(Channel), primary_key=True)
    wanted: Mapped[bool]
