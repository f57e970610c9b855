"""Presence months and their half-days."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from schemas.codes import HalfDay, PresenceCode
from services.placements.model.ground import Base
from services.placements.rules.presence_course import PresenceState


class PresenceMonth(Versioned, Base):
    """One month of one placement."""

    __tablename__ = "presence_month"
    __table_args__ = (
        UniqueConstraint("placement_id", "month", name="one_sheet_a_month"),
        Index("presence_of_provider", "provider_id", "state", "month"),
        Index("presence_by_state", "state", "month"),
        Index("presence_by_month", "month"),
        Index("presence_of_service", "social_service_id", "month"),
    )
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    mandate_id: Mapped[UUID] = mapped_column(index=True)
    place_id: Mapped[UUID]
    provider_id: Mapped[UUID]
    social_service_id: Mapped[UUID]
    month: Mapped[date]
    """The first day of the month."""
    state: Mapped[PresenceState] = mapped_column(code_column(PresenceState))
    contracted_half_days: Mapped[int]
    marked_half_days: Mapped[int] = mapped_column(default=0)
    present_half_days: Mapped[int] = mapped_column(default=0)
    submitted_on: Mapped[date | None]
    locked_on: Mapped[date | None]


class PresenceMark(Base):
    """What one half-day was."""

    __tablename__ = "presence_mark"
    month_id: Mapped[UUID] = mapped_column(ForeignKey("presence_month.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    half: Mapped[HalfDay] = mapped_column(code_column(HalfDay), primary_key=True)
    code: Mapped[PresenceCode] = mapped_column(code_column(PresenceCode))
