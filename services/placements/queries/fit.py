"""Which places fit a person and why the others do not, and the same the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind, PlaceState
from schemas.refusal import Objection
from services.placements.model import Place, Provider, Seeker, SeekerState, TravelTime
from services.placements.queries.counting import SeatBook, seat_books
from services.placements.queries.frozen import offered_of, wanted_of
from services.placements.queries.lines import filled
from services.placements.queries.reach import found, found_place, offered_to, reachable
from services.placements.rules.fit import Stay, fit_objections
from services.placements.rules.matching_changes import PersonChange, best_of
from services.placements.rules.seats import SeatSpan, seat_objections

_FULL = "no_seat_free"
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
    rows = _offers(reading)
    books = seat_books(reading.session, [place.id for place, _ in rows], stay.starts_on, stay.ends_on)
    travel = _travel(reading, person)
    fits = [_place_fit(reading, person, (place, name), stay, books[place.id]) for place, name in rows]
    return tuple(sorted((_with_travel(each, travel) for each in fits), key=_order))


def change_of(fits: Iterable[PlaceFit]) -> PersonChange | None:
    """Return the one criterion that alone keeps a person from most places, None where none does.

    No seats is no criterion: it is nothing a decision about the person or the place could change.
    """
    failed = ((each.id, [reason.code for reason in each.objections]) for each in fits)
    return best_of((place_id, codes) for place_id, codes in failed if codes != [_FULL])


def _stay(reading: Reading, person: Seeker, starts_on: date | None, ends_on: date | None) -> Stay:
    start = starts_on or max(person.available_from, reading.today)
    return Stay(start, max(ends_on or start, start), person.workload_percent)


def _offers(reading: Reading) -> Sequence[tuple[Place, str]]:
    asked = select(Place, Provider.name).join(Provider, Provider.id == Place.provider_id)
    rows = reading.session.execute(asked.where(Place.state.in_(_OFFERED), offered_to(reading.actor)))
    return [(row[0], row[1]) for row in rows]


def _place_fit(reading: Reading, person: Seeker, offer: tuple[Place, str], stay: Stay, book: SeatBook) -> PlaceFit:
    place, provider_name = offer
    objections = fit_objections(wanted_of(person), offered_of(place), stay, _assessor(reading))
    wanted = SeatSpan(stay.starts_on, stay.ends_on, stay.workload_percent)
    objections += seat_objections(book.changes, book.held, wanted)
    return filled(
        PlaceFit,
        place,
        provider_name=provider_name,
        free=book.on(stay.starts_on).free,
        travel_minutes=None,
        same_field=bool(person.field_of_work) and person.field_of_work == place.field_of_work,
        objections=tuple(objections),
    )


def _assessor(reading: Reading) -> UUID | None:
    return reading.actor.organisation_id if reading.actor.is_office else None


def _travel(reading: Reading, person: Seeker) -> dict[str, int]:
    asked = select(TravelTime).where(TravelTime.commune_bfs_no == person.commune_bfs_no)
    return {row.town.casefold(): row.minutes for row in reading.session.scalars(asked)}


def _with_travel(fit: PlaceFit, travel: dict[str, int]) -> PlaceFit:
    return filled(PlaceFit, fit, travel_minutes=travel.get(fit.town.casefold()))


def _order(fit: PlaceFit) -> tuple[int, bool, int, str]:
    far = fit.travel_minutes if fit.travel_minutes is not None else 10_000
    return len(fit.objections), not fit.same_field, far, f"{fit.provider_name} {fit.title}"


def fitting_people(reading: Reading, *, place_id: UUID, starts_on: date | None = None) -> tuple[PersonFit, ...]:
    """Return everybody who looks for a place, those for whom this one fits first, then by who waits longest."""
    place = found_place(reading, place_id)
    asked = select(Seeker).where(Seeker.state == SeekerState.SEARCHING, reachable(Seeker, reading.actor))
    book = seat_books(reading.session, [place.id], reading.today)[place.id]
    fits = [_person_fit(reading, person, place, starts_on, book) for person in reading.session.scalars(asked)]
    return tuple(sorted(fits, key=lambda each: (len(each.objections), each.released_on, each.number)))


def _person_fit(reading: Reading, person: Seeker, place: Place, starts_on: date | None, book: SeatBook) -> PersonFit:
    fit = _place_fit(reading, person, (place, ""), _stay(reading, person, starts_on, None), book)
    return filled(PersonFit, person, objections=fit.objections)
