"""What a social service's people use of its own places, and where each of them is: for its periodic report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from messaging.work import Reading
from schemas.codes import Funding, PlaceKind, UtilisationScope
from schemas.refusal import NotConfigured
from services.placements.model import HoldState, Place, Placement, Provider, Quota, SeatHold
from services.placements.queries.reach import reachable
from services.placements.queries.utilisation import weighting_on
from services.placements.rules.seats import SeatSpan
from services.placements.rules.utilisation import OwnPlaces, occupied_days, own_utilisation

_Key = tuple[UUID, PlaceKind, Funding]


@dataclass(frozen=True)
class OwnUse:
    """Own places and own POIAS places used in percent of their days; None where nobody has set a quota (U-03)."""

    own: float | None
    own_poias: float | None


@dataclass(frozen=True)
class Measure:
    """The placement somebody is in."""

    title: str
    provider_name: str
    kind: PlaceKind


def own_use(reading: Reading, *, social_service_id: UUID, first: date, last: date) -> OwnUse:
    """Return the average use of a service's own places in a period."""
    return _uses(reading, first, last, social_service_id).get(social_service_id, OwnUse(None, None))


def own_uses(reading: Reading, *, first: date, last: date) -> dict[UUID, OwnUse]:
    """Return the same for every service with a quota in the period, by service."""
    return _uses(reading, first, last, None)


def _uses(reading: Reading, first: date, last: date, only: UUID | None) -> dict[UUID, OwnUse]:
    held, weighting = _held(reading, first, last, only), weighting_on(reading)
    lines: dict[UUID, list[OwnPlaces]] = {}
    for row in _quotas(reading, first.year, last.year, only):
        begin, end = max(first, date(row.year, 1, 1)), min(last, date(row.year, 12, 31))
        days = (end - begin).days + 1
        used = occupied_days(held.get((row.social_service_id, row.kind, row.funding), ()), begin, end, weighting)
        lines.setdefault(row.social_service_id, []).append(
            OwnPlaces(row.kind, row.funding, row.own_places * days, used)
        )
    return {
        key: OwnUse(_share(own, UtilisationScope.ALL), _share(own, UtilisationScope.POIAS))
        for key, own in lines.items()
    }


def _quotas(reading: Reading, first: int, last: int, only: UUID | None) -> list[Quota]:
    asked = select(Quota).where(Quota.year.between(first, last))
    if only:
        asked = asked.where(Quota.social_service_id == only)
    return list(reading.session.scalars(asked))


def _held(reading: Reading, first: date, last: date, only: UUID | None) -> dict[_Key, list[SeatSpan]]:
    asked = (
        select(
            SeatHold.social_service_id,
            Place.kind,
            Place.funding,
            SeatHold.starts_on,
            SeatHold.ends_on,
            SeatHold.workload_percent,
        )
        .join(Place, Place.id == SeatHold.place_id)
        .where(SeatHold.state == HoldState.OCCUPIED, SeatHold.starts_on <= last, SeatHold.ends_on >= first)
    )
    if only:
        asked = asked.where(SeatHold.social_service_id == only)
    found: dict[_Key, list[SeatSpan]] = {}
    for row in reading.session.execute(asked):
        span = SeatSpan(row.starts_on, row.ends_on, row.workload_percent)
        found.setdefault((row.social_service_id, row.kind, row.funding), []).append(span)
    return found


def _share(lines: list[OwnPlaces], scope: UtilisationScope) -> float | None:
    try:
        return own_utilisation(lines, scope)
    except NotConfigured:
        return None


def measures_on(
    reading: Reading, *, social_service_id: UUID, day: date, mandate_ids: Sequence[UUID]
) -> dict[UUID, Measure]:
    """Return where these people of the service, within reach, are placed on ``day``, by mandate."""
    asked: Any = (
        select(Placement.mandate_id, Place.title, Provider.name, Placement.kind)
        .join(Place, Place.id == Placement.place_id)
        .join(Provider, Provider.id == Placement.provider_id)
        .where(
            Placement.mandate_id.in_(mandate_ids),
            Placement.social_service_id == social_service_id,
            Placement.starts_on <= day,
            or_(Placement.ended_on.is_(None), Placement.ended_on >= day),
            Placement.ends_on >= day,
            reachable(Placement, reading.actor),
        )
    )
    return {row[0]: Measure(row[1], row[2], row[3]) for row in reading.session.execute(asked)}
