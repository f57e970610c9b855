"""First distribution of a dossier: proposed by two persons, finally decided, controlled and carried out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from messaging.work import Work
from schemas.casework import (
    AgreeToSegment,
    AnswerSegmentRequest,
    DecideSegment,
    ExecuteSegment,
    GiveBackSegment,
    ProposeSegment,
    SegmentAgreed,
    SegmentDecided,
    SegmentGivenBack,
    SegmentProposed,
    SegmentToControl,
)
from schemas.codes_casework import Segment, SegmentProcess, SegmentState
from schemas.refusal import Objection
from services.casework.handlers.norms import keep_norms
from services.casework.handlers.steps import begin_decision, move_decision, refuse, take
from services.casework.model import Dossier, SegmentDecision
from services.casework.queries.reach import decision_in_force, decision_of, decision_under_way
from services.casework.queries.settings import limits_on
from services.casework.rules.changes import execution_objections
from services.casework.rules.proposals import criteria_objections, decision_timing, proposal_objections
from services.casework.rules.reviews import review_due
from services.casework.rules.segment_course import SEGMENT
from services.casework.rules.steps import (
    beginning_objections,
    departure_objections,
    first_proposal_objections,
    responsible_objections,
)
from workflow.moves import check_version


def propose_segment(asked: ProposeSegment, work: Work) -> UUID:
    """The responsible case worker proposes a segment on the dossier's way to counselling."""
    dossier = take(work, asked.dossier_id)
    refuse(
        *_under_way_objections(dossier, work),
        *responsible_objections(work.actor.account_id, dossier.case_worker_id),
        *first_proposal_objections(
            dossier.sector,
            exit_expected=dossier.exit_expected,
            transfer_report=asked.transfer_report,
            limits=limits_on(work),
        ),
        *criteria_objections(asked.proposed_segment, frozenset(asked.criteria)),
    )
    row = SegmentDecision(
        id=asked.decision_id,
        proposed=asked.proposed_segment,
        criteria=[each.value for each in asked.criteria],
        justification=asked.justification,
        proposed_by=work.actor.account_id,
    )
    begin_decision(row, "propose", work, dossier, asked.justification)
    work.tell(SegmentProposed(**told(row, dossier), segment=row.proposed))
    return row.id


def _under_way_objections(dossier: Dossier, work: Work) -> tuple[Objection, ...]:
    pending = decision_under_way(work, dossier.id)
    return beginning_objections(pending.state if pending else None, Segment.A)


def take_decision(
    work: Work, asked: AgreeToSegment | DecideSegment | ExecuteSegment | AnswerSegmentRequest, step: str
) -> tuple[SegmentDecision, Dossier]:
    """Return a decision that stands where ``step`` begins, with its dossier, both locked."""
    row, dossier = decision_of(work, asked.decision_id)
    check_version(row, asked.row_version)
    refuse(*SEGMENT.objections(str(row.state), step, work.actor.role))
    return row, dossier


def agree_to_segment(asked: AgreeToSegment, work: Work) -> UUID:
    """The head of sector, another person, proposes the same."""
    row, dossier = take_decision(work, asked, "agree")
    refuse(
        *proposal_objections(row.proposed_by, work.actor.account_id, explicit_in_transfer_report=asked.transfer_report)
    )
    row.agreed_by = work.actor.account_id
    move_decision(row, "agree", work, dossier, asked.control_remark)
    work.tell(SegmentAgreed(**told(row, dossier), segment=row.proposed))
    return row.id


def decide_segment(asked: DecideSegment, work: Work) -> UUID:
    """The responsible case worker decides finally; a late decision is taken all the same and stays marked as late."""
    row, dossier = take_decision(work, asked, "decide")
    refuse(
        *responsible_objections(work.actor.account_id, dossier.case_worker_id),
        *departure_objections(row.proposed, asked.decided_segment, asked.justification),
    )
    received_on = row.received_on or dossier.sector_entered_on
    row.days_late = decision_timing(received_on, work.today, limits_on(work)).days_late
    row.justification = asked.justification or row.justification
    settle(row, asked.decided_segment, work)
    move_decision(row, "decide", work, dossier, asked.justification)
    tell_to_control(row, dossier, work)
    return row.id


def settle(row: SegmentDecision, decided: Segment, work: Work) -> None:
    """Write down what the case worker has decided, and when."""
    work.note("segment", row.previous, decided)
    row.decided, row.decided_by, row.decided_on = decided, work.actor.account_id, work.today


def tell_to_control(row: SegmentDecision, dossier: Dossier, work: Work) -> None:
    """Tell that a decision waits for the head of sector."""
    process, segment = SegmentProcess(row.process), row.decided or row.proposed
    work.tell(SegmentToControl(**told(row, dossier), segment=segment, process=process, days_late=row.days_late))


def give_back_segment(asked: GiveBackSegment, work: Work) -> UUID:
    """The head of sector gives a proposal or decision back; what is in force stays in force meanwhile."""
    row, dossier = decision_of(work, asked.decision_id)
    check_version(row, asked.row_version)
    is_final = row.state is SegmentState.FOUR_EYES and row.received_on is not None
    if is_final:
        row.decided = row.decided_by = row.decided_on = None
    move_decision(row, "give_back" if is_final else "turn_down", work, dossier, asked.give_back_reason)
    work.tell(SegmentGivenBack(**told(row, dossier)))
    return row.id


def execute_segment(asked: ExecuteSegment, work: Work) -> UUID:
    """The head of sector changes the segment in the register; the case worker stays the same (S-05, S-22)."""
    row, dossier = take_decision(work, asked, "execute")
    decided_by = row.decided_by or dossier.case_worker_id
    refuse(*execution_objections(work.actor.role, work.actor.account_id, decided_by))
    if (held := decision_in_force(work, dossier.id)) is not None:
        move_decision(held, "replace", work.for_house(), dossier)
        work.session.flush()
    row.executed_by, row.started_on = work.actor.account_id, work.today
    _enter_segment(row, dossier, work)
    move_decision(row, "execute", work, dossier, asked.control_remark)
    keep_norms(work, [dossier.id])
    _tell_decided(row, dossier, work)
    return row.id


def _enter_segment(row: SegmentDecision, dossier: Dossier, work: Work) -> None:
    decided = row.decided or row.proposed
    row.review_due_on = review_due(decided, work.today, limits_on(work))
    dossier.segment, dossier.segment_started_on = decided, work.today
    dossier.review_due_on = row.review_due_on
    dossier.norm_missed = False


def _tell_decided(row: SegmentDecision, dossier: Dossier, work: Work) -> None:
    decided = row.decided or row.proposed
    work.tell(
        SegmentDecided(
            **told(row, dossier),
            segment=decided,
            previous=row.previous,
            process=SegmentProcess(row.process),
            started_on=work.today,
            review_due_on=row.review_due_on or work.today,
            days_late=row.days_late,
        )
    )


def told(row: SegmentDecision, dossier: Dossier) -> dict[str, Any]:
    """Return the ids every event about a decision carries."""
    return {
        "decision_id": row.id,
        "dossier_id": dossier.id,
        "social_service_id": dossier.social_service_id,
        "case_worker_id": dossier.case_worker_id,
    }
