"""Publishing, confirming, changing and withdrawing a place."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import PlaceState
from schemas.placements import (
    ChangePlace,
    CheckPlace,
    ConfirmPlace,
    PlaceChanged,
    PlaceConfirmed,
    PlacePublished,
    PlaceWithdrawn,
    PublishPlace,
    RepublishPlace,
    WithdrawPlace,
)
from schemas.refusal import NotFound, Objection
from services.placements.handlers.lists import check_new, code_objections, refuse
from services.placements.handlers.searches import tell_searchers
from services.placements.handlers.seats import add_seats, capacities_of
from services.placements.model import BOOKS, Offer, Place, PlaceCapacity, PlaceConfirmation, Provider
from services.placements.queries.place_drafts import own_place_draft
from services.placements.queries.reach import found_place
from services.placements.rules.fit import number_range_objections, span_objections
from services.placements.rules.place_course import PLACE
from services.placements.rules.publication import PlaceDeclaration, publication_objections
from services.placements.rules.seats import capacity_on
from workflow.deadlines import Owner
from workflow.moves import Course, check_version, write_history

COURSE: Final = Course(PLACE, BOOKS)
_TEXT: Final = (
    "title",
    "town",
    "field_of_work",
    "workload_min_percent",
    "workload_max_percent",
    "available_from",
    "available_until",
    "needs_french",
    "needs_german",
    "age_min",
    "age_max",
    "suitability",
    "first_labour_market",
    "requirements",
)
_DECLARED: Final = ("qualification", "counselling", "coaching", "no_competition")


def publish_place(asked: PublishPlace, work: Work) -> UUID:
    """Publish a place with its first capacity."""
    if work.session.get(Provider, asked.provider_id) is None:
        raise NotFound("provider")
    check_new(work, Place, asked.place_id)
    declared = PlaceDeclaration(**{name: getattr(asked, name) for name in _DECLARED})
    refuse(*publication_objections(declared), *_text_objections(asked, work), *_offer_objections(asked, work))
    place = Place(id=asked.place_id, provider_id=asked.provider_id, kind=asked.kind, funding=asked.funding)
    for name in (*_TEXT, *_DECLARED):
        setattr(place, name, getattr(asked, name))
    place.published_on = place.confirmed_on = work.today
    place.state, place.changes = PlaceState.DRAFT, 0
    work.session.add(place)
    work.session.flush()
    work.session.add(PlaceCapacity(place_id=place.id, valid_from=asked.available_from, seats=asked.seats))
    add_seats(work.session, place.id, asked.seats)
    COURSE.start(place, work, _owner(place))
    _offer(place, work, asked.seats)
    if draft := own_place_draft(work, place.id):
        work.session.delete(draft)
    return place.id


def _offer(place: Place, work: Work, seats: int) -> None:
    """Put the place on offer and tell it."""
    COURSE.move(place, "publish", work, _owner(place))
    _confirmed(place, work)
    work.tell(
        PlacePublished(
            place_id=place.id,
            provider_id=place.provider_id,
            kind=place.kind,
            funding=place.funding,
            seats=seats,
            available_from=place.available_from,
        )
    )
    tell_searchers(place, work)


def _text_objections(asked: Any, work: Work) -> list[Objection]:
    return [
        *code_objections(work, "field_of_work", "fields_of_work", asked.field_of_work),
        *number_range_objections(asked.workload_min_percent, asked.workload_max_percent, "workload_max_percent"),
        *number_range_objections(asked.age_min, asked.age_max, "age_max"),
        *span_objections(asked.available_from, asked.available_until, "available_until"),
    ]


def _offer_objections(asked: PublishPlace, work: Work) -> list[Objection]:
    """Object to a kind and funding the provider's contract does not foresee, where one is entered at all."""
    rows = work.session.execute(select(Offer.kind, Offer.funding).where(Offer.provider_id == asked.provider_id))
    foreseen = {(row.kind, row.funding) for row in rows}
    if not foreseen or (asked.kind, asked.funding) in foreseen:
        return []
    facts = {"kind": asked.kind.value, "funding": asked.funding.value}
    return [Objection("kind_not_in_contract", "kind", facts, "Concept SSIP, ch. 6")]


def _owner(place: Place) -> Owner:
    return Owner(organisation_id=place.provider_id)


def _taken(work: Work, place_id: UUID, row_version: int) -> Place:
    place = found_place(work, place_id)
    check_version(place, row_version)
    place.changes += 1
    return place


def _confirmed(place: Place, work: Work) -> None:
    place.confirmed_on = work.today
    work.session.add(
        PlaceConfirmation(
            id=uuid4(),
            place_id=place.id,
            confirmed_on=work.today,
            confirmed_at=work.now,
            confirmed_by=work.actor.account_id,
            by_role=work.actor.role.value,
        )
    )


def confirm_place(asked: ConfirmPlace, work: Work) -> UUID:
    """Say that the offer is still true; the next confirmation is due in 30 days."""
    place = _taken(work, asked.place_id, asked.row_version)
    COURSE.move(place, "confirm", work, _owner(place))
    _confirmed(place, work)
    work.tell(PlaceConfirmed(place_id=place.id, provider_id=place.provider_id, confirmed_on=work.today))
    return place.id


def change_place(asked: ChangePlace, work: Work) -> UUID:
    """Correct what the offer says; running placements keep what was agreed."""
    place = _taken(work, asked.place_id, asked.row_version)
    refuse(*_text_objections(asked, work))
    for name in _TEXT:
        setattr(place, name, getattr(asked, name))
    write_history(work, BOOKS, place.id, "place.changed")
    work.tell(PlaceChanged(place_id=place.id, provider_id=place.provider_id))
    return place.id


def check_place(asked: CheckPlace, work: Work) -> UUID:
    """Record what the office checked; an unchecked box takes the record back."""
    place = _taken(work, asked.place_id, asked.row_version)
    place.competition_checked_on = work.today if asked.no_competition_checked else None
    place.consultation_on = work.today if asked.consultation_held else None
    place.exception_on = work.today if asked.exception_made else None
    write_history(
        work,
        BOOKS,
        place.id,
        "place.checked",
        remark=asked.remark,
        no_competition=asked.no_competition_checked,
        consultation=asked.consultation_held,
        exception=asked.exception_made,
    )
    return place.id


def withdraw_place(asked: WithdrawPlace, work: Work) -> UUID:
    """Take the place off the market; running placements stay."""
    place = _taken(work, asked.place_id, asked.row_version)
    COURSE.move(place, "withdraw", work, _owner(place), remark=asked.remark)
    work.tell(PlaceWithdrawn(place_id=place.id, provider_id=place.provider_id))
    return place.id


def republish_place(asked: RepublishPlace, work: Work) -> UUID:
    """Offer a withdrawn place again."""
    place = _taken(work, asked.place_id, asked.row_version)
    _offer(place, work, capacity_on(capacities_of(work.session, place.id), work.today).seats)
    return place.id
