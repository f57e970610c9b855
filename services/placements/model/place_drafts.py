"""Places somebody is still describing; they belong to their author and become a place, or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified
from services.placements.model.ground import Base


class PlaceDraft(Identified, Base):
    """The answers given so far, by field of PublishPlace as plain values; the id becomes the place's."""

    __tablename__ = "place_draft"
    account_id: Mapped[UUID] = mapped_column(index=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
