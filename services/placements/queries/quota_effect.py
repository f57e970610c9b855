"""What one decision does to a social service's quota, year by year: a place it asks for, or a later last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from messaging.work import Reading
from schemas.codes import Funding, PlaceKind
from schemas.refusal import NotFound
from services.placements.model import BOOKS, Place, Placement, Prolongation, Reservation
from services.placements.queries.quotas import own_months, own_spans
from services.placements.queries.reach import found
from services.placements.rules.quotas import OVERUSE_DECIDED, QuotaStep, quota_steps
from services.placements.rules.seats import SeatSpan
from workflow.moves import history_of


@dataclass(frozen=True, kw_only=True)
class QuotaEffect:
    """The years a decision touches with their quotas, and what was decided about going above them."""

    kind: PlaceKind
    funding: Funding
    social_service_id: UUID
    steps: tuple[QuotaStep, ...]
    decided: str

    @property
    def is_over(self) -> bool:
        """Whether agreeing carries a year above the quota and needs a written decision."""
        return any(each.is_over for each in self.steps)

    @property
    def is_set(self) -> bool:
        """Whether somebody has set the quota of one of the years."""
        return any(each.quota_months is not None for each in self.steps)


def reservation_quota(reading: Reading, *, reservation_id: UUID) -> QuotaEffect:
    """Return the calculation a decision about a request rests on; once confirmed, its own seat is not counted twice."""
    row = found(reading, Reservation, reservation_id, "reservation")
    place = reading.session.get_one(Place, row.place_id)
    spans = own_spans(reading, row.social_service_id, place, besides=row.mandate_id)
    wanted = SeatSpan(row.starts_on, row.ends_on)
    return _effect(reading, row.social_service_id, place, _steps(reading, row, place, spans, wanted), row.proposal_id)


def prolongation_quota(reading: Reading, *, prolongation_id: UUID) -> QuotaEffect:
    """Return what the further days of a placement would do to the quota, beside everything agreed until now."""
    wish = reading.session.get(Prolongation, prolongation_id)
    if wish is None:
        raise NotFound("prolongation")
    row = found(reading, Placement, wish.placement_id, "prolongation")
    place = reading.session.get_one(Place, row.place_id)
    first = row.ends_on + timedelta(days=1)
    steps: tuple[QuotaStep, ...] = ()
    if first <= wish.until:
        spans = own_spans(reading, row.social_service_id, place)
        steps = _steps(reading, row, place, spans, SeatSpan(first, wish.until))
    return _effect(reading, row.social_service_id, place, steps, wish.id)


def _steps(
    reading: Reading, row: Reservation | Placement, place: Place, spans: list[SeatSpan], wanted: SeatSpan
) -> tuple[QuotaStep, ...]:
    return quota_steps(own_months(reading, row.social_service_id, place, wanted), spans, wanted)


def _effect(
    reading: Reading, service_id: UUID, place: Place, steps: tuple[QuotaStep, ...], decided_with: UUID | None
) -> QuotaEffect:
    past = history_of(reading.session, BOOKS, [decided_with] if decided_with else [])
    return QuotaEffect(
        kind=place.kind,
        funding=place.funding,
        social_service_id=service_id,
        steps=steps,
        decided=next((each.remark or "" for each in past if each.what == OVERUSE_DECIDED), ""),
    )
