"""Service records: what the office's staff did for a mandate (SV-12)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from schemas.codes_billing import BilledItem, Payer
from services.billing.model.ground import Base


class ServiceRecord(Versioned, Base):
    """One service on one day; ``payer`` stands where the POIAS credit does not pay it."""

    __tablename__ = "service_record"
    __table_args__ = (
        CheckConstraint("service_minutes BETWEEN 1 AND 1440", name="minutes_of_a_day"),
        Index("records_of_staff", "staff_id", "served_on"),
        Index("records_by_day", "served_on"),
        Index("records_of_mandate", "mandate_id", "served_on"),
    )
    mandate_id: Mapped[UUID]
    social_service_id: Mapped[UUID]
    staff_id: Mapped[UUID]
    item: Mapped[BilledItem] = mapped_column(code_column(BilledItem))
    served_on: Mapped[date]
    service_minutes: Mapped[int]
    payer: Mapped[Payer | None] = mapped_column(code_column(Payer))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
