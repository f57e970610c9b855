"""What a social service may use of places, and what it asks for in its own places."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, Versioned, code_column
from schemas.codes import Funding, PlaceKind
from services.placements.model.ground import Base
from services.placements.rules.reservation_course import ReservationState


class Quota(Identified, Base):
    """A service's own places of one kind and funding in one year, and its yearly place-months."""

    __tablename__ = "quota"
    __table_args__ = (
        UniqueConstraint("social_service_id", "kind", "funding", "year", name="one_quota"),
        CheckConstraint("own_places >= 0 AND place_months >= 0", name="quota_not_negative"),
    )
    social_service_id: Mapped[UUID]
    kind: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    funding: Mapped[Funding] = mapped_column(code_column(Funding))
    year: Mapped[int]
    own_places: Mapped[int]
    place_months: Mapped[int]


class Reservation(Versioned, Base):
    """A social service asks for a place for one of its people; the office confirms."""

    __tablename__ = "reservation"
    __table_args__ = (
        Index("reservation_by_state", "state", "asked_on"),
        Index("reservation_of_service", "social_service_id", "state"),
        Index("one_open_reservation", "open_mandate_id", unique=True),
    )
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("seeker.mandate_id"), index=True)
    open_mandate_id: Mapped[UUID | None]
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"), index=True)
    social_service_id: Mapped[UUID]
    state: Mapped[ReservationState] = mapped_column(code_column(ReservationState))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    asked_on: Mapped[date]
    asked_by: Mapped[UUID]
    proposal_id: Mapped[UUID | None]
