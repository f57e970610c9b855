"""Reservation requests, and what a social service uses of its quotas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, select, true

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
    """Return the quotas of a year with their use up to today and the forecast; a service sees its own."""
    wanted = year or reading.today.year
    rows = list(reading.session.scalars(select(Quota).where(Quota.year == wanted, _own(reading)).order_by(Quota.kind)))
    spans = _spans(reading, wanted)
    return tuple(_use(reading, row, spans.get((row.social_service_id, row.kind, row.funding), [])) for row in rows)


def _own(reading: Reading) -> ColumnElement[bool]:
    if reading.actor.role in OF_SERVICE:
        return Quota.social_service_id == reading.actor.organisation_id
    return true()


def _spans(reading: Reading, year: int) -> dict[tuple[UUID, PlaceKind, Funding], list[SeatSpan]]:
    asked = (
        select(
            SeatHold.social_service_id,
            Place.kind,
            Place.funding,
            SeatHold.starts_on,
            SeatHold.ends_on,
            SeatHold.workload_percent,
        )
        .join(Place, Place.id == SeatHold.place_id)
        .where(
            SeatHold.state == HoldState.OCCUPIED,
            SeatHold.starts_on <= date(year, 12, 31),
            SeatHold.ends_on >= date(year, 1, 1),
            _own_holds(reading),
        )
    )
    found: dict[tuple[UUID, PlaceKind, Funding], list[SeatSpan]] = {}
    for row in reading.session.execute(asked):
        span = SeatSpan(row.starts_on, row.ends_on, row.workload_percent)
        found.setdefault((row.social_service_id, row.kind, row.funding), []).append(span)
    return found


def _own_holds(reading: Reading) -> ColumnElement[bool]:
    if reading.actor.role in OF_SERVICE:
        return SeatHold.social_service_id == reading.actor.organisation_id
    return true()


def _use(reading: Reading, row: Quota, spans: list[SeatSpan]) -> QuotaLine:
    held = sum(span.holds(reading.today) for span in spans)
    day = reading.today if row.year == reading.today.year else date(row.year, 12, 31)
    return filled(QuotaLine, row, held=held, use=quota_use(row.place_months, spans, day))
