"""Changing how many seats a place has; whoever holds one keeps it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.placements import ChangeSeats, PlaceOverOccupied, SeatsChanged
from schemas.refusal import Objection
from services.placements.handlers.lists import refuse
from services.placements.handlers.seats import add_seats, capacities_of, holds_of, span_of
from services.placements.model import BOOKS, Place, PlaceCapacity
from services.placements.queries.reach import found_place
from services.placements.rules.seats import SeatSpan, capacity_on, tightest_day
from workflow.moves import check_version, write_history


def change_seats(asked: ChangeSeats, work: Work) -> UUID:
    """Set the seats from a day on; too few seats for the people there raise an alert and remove nobody (PL-07)."""
    place = found_place(work, asked.place_id, lock=True)
    check_version(place, asked.row_version)
    if asked.valid_from < work.today:
        refuse(Objection("day_in_past", "valid_from", {"day": asked.valid_from.isoformat()}))
    before = capacity_on(capacities_of(work.session, place.id), asked.valid_from).seats
    _write(work, place, asked)
    add_seats(work.session, place.id, asked.seats)
    work.note("seats", before, asked.seats)
    write_history(work, BOOKS, place.id, "seats.changed", before=before, after=asked.seats, day=asked.valid_from)
    ids = {"place_id": place.id, "provider_id": place.provider_id}
    work.tell(SeatsChanged(**ids, seats=asked.seats, valid_from=asked.valid_from))
    _warn_of_over_occupation(work, place, asked)
    return place.id


def _write(work: Work, place: Place, asked: ChangeSeats) -> None:
    same_day = select(PlaceCapacity).where(
        PlaceCapacity.place_id == place.id, PlaceCapacity.valid_from == asked.valid_from
    )
    row = work.session.scalars(same_day).first()
    if row is None:
        work.session.add(PlaceCapacity(place_id=place.id, valid_from=asked.valid_from, seats=asked.seats))
    else:
        row.seats = asked.seats
    place.changes += 1
    work.session.flush()


def _warn_of_over_occupation(work: Work, place: Place, asked: ChangeSeats) -> None:
    held = [span_of(each) for each in holds_of(work.session, place.id, asked.valid_from)]
    day, count = tightest_day(capacities_of(work.session, place.id), held, SeatSpan(asked.valid_from))
    if count.is_over_occupied:
        write_history(work, BOOKS, place.id, "place.over_occupied", day=day, missing=-count.free)
        ids = {"place_id": place.id, "provider_id": place.provider_id}
        work.tell(PlaceOverOccupied(**ids, on_day=day, missing_seats=-count.free))
