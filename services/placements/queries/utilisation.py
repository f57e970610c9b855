"""How well places are used, from four viewpoints; one function, so that no two pages show two numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, select

from messaging.work import Reading
from schemas.codes import Funding, PlaceState
from schemas.codes_placements import Weighting
from services.placements.model import BOOKS, HoldState, Place, PlaceCapacity, SeatHold
from services.placements.queries.reach import EVERYTHING, OF_SERVICE, offered_to
from services.placements.rules.register import WEIGHTING
from services.placements.rules.seats import CapacityChange, SeatSpan
from services.placements.rules.utilisation import available_days, occupied_days, utilisation
from workflow import dated

_ON_OFFER = (PlaceState.PUBLISHED, PlaceState.TO_CONFIRM)


class Viewpoint(StrEnum):
    """From where utilisation is looked at (Concept SSIP, ch. 8)."""

    OFFICE = "office"
    SOCIAL_SERVICE = "social_service"
    PROVIDER = "provider"
    MANDATE = "mandate"


@dataclass(frozen=True, kw_only=True)
class Utilisation:
    """Occupied place-days of the available ones; ``percent`` is None where nothing was available."""

    viewpoint: Viewpoint
    about_id: UUID | None
    occupied_days: float
    available_days: float
    percent: float | None


@dataclass(frozen=True, kw_only=True)
class Period:
    """From when to when, both included, how weighed (None: as is set today), and over which funding (None: all)."""

    first: date
    last: date
    weighting: Weighting | None = None
    funding: Funding | None = None


def utilisation_by(reading: Reading, *, viewpoint: Viewpoint, period: Period) -> tuple[Utilisation, ...]:
    """Return utilisation from one of the four viewpoints (U-01).

    The office sees one line over all places, providers one line each (a provider only its own), services the share
    their people hold of all available days (a service only its own), mandates one line each within reach.
    """
    period = replace(period, weighting=period.weighting or weighting_on(reading))
    places = _places(reading, period)
    spans = _spans(reading, period)
    changes = _changes(reading, period)
    available = {place.id: _available(changes.get(place.id, []), place, period) for place in places}
    if viewpoint is Viewpoint.PROVIDER:
        return _per_provider(places, spans, available, period)
    total = sum(available.values())
    if viewpoint is Viewpoint.OFFICE:
        return (_line(viewpoint, None, [each.span for each in spans], total, period),)
    groups: dict[UUID, list[SeatSpan]] = {}
    for each in spans:
        if _may_know(reading, each):
            key = each.mandate_id if viewpoint is Viewpoint.MANDATE else each.service_id
            groups.setdefault(key, []).append(each.span)
    return tuple(_line(viewpoint, key, held, total, period) for key, held in groups.items())


def by_place(asked: Reading, period: Period) -> list[tuple[Place, float, float, float | None]]:
    """Return the lines utilisation is the sum of: place, occupied days, available days, percent; by title."""
    period = replace(period, weighting=period.weighting or weighting_on(asked))
    every = asked.session.scalars(select(Place).where(*_looked_at(asked, period)))
    places = sorted(every, key=lambda each: (each.title, str(each.id)))
    spans, changes = _spans(asked, period), _changes(asked, period)
    held: dict[UUID, list[SeatSpan]] = {}
    for each in spans:
        held.setdefault(each.place_id, []).append(each.span)
    lines = []
    for place in places:
        available = _available(changes.get(place.id, []), place, period)
        line = _line(Viewpoint.PROVIDER, place.provider_id, held.get(place.id, ()), available, period)
        lines.append((place, line.occupied_days, line.available_days, line.percent))
    return lines


def weighting_on(asked: Reading) -> Weighting:
    """Return how place-days are weighed today."""
    return tuple(Weighting)[int(dated.value_on(asked.session, BOOKS, WEIGHTING, asked.today, 0))]


@dataclass(frozen=True)
class _Offered:
    id: UUID
    provider_id: UUID
    available_until: date | None
    workload_max_percent: int


@dataclass(frozen=True)
class _Held:
    place_id: UUID
    mandate_id: UUID
    service_id: UUID
    span: SeatSpan


def _looked_at(reading: Reading, period: Period) -> tuple[ColumnElement[bool], ...]:
    places = (offered_to(reading.actor), Place.state != PlaceState.DRAFT)
    return places if period.funding is None else (*places, Place.funding == period.funding)


def _places(reading: Reading, period: Period) -> list[_Offered]:
    columns = (Place.id, Place.provider_id, Place.available_until, Place.workload_max_percent)
    asked = select(*columns).where(*_looked_at(reading, period))
    return [_Offered(*row) for row in reading.session.execute(asked)]


def _spans(reading: Reading, period: Period) -> list[_Held]:
    days = (SeatHold.starts_on, SeatHold.ends_on, SeatHold.workload_percent)
    asked = select(SeatHold.place_id, SeatHold.mandate_id, SeatHold.social_service_id, *days)
    asked = asked.join(Place, Place.id == SeatHold.place_id).where(
        *_looked_at(reading, period),
        SeatHold.state == HoldState.OCCUPIED,
        SeatHold.starts_on <= period.last,
        SeatHold.ends_on >= period.first,
    )
    return [
        _Held(
            row.place_id,
            row.mandate_id,
            row.social_service_id,
            SeatSpan(row.starts_on, row.ends_on, row.workload_percent),
        )
        for row in reading.session.execute(asked)
    ]


def span_of(hold: SeatHold) -> SeatSpan:
    """Return the days of a hold as the rules want them."""
    return SeatSpan(hold.starts_on, hold.ends_on, hold.workload_percent)


def _available(changes: list[CapacityChange], place: _Offered | Place, period: Period) -> float:
    until = min(period.last, place.available_until) if place.available_until else period.last
    full = [replace(each, workload_percent=place.workload_max_percent) for each in changes]
    return available_days(full, period.first, until, period.weighting or Weighting.HEADCOUNT)


def _changes(reading: Reading, period: Period) -> dict[UUID, list[CapacityChange]]:
    found: dict[UUID, list[CapacityChange]] = {}
    asked = select(PlaceCapacity.place_id, PlaceCapacity.valid_from, PlaceCapacity.seats)
    begun = asked.join(Place, Place.id == PlaceCapacity.place_id).where(PlaceCapacity.valid_from <= period.last)
    for row in reading.session.execute(begun.where(*_looked_at(reading, period))):
        found.setdefault(row.place_id, []).append(CapacityChange(row.valid_from, row.seats))
    return found


def _per_provider(
    places: list[_Offered], spans: list[_Held], available: dict[UUID, float], period: Period
) -> tuple[Utilisation, ...]:
    of = {place.id: place.provider_id for place in places}
    return tuple(
        _line(
            Viewpoint.PROVIDER,
            provider,
            [each.span for each in spans if of[each.place_id] == provider],
            sum(days for place, days in available.items() if of[place] == provider),
            period,
        )
        for provider in sorted(set(of.values()), key=str)
    )


def _line(
    viewpoint: Viewpoint, about: UUID | None, held: Iterable[SeatSpan], available: float, period: Period
) -> Utilisation:
    occupied = occupied_days(held, period.first, period.last, period.weighting or Weighting.HEADCOUNT)
    return Utilisation(
        viewpoint=viewpoint,
        about_id=about,
        occupied_days=occupied,
        available_days=available,
        percent=utilisation(occupied, available),
    )


def _may_know(reading: Reading, held: _Held) -> bool:
    actor = reading.actor
    own = actor.role in OF_SERVICE and held.service_id == actor.organisation_id
    return own or actor.role in EVERYTHING
