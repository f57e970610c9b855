"""The facts steering counts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, code_column
from services.steering.model.base import Base
from services.steering.rules.facts import FactKind


class Fact(Identified, Base):
    """One thing that happened on one day, as another service told it; only counted, never changed."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("facts_by_day", "kind", "on_day"),
        Index("facts_of_service", "social_service_id", "kind", "on_day"),
        Index("facts_of_provider", "provider_id", "kind", "on_day"),
    )
    kind: Mapped[FactKind] = mapped_column(code_column(FactKind))
    on_day: Mapped[date]
    subject_id: Mapped[UUID]
    mandate_id: Mapped[UUID | None]
    social_service_id: Mapped[UUID | None]
    provider_id: Mapped[UUID | None]
    detail: Mapped[str] = mapped_column(String(80), default="")
    """The code that tells facts of one kind apart: a kind of place, a reason."""
    amount: Mapped[int] = mapped_column(default=1)
    """How many it counts for: seats for a place, one otherwise."""
    record_id: Mapped[UUID | None]
    """The placement, proposal or report a fact about a mandate tells of."""
    second: Mapped[str] = mapped_column(String(80), default="", server_default="")
    third: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """Further codes: reason and potential of a closing, the funding of a place, the month of an outcome."""
