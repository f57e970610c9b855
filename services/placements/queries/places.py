"""Places as lists and cards show them, every number of seats counted from the dated ledger."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, String, bindparam, func, select

from messaging.direct_reading import DirectQuestion
from messaging.paging import TOTAL, KeptPart, PartAsked, part_asked, read_part
from messaging.work import Reading
from schemas.actor import HOUSE_ID, Actor, Role
from schemas.codes import Funding, PlaceKind, PlaceState, Suitability
from services.placements.model import Place, PlaceCapacity, PlaceConfirmation, Provider
from services.placements.queries.counting import seat_books, seats_on
from services.placements.queries.lines import Cut, Page, filled, history, steps_for
from services.placements.queries.reach import found_place, offered_to, on_offer
from services.placements.rules.place_course import PLACE
from services.placements.rules.seats import SeatCount
from workflow.moves import Happening

MOST_FOUND: Final = 10


@dataclass(frozen=True, kw_only=True)
class PlaceFilter:
    """Which places are asked for; what is empty does not narrow."""

    kind: PlaceKind | None = None
    funding: Funding | None = None
    state: PlaceState | None = None
    town: str = ""
    field_of_work: str = ""
    provider_id: UUID | None = None
    text: str = ""
    workload_percent: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One place in a list; ``seats`` are those of the day asked for."""

    id: UUID
    row_version: int
    provider_id: UUID
    provider_name: str
    title: str
    kind: PlaceKind
    funding: Funding
    town: str
    field_of_work: str
    workload_min_percent: int
    workload_max_percent: int
    state: PlaceState
    confirmed_on: date
    available_from: date
    available_until: date | None
    needs_french: bool
    needs_german: bool
    age_min: int | None
    age_max: int | None
    seats: SeatCount


_NAMES: Final = [each.name for each in fields(PlaceLine) if each.name not in ("provider_name", "seats")]
_OF_A_LINE: Final[Any] = [getattr(Place, name) for name in _NAMES]
_TOLD: Final = (*_NAMES, "provider_name")
"""What a list needs of a place, in the order it is asked for; behind it come the seats and the length of the list."""


@dataclass(frozen=True)
class PlaceHit:
    """One place the search found."""

    id: UUID
    title: str
    town: str
    provider_name: str


@dataclass(frozen=True, kw_only=True)
class CapacityLine:
    """From a day on so many seats."""

    valid_from: date
    seats: int


@dataclass(frozen=True, kw_only=True)
class ConfirmationLine:
    """Somebody confirmed the offer."""

    confirmed_on: date
    by_role: str


@dataclass(frozen=True, kw_only=True)
class PlaceCard(PlaceLine):
    """One place with everything it declares, its history and what the actor may do now."""

    suitability: Suitability
    first_labour_market: bool
    qualification: bool
    counselling: bool
    coaching: bool
    no_competition: bool
    requirements: str
    published_on: date
    consultation_on: date | None
    exception_on: date | None
    competition_checked_on: date | None
    capacities: tuple[CapacityLine, ...]
    confirmations: tuple[ConfirmationLine, ...]
    history: tuple[Happening, ...]
    steps: tuple[str, ...]


def places(
    reading: Reading,
    *,
    wanted: PlaceFilter = PlaceFilter(),
    day: date | None = None,
    cut: Cut = Cut(),  # noqa: B008
) -> Page[PlaceLine]:
    """Return the places within reach by provider and title, with their seats on ``day`` (today)."""
    day = day or reading.today
    if wanted == PlaceFilter():
        rows, total = _plain_part(replace(reading.actor, account_id=HOUSE_ID), day, cut).read(reading.session)
    else:
        rows, total = read_part(reading.session, _part(reading.actor, day, wanted, cut))
    return Page(tuple(_line(row) for row in rows), total)


@lru_cache(maxsize=64)
def _plain_part(actor: Actor, day: date, cut: Cut) -> KeptPart:
    """Return the list as the menu opens it; its statements are the same for everybody of one organisation."""
    return KeptPart(_part(actor, day, PlaceFilter(), cut))


def _part(actor: Actor, day: date, wanted: PlaceFilter, cut: Cut) -> PartAsked:
    """Return one part of the list: first which places are on it, then what is shown of those, and their seats."""
    found: Any = select(Place.id, Place.title, Provider.name).join(Provider, Provider.id == Place.provider_id)
    found = found.where(offered_to(actor), *_narrowed(wanted)).order_by(Provider.name, Place.title, Place.id)
    part = part_asked(found, offset=cut.offset, limit=cut.limit)
    shown = part.lines.subquery("shown")
    lines = select(*_OF_A_LINE, shown.c.name, *seats_on(day), shown.c[TOTAL]).join(shown, shown.c.id == Place.id)
    return replace(part, lines=lines.order_by(shown.c.name, shown.c.title, shown.c.id))


def _narrowed(wanted: PlaceFilter) -> list[ColumnElement[bool]]:
    same = ("kind", "funding", "state", "town", "field_of_work", "provider_id")
    found = [getattr(Place, name) == value for name in same if (value := getattr(wanted, name))]
    if wanted.workload_percent is not None:
        found += [
            Place.workload_min_percent <= wanted.workload_percent,
            Place.workload_max_percent >= wanted.workload_percent,
        ]
    if wanted.text:
        found.append(_has(_as_it_is(wanted.text)))
    return found


def _has(text: Any) -> ColumnElement[bool]:
    """Whether title, town or provider has the text in it; each line is made small once, and the text once for all."""
    told = func.lower(Place.title + "\n" + Place.town + "\n" + Provider.name)
    return told.contains(select(func.lower(text)).scalar_subquery(), escape="/")


def _as_it_is(text: str) -> str:
    """Return a text whose signs of patterns stand for themselves."""
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


def find_places(reading: Reading, *, text: str) -> tuple[PlaceHit, ...]:
    """Return the first places within reach that ``text`` finds, for the search of the whole portal."""
    if not text:
        return ()
    asked, actor = _finding(reading.actor.role), reading.actor
    rows = asked.rows(reading.session, text=_as_it_is(text), organisation=actor.organisation_id)
    return tuple(PlaceHit(*row) for row in rows)


@cache
def _finding(role: Role) -> DirectQuestion:
    asked = (
        select(Place.id, Place.title, Place.town, Provider.name)
        .join(Provider, Provider.id == Place.provider_id)
        .where(on_offer(role, bindparam("organisation")), _has(bindparam("text", type_=String())))
        .order_by(Provider.name, Place.title, Place.id)
    )
    return DirectQuestion(asked.limit(MOST_FOUND))


def _line(row: Any) -> PlaceLine:
    told = dict(zip(_TOLD, row, strict=False))
    return PlaceLine(**told, seats=SeatCount(*row[len(_TOLD) : -1]))


def place_card(reading: Reading, *, place_id: UUID) -> PlaceCard:
    """Return one place within reach."""
    place = found_place(reading, place_id)
    provider = reading.session.get_one(Provider, place.provider_id)
    book = seat_books(reading.session, [place.id], reading.today, reading.today)[place.id]
    return filled(
        PlaceCard,
        place,
        provider_name=provider.name,
        seats=book.on(reading.today),
        capacities=_capacities(reading, place_id),
        confirmations=_confirmations(reading, place_id),
        history=history(reading, place_id),
        steps=steps_for(PLACE, place.state, reading),
    )


def _capacities(reading: Reading, place_id: UUID) -> tuple[CapacityLine, ...]:
    asked = select(PlaceCapacity).where(PlaceCapacity.place_id == place_id).order_by(PlaceCapacity.valid_from)
    return tuple(filled(CapacityLine, row) for row in reading.session.scalars(asked))


def _confirmations(reading: Reading, place_id: UUID) -> tuple[ConfirmationLine, ...]:
    asked = select(PlaceConfirmation).where(PlaceConfirmation.place_id == place_id)
    newest = asked.order_by(PlaceConfirmation.confirmed_at.desc()).limit(20)
    return tuple(filled(ConfirmationLine, row) for row in reading.session.scalars(newest))


def place_whereabouts(reading: Reading, *, place_ids: tuple[UUID, ...]) -> dict[UUID, str]:
    """Return whose places these are and where, to tell two of one title apart."""
    asked = (
        select(Place.id, Provider.name, Place.town)
        .join(Provider, Provider.id == Place.provider_id)
        .where(Place.id.in_(place_ids), offered_to(reading.actor))
    )
    return {row.id: f"{row.name}, {row.town}" for row in reading.session.execute(asked)}


def place_titles(reading: Reading, *, place_ids: tuple[UUID, ...]) -> dict[UUID, str]:
    """Return the titles of places, for pages that know only their ids."""
    asked = select(Place.id, Place.title).where(Place.id.in_(place_ids), offered_to(reading.actor))
    return {row.id: row.title for row in reading.session.execute(asked)}
