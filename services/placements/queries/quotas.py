"""What a social service may use of places and what it uses: the rows behind quotas and own places."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, true

from messaging.work import Reading
from services.placements.model import HoldState, Place, Quota, SeatHold
from services.placements.rules.seats import SeatSpan


def own_quota(reading: Reading, service_id: UUID, place: Place, year: int) -> Quota | None:
    """Return the quota a place of this kind and funding counts against, None where nobody has set it."""
    return reading.session.scalars(_quotas(service_id, place, year, year)).first()


def own_months(
    reading: Reading, service_id: UUID, place: Place, wanted: SeatSpan, *, lock: bool = False
) -> dict[int, int]:
    """Return the place-months of the years ``wanted`` touches, as far as somebody has set them.

    They are locked, the earlier year first, where somebody is about to use more of them.
    """
    last_year = (wanted.ends_on or wanted.starts_on).year
    asked = _quotas(service_id, place, wanted.starts_on.year, last_year).order_by(Quota.year)
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    return {row.year: row.place_months for row in reading.session.scalars(asked)}


def _quotas(service_id: UUID, place: Place, first: int, last: int) -> Select[Quota]:
    return select(Quota).where(
        Quota.social_service_id == service_id,
        Quota.kind == place.kind,
        Quota.funding == place.funding,
        Quota.year.between(first, last),
    )


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
