"""Meetings with a person: proposed, confirmed, moved, and how they went."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes_registration import AppointmentState
from schemas.refusal import Conflict, NotFound, Objection, Refused
from schemas.registration import (
    AppointmentChanged,
    ConfirmAppointment,
    MoveAppointment,
    ProposeAppointment,
    RecordExcused,
    RecordNoShow,
    RecordSeen,
    RevokeAppointment,
)
from services.registration.model import BOOKS, Appointment, Mandate
from services.registration.queries.reach import mandate_of
from services.registration.rules.appointment_course import (
    APPOINTMENT,
    confirming_objections,
    outcome_objections,
    proposing_objections,
)
from services.registration.rules.mandate_course import ENDS
from workflow.deadlines import Owner
from workflow.moves import Course, check_version, write_history

COURSE = Course(APPOINTMENT, BOOKS)


def propose_appointment(asked: ProposeAppointment, work: Work) -> UUID:
    """Propose a day; the other side, or the office, confirms it."""
    mandate = mandate_of(work, asked.mandate_id)
    if mandate.state in ENDS:
        raise Refused(Objection("step_not_possible_now", None, {"state": mandate.state.value}))
    if found := proposing_objections(asked.meets_on, work.today):
        raise Refused(*found)
    if work.session.get(Appointment, asked.appointment_id):
        raise Conflict("appointment_proposed_already")
    row = Appointment(
        id=asked.appointment_id,
        mandate_id=mandate.id,
        kind=asked.kind,
        meets_on=asked.meets_on,
        meets_at=asked.meets_at,
        place_text=asked.place_text,
        proposed_by=work.actor.account_id,
        proposed_for=work.actor.organisation_id,
    )
    work.session.add(row)
    COURSE.start(row, work, Owner(None, mandate.coordinator_id, mandate.id), remark=asked.remark)
    _tell(row, mandate, "appointment_proposed", work)
    return row.id


def confirm_appointment(asked: ConfirmAppointment, work: Work) -> UUID:
    """Agree to a day somebody else has proposed."""
    row, mandate = _take(asked.appointment_id, asked.row_version, work)
    own = row.proposed_for == work.actor.organisation_id
    if found := confirming_objections(own_proposal=own, is_office=work.actor.is_office):
        raise Refused(*found)
    return _move(row, mandate, "confirm", work)


def move_appointment(asked: MoveAppointment, work: Work) -> UUID:
    """Propose another day."""
    row, mandate = _take(asked.appointment_id, asked.row_version, work)
    if found := proposing_objections(asked.meets_on, work.today):
        raise Refused(*found)
    work.note("meets_on", row.meets_on, asked.meets_on)
    row.meets_on, row.meets_at = asked.meets_on, asked.meets_at or row.meets_at
    row.proposed_by, row.proposed_for = work.actor.account_id, work.actor.organisation_id
    return _move(row, mandate, "move", work, asked.remark)


def record_seen(asked: RecordSeen, work: Work) -> UUID:
    """The person came."""
    return _ended(asked, "see", work)


def record_excused(asked: RecordExcused, work: Work) -> UUID:
    """The person had said that she could not come; that may be known before the day."""
    row, mandate = _take(asked.appointment_id, asked.row_version, work)
    return _move(row, mandate, "excuse", work, asked.remark)


def record_no_show(asked: RecordNoShow, work: Work) -> UUID:
    """The person did not come."""
    return _ended(asked, "miss", work)


def revoke_appointment(asked: RevokeAppointment, work: Work) -> UUID:
    """Call the meeting off."""
    row, mandate = _take(asked.appointment_id, asked.row_version, work)
    return _move(row, mandate, "revoke", work, asked.remark)


def _ended(asked: RecordSeen | RecordNoShow, step: str, work: Work) -> UUID:
    row, mandate = _take(asked.appointment_id, asked.row_version, work)
    if found := outcome_objections(row.meets_on, work.today):
        raise Refused(*found)
    return _move(row, mandate, step, work, asked.remark)


def _take(appointment_id: UUID, row_version: int, work: Work) -> tuple[Appointment, Mandate]:
    row = work.session.scalars(
        select(Appointment).where(Appointment.id == appointment_id).with_for_update(of=Appointment)
    ).first()
    if row is None:
        raise NotFound("appointment")
    mandate = mandate_of(work, row.mandate_id)
    check_version(row, row_version)
    return row, mandate


def _move(row: Appointment, mandate: Mandate, step: str, work: Work, remark: str = "") -> UUID:
    COURSE.move(row, step, work, _owner(row, mandate, APPOINTMENT.of(step).target), remark=remark)
    _tell(row, mandate, f"appointment_{APPOINTMENT.of(step).target}", work, remark)
    return row.id


def _owner(row: Appointment, mandate: Mandate, target: str) -> Owner:
    """Return whose deadline it is; how a confirmed meeting went is asked after its day."""
    start = row.meets_on if target == AppointmentState.CONFIRMED else None
    return Owner(None, mandate.coordinator_id, mandate.id, start=start)


def _tell(row: Appointment, mandate: Mandate, what: str, work: Work, remark: str = "") -> None:
    write_history(work, BOOKS, mandate.id, what, remark=remark, appointment_kind=row.kind, meets_on=row.meets_on)
    work.tell(
        AppointmentChanged(
            appointment_id=row.id,
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            coordinator_id=mandate.coordinator_id,
            provider_id=mandate.provider_id,
            kind=row.kind,
            state=row.state,
            meets_on=row.meets_on,
        )
    )
