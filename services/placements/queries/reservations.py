"""Reservation requests, and what a social service uses of its quotas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, join, outerjoin, select, true

from messaging.work import Reading
from schemas.codes import Funding, PlaceKind
from services.placements.model import HoldState, Place, Quota, Reservation, SeatHold, Seeker
from services.placements.queries.lines import filled, steps_for
from services.placements.queries.reach import EVERYTHING, OF_SERVICE, reachable
from services.placements.rules.quotas import QuotaUse, quota_use
from services.placements.rules.reservation_course import RESERVATION, ReservationState
from services.placements.rules.seats import SeatSpan


@dataclass(frozen=True, kw_only=True)
class ReservationLine:
    """One request in a list."""

    id: UUID
    row_version: int
    mandate_id: UUID
    number: str
    place_id: UUID
    place_title: str
    social_service_id: UUID
    state: ReservationState
    starts_on: date
    ends_on: date
    asked_on: date
    proposal_id: UUID | None
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuotaLine:
    """One quota of one service with its use; ``held`` are the own places taken today."""

    social_service_id: UUID
    kind: PlaceKind
    funding: Funding
    year: int
    own_places: int
    held: int
    use: QuotaUse


def reservations(reading: Reading, *, open_only: bool = True) -> tuple[ReservationLine, ...]:
    """Return the requests within reach, oldest first."""
    asked = (
        select(Reservation, Seeker.number, Place.title.label("place_title"))
        .join(Seeker, Seeker.mandate_id == Reservation.mandate_id)
        .join(Place, Place.id == Reservation.place_id)
        .where(reachable(Reservation, reading.actor) if _may_see(reading) else false())
        .order_by(Reservation.asked_on, Seeker.number)
    )
    if open_only:
        asked = asked.where(Reservation.state == ReservationState.ASKED)
    return tuple(_line(reading, row) for row in reading.session.execute(asked))


def _may_see(reading: Reading) -> bool:
    return reading.actor.role in EVERYTHING | OF_SERVICE


def _line(reading: Reading, row: Any) -> ReservationLine:
    steps = steps_for(RESERVATION, row.Reservation.state, reading)
    return filled(ReservationLine, row.Reservation, row, steps=steps)


def quota_uses(reading: Reading, *, year: int | None = None) -> tuple[QuotaLine, ...]:
    """Return the quotas of a year with their use up to today and the forecast; a service sees its own.

    One statement brings each quota with the stays that count against it.
    """
    spans: dict[UUID, list[SeatSpan]] = {}
    quotas: dict[UUID, Any] = {}
    for row in reading.session.execute(_with_stays(reading, year or reading.today.year)):
        quotas.setdefault(row.id, row)
        held = spans.setdefault(row.id, [])
        if row.starts_on is not None:
            held.append(SeatSpan(row.starts_on, row.ends_on, row.workload_percent))
    return tuple(_use(reading, row, spans[quota_id]) for quota_id, row in quotas.items())


def _with_stays(reading: Reading, year: int) -> Select[*tuple[Any, ...]]:
    columns = (Quota.id, Quota.social_service_id, Quota.kind, Quota.funding, Quota.year, Quota.own_places)
    counts = and_(
        SeatHold.social_service_id == Quota.social_service_id,
        SeatHold.state == HoldState.OCCUPIED,
        SeatHold.starts_on <= date(year, 12, 31),
        SeatHold.ends_on >= date(year, 1, 1),
        Place.kind == Quota.kind,
        Place.funding == Quota.funding,
    )
    stays = join(SeatHold, Place, Place.id == SeatHold.place_id)
    return (
        select(*columns, Quota.place_months, SeatHold.starts_on, SeatHold.ends_on, SeatHold.workload_percent)
        .select_from(outerjoin(Quota, stays, counts))
        .where(Quota.year == year, _own(reading))
        .order_by(Quota.kind, Quota.funding, Quota.id)
    )


def _own(reading: Reading) -> ColumnElement[bool]:
    if reading.actor.role in OF_SERVICE:
        return Quota.social_service_id == reading.actor.organisation_id
    return true()


def _use(reading: Reading, row: Any, spans: list[SeatSpan]) -> QuotaLine:
    held = sum(span.holds(reading.today) for span in spans)
    day = reading.today if row.year == reading.today.year else date(row.year, 12, 31)
    return filled(QuotaLine, row, held=held, use=quota_use(row.place_months, spans, day))
