"""Counting seats of many places at once: capacities and holds in two queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.placements.model import HoldState, PlaceCapacity, SeatHold
from services.placements.rules.seats import CapacityChange, SeatCount, SeatSpan, free_seats


@dataclass
class SeatBook:
    """What is known of one place's seats."""

    changes: list[CapacityChange] = field(default_factory=list)
    occupied: list[SeatSpan] = field(default_factory=list)
    reserved: list[SeatSpan] = field(default_factory=list)

    @property
    def held(self) -> list[SeatSpan]:
        """Placements and reservations alike."""
        return self.occupied + self.reserved

    def on(self, day: date) -> SeatCount:
        """Return the count of one day."""
        return free_seats(self.changes, self.occupied, day, self.reserved)


def seat_books(
    session: Session, place_ids: Collection[UUID], first: date, last: date | None = None
) -> dict[UUID, SeatBook]:
    """Return the books of places with every hold that touches the days from ``first`` to ``last``."""
    books: dict[UUID, SeatBook] = defaultdict(SeatBook)
    capacities = select(PlaceCapacity).where(PlaceCapacity.place_id.in_(place_ids))
    for row in session.scalars(capacities):
        books[row.place_id].changes.append(CapacityChange(row.valid_from, row.seats))
    holds = select(
        SeatHold.place_id, SeatHold.state, SeatHold.starts_on, SeatHold.ends_on, SeatHold.workload_percent
    ).where(SeatHold.place_id.in_(place_ids), SeatHold.state != HoldState.RELEASED, SeatHold.ends_on >= first)
    if last is not None:
        holds = holds.where(SeatHold.starts_on <= last)
    for hold in session.execute(holds):
        book = books[hold.place_id]
        spans = book.occupied if hold.state is HoldState.OCCUPIED else book.reserved
        spans.append(SeatSpan(hold.starts_on, hold.ends_on, hold.workload_percent))
    return books
