"""Searches people keep, and telling them when a place that fits is published."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Work
from schemas.placements import DropSearch, PlaceFound, SaveSearch, SetSearchAlert
from schemas.refusal import Conflict, NotFound, Refused
from services.placements.model import Place, SavedSearch, TravelTime
from services.placements.queries.catalogue import wanted_of
from services.placements.queries.lines import filled
from services.placements.rules.searches import Wanted, fits, search_objections


def save_search(asked: SaveSearch, work: Work) -> UUID:
    """Keep a search under a name."""
    mine = select(func.count()).where(SavedSearch.account_id == work.actor.account_id)
    if found := search_objections(filled(Wanted, asked), work.session.scalar(mine) or 0):
        raise Refused(*found)
    if work.session.get(SavedSearch, asked.search_id):
        raise Conflict("search_saved_already")
    row = SavedSearch(
        id=asked.search_id,
        account_id=work.actor.account_id,
        organisation_id=work.actor.organisation_id,
        name=asked.name,
        alert=asked.alert,
        saved_at=work.now,
    )
    for name in Wanted.__dataclass_fields__:
        setattr(row, name, getattr(asked, name))
    work.session.add(row)
    return row.id


def set_search_alert(asked: SetSearchAlert, work: Work) -> UUID:
    """Switch the alert of one's own search on or off."""
    row = work.session.get(SavedSearch, asked.search_id)
    if row is None or row.account_id != work.actor.account_id:
        raise NotFound("search")
    work.note("alert", row.alert, asked.alert)
    row.alert = asked.alert
    return row.id


def drop_search(asked: DropSearch, work: Work) -> None:
    """Throw one's own search away."""
    row = work.session.get(SavedSearch, asked.search_id)
    if row is not None and row.account_id == work.actor.account_id:
        work.session.delete(row)


def tell_searchers(place: Place, work: Work) -> None:
    """Tell everybody whose kept search the place fits; its first seats are free by themselves."""
    asked = select(SavedSearch).where(SavedSearch.alert)
    rows = list(work.session.scalars(asked.order_by(SavedSearch.saved_at, SavedSearch.id)))
    ways = _ways_to(place, work) if any(row.within_minutes is not None for row in rows) else {}
    for row in rows:
        if fits(wanted_of(row), place, ways.get(row.commune_bfs_no)):
            work.tell(
                PlaceFound(
                    place_id=place.id,
                    search_id=row.id,
                    account_id=row.account_id,
                    kind=place.kind,
                    field_of_work=place.field_of_work,
                )
            )


def _ways_to(place: Place, work: Work) -> dict[int | None, int]:
    rows = work.session.scalars(select(TravelTime).where(func.lower(TravelTime.town) == place.town.lower()))
    return {row.commune_bfs_no: row.minutes for row in rows}
