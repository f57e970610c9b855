"""Who waits for a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind
from services.placements.model import Seeker, SeekerState
from services.placements.queries.lines import Cut, Page, cut_from, filled
from services.placements.queries.reach import found, reachable
from services.placements.rules.waiting_list import is_stalled, last_day_of_stalled


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


class SeekerView(StrEnum):
    """Which part of the search for places is looked at; who still looks comes first."""

    SEARCHING = "searching"
    PROPOSED = "proposed"
    PLACED = "placed"
    ALL = "all"


def seekers(
    reading: Reading,
    *,
    view: SeekerView = SeekerView.ALL,
    social_service_id: UUID | None = None,
    stalled_only: bool = False,
    cut: Cut = Cut(),  # noqa: B008
) -> Page[SeekerLine]:
    """Return the people within reach for whom a place is looked for, longest waiting first."""
    asked = select(Seeker).where(reachable(Seeker, reading.actor))
    if view is SeekerView.ALL:
        asked = asked.where(Seeker.state != SeekerState.GONE)
    else:
        asked = asked.where(Seeker.state == SeekerState(view.value))
    if social_service_id:
        asked = asked.where(Seeker.social_service_id == social_service_id)
    if stalled_only:
        still = last_day_of_stalled(reading.today)
        asked = asked.where(Seeker.state == SeekerState.SEARCHING, Seeker.acted_on <= still)
    asked = asked.order_by(Seeker.released_on, Seeker.number)
    rows, total = cut_from(reading, asked, cut)
    return Page(tuple(line_of(reading, row.Seeker) for row in rows), total)


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
