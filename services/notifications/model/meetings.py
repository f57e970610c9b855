"""Our small copy of who is invited to which meeting, for mails and calendars."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import code_column
from schemas.codes_steering import MeetingKind
from services.notifications.model.base import Base


class InvitedMeeting(Base):
    """One organisation's invitation as steering last told it; what the agenda holds stays in steering."""

    __tablename__ = "invited_meeting"
    __table_args__ = (Index("meetings_of_organisation", "organisation_id", "starts_at"),)
    meeting_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[MeetingKind] = mapped_column(code_column(MeetingKind))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    sequence: Mapped[int]
    cancelled: Mapped[bool]
    told_at: Mapped[datetime]
