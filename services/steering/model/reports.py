"""The reports of the office: texts in both languages, and the figures as they stood on publication."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from schemas.codes_reporting import PaperKind, ReleaseState
from services.steering.model.base import Base


class Report(Versioned, Base):
    """One report to the canton or one annual report; without names."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="report_days_in_order"),
        Index("one_draft_a_period", "draft_key", unique=True),
    )
    kind: Mapped[PaperKind] = mapped_column(code_column(PaperKind))
    state: Mapped[ReleaseState] = mapped_column(code_column(ReleaseState))
    first_on: Mapped[date]
    last_on: Mapped[date]
    draft_key: Mapped[str | None]
    """Kind and period until it is published: one draft at a time."""
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The figures as published."""
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None]
