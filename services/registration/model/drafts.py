"""Registrations somebody is still filling in; they belong to their author and become a mandate, or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified
from services.registration.model.ground import Base


class MandateDraft(Identified, Base):
    """The answers given so far; the id becomes the mandate's."""

    __tablename__ = "mandate_draft"
    account_id: Mapped[UUID] = mapped_column(index=True)
    social_service_id: Mapped[UUID]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By field of SubmitMandate, as plain values."""
    saved_at: Mapped[datetime]
