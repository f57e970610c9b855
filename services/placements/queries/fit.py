"""Which places fit a person and why the others do not, and the same the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from services.placements.queries.frozen import OFFERED_COLUMNS, offered_of, wanted_of
from services.placements.queries.lines import filled
from services.placements.queries.reach import found, found_place, offered_to, reachable
from services.placements.rules.fit import Stay, Wanted, fit_objections
from services.placements.rules.matching_changes import PersonChange, best_of
from services.placements.rules.seats import SeatSpan, seat_objections

_FULL = "no_seat_free"
_COLUMNS: Final = (
    Place.id,
    Place.title,
    Place.town,
    Place.field_of_work,
    *(getattr(Place, name) for name in OFFERED_COLUMNS),
    Provider.name.label("provider_name"),
)
_OFFERED = (PlaceState.PUBLISHED, PlaceState.TO_CONFIRM)


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


def fitting_places(
    reading: Reading, *, mandate_id: UUID, starts_on: date | None = None, ends_on: date | None = None
) -> tuple[PlaceFit, ...]:
    """Return every place on offer: those that fit first, then those with the fewest reasons against.

    Without ``ends_on`` only the first day is looked at.
    """
    person = found(reading, Seeker, mandate_id, "mandate")
    stay = _stay(reading, person, starts_on, ends_on)
    places = _offers(reading)
    books = seat_books(reading.session, [each.id for each in places], stay.starts_on, stay.ends_on)
    travel, wanted, assessor = _travel(reading, person), wanted_of(person), _assessor(reading)
    fits = [
        filled(
            PlaceFit,
            place,
            free=books[place.id].on(stay.starts_on).free,
            travel_minutes=travel.get(place.town.casefold()),
            same_field=bool(person.field_of_work) and person.field_of_work == place.field_of_work,
            objections=_objections(wanted, place, stay, books[place.id], assessor),
        )
        for place in places
    ]
    return tuple(sorted(fits, key=_order))


def change_of(fits: Iterable[PlaceFit]) -> PersonChange | None:
    """Return the one criterion that alone keeps a person from most places, None where none does.

    No seats is no criterion: it is nothing a decision about the person or the place could change.
    """
    failed = ((each.id, [reason.code for reason in each.objections]) for each in fits)
    return best_of((place_id, codes) for place_id, codes in failed if codes != [_FULL])


def _stay(reading: Reading, person: Seeker, starts_on: date | None, ends_on: date | None) -> Stay:
    start = starts_on or max(person.available_from, reading.today)
    return Stay(start, max(ends_on or start, start), person.workload_percent)


def _offers(reading: Reading) -> Sequence[Any]:
    """Return what the rules and the page want to know of every place on offer: plain columns, no whole rows."""
    asked = select(*_COLUMNS).join(Provider, Provider.id == Place.provider_id)
    return reading.session.execute(asked.where(Place.state.in_(_OFFERED), offered_to(reading.actor))).all()


def _objections(wanted: Wanted, place: Any, stay: Stay, book: SeatBook, assessor: UUID | None) -> tuple[Objection, ...]:
    against = fit_objections(wanted, offered_of(place), stay, assessor)
    span = SeatSpan(stay.starts_on, stay.ends_on, stay.workload_percent)
    return (*against, *seat_objections(book.changes, book.held, span))


def _assessor(reading: Reading) -> UUID | None:
    return reading.actor.organisation_id if reading.actor.is_office else None


def _travel(reading: Reading, person: Seeker) -> dict[str, int]:
    asked = select(TravelTime).where(TravelTime.commune_bfs_no == person.commune_bfs_no)
    return {row.town.casefold(): row.minutes for row in reading.session.scalars(asked)}


def _order(fit: PlaceFit) -> tuple[int, bool, int, str]:
    far = fit.travel_minutes if fit.travel_minutes is not None else 10_000
    return len(fit.objections), not fit.same_field, far, f"{fit.provider_name} {fit.title}"


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
