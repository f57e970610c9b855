"""The quotas somebody has set for a year, for the administration."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import Funding, PlaceKind
from services.placements.model import Placement, Quota, Reservation
from services.placements.rules.placement_course import PlacementState
from services.placements.rules.reservation_course import ReservationState
from workflow.registers import Effect, how_many


@dataclass(frozen=True)
class QuotaLine:
    """What a social service may use of one kind and funding in one year."""

    social_service_id: UUID
    kind: PlaceKind
    funding: Funding
    year: int
    own_places: int
    place_months: int


def quota_lines(reading: Reading, *, since: int, social_service_id: UUID | None = None) -> tuple[QuotaLine, ...]:
    """Return the quotas from the year ``since`` on, the latest year first."""
    asked = select(Quota).where(Quota.year >= since).order_by(Quota.year.desc(), Quota.kind, Quota.funding)
    if social_service_id is not None:
        asked = asked.where(Quota.social_service_id == social_service_id)
    return tuple(
        QuotaLine(row.social_service_id, row.kind, row.funding, row.year, row.own_places, row.place_months)
        for row in reading.session.scalars(asked)
    )


def quota_effects(reading: Reading, *, social_service_id: UUID, kind: PlaceKind) -> tuple[Effect, ...]:
    """Return how many running placements and open requests a quota is held against."""
    running = (PlacementState.PLANNED, PlacementState.ACTIVE, PlacementState.SUSPENDED)
    placed = (Placement.social_service_id == social_service_id, Placement.kind == kind, Placement.state.in_(running))
    asked = (Reservation.social_service_id == social_service_id, Reservation.state == ReservationState.ASKED)
    return (how_many(reading, "placements_running", *placed), how_many(reading, "reservations_asked", *asked))
