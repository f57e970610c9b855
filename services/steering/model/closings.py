"""The office's own closing days, as they were entered, shortened and taken back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned
from services.steering.model.base import Base


class OfficeClosing(Versioned, Base):
    """Days from the first to the last on which the office is closed; ``for_all`` where nobody in the region works."""

    __tablename__ = "office_closing"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="closing_days_in_order"),
        Index("closings_by_day", "first_on"),
    )
    first_on: Mapped[date]
    last_on: Mapped[date]
    name_fr: Mapped[str] = mapped_column(String(120))
    name_de: Mapped[str] = mapped_column(String(120))
    for_all: Mapped[bool]
    entered_by: Mapped[UUID]
    entered_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    changed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    """Whoever changed it last took it back then; it closes nothing any more."""
