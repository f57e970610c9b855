"""The catalogue of places on offer: what fits a search, how many in which town, and the searches somebody keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from messaging.work import Reading
from schemas.codes import PlaceState
from services.placements.model import Place, Provider, SavedSearch, TravelTime
from services.placements.queries.counting import seat_books
from services.placements.queries.lines import filled
from services.placements.queries.places import PlaceLine
from services.placements.queries.reach import offered_to
from services.placements.rules.searches import Wanted, fits

__all__ = ["Catalogue", "CatalogueLine", "SearchLine", "Wanted", "catalogue", "my_searches"]
ON_OFFER: Final = (PlaceState.PUBLISHED, PlaceState.TO_CONFIRM)


@dataclass(frozen=True)
class CatalogueLine:
    """One place on offer with its seats of the day asked for, and the travel time where it is known."""

    place: PlaceLine
    minutes: int | None


@dataclass(frozen=True)
class Catalogue:
    """What fits a search, by town and title; ``in_town`` counts it by town, ``ways_known`` travel times at all."""

    lines: tuple[CatalogueLine, ...]
    in_town: Mapping[str, int]
    towns: tuple[str, ...]
    """Every town in which there is a place on offer, whatever is looked for."""
    ways_known: bool


@dataclass(frozen=True)
class SearchLine:
    """One search somebody keeps."""

    id: UUID
    name: str
    alert: bool
    saved_at: datetime
    wanted: Wanted


def catalogue(reading: Reading, *, wanted: Wanted) -> Catalogue:
    """Return the places on offer that fit; with ``free_on`` only those with a free seat on that day."""
    day = wanted.free_on or reading.today
    asked = (
        select(Place, Provider.name.label("provider_name"))
        .join(Provider, Provider.id == Place.provider_id)
        .where(offered_to(reading.actor), Place.state.in_(ON_OFFER))
        .order_by(Place.town, Place.title, Place.id)
    )
    rows = reading.session.execute(asked).all()
    ways = travel_from(reading.session, wanted.commune_bfs_no)
    found = [row for row in rows if fits(wanted, row.Place, ways.get(row.Place.town.casefold()))]
    books = seat_books(reading.session, [row.Place.id for row in found], day, day)
    lines = []
    for row in found:
        seats = books[row.Place.id].on(day)
        if wanted.free_on is None or seats.free > 0:
            line = filled(PlaceLine, row.Place, provider_name=row.provider_name, seats=seats)
            lines.append(CatalogueLine(line, ways.get(line.town.casefold())))
    in_town = Counter(each.place.town for each in lines)
    return Catalogue(tuple(lines), in_town, tuple(sorted({row.Place.town for row in rows})), bool(ways))


def travel_from(session: Session, bfs_no: int | None) -> dict[str, int]:
    """Return the minutes from a commune to each town, as somebody has entered them; empty where nobody has."""
    if bfs_no is None:
        return {}
    asked = select(TravelTime).where(TravelTime.commune_bfs_no == bfs_no)
    return {row.town.casefold(): row.minutes for row in session.scalars(asked)}


def my_searches(reading: Reading) -> tuple[SearchLine, ...]:
    """Return the searches the actor keeps, by name."""
    mine = select(SavedSearch).where(SavedSearch.account_id == reading.actor.account_id).order_by(SavedSearch.name)
    return tuple(
        SearchLine(row.id, row.name, row.alert, row.saved_at, wanted_of(row)) for row in reading.session.scalars(mine)
    )


def wanted_of(row: SavedSearch) -> Wanted:
    """Return what a kept search looks for."""
    return filled(Wanted, row)
