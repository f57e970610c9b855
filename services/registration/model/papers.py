"""What is written about a mandate: exceptions, integration plan, final report."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from schemas.actor import Role
from schemas.codes import AdmissionException
from services.registration.model.ground import Base


class GrantedException(Identified, Base):
    """A decision of the approver about one exception."""

    __tablename__ = "granted_exception"
    __table_args__ = (UniqueConstraint("mandate_id", "exception"),)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"))
    exception: Mapped[AdmissionException] = mapped_column(code_column(AdmissionException))
    granted: Mapped[bool]
    decided_by: Mapped[UUID]
    decided_as: Mapped[Role] = mapped_column(code_column(Role))
    decided_at: Mapped[datetime]
    case_worker_id: Mapped[UUID | None]
    held_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(Text)


class IntegrationPlan(Identified, Base):
    """The current integration plan of a mandate (SV-03)."""

    __tablename__ = "integration_plan"
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), unique=True)
    goals: Mapped[str] = mapped_column(Text)
    next_steps: Mapped[str] = mapped_column(Text)
    kinds: Mapped[list[str]] = mapped_column(JSON)
    workload_percent: Mapped[int]
    available_from: Mapped[date]
    field_of_work: Mapped[str] = mapped_column(String(60))
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]


class FinalReport(Identified, Base):
    """The final report with its five parts (SV-07)."""

    __tablename__ = "final_report"
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"), unique=True)
    course: Mapped[str] = mapped_column(Text)
    conclusions: Mapped[str] = mapped_column(Text)
    chances: Mapped[str] = mapped_column(Text)
    potential: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]
    is_short: Mapped[bool] = mapped_column(default=False, server_default=false())
    signed_at: Mapped[datetime | None]
    """When the provider signed; the office signs by writing."""
    signed_by: Mapped[UUID | None]
    read_at: Mapped[datetime | None]
    read_by: Mapped[UUID | None]
