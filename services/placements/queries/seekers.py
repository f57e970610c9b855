"""Who waits for a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind
from services.placements.model import Seeker, SeekerState
from services.placements.queries.lines import Cut, Page, cut_from, filled
from services.placements.queries.reach import found, reachable
from services.placements.rules.waiting_list import is_stalled


@dataclass(frozen=True, kw_only=True)
class SeekerLine:
    """One mandate in the search for a place; names are registration's to give."""

    mandate_id: UUID
    number: str
    social_service_id: UUID
    coordinator_id: UUID
    case_worker_id: UUID
    kinds: tuple[PlaceKind, ...]
    workload_percent: int
    available_from: date
    field_of_work: str
    speaks_french: bool
    speaks_german: bool
    check_valid_until: date
    permit_valid_until: date | None
    released_on: date
    state: SeekerState
    parked_until: date | None
    acted_on: date
    stalled: bool


def seekers(
    reading: Reading,
    *,
    state: SeekerState | None = None,
    stalled_only: bool = False,
    cut: Cut = Cut(),  # noqa: B008
) -> Page[SeekerLine]:
    """Return the people within reach for whom a place is looked for, longest waiting first."""
    asked = select(Seeker).where(reachable(Seeker, reading.actor))
    asked = asked.where(Seeker.state == state) if state else asked.where(Seeker.state != SeekerState.GONE)
    asked = asked.order_by(Seeker.released_on, Seeker.number)
    rows, total = cut_from(reading, asked, cut)
    lines = [line_of(reading, row.Seeker) for row in rows]
    if stalled_only:
        lines = [each for each in lines if each.stalled]
    return Page(tuple(lines), total)


def seeker(reading: Reading, *, mandate_id: UUID) -> SeekerLine:
    """Return what matching knows of one mandate."""
    return line_of(reading, found(reading, Seeker, mandate_id, "mandate"))


def line_of(reading: Reading, row: Seeker) -> SeekerLine:
    """Return the line of one row."""
    waits = row.state is SeekerState.SEARCHING
    return filled(
        SeekerLine,
        row,
        kinds=tuple(PlaceKind(each) for each in row.kinds),
        stalled=waits and is_stalled(row.acted_on, reading.today),
    )
