"""Which places fit a person and why the others do not, and the same the other way round."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind, PlaceState
from schemas.refusal import Objection
from services.placements.model import Place, Provider, Seeker, SeekerState, TravelTime
from services.placements.queries.counting import SeatBook, seat_books
from services.placements.queries.fit_ranking import Shown, Sought, ranking
from services.placements.queries.frozen import OFFERED_COLUMNS, offered_of, wanted_of
from services.placements.queries.lines import filled
from services.placements.queries.reach import found, found_place, reachable
from services.placements.queries.seekers import SeekerLine, line_of
from services.placements.rules.fit import Stay, Wanted, fit_objections
from services.placements.rules.seats import SeatSpan, seat_objections

_COLUMNS: Final = (
    Place.id,
    Place.title,
    Place.town,
    Place.field_of_work,
    *(getattr(Place, name) for name in OFFERED_COLUMNS),
    Provider.name.label("provider_name"),
)


@dataclass(frozen=True, kw_only=True)
class PlaceFit:
    """One place for one person: it fits, or every criterion that fails; the way there is information."""

    id: UUID
    provider_id: UUID
    provider_name: str
    title: str
    kind: PlaceKind
    town: str
    field_of_work: str
    state: PlaceState
    free: int
    travel_minutes: int | None
    same_field: bool
    objections: tuple[Objection, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it."""
        return not self.objections


@dataclass(frozen=True, kw_only=True)
class PersonFit:
    """One person for one place."""

    mandate_id: UUID
    number: str
    social_service_id: UUID
    released_on: date
    workload_percent: int
    objections: tuple[Objection, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it."""
        return not self.objections


@dataclass(frozen=True, kw_only=True)
class PlacesFit:
    """One page of the places that fit ``who`` from ``first`` on and of the others, and the change that opens most.

    No free seat is no criterion of a change: it is nothing a decision about the person or the place could alter.
    """

    who: SeekerLine
    first: date
    fits: tuple[PlaceFit, ...]
    others: tuple[PlaceFit, ...]
    fit_total: int
    other_total: int
    change: str | None
    opened: tuple[PlaceFit, ...]
    opened_total: int


def fitting_places(
    reading: Reading,
    *,
    mandate_id: UUID,
    starts_on: date | None = None,
    ends_on: date | None = None,
    shown: Shown = Shown(),  # noqa: B008
) -> PlacesFit:
    """Return the places on offer: those that fit, and the others, those with the fewest reasons against first.

    Without ``ends_on`` only the first day is looked at.
    """
    person = found(reading, Seeker, mandate_id, "mandate")
    travel = _travel(reading, person)
    stay = _stay(reading, person, starts_on, ends_on)
    sought = Sought(wanted_of(person), stay, person.field_of_work, travel, _assessor(reading))
    order = ranking(reading, sought, shown)
    known = {each.id: each for each in _fits(reading, sought, {*order.fits, *order.others, *order.opened})}
    return PlacesFit(
        who=line_of(reading, person),
        first=stay.starts_on,
        fits=tuple(known[each] for each in order.fits),
        others=tuple(known[each] for each in order.others),
        fit_total=order.fit_total,
        other_total=order.other_total,
        change=order.change,
        opened=tuple(known[each] for each in order.opened),
        opened_total=order.change_total,
    )


def _fits(reading: Reading, sought: Sought, place_ids: Collection[UUID]) -> Iterator[PlaceFit]:
    """Explain places by the rules; plain columns, no whole rows."""
    stay, minutes = sought.stay, {town.casefold(): each for town, each in sought.minutes.items()}
    books = seat_books(reading.session, place_ids, stay.starts_on, stay.ends_on)
    asked = select(*_COLUMNS).join(Provider, Provider.id == Place.provider_id).where(Place.id.in_(place_ids))
    for place in reading.session.execute(asked) if place_ids else ():
        yield filled(
            PlaceFit,
            place,
            free=books[place.id].on(stay.starts_on).free,
            travel_minutes=minutes.get(place.town.casefold()),
            same_field=bool(sought.field_of_work) and sought.field_of_work == place.field_of_work,
            objections=_objections(sought.wanted, place, stay, books[place.id], sought.assessor_id),
        )


def _stay(reading: Reading, person: Seeker, starts_on: date | None, ends_on: date | None) -> Stay:
    start = starts_on or max(person.available_from, reading.today)
    return Stay(start, max(ends_on or start, start), person.workload_percent)


def _objections(wanted: Wanted, place: Any, stay: Stay, book: SeatBook, assessor: UUID | None) -> tuple[Objection, ...]:
    against = fit_objections(wanted, offered_of(place), stay, assessor)
    span = SeatSpan(stay.starts_on, stay.ends_on, stay.workload_percent)
    return (*against, *seat_objections(book.changes, book.held, span))


def _assessor(reading: Reading) -> UUID | None:
    return reading.actor.organisation_id if reading.actor.is_office else None


def _travel(reading: Reading, person: Seeker) -> dict[str, int]:
    asked = select(TravelTime).where(TravelTime.commune_bfs_no == person.commune_bfs_no)
    return {row.town: row.minutes for row in reading.session.scalars(asked)}


def fitting_people(reading: Reading, *, place_id: UUID, starts_on: date | None = None) -> tuple[PersonFit, ...]:
    """Return everybody who looks for a place, those for whom this one fits first, then by who waits longest."""
    place = found_place(reading, place_id)
    asked = select(Seeker).where(Seeker.state == SeekerState.SEARCHING, reachable(Seeker, reading.actor))
    book = seat_books(reading.session, [place.id], reading.today)[place.id]
    assessor = _assessor(reading)
    fits = []
    for person in reading.session.scalars(asked):
        stay = _stay(reading, person, starts_on, None)
        objections = _objections(wanted_of(person), place, stay, book, assessor)
        fits.append(filled(PersonFit, person, objections=objections))
    return tuple(sorted(fits, key=lambda each: (len(each.objections), each.released_on, each.number)))
