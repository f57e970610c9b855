"""The order of a waiting list, worked out when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind
from services.placements.model import HoldState, Place, Quota, SeatHold, Seeker, WaitingEntry
from services.placements.rules.quotas import place_months
from services.placements.rules.seats import SeatSpan
from services.placements.rules.waiting_list import Ranked, Waiting, ranked


def ranking(reading: Reading, group: PlaceKind) -> tuple[Ranked, ...]:
    """Return everybody who waits for one kind of place, in order, with the parts of each score."""
    used = quota_percents(reading, group)
    asked = (
        select(WaitingEntry, Seeker.capacity_declines, Seeker.parked_until)
        .join(Seeker, Seeker.mandate_id == WaitingEntry.mandate_id)
        .where(WaitingEntry.group == group)
    )
    waiting = [
        Waiting(
            row.WaitingEntry.mandate_id,
            row.WaitingEntry.since,
            used.get(row.WaitingEntry.social_service_id),
            row.capacity_declines,
            row.parked_until,
        )
        for row in reading.session.execute(asked)
    ]
    return ranked(waiting, reading.today)


def quota_percents(reading: Reading, kind: PlaceKind) -> dict[UUID, int]:
    """Return how much of its place-months of this year each service has used, where a quota is set."""
    year = reading.today.year
    asked = select(Quota.social_service_id, Quota.place_months).where(Quota.kind == kind, Quota.year == year)
    months: dict[UUID, int] = defaultdict(int)
    for row in reading.session.execute(asked):
        months[row.social_service_id] += row.place_months
    spans = _spans_of_year(reading, kind, year) if months else {}
    return {service: _percent(spans.get(service, []), reading.today, most) for service, most in months.items() if most}


def _percent(spans: list[SeatSpan], today: date, most: int) -> int:
    return round(place_months(spans, date(today.year, 1, 1), today) * 100 / most)


def _spans_of_year(reading: Reading, kind: PlaceKind, year: int) -> dict[UUID, list[SeatSpan]]:
    asked = (
        select(SeatHold.social_service_id, SeatHold.starts_on, SeatHold.ends_on, SeatHold.workload_percent)
        .join(Place, Place.id == SeatHold.place_id)
        .where(
            Place.kind == kind,
            SeatHold.state == HoldState.OCCUPIED,
            SeatHold.starts_on <= date(year, 12, 31),
            SeatHold.ends_on >= date(year, 1, 1),
        )
    )
    spans: dict[UUID, list[SeatSpan]] = defaultdict(list)
    for row in reading.session.execute(asked):
        spans[row.social_service_id].append(SeatSpan(row.starts_on, row.ends_on, row.workload_percent))
    return spans
