"""Who looks for a place (our small copy of the mandates) and who was proposed where."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from messaging.rows import Versioned, code_column
from schemas.codes import DeclineReason, DeclineSide
from services.placements.model.ground import Base
from services.placements.rules.proposal_course import ProposalState


class SeekerState(StrEnum):
    """Whether a place is looked for; told by registration or decided here."""

    SEARCHING = "searching"
    PROPOSED = "proposed"
    PLACED = "placed"
    GONE = "gone"


class Seeker(Base):
    """What matching knows of a mandate: numbers, days and codes, as registration last told; never a name."""

    __tablename__ = "seeker"
    __table_args__ = (
        Index("seeker_by_state", "state", "released_on"),
        Index("seeker_released", "released_on", "number"),
        Index("seeker_of_service", "social_service_id", "state"),
    )
    mandate_id: Mapped[UUID] = mapped_column(primary_key=True)
    perimeter_id: Mapped[str] = mapped_column(String(40), default="seeland")
    number: Mapped[str] = mapped_column(String(20))
    social_service_id: Mapped[UUID]
    case_worker_id: Mapped[UUID]
    coordinator_id: Mapped[UUID]
    birth_on: Mapped[date]
    kinds: Mapped[list[str]] = mapped_column(JSON)
    workload_percent: Mapped[int]
    available_from: Mapped[date]
    speaks_french: Mapped[bool]
    speaks_german: Mapped[bool]
    field_of_work: Mapped[str] = mapped_column(String(60))
    commune_bfs_no: Mapped[int]
    check_valid_until: Mapped[date]
    permit_valid_until: Mapped[date | None]
    released_on: Mapped[date]
    state: Mapped[SeekerState] = mapped_column(code_column(SeekerState))
    parked_until: Mapped[date | None]
    capacity_declines: Mapped[int] = mapped_column(default=0)
    acted_on: Mapped[date]
    """The day somebody last did something for this person; 30 days later the search counts as stalled."""


class Proposal(Versioned, Base):
    """One person for one place; a seat is kept from the first moment."""

    __tablename__ = "proposal"
    __table_args__ = (
        Index("proposal_of_provider", "provider_id", "state"),
        Index("proposal_by_state", "state", "proposed_on"),
        Index("proposal_newest", "proposed_on"),
        Index("proposal_of_service", "social_service_id", "state"),
        Index("one_live_proposal", "live_mandate_id", unique=True),
    )
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("seeker.mandate_id"), index=True)
    live_mandate_id: Mapped[UUID | None]
    """The mandate while the proposal is live, None afterwards: one live proposal a mandate."""
    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"), index=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    social_service_id: Mapped[UUID]
    state: Mapped[ProposalState] = mapped_column(code_column(ProposalState))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    workload_percent: Mapped[int]
    ground: Mapped[str] = mapped_column(String(60))
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was known of person and place when the coordinator chose, as plain values."""
    proposed_on: Mapped[date]
    proposed_by: Mapped[UUID]
    meets_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(code_column(DeclineReason))
    decline_side: Mapped[DeclineSide | None] = mapped_column(code_column(DeclineSide))
    decided_on: Mapped[date | None]
    decided_by: Mapped[UUID | None]
