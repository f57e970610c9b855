"""The seats of one place over time, and the calculation behind every number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.actor import Role
from services.placements.model import HoldState, SeatHold, Seeker
from services.placements.queries.counting import SeatBook, seat_books
from services.placements.queries.reach import EVERYTHING, OF_SERVICE, found_place
from services.placements.rules.seats import SeatCount, capacity_on


@dataclass(frozen=True)
class SeatStretch:
    """Days in a row on which the count does not change."""

    first: date
    last: date
    count: SeatCount


@dataclass(frozen=True)
class HoldLine:
    """One held seat; the mandate is None where it is none of the actor's business."""

    state: HoldState
    starts_on: date
    ends_on: date
    workload_percent: int
    mandate_id: UUID | None
    number: str


@dataclass(frozen=True)
class SeatCalculation:
    """Where the numbers of one day come from."""

    day: date
    count: SeatCount
    capacity_from: date
    holds: tuple[HoldLine, ...]


def seat_calendar(reading: Reading, *, place_id: UUID, first: date, last: date) -> tuple[SeatStretch, ...]:
    """Return the counts of a place from ``first`` to ``last``, past or future, cut where something changes."""
    found_place(reading, place_id)
    book = seat_books(reading.session, [place_id], first, last)[place_id]
    cuts = sorted({first, *(day for day in _changes(book) if first < day <= last)})
    ends = [day - timedelta(days=1) for day in cuts[1:]] + [last]
    return tuple(SeatStretch(start, end, book.on(start)) for start, end in zip(cuts, ends, strict=True))


def _changes(book: SeatBook) -> Iterator[date]:
    yield from (each.valid_from for each in book.changes)
    for span in book.held:
        yield span.starts_on
        if span.ends_on is not None:
            yield span.ends_on + timedelta(days=1)


def seat_calculation(reading: Reading, *, place_id: UUID, day: date) -> SeatCalculation:
    """Return contracted, reserved, occupied and free on ``day`` with every row behind them."""
    found_place(reading, place_id)
    book = seat_books(reading.session, [place_id], day, day)[place_id]
    return SeatCalculation(day, book.on(day), capacity_on(book.changes, day).valid_from, _holds(reading, place_id, day))


def _holds(reading: Reading, place_id: UUID, day: date) -> tuple[HoldLine, ...]:
    asked = (
        select(SeatHold, Seeker.number)
        .join(Seeker, Seeker.mandate_id == SeatHold.mandate_id)
        .where(
            SeatHold.place_id == place_id,
            SeatHold.state != HoldState.RELEASED,
            SeatHold.starts_on <= day,
            SeatHold.ends_on >= day,
        )
        .order_by(SeatHold.starts_on, SeatHold.id)
    )
    return tuple(_hold(reading, row.SeatHold, row.number) for row in reading.session.execute(asked))


def _hold(reading: Reading, hold: SeatHold, number: str) -> HoldLine:
    shown = _may_know(reading, hold)
    return HoldLine(
        hold.state,
        hold.starts_on,
        hold.ends_on,
        hold.workload_percent,
        hold.mandate_id if shown else None,
        number if shown else "",
    )


def _may_know(reading: Reading, hold: SeatHold) -> bool:
    actor = reading.actor
    if actor.role is Role.PROVIDER:
        return hold.ends_on >= reading.today
    own = actor.role in OF_SERVICE and hold.social_service_id == actor.organisation_id
    return actor.role in EVERYTHING or own
