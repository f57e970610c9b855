"""The order of a waiting list, worked out when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, cast, false, func, null, outerjoin, select, true, union_all

from messaging.work import Reading
from schemas.codes import PlaceKind
from services.placements.model import HoldState, Place, Quota, SeatHold, Seeker, WaitingEntry
from services.placements.rules.quotas import place_months
from services.placements.rules.seats import SeatSpan
from services.placements.rules.waiting_list import Ranked, Waiting, ranked

Asked = Select[*tuple[Any, ...]]
_NOBODY: Final = (cast(null(), WaitingEntry.mandate_id.type), cast(null(), Seeker.number.type), false())


def ranking(reading: Reading, group: PlaceKind) -> tuple[Ranked, ...]:
    """Return everybody who waits for one kind of place, in order, with the parts of each score."""
    return ranking_of(reading, waiting_rows(reading, group))


def ranking_of(reading: Reading, rows: Sequence[Any]) -> tuple[Ranked, ...]:
    """Return the order of the people among ``rows``, which hold the stays of their services too."""
    used = _percents([row for row in rows if row.mandate_id is None], reading.today)
    waiting = [
        Waiting(row.mandate_id, row.first_on, used.get(row.service_id), row.number, row.last_on)
        for row in rows
        if row.mandate_id is not None
    ]
    return ranked(waiting, reading.today)


def waiting_rows(reading: Reading, group: PlaceKind, shown: ColumnElement[bool] | None = None) -> Sequence[Any]:
    """Return everybody on a list, and every stay that counts against the quotas of that kind, in one statement.

    ``shown`` says whom the actor may see. A row without mandate is a stay, its number the place-months of the quota.
    """
    people = select(
        WaitingEntry.social_service_id.label("service_id"),
        WaitingEntry.since.label("first_on"),
        Seeker.parked_until.label("last_on"),
        Seeker.capacity_declines.label("number"),
        WaitingEntry.mandate_id,
        Seeker.number.label("name"),
        (true() if shown is None else shown).label("is_shown"),
    )
    people = people.join(Seeker, Seeker.mandate_id == WaitingEntry.mandate_id).where(WaitingEntry.group == group)
    stays = _stays(group, reading.today.year).add_columns(*_NOBODY)
    return reading.session.execute(union_all(people, stays)).all()


def quota_percents(reading: Reading, kind: PlaceKind) -> Mapping[UUID, int]:
    """Return how much of its place-months of this year each service has used, where a quota is set."""
    return _percents(reading.session.execute(_stays(kind, reading.today.year)), reading.today)


def _stays(kind: PlaceKind, year: int) -> Asked:
    """Ask for the stays of this year at places of a kind, of services with a quota; one without stays has one row."""
    months = func.sum(Quota.place_months).label("number")
    of_service = Quota.social_service_id.label("service_id")
    quotas = select(of_service, months).where(Quota.kind == kind, Quota.year == year)
    quota = quotas.group_by(Quota.social_service_id).subquery()
    held = (
        select(SeatHold.social_service_id, SeatHold.starts_on, SeatHold.ends_on)
        .join(Place, Place.id == SeatHold.place_id)
        .where(
            Place.kind == kind,
            SeatHold.state == HoldState.OCCUPIED,
            SeatHold.starts_on <= date(year, 12, 31),
            SeatHold.ends_on >= date(year, 1, 1),
        )
        .subquery()
    )
    both = outerjoin(quota, held, and_(held.c.social_service_id == quota.c.service_id))
    days = (held.c.starts_on.label("first_on"), held.c.ends_on.label("last_on"))
    return select(quota.c.service_id, *days, quota.c.number).select_from(both)


def _percents(rows: Iterable[Any], today: date) -> Mapping[UUID, int]:
    months: dict[UUID, int] = {}
    spans: dict[UUID, list[SeatSpan]] = defaultdict(list)
    for row in rows:
        months[row.service_id] = row.number
        if row.first_on is not None:
            spans[row.service_id].append(SeatSpan(row.first_on, row.last_on))
    return {service: _percent(spans[service], today, most) for service, most in months.items() if most}


def _percent(spans: list[SeatSpan], today: date, most: int) -> int:
    return round(place_months(spans, date(today.year, 1, 1), today) * 100 / most)
