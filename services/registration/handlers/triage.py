"""The office takes a mandate in: acknowledge, ask back, decide exceptions, admit or refuse."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.actor import Role
from schemas.codes import Eligibility, ExceptionState, Phase
from schemas.refusal import NotAllowed, Objection, Refused
from schemas.registration import (
    AcknowledgeMandate,
    AdmitMandate,
    AnswerInformation,
    ExceptionDecided,
    GrantException,
    InformationAnswered,
    InformationRequested,
    MandateAdmitted,
    MandateRefused,
    MandateWithdrawn,
    RecordConsultation,
    RefuseMandate,
    RequestInformation,
    WithdrawMandate,
)
from services.registration.handlers.steps import (
    Outcome,
    begin_phase,
    coordinate,
    current_phase,
    end_phase,
    move,
    take,
)
from services.registration.model import BOOKS, GrantedException, Mandate
from services.registration.queries.settings import limits_on
from services.registration.queries.verdicts import approvals_of, decisions_on, verdict_of
from services.registration.rules.exceptions import Consultation, consultation_objections, exception_state
from services.registration.rules.validity import admission_valid_until
from workflow.dated import check_codes
from workflow.moves import write_history


def acknowledge_mandate(asked: AcknowledgeMandate, work: Work) -> UUID:
    """Take the mandate into triage; whoever does becomes its coordinator."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    coordinate(mandate, work)
    move(mandate, "acknowledge", work)
    return mandate.id


def request_information(asked: RequestInformation, work: Work) -> UUID:
    """Ask the social service for something more."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.coordinator_id is None:
        coordinate(mandate, work)
    move(mandate, "request_information", work, asked.remark)
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(InformationRequested(**told, case_worker_id=mandate.case_worker_id))
    return mandate.id


def answer_information(asked: AnswerInformation, work: Work) -> UUID:
    """The social service answers; triage goes on."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "answer_information", work, asked.remark)
    work.tell(InformationAnswered(mandate_id=mandate.id, social_service_id=mandate.social_service_id))
    return mandate.id


def grant_exception(asked: GrantException, work: Work) -> UUID:
    """Grant or refuse one exception the admission asks for."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    needed = {each.exception: each for each in verdict_of(work, mandate, limits_on(work)).exceptions}
    if asked.exception not in needed:
        raise Refused(Objection("exception_not_asked", "exception", {"exception": asked.exception.value}))
    if work.actor.role not in (needed[asked.exception].approver, Role.SSIP_HEAD):
        raise NotAllowed(GrantException.said)
    row = _exception_row(work, mandate, asked.exception)
    row.granted, row.remark = asked.granted, asked.remark
    row.decided_by, row.decided_as, row.decided_at = work.actor.account_id, work.actor.role, work.now
    write_history(
        work,
        BOOKS,
        mandate.id,
        "exception_decided",
        remark=asked.remark,
        exception=asked.exception,
        granted=asked.granted,
    )
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(ExceptionDecided(**told, exception=asked.exception, granted=asked.granted))
    return mandate.id


def record_consultation(asked: RecordConsultation, work: Work) -> UUID:
    """Write down the talk of case worker and head about a work capacity below 50 %; it carries the exception."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    talk = Consultation(asked.case_worker_id, work.actor.account_id, asked.held_on)
    found = consultation_objections(talk)
    if asked.held_on > work.today:
        found.append(Objection("day_in_future", "held_on"))
    needed = [each for each in verdict_of(work, mandate, limits_on(work)).exceptions if each.consultation]
    if not needed:
        found.append(Objection("exception_not_asked", None, {"exception": "work_capacity"}))
    if found:
        raise Refused(*found)
    row = _exception_row(work, mandate, needed[0].exception)
    row.granted, row.remark = True, asked.remark
    row.decided_by, row.decided_as, row.decided_at = work.actor.account_id, work.actor.role, work.now
    row.case_worker_id, row.held_on = asked.case_worker_id, asked.held_on
    write_history(work, BOOKS, mandate.id, "consultation_held", remark=asked.remark, held_on=asked.held_on)
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(ExceptionDecided(**told, exception=needed[0].exception, granted=True))
    return mandate.id


def _exception_row(work: Work, mandate: Mandate, exception: object) -> GrantedException:
    same = select(GrantedException).where(
        GrantedException.mandate_id == mandate.id, GrantedException.exception == exception
    )
    row = work.session.scalars(same).first()
    if row is None:
        row = GrantedException(mandate_id=mandate.id, exception=exception)
        work.session.add(row)
    return row


def admit_mandate(asked: AdmitMandate, work: Work) -> UUID:
    """Admit the person, once every exception is granted; clarification begins."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    pass_check(mandate, work)
    coordinate(mandate, work)
    mandate.admitted_on = work.today
    move(mandate, "admit", work, asked.remark)
    begin_phase(mandate, Phase.CLARIFICATION, work)
    work.tell(admitted(mandate, work))
    return mandate.id


def pass_check(mandate: Mandate, work: Work, *, day: date | None = None) -> None:
    """Judge the answers and let the check hold for its months from today; raise Refused where it is not passed."""
    verdict = verdict_of(work, mandate, limits_on(work), day=day)
    if verdict.objections:
        raise Refused(*verdict.objections)
    state = exception_state(verdict.exceptions, approvals_of(decisions_on(work.session, mandate.id)), work.today)
    if state is not ExceptionState.GRANTED:
        raise Refused(Objection("exceptions_open", None, {"state": state.value}, "Concept SSIP, ch. 3"))
    mandate.eligibility = Eligibility(verdict.outcome)
    mandate.check_valid_until = admission_valid_until(work.today, limits_on(work))


def admitted(mandate: Mandate, work: Work) -> MandateAdmitted:
    """Return what is told about an admission."""
    return MandateAdmitted(
        mandate_id=mandate.id,
        number=mandate.number,
        social_service_id=mandate.social_service_id,
        case_worker_id=mandate.case_worker_id,
        coordinator_id=mandate.coordinator_id or work.actor.account_id,
        admitted_on=work.today,
        check_valid_until=mandate.check_valid_until or work.today,
    )


def refuse_mandate(asked: RefuseMandate, work: Work) -> UUID:
    """Refuse the mandate with a coded reason of the dated list."""
    check_codes(work.session, BOOKS, work.today, refusal_reasons=asked.reason)
    mandate = take(work, asked.mandate_id, asked.row_version)
    if mandate.coordinator_id is None:
        coordinate(mandate, work)
    move(mandate, "refuse", work, asked.remark)
    leave(mandate, work, Outcome(reason=asked.reason))
    work.tell(
        MandateRefused(
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            case_worker_id=mandate.case_worker_id,
            reason=asked.reason,
        )
    )
    return mandate.id


def withdraw_mandate(asked: WithdrawMandate, work: Work) -> UUID:
    """The social service takes its mandate back."""
    mandate = take(work, asked.mandate_id, asked.row_version)
    move(mandate, "withdraw", work, asked.remark)
    leave(mandate, work, Outcome())
    work.tell(MandateWithdrawn(mandate_id=mandate.id, social_service_id=mandate.social_service_id))
    return mandate.id


def leave(mandate: Mandate, work: Work, outcome: Outcome) -> None:
    """End the current phase and free the person for a new mandate."""
    if phase := current_phase(mandate, work):
        end_phase(phase, work, outcome)
    mandate.active_person_id = None
    mandate.closed_on = work.today
