"""Interim reports of providers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from services.placements.model.ground import Base
from services.placements.rules.report_course import ReportState


class InterimReport(Versioned, Base):
    """One report on one placement; numbered in the order they fall due."""

    __tablename__ = "interim_report"
    __table_args__ = (
        UniqueConstraint("placement_id", "number", name="one_report_a_number"),
        Index("report_of_provider", "provider_id", "state"),
        Index("report_of_service", "social_service_id", "state"),
        Index("report_by_state", "state", "due_on"),
        Index("report_by_day", "due_on"),
    )
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    mandate_id: Mapped[UUID] = mapped_column(index=True)
    provider_id: Mapped[UUID]
    social_service_id: Mapped[UUID]
    number: Mapped[int]
    state: Mapped[ReportState] = mapped_column(code_column(ReportState))
    due_on: Mapped[date]
    period_from: Mapped[date]
    period_until: Mapped[date]
    progress: Mapped[str] = mapped_column(Text, default="")
    goals: Mapped[str] = mapped_column(Text, default="")
    recommendation: Mapped[str] = mapped_column(Text, default="")
    received_on: Mapped[date | None]
    written_by: Mapped[UUID | None]
