"""Another kind of place: the referent asks, the coordinator maintains or reorients; both stay as history."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import Phase
from schemas.codes_registration import ReorientationState
from schemas.refusal import Objection, Refused
from schemas.registration import AskReorientation, DecideReorientation, ReorientationAsked, ReorientationDecided
from services.registration.handlers.steps import begin_phase, move, take
from services.registration.model import BOOKS, Mandate, Reorientation
from services.registration.rules.mandate_course import REORIENTATION_TIMER
from services.registration.rules.reorientation import BACK_TO_PLAN, asking_objections
from workflow import deadlines
from workflow.deadlines import Owner
from workflow.moves import write_history


def ask_reorientation(asked: AskReorientation, work: Work) -> UUID:
    """Ask for another kind of place, with a reason."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    is_open = _open(mandate, work) is not None
    if found := asking_objections(mandate.state, asked.wished_kind, mandate.wished_kind, is_open=is_open):
        raise Refused(*found)
    row = Reorientation(
        mandate_id=mandate.id,
        wished_kind=asked.wished_kind,
        before=mandate.wished_kind,
        state=ReorientationState.ASKED,
        asked_by=work.actor.account_id,
        asked_at=work.now,
        why=asked.remark,
    )
    work.session.add(row)
    work.session.flush()
    owner = Owner(None, mandate.coordinator_id, mandate.id)
    deadlines.open_deadline(work, BOOKS, REORIENTATION_TIMER, mandate.id, owner)
    write_history(work, BOOKS, mandate.id, "reorientation_asked", remark=asked.remark, place_kind=asked.wished_kind)
    work.tell(
        ReorientationAsked(
            reorientation_id=row.id,
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            coordinator_id=mandate.coordinator_id,
            wished_kind=asked.wished_kind,
        )
    )
    return mandate.id


def decide_reorientation(asked: DecideReorientation, work: Work) -> UUID:
    """Maintain or reorient; a person who is in no place goes back to the plan."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    row = _open(mandate, work)
    if row is None:
        raise Refused(Objection("reorientation_missing"))
    row.state = ReorientationState.REORIENTED if asked.reoriented else ReorientationState.MAINTAINED
    row.decided_by, row.decided_at, row.remark = work.actor.account_id, work.now, asked.remark
    deadlines.close(work, BOOKS, REORIENTATION_TIMER.kind, mandate.id)
    write_history(work, BOOKS, mandate.id, "reorientation_decided", remark=asked.remark, reoriented=asked.reoriented)
    if asked.reoriented:
        _reorient(mandate, row, work)
    work.tell(
        ReorientationDecided(
            reorientation_id=row.id,
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            outcome=row.state,
        )
    )
    return mandate.id


def _reorient(mandate: Mandate, row: Reorientation, work: Work) -> None:
    work.note("wished_kind", mandate.wished_kind.value, row.wished_kind.value)
    mandate.wished_kind = row.wished_kind
    if mandate.state in BACK_TO_PLAN:
        move(mandate, "reorient", work.for_house())
        begin_phase(mandate, Phase.EVALUATION_PLAN, work)


def _open(mandate: Mandate, work: Work) -> Reorientation | None:
    asked = select(Reorientation).where(
        Reorientation.mandate_id == mandate.id, Reorientation.state == ReorientationState.ASKED
    )
    return work.session.scalars(asked).first()
