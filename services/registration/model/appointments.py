"""Meetings with a person, and what has become of her after the mandate."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, Versioned, code_column
from schemas.codes_registration import AppointmentKind, AppointmentState, OutcomeMonth
from services.registration.model.ground import Base


class Appointment(Versioned, Base):
    """One meeting."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("appointment_by_day", "meets_on"),
        Index("appointment_by_state", "state", "meets_on"),
    )
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), index=True)
    kind: Mapped[AppointmentKind] = mapped_column(code_column(AppointmentKind))
    state: Mapped[AppointmentState] = mapped_column(code_column(AppointmentState))
    meets_on: Mapped[date]
    meets_at: Mapped[str] = mapped_column(String(20))
    place_text: Mapped[str]
    proposed_by: Mapped[UUID]
    proposed_for: Mapped[UUID]
    """The organisation that proposed; another one, or the office, confirms."""


class OutcomeRecord(Identified, Base):
    """What has become of a person so many months after her mandate was closed."""

    __tablename__ = "outcome_record"
    __table_args__ = (UniqueConstraint("mandate_id", "month", name="one_outcome"),)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"))
    month: Mapped[OutcomeMonth] = mapped_column(code_column(OutcomeMonth))
    outcome: Mapped[str] = mapped_column(String(60))
    remark: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID]
