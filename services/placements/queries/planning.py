"""What a plan is made from, read from the rows: who waits, which seats open when, what each quota leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from messaging.work import Reading
from schemas.codes import PlaceKind, PlaceState
from services.placements.model import HoldState, Place, Quota, SeatHold, Seeker, SeekerState, TravelTime
from services.placements.queries.counting import SeatBook, seat_books
from services.placements.queries.frozen import offered_of, wanted_of
from services.placements.queries.ranking import quota_percents
from services.placements.queries.reach import reachable
from services.placements.rules.matching import PlaceOnOffer, Question, QuotaRoom, Searcher
from services.placements.rules.matching_edges import Market, full_or_not
from services.placements.rules.matching_seats import openings
from services.placements.rules.waiting_list import Waiting

_ON_OFFER = (PlaceState.PUBLISHED, PlaceState.TO_CONFIRM)


@dataclass(frozen=True)
class Looking:
    """How far ahead a plan looks, and how long people stay: None looks at the first day only."""

    horizon_days: int = 90
    stay_days: int | None = None


def question_of(reading: Reading, looking: Looking) -> Question:
    """Return the question as it stands today, every waiting person and every place on offer in it."""
    places = list(reading.session.scalars(select(Place).where(Place.state.in_(_ON_OFFER))))
    books = seat_books(reading.session, [each.id for each in places], reading.today)
    blank = Question(
        searchers=(),
        places=(),
        today=reading.today,
        horizon_days=looking.horizon_days,
        stay_days=looking.stay_days,
        assessor_id=reading.actor.organisation_id if reading.actor.is_office else None,
    )
    offered = tuple(_offered(each, books[each.id], blank) for each in places)
    asked = replace(blank, places=offered, room=quota_room(reading, blank.today))
    return replace(asked, searchers=tuple(_searchers(reading, asked)))


def _offered(place: Place, book: SeatBook, asked: Question) -> PlaceOnOffer:
    return PlaceOnOffer(
        place_id=place.id,
        offered=offered_of(place),
        openings=openings(book.changes, book.held, asked.today, asked.last_start),
        town=place.town,
        field_of_work=place.field_of_work,
    )


def waiting_people(reading: Reading, day: date) -> list[Seeker]:
    """Return the people within reach for whom a place is looked for and whose search does not rest on ``day``."""
    asked = select(Seeker).where(
        Seeker.state == SeekerState.SEARCHING,
        reachable(Seeker, reading.actor),
        or_(Seeker.parked_until.is_(None), Seeker.parked_until < day),
    )
    return list(reading.session.scalars(asked))


def _searchers(reading: Reading, asked: Question) -> Iterable[Searcher]:
    people = waiting_people(reading, asked.today)
    used = {kind: quota_percents(reading, kind) for kind in PlaceKind}
    minutes = _minutes(reading, {each.commune_bfs_no for each in people})
    whole = Market(full_or_not(asked))
    for row in people:
        kinds = [PlaceKind(each) for each in row.kinds]
        percent = used[kinds[0]].get(row.social_service_id) if kinds else None
        found = Searcher(
            mandate_id=row.mandate_id,
            service_id=row.social_service_id,
            wanted=wanted_of(row),
            waiting=Waiting(row.mandate_id, row.released_on, percent, row.capacity_declines, row.parked_until),
            field_of_work=row.field_of_work,
            minutes=minutes.get(row.commune_bfs_no, {}),
        )
        yield replace(found, fitting=sum(1 for _ in whole.choices(found)))


def _minutes(reading: Reading, communes: set[int]) -> Mapping[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in reading.session.scalars(select(TravelTime).where(TravelTime.commune_bfs_no.in_(communes))):
        found[row.commune_bfs_no][row.town.casefold()] = row.minutes
    return found


def quota_room(reading: Reading, day: date) -> QuotaRoom:
    """Return what each service may still use of its own places on ``day``; kinds nobody has set have no limit.

    A service's room is that of all its kinds together, so that one it has overused takes from the others.
    """
    quotas = select(Quota.social_service_id, Quota.kind, func.sum(Quota.own_places)).where(Quota.year == day.year)
    most = {
        (row[0], row[1]): row[2]
        for row in reading.session.execute(quotas.group_by(Quota.social_service_id, Quota.kind))
    }
    used = _used(reading, day) if most else {}
    kinds = {group: places - used.get(group, 0) for group, places in most.items()}
    services: Counter[UUID] = Counter()
    for (service, _), room in kinds.items():
        services[service] += room
    return QuotaRoom(services=dict(services), kinds=kinds)


def _used(reading: Reading, day: date) -> dict[tuple[UUID, PlaceKind], int]:
    asked = (
        select(SeatHold.social_service_id, Place.kind, func.count(SeatHold.id))
        .join(Place, Place.id == SeatHold.place_id)
        .where(
            SeatHold.state != HoldState.RELEASED,
            SeatHold.starts_on <= day,
            SeatHold.ends_on >= day,
        )
        .group_by(SeatHold.social_service_id, Place.kind)
    )
    return {(row[0], row[1]): row[2] for row in reading.session.execute(asked)}
