"""A segment changed between or at its reviews: asked for, answered, decided, and handed to the head of sector."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from messaging.work import Work
from schemas.casework import (
    AnswerSegmentRequest,
    ChangeSegment,
    ProposeReview,
    RequestSegmentChange,
    SegmentChangeRequested,
    SegmentRequestAnswered,
)
from schemas.codes_casework import Segment, SegmentAction
from schemas.refusal import Objection
from services.casework.handlers.decisions import settle, take_decision, tell_to_control, told
from services.casework.handlers.steps import begin_decision, move_decision, refuse, take
from services.casework.model import Dossier, SegmentDecision
from services.casework.queries.reach import decision_under_way
from services.casework.queries.settings import limits_on
from services.casework.rules.changes import SegmentChange, change_objections, request_answer_objections
from services.casework.rules.reviews import ReviewProposal, review_objections
from services.casework.rules.steps import beginning_objections, responsible_objections, review_time_objections


def request_segment_change(asked: RequestSegmentChange, work: Work) -> UUID:
    """An administrative assistant asks for A or B; the case worker decides."""
    dossier, segment = _in_segment(work, asked.dossier_id)
    refuse(*_change_objections(asked, segment, work))
    row = _new(asked, segment, asked.target)
    row.requested_by = work.actor.account_id
    begin_decision(row, "request", work, dossier, asked.justification)
    work.tell(SegmentChangeRequested(**told(row, dossier), segment=asked.target))
    return row.id


def change_segment(asked: ChangeSegment, work: Work) -> UUID:
    """The responsible case worker decides on another segment; the head of sector carries it out."""
    dossier, segment = _in_segment(work, asked.dossier_id)
    refuse(
        *_change_objections(asked, segment, work),
        *responsible_objections(work.actor.account_id, dossier.case_worker_id),
    )
    row = _new(asked, segment, asked.target)
    row.proposed_by = work.actor.account_id
    settle(row, asked.target, work)
    begin_decision(row, "change", work, dossier, asked.justification)
    tell_to_control(row, dossier, work)
    return row.id


def _in_segment(work: Work, dossier_id: UUID) -> tuple[Dossier, Segment]:
    dossier = take(work, dossier_id)
    pending = decision_under_way(work, dossier.id)
    refuse(*beginning_objections(pending.state if pending else None, dossier.segment))
    return dossier, Segment(str(dossier.segment))


def _change_objections(
    asked: RequestSegmentChange | ChangeSegment, segment: Segment, work: Work
) -> tuple[Objection, ...]:
    change = SegmentChange(
        role=work.actor.role, segment=segment, target=asked.target, justification=asked.justification
    )
    return change_objections(change)


def _new(
    asked: RequestSegmentChange | ChangeSegment | ProposeReview, segment: Segment, target: Segment
) -> SegmentDecision:
    return SegmentDecision(
        id=asked.decision_id, previous=segment, proposed=target, justification=asked.justification, criteria=[]
    )


def answer_segment_request(asked: AnswerSegmentRequest, work: Work) -> UUID:
    """The responsible case worker takes up an assistant's request, or declines it, always with a reason."""
    row, dossier = take_decision(work, asked, "accept")
    refuse(*request_answer_objections(work.actor.account_id, dossier.case_worker_id, asked.justification))
    row.justification = asked.justification
    if asked.request_granted:
        row.proposed_by = work.actor.account_id
        settle(row, row.proposed, work)
    move_decision(row, "accept" if asked.request_granted else "decline", work, dossier, asked.justification)
    asker = row.requested_by or work.actor.account_id
    work.tell(SegmentRequestAnswered(**told(row, dossier), requested_by=asker, granted=asked.request_granted))
    if asked.request_granted:
        tell_to_control(row, dossier, work)
    return row.id


def propose_review(asked: ProposeReview, work: Work) -> UUID:
    """The responsible case worker proposes to keep or change the segment whose time is over (S-08, S-09)."""
    dossier, segment = _in_segment(work, asked.dossier_id)
    proposal = ReviewProposal(
        segment=segment,
        action=asked.action,
        target=asked.target,
        justification=asked.justification,
        written=asked.written,
        documented_exception=asked.documented_exception,
    )
    refuse(
        *responsible_objections(work.actor.account_id, dossier.case_worker_id),
        *review_time_objections(dossier.review_due_on, work.today, limits_on(work)),
        *review_objections(proposal),
    )
    target = segment if asked.action is SegmentAction.KEEP else asked.target or segment
    row = _new(asked, segment, target)
    row.action, row.proposed_by, row.due_on = asked.action, work.actor.account_id, dossier.review_due_on
    row.days_late = _days_late(dossier.review_due_on, work.today)
    settle(row, target, work)
    begin_decision(row, "review", work, dossier, asked.justification)
    tell_to_control(row, dossier, work)
    return row.id


def _days_late(due_on: date | None, day: date) -> int:
    return max(0, (day - due_on).days) if due_on else 0
