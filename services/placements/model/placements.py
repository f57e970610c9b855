"""Placements with what moves their end: suspensions and prolongations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Identified, Versioned, code_column
from schemas.codes import DeclineSide, Funding, PlaceKind
from services.placements.model.ground import Base
from services.placements.rules.placement_course import PlacementState, ProlongationState


class Placement(Versioned, Base):
    """One person at one place for some time."""

    __tablename__ = "placement"
    __table_args__ = (
        Index("placement_of_provider", "provider_id", "state"),
        Index("placement_by_state", "state", "ends_on"),
        Index("placement_by_end", "ends_on"),
        Index("placement_of_service", "social_service_id", "state"),
        Index("one_live_placement", "live_mandate_id", unique=True),
        CheckConstraint("starts_on <= ends_on", name="days_in_order"),
    )
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), unique=True)
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("seeker.mandate_id"), index=True)
    live_mandate_id: Mapped[UUID | None]
    """The mandate until the placement has ended, None afterwards: one placement a mandate."""
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"), index=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    social_service_id: Mapped[UUID]
    kind: Mapped[PlaceKind] = mapped_column(code_column(PlaceKind))
    funding: Mapped[Funding] = mapped_column(code_column(Funding))
    workload_percent: Mapped[int]
    state: Mapped[PlacementState] = mapped_column(code_column(PlacementState))
    starts_on: Mapped[date]
    agreed_until: Mapped[date]
    """The last day as first agreed, before suspensions and prolongations."""
    prolonged_days: Mapped[int] = mapped_column(default=0)
    ends_on: Mapped[date]
    """The last day as it stands now; written by ``handlers.terms`` and nowhere else."""
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(60))
    end_side: Mapped[DeclineSide | None] = mapped_column(code_column(DeclineSide))


class Suspension(Identified, Base):
    """An interruption from its first to its last day, both included; it moves the end by its days."""

    __tablename__ = "suspension"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="days_in_order"),)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(60))


class Prolongation(Versioned, Base):
    """The wish for a later last day, and what was decided."""

    __tablename__ = "prolongation"
    __table_args__ = (Index("one_pending_prolongation", "pending_placement_id", unique=True),)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    pending_placement_id: Mapped[UUID | None]
    state: Mapped[ProlongationState] = mapped_column(code_column(ProlongationState))
    until: Mapped[date]
    asked_on: Mapped[date]
    asked_by: Mapped[UUID]
    by_role: Mapped[str] = mapped_column(String(30))
    decided_on: Mapped[date | None]
    decided_by: Mapped[UUID | None]
