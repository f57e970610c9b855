"""Providers, what their contracts foresee, and the places they publish."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, Versioned, code_column
from schemas.codes import Funding, PlaceKind, PlaceState, Suitability
from services.placements.model.ground import Base


class Provider(Identified, Base):
    """A partner organisation that offers places."""

    __tablename__ = "provider"
    short_code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    town: Mapped[str]
    contracted: Mapped[bool]


class Offer(Identified, Base):
    """What a provider's contract foresees: kind, funding, town; not yet a place."""

    __tablename__ = "offer"
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), index=True)
    kind: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    funding: Mapped[Funding] = mapped_column(code_column(Funding))
    town: Mapped[str]
    programme: Mapped[str]
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]


class Place(Versioned, Base):
    """One kind of seat at one provider; how many there are stands in dated capacities, never here."""

    __tablename__ = "place"
    __table_args__ = (
        Index("place_of_provider", "provider_id", "state"),
        Index("place_by_state", "state", "kind", "town"),
        Index("place_unconfirmed", "state", "confirmed_on"),
        CheckConstraint("workload_min_percent <= workload_max_percent", name="workload_range"),
    )
    perimeter_id: Mapped[str] = mapped_column(String(40), default="seeland")
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    title: Mapped[str]
    kind: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    funding: Mapped[Funding] = mapped_column(code_column(Funding))
    town: Mapped[str]
    field_of_work: Mapped[str] = mapped_column(String(60))
    workload_min_percent: Mapped[int]
    workload_max_percent: Mapped[int]
    available_from: Mapped[date]
    available_until: Mapped[date | None]
    needs_french: Mapped[bool]
    needs_german: Mapped[bool]
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    suitability: Mapped[Suitability] = mapped_column(code_column(Suitability))
    first_labour_market: Mapped[bool]
    qualification: Mapped[bool]
    counselling: Mapped[bool]
    coaching: Mapped[bool]
    no_competition: Mapped[bool]
    requirements: Mapped[str] = mapped_column(Text)
    state: Mapped[PlaceState] = mapped_column(code_column(PlaceState))
    published_on: Mapped[date]
    confirmed_on: Mapped[date]
    consultation_on: Mapped[date | None]
    """The day a KIA place was agreed to be assigned by the office (PL-09)."""
    exception_on: Mapped[date | None]
    """The day a communal place was explicitly left to the office (PL-10)."""
    competition_checked_on: Mapped[date | None]
    """The day the office checked the declaration of no competition (PL-06)."""
    changes: Mapped[int]
    """Grows with every change, also of the seats, so that the row version does."""


class PlaceCapacity(Identified, Base):
    """From a day on a place has so many seats."""

    __tablename__ = "place_capacity"
    __table_args__ = (
        UniqueConstraint("place_id", "valid_from", name="one_capacity_a_day"),
        CheckConstraint("seats >= 0", name="seats_not_negative"),
    )
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"))
    valid_from: Mapped[date]
    seats: Mapped[int]


class PlaceConfirmation(Identified, Base):
    """Somebody said that an offer is still true."""

    __tablename__ = "place_confirmation"
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"), index=True)
    confirmed_on: Mapped[date]
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[UUID]
    by_role: Mapped[str] = mapped_column(String(30))


class TravelTime(Base):
    """How long the way from a commune to a town takes; information, never a criterion (PL-12)."""

    __tablename__ = "travel_time"
    commune_bfs_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    town: Mapped[str] = mapped_column(primary_key=True)
    minutes: Mapped[int]
