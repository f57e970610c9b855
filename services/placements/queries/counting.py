"""Counting seats of many places at once: capacities and holds in one statement, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Label, Select, case, cast, exists, func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from services.placements.model import HoldState, Place, PlaceCapacity, SeatHold
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
    if not place_ids:
        return books
    for row in session.execute(union_all(_capacities(place_ids), _holds(place_ids, first, last))):
        book = books[row.place_id]
        if row.state is None:
            book.changes.append(CapacityChange(row.starts_on, row.number))
        else:
            spans = book.occupied if row.state is HoldState.OCCUPIED else book.reserved
            spans.append(SeatSpan(row.starts_on, row.ends_on, row.number))
    return books


def seats_of_providers(session: Session, day: date, *places: ColumnElement[bool]) -> dict[UUID, SeatCount]:
    """Return the seats of ``day`` per provider over ``places``, summed by the database in one statement."""
    found: dict[UUID, dict[str, int]] = defaultdict(lambda: {"contracted": 0, "occupied": 0, "reserved": 0})
    counted = union_all(_contracted_seats(day).where(*places), _held_seats(day).where(*places))
    for row in session.execute(counted):
        found[row.provider_id][row.what] += int(row.number or 0)
    return {provider: SeatCount(**numbers) for provider, numbers in found.items()}


def seats_on(day: date) -> tuple[Label[int], Label[int], Label[int]]:
    """Return what a place has contracted, occupied and reserved on ``day``, as columns beside ``Place``."""
    begun = select(PlaceCapacity.seats).where(PlaceCapacity.place_id == Place.id, PlaceCapacity.valid_from <= day)
    contracted = begun.order_by(PlaceCapacity.valid_from.desc()).limit(1).correlate(Place).scalar_subquery()
    held = select(func.count()).where(
        SeatHold.place_id == Place.id,
        SeatHold.state != HoldState.RELEASED,
        SeatHold.starts_on <= day,
        SeatHold.ends_on >= day,
    )
    occupied = held.where(SeatHold.state == HoldState.OCCUPIED).correlate(Place).scalar_subquery()
    reserved = held.where(SeatHold.state != HoldState.OCCUPIED).correlate(Place).scalar_subquery()
    return (
        func.coalesce(contracted, 0).label("contracted"),
        occupied.label("occupied"),
        reserved.label("reserved"),
    )


def _contracted_seats(day: date) -> Select[*tuple[Any, ...]]:
    later = aliased(PlaceCapacity)
    newer = exists().where(
        later.place_id == PlaceCapacity.place_id, later.valid_from <= day, later.valid_from > PlaceCapacity.valid_from
    )
    return (
        select(Place.provider_id, literal("contracted").label("what"), func.sum(PlaceCapacity.seats).label("number"))
        .join(PlaceCapacity, PlaceCapacity.place_id == Place.id)
        .where(PlaceCapacity.valid_from <= day, ~newer)
        .group_by(Place.provider_id)
    )


def _held_seats(day: date) -> Select[*tuple[Any, ...]]:
    what = case((SeatHold.state == HoldState.OCCUPIED, "occupied"), else_="reserved")
    return (
        select(Place.provider_id, what.label("what"), func.count().label("number"))
        .join(SeatHold, SeatHold.place_id == Place.id)
        .where(SeatHold.state != HoldState.RELEASED, SeatHold.starts_on <= day, SeatHold.ends_on >= day)
        .group_by(Place.provider_id, what)
    )


def _holds(place_ids: Collection[UUID], first: date, last: date | None) -> Select[*tuple[Any, ...]]:
    days = (SeatHold.starts_on, SeatHold.ends_on)
    holds = select(SeatHold.place_id, SeatHold.state, *days, SeatHold.workload_percent.label("number"))
    holds = holds.where(SeatHold.place_id.in_(place_ids), SeatHold.state != HoldState.RELEASED)
    holds = holds.where(SeatHold.ends_on >= first)
    return holds if last is None else holds.where(SeatHold.starts_on <= last)


def _capacities(place_ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    """Capacities in the shape of holds, without a state."""
    none, no_day = cast(null(), SeatHold.state.type), cast(null(), SeatHold.ends_on.type)
    changes = select(
        PlaceCapacity.place_id,
        none.label("state"),
        PlaceCapacity.valid_from.label("starts_on"),
        no_day.label("ends_on"),
        PlaceCapacity.seats.label("number"),
    )
    return changes.where(PlaceCapacity.place_id.in_(place_ids))
