"""How many seats of a place are free on a day: contracted, less occupied, less reserved, never typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.refusal import Fact, Objection

_FLEXIBLE = "Concept SSIP, ch. 6"


@dataclass(frozen=True)
class CapacityChange:
    """From ``valid_from`` on the place has ``seats`` seats in all, until the next change."""

    valid_from: date
    seats: int
    workload_percent: int = 100


@dataclass(frozen=True)
class SeatSpan:
    """One seat held from the first to the last day, both included; no last day means open."""

    starts_on: date
    ends_on: date | None = None
    workload_percent: int = 100

    def holds(self, day: date) -> bool:
        """Whether the seat is held on ``day``; the day after the last one it is free again."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class SeatCount:
    """The calculation behind "free seats" on one day; ``free`` may be negative."""

    contracted: int
    occupied: int
    reserved: int = 0

    @property
    def free(self) -> int:
        """Contracted less occupied less reserved."""
        return self.contracted - self.occupied - self.reserved

    @property
    def is_over_occupied(self) -> bool:
        """Whether more seats are held than contracted; an alert, nobody is removed."""
        return self.free < 0


def capacity_on(changes: Iterable[CapacityChange], day: date) -> CapacityChange:
    """Return the change that holds on ``day``; before the first one there are no seats."""
    begun = [change for change in changes if change.valid_from <= day]
    return max(begun, key=lambda change: change.valid_from, default=CapacityChange(day, 0))


def free_seats(
    changes: Iterable[CapacityChange], placements: Iterable[SeatSpan], day: date, reserved: Iterable[SeatSpan] = ()
) -> SeatCount:
    """Return the seat count on ``day``."""
    return SeatCount(
        contracted=capacity_on(changes, day).seats,
        occupied=sum(span.holds(day) for span in placements),
        reserved=sum(span.holds(day) for span in reserved),
    )


def tightest_day(
    changes: Sequence[CapacityChange], held: Sequence[SeatSpan], wanted: SeatSpan
) -> tuple[date, SeatCount]:
    """Return the day within ``wanted`` with the fewest free seats (the first of them), with its count.

    ``held`` are placements and reservations alike. Only days on which something changes are looked at.
    """
    starts = [change.valid_from for change in changes] + [span.starts_on for span in held]
    days = sorted({wanted.starts_on} | {day for day in starts if wanted.holds(day)})
    counts = [(day, free_seats(changes, held, day)) for day in days]
    return min(counts, key=lambda found: found[1].free)


def seat_objections(changes: Sequence[CapacityChange], held: Sequence[SeatSpan], wanted: SeatSpan) -> list[Objection]:
    """Object to taking or reserving a seat that is not free on every day of ``wanted``."""
    day, count = tightest_day(changes, held, wanted)
    if count.free > 0:
        return []
    facts: dict[str, Fact] = {"day": day.isoformat(), "contracted": count.contracted, "held": count.occupied}
    return [Objection("no_seat_free", "place_id", facts, _FLEXIBLE)]


def over_occupation_warnings(count: SeatCount) -> list[Objection]:
    """Warn that more persons hold a seat than are contracted, after a capacity fell."""
    if not count.is_over_occupied:
        return []
    facts = {"contracted": count.contracted, "held": count.occupied + count.reserved}
    return [Objection("over_occupied", "seats", facts, _FLEXIBLE)]


def next_free_day(ends_on: date) -> date:
    """Return the first day on which the seat of a placement ending on ``ends_on`` is free."""
    return ends_on + timedelta(days=1)
