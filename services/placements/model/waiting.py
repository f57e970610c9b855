"""Waiting lists per group of places, and the reason of every entry, move and exit."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.codes import PlaceKind
from schemas.codes_placements import WaitingEvent
from services.placements.model.ground import Base


class WaitingEntry(Identified, Base):
    """One person waiting for one group of places; the group is the kind of place."""

    __tablename__ = "waiting_entry"
    __table_args__ = (
        Index("one_entry_a_group", "mandate_id", "group", unique=True),
        Index("waiting_in_order", "group", "rank"),
    )
    group: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("seeker.mandate_id"))
    social_service_id: Mapped[UUID]
    since: Mapped[date]
    rank: Mapped[int]
    score: Mapped[int]
    ranked_on: Mapped[date] = mapped_column(index=True)
    """The day rank and score were last worked out; lists show them worked out anew."""


class WaitingLine(Base):
    """One line of a waiting list's history."""

    __tablename__ = "waiting_line"
    __table_args__ = (Index("waiting_history", "mandate_id", "seq"),)
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    group: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    mandate_id: Mapped[UUID]
    event: Mapped[WaitingEvent] = mapped_column(code_column(WaitingEvent))
    reason: Mapped[str] = mapped_column(String(60))
    rank: Mapped[int | None]
    score: Mapped[int | None]
    at: Mapped[datetime]
