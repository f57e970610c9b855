"""A social service asks for one of its own places; the office confirms, and only then a seat is kept."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select

from messaging.work import Work
from schemas.codes_placements import AssignmentForm
from schemas.placements import (
    ConfirmReservation,
    RefuseReservation,
    RequestReservation,
    ReservationAsked,
    ReservationDecided,
    WithdrawReservation,
)
from schemas.refusal import Objection
from services.placements.handlers.lists import check_new, refuse
from services.placements.handlers.overuse import overuse
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.handlers.proposing import Choice, propose, search_objections
from services.placements.model import BOOKS, Place, Reservation, Seeker
from services.placements.queries.quotas import own_quota, own_used
from services.placements.queries.reach import found, found_place
from services.placements.rules.fit import Stay, stay_objections
from services.placements.rules.quotas import assignment_form, request_objections
from services.placements.rules.register import ASSIGN_DIRECTLY
from services.placements.rules.reservation_course import RESERVATION, ReservationState
from workflow import dated
from workflow.deadlines import Owner
from workflow.moves import Course, check_version

COURSE: Final = Course(RESERVATION, BOOKS)


def request_reservation(asked: RequestReservation, work: Work) -> UUID:
    """Ask for a place inside the service's own quota."""
    check_new(work, Reservation, asked.reservation_id)
    seeker = found(work, Seeker, asked.mandate_id, "mandate")
    place = found_place(work, asked.place_id)
    stay = Stay(asked.starts_on, asked.ends_on, seeker.workload_percent)
    refuse(
        *stay_objections(stay, work.today),
        *search_objections(seeker, work.today),
        *_quota_objections(seeker, place, asked.starts_on, work),
    )
    row = Reservation(
        id=asked.reservation_id,
        mandate_id=seeker.mandate_id,
        open_mandate_id=seeker.mandate_id,
        place_id=place.id,
        social_service_id=seeker.social_service_id,
        state=ReservationState.ASKED,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        asked_on=work.today,
        asked_by=work.actor.account_id,
    )
    work.session.add(row)
    work.session.flush()
    COURSE.start(row, work, Owner(None, seeker.coordinator_id, seeker.mandate_id), remark=asked.remark)
    work.tell(ReservationAsked(**ids_of(row)))
    if _may_assign(work) and _within_quota(row, stay, work):
        _assign(row, seeker, stay, asked.ground, work)
    return row.id


def _may_assign(work: Work) -> bool:
    setting = bool(dated.value_on(work.session, BOOKS, ASSIGN_DIRECTLY, work.today, 0))
    return assignment_form(setting) is AssignmentForm.ASSIGNMENT


def _within_quota(row: Reservation, stay: Stay, work: Work) -> bool:
    """Whether the stay fits; the place is locked before the quota, as everywhere, so that nobody waits in a circle."""
    return not overuse(row.social_service_id, found_place(work, row.place_id, lock=True), stay, work)


def _assign(row: Reservation, seeker: Seeker, stay: Stay, ground: str, work: Work) -> None:
    """Agree at once: the setting lets services take their own places, as long as the quota is not overused."""
    _decide(row, "assign", work)
    row.proposal_id = propose(seeker, Choice(uuid4(), row.place_id, stay, ground), work).id


def _quota_objections(seeker: Seeker, place: Place, day: date, work: Work) -> list[Objection]:
    quota = own_quota(work, seeker.social_service_id, place, day.year)
    used = own_used(work, seeker.social_service_id, place, day)
    return request_objections(quota.own_places if quota else None, used)


def confirm_reservation(asked: ConfirmReservation, work: Work) -> UUID:
    """Agree: the person is proposed and a seat is kept; going above the quota needs a written decision."""
    row = _take(work, asked.reservation_id, asked.row_version)
    seeker = seeker_of(row, work)
    stay = Stay(row.starts_on, row.ends_on, seeker.workload_percent)
    _decide(row, "confirm", work)
    choice = Choice(uuid4(), row.place_id, stay, asked.ground, over_quota=asked.over_quota.strip())
    row.proposal_id = propose(seeker, choice, work).id
    return row.id


def refuse_reservation(asked: RefuseReservation, work: Work) -> UUID:
    """Do not agree, saying why."""
    row = _take(work, asked.reservation_id, asked.row_version)
    _decide(row, "refuse", work, asked.remark)
    return row.id


def withdraw_reservation(asked: WithdrawReservation, work: Work) -> UUID:
    """Take the request back."""
    row = _take(work, asked.reservation_id, asked.row_version)
    _decide(row, "withdraw", work)
    return row.id


def _decide(row: Reservation, name: str, work: Work, remark: str | None = None) -> None:
    COURSE.move(row, name, work, Owner(), remark=remark)
    row.open_mandate_id = None
    if name != "withdraw":
        work.tell(ReservationDecided(**ids_of(row), confirmed=name in ("confirm", "assign")))


def end_reservation(row: Reservation, work: Work) -> None:
    """Let a request run out that nobody decided."""
    _decide(row, "expire", work)


def drop_reservations(mandate_id: UUID, work: Work) -> None:
    """Let the open request of a mandate run out: it was placed elsewhere or its search is over."""
    for row in work.session.scalars(select(Reservation).where(Reservation.open_mandate_id == mandate_id)):
        end_reservation(row, work)


def _take(work: Work, reservation_id: UUID, row_version: int) -> Reservation:
    row = found(work, Reservation, reservation_id, "reservation", lock=True)
    check_version(row, row_version)
    return row


def ids_of(row: Reservation) -> dict[str, Any]:
    """Return the ids every event about a request carries."""
    return {
        "reservation_id": row.id,
        "mandate_id": row.mandate_id,
        "place_id": row.place_id,
        "social_service_id": row.social_service_id,
    }
