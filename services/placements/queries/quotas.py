"""What a social service may use of places and what it uses: the rows behind quotas and own places."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, true

from messaging.work import Reading
from services.placements.model import HoldState, Place, Quota, SeatHold
from services.placements.rules.seats import SeatSpan


def own_quota(reading: Reading, service_id: UUID, place: Place, year: int, *, lock: bool = False) -> Quota | None:
    """Return the quota a place of this kind and funding counts against, None where nobody has set it.

    It is locked where somebody is about to use more of it.
    """
    asked = select(Quota).where(
        Quota.social_service_id == service_id,
        Quota.kind == place.kind,
        Quota.funding == place.funding,
        Quota.year == year,
    )
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    return reading.session.scalars(asked).first()


def own_used(reading: Reading, service_id: UUID, place: Place, day: date) -> int:
    """Return how many places of this kind and funding the service's people hold on ``day``."""
    asked = (
        select(func.count(SeatHold.id))
        .join(Place, Place.id == SeatHold.place_id)
        .where(_of(service_id, place), SeatHold.starts_on <= day, SeatHold.ends_on >= day)
    )
    return reading.session.scalar(asked) or 0


def own_spans(reading: Reading, service_id: UUID, place: Place, *, besides: UUID | None = None) -> list[SeatSpan]:
    """Return every stay of the service's people at places of this kind and funding, without those of ``besides``."""
    asked = (
        select(SeatHold.starts_on, SeatHold.ends_on, SeatHold.workload_percent)
        .join(Place, Place.id == SeatHold.place_id)
        .where(_of(service_id, place), true() if besides is None else SeatHold.mandate_id != besides)
    )
    return [SeatSpan(row.starts_on, row.ends_on, row.workload_percent) for row in reading.session.execute(asked)]


def _of(service_id: UUID, place: Place) -> ColumnElement[bool]:
    return and_(
        SeatHold.social_service_id == service_id,
        SeatHold.state != HoldState.RELEASED,
        Place.kind == place.kind,
        Place.funding == place.funding,
    )
