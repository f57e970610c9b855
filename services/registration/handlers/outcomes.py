"""What a phase brought where another service ended it, and what has become of the person after 3, 6 and 12 months."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select

from messaging.work import Work
from schemas.codes_registration import OutcomeMonth
from schemas.refusal import Conflict, NotFound, Objection, Refused
from schemas.registration import OutcomeRecorded, PhaseRated, RatePhase, RecordOutcome
from services.registration.handlers.path import check_closing
from services.registration.handlers.steps import end_phase, take
from services.registration.model import BOOKS, Mandate, OutcomeRecord, PhaseRecord
from services.registration.rules.closing import OUTCOME_TIMERS, followup_days, outcome_objections
from workflow import deadlines
from workflow.dated import check_codes
from workflow.deadlines import Owner
from workflow.moves import write_history


def rate_phase(asked: RatePhase, work: Work) -> UUID:
    """Complete a phase that ended without reason, potential and success; what is rated already stays."""
    outcome = check_closing(asked, work)
    mandate = take(work, asked.mandate_id, asked.row_version)
    record = work.session.get(PhaseRecord, asked.phase_id)
    if record is None or record.mandate_id != mandate.id or record.ended_on is None:
        raise NotFound("phase")
    if record.reason is not None:
        raise Conflict("phase_rated_already")
    ended_on = record.ended_on
    end_phase(record, work, outcome)
    record.ended_on = ended_on
    write_history(work, BOOKS, mandate.id, "phase_rated", phase=record.phase)
    ids = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(PhaseRated(**ids, phase=record.phase, ended_on=ended_on, success=record.success or ""))
    return mandate.id


def ask_outcomes(mandate: Mandate, work: Work) -> None:
    """Open the three deadlines on which the outcome is asked again."""
    for timer, day in zip(OUTCOME_TIMERS, followup_days(work.today), strict=True):
        owner = Owner(None, mandate.coordinator_id, mandate.id, start=day)
        deadlines.open_deadline(work, BOOKS, timer, mandate.id, owner)


def forget_outcomes(mandate: Mandate, work: Work) -> None:
    """A mandate that goes on has no outcome yet."""
    for timer in OUTCOME_TIMERS:
        deadlines.close(work, BOOKS, timer.kind, mandate.id, how="reopened")
    work.session.execute(delete(OutcomeRecord).where(OutcomeRecord.mandate_id == mandate.id))


def record_outcome(asked: RecordOutcome, work: Work) -> UUID:
    """Write down what has become of the person; each of the three months once."""
    check_codes(work.session, BOOKS, work.today, outcome_kinds=asked.outcome)
    mandate = take(work, asked.mandate_id, asked.row_version)
    if found := outcome_objections(mandate.closed_on, asked.month, work.today):
        raise Refused(*found)
    _refuse_twice(mandate, asked.month, work)
    work.session.add(
        OutcomeRecord(
            mandate_id=mandate.id,
            month=asked.month,
            outcome=asked.outcome,
            remark=asked.remark,
            recorded_at=work.now,
            recorded_by=work.actor.account_id,
        )
    )
    deadlines.close(work, BOOKS, f"outcome_after_{asked.month.value}", mandate.id)
    write_history(work, BOOKS, mandate.id, "outcome_recorded", remark=asked.remark, months=asked.month)
    told = {"mandate_id": mandate.id, "social_service_id": mandate.social_service_id}
    work.tell(OutcomeRecorded(**told, month=asked.month, outcome=asked.outcome))
    return mandate.id


def _refuse_twice(mandate: Mandate, month: OutcomeMonth, work: Work) -> None:
    same = select(OutcomeRecord.id).where(OutcomeRecord.mandate_id == mandate.id, OutcomeRecord.month == month)
    if work.session.scalar(same):
        raise Refused(Objection("outcome_recorded_already", "month", {"months": month.value}))
