"""Which numbered seat a person gets; the numbers mean nothing to people and may change when days are rearranged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.placements.rules.seats import SeatSpan


def overlaps(one: SeatSpan, other: SeatSpan) -> bool:
    """Whether two spans share a day."""
    return _begins_in_time(one, other) and _begins_in_time(other, one)


def _begins_in_time(one: SeatSpan, other: SeatSpan) -> bool:
    return other.ends_on is None or one.starts_on <= other.ends_on


def open_seat(seats: Sequence[int], held: Sequence[tuple[int, SeatSpan]], wanted: SeatSpan) -> int | None:
    """Return the first of ``seats`` that nobody holds on any day of ``wanted``; None where days must be rearranged."""
    taken = {seat for seat, span in held if overlaps(span, wanted)}
    return next((seat for seat in seats if seat not in taken), None)


def rearranged(seats: Sequence[int], spans: Mapping[UUID, SeatSpan]) -> dict[UUID, int] | None:
    """Return a seat for every span so that no seat is held twice; None where there are too few seats.

    Taking the spans by their first day and the lowest open seat never needs more seats than are held on one day.
    """
    given: dict[UUID, int] = {}
    for key, span in sorted(spans.items(), key=lambda item: (item[1].starts_on, str(item[0]))):
        seat = open_seat(seats, [(given[each], spans[each]) for each in given], span)
        if seat is None:
            return None
        given[key] = seat
    return given
