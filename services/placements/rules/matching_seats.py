"""From which day on how many seats of a place stay free: today's and those that known ends will free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.placements.rules.matching import Opening
from services.placements.rules.seats import CapacityChange, SeatSpan, free_seats, next_free_day


def openings(
    changes: Sequence[CapacityChange], held: Sequence[SeatSpan], first: date, last: date
) -> tuple[Opening, ...]:
    """Return the seats that open between ``first`` and ``last`` and stay free on every later day that is known.

    A seat that somebody holds again later does not count before that stay ends, so no two people can be given it.
    """
    days = _days_of_change(changes, held, first)
    free = [max(0, free_seats(changes, held, day).free) for day in days]
    lasting = _least_from_here_on(free)
    found, before = [], 0
    for day, seats in zip(days, lasting, strict=True):
        if seats > before and day <= last:
            found.append(Opening(day, seats - before))
            before = seats
    return tuple(found)


def _days_of_change(changes: Sequence[CapacityChange], held: Sequence[SeatSpan], first: date) -> list[date]:
    days = {change.valid_from for change in changes} | {span.starts_on for span in held}
    days |= {next_free_day(span.ends_on) for span in held if span.ends_on is not None}
    return sorted({first} | {day for day in days if day > first})


def _least_from_here_on(free: Sequence[int]) -> list[int]:
    least, found = free[-1], []
    for seats in reversed(free):
        least = min(least, seats)
        found.append(least)
    return found[::-1]
