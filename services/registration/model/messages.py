"""The thread of a mandate: messages, who is mentioned in them, and how far each person has read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.actor import Role
from schemas.codes_records import SharedWith
from services.registration.model.ground import Base


class Message(Identified, Base):
    """One message; ``text`` is empty once it was taken back."""

    __tablename__ = "message"
    __table_args__ = (Index("message_of_mandate", "mandate_id", "written_at"),)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"))
    text: Mapped[str] = mapped_column(Text)
    shared_with: Mapped[SharedWith] = mapped_column(code_column(SharedWith))
    written_at: Mapped[datetime]
    written_by: Mapped[UUID] = mapped_column(index=True)
    written_as: Mapped[Role] = mapped_column(code_column(Role))
    written_for: Mapped[UUID]
    withdrawn_at: Mapped[datetime | None]


class MessageMention(Base):
    """Somebody whose attention a message asks for."""

    __tablename__ = "message_mention"
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)


class ThreadRead(Base):
    """Up to when somebody has read the thread of a mandate."""

    __tablename__ = "thread_read"
    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), primary_key=True)
    read_at: Mapped[datetime]
