"""What the nightly checks found: one run per service and night, and each record that breaks an invariant."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified
from services.steering.model.base import Base


class CheckRun(Identified, Base):
    """One service's check; ``checked`` lists the invariants that were proved."""

    __tablename__ = "check_run"
    __table_args__ = (Index("runs_of_service", "service", "at"),)
    service: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    checked: Mapped[list[str]] = mapped_column(JSON)
    found: Mapped[int]


class CheckFinding(Identified, Base):
    """One record that breaks one invariant."""

    __tablename__ = "check_finding"
    run_id: Mapped[UUID] = mapped_column(ForeignKey("check_run.id"), index=True)
    invariant: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[UUID]
