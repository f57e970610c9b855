"""The provider's answer to a proposal, and the office's decision about a decline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from messaging.work import Work
from schemas.codes import DeclineEffect, DeclineReason, DeclineSide
from schemas.placements import (
    AcceptProposal,
    AcknowledgeProposal,
    ArrangeTrial,
    ConfirmDecline,
    DeclineDecided,
    DeclineProposal,
    InviteToInterview,
    OverrideDecline,
    ProposalAccepted,
    ProposalDeclined,
    WithdrawProposal,
)
from schemas.refusal import Objection
from services.placements.handlers.lists import refuse
from services.placements.handlers.planning import plan_placement
from services.placements.handlers.proposal_steps import end_search_step, ids_of, move, seeker_of, take
from services.placements.handlers.waiting import park
from services.placements.model import BOOKS, Proposal
from services.placements.rules.declines import (
    DECLINES,
    NextStep,
    ParkDays,
    decline_side,
    is_only_proposed,
    next_step,
    override_objections,
)
from services.placements.rules.proposal_course import PROPOSAL, TO_ANSWER
from workflow import dated
from workflow.due import open_deadlines


def acknowledge_proposal(asked: AcknowledgeProposal, work: Work) -> UUID:
    """Note that the provider has seen the proposal."""
    proposal = _to_answer(asked, work)
    move(proposal, "acknowledge", work)
    return proposal.id


def invite_to_interview(asked: InviteToInterview, work: Work) -> UUID:
    """Note the interview; the answer is due after it."""
    return _meet(asked, "invite", work)


def arrange_trial(asked: ArrangeTrial, work: Work) -> UUID:
    """Note the trial; the answer is due after its last day."""
    return _meet(asked, "try_out", work)


def _meet(asked: InviteToInterview | ArrangeTrial, name: str, work: Work) -> UUID:
    proposal = _to_answer(asked, work)
    if not work.today <= asked.meets_on <= proposal.ends_on:
        refuse(Objection("day_outside_proposal", "meets_on", {"day": asked.meets_on.isoformat()}))
    proposal.meets_on = asked.meets_on
    move(proposal, name, work)
    return proposal.id


def _to_answer(asked: Any, work: Work) -> Proposal:
    """Return the proposal if an answer is still in time."""
    proposal = take(work, asked.proposal_id, asked.row_version)
    if proposal.state in TO_ANSWER and (due := _answer_due(proposal, work)) and work.today > due:
        refuse(Objection("answer_too_late", None, {"day": due.isoformat()}))
    return proposal


def _answer_due(proposal: Proposal, work: Work) -> date | None:
    timer = PROPOSAL.timer(proposal.state)
    if timer is None:
        return None
    table = BOOKS.deadlines
    found = open_deadlines(work.session, BOOKS, table.c.subject == proposal.id, table.c.kind == timer.kind)
    return found[0].due_on if found else None


def accept_proposal(asked: AcceptProposal, work: Work) -> UUID:
    """Take the person; the placement is planned and the reserved seat is hers."""
    proposal = _to_answer(asked, work)
    proposal.answered_on = work.today
    move(proposal, "accept", work, asked.remark)
    work.tell(ProposalAccepted(**ids_of(proposal)))
    return plan_placement(proposal, work).id


def decline_proposal(asked: DeclineProposal, work: Work) -> UUID:
    """Propose to decline; the seat stays reserved until the office has decided."""
    if not is_only_proposed(asked.reason):
        refuse(Objection("reason_not_yours", "reason", {"reason": asked.reason.value}))
    proposal = _to_answer(asked, work)
    proposal.answered_on = work.today
    proposal.decline_reason, proposal.decline_side = asked.reason, decline_side(asked.reason)
    move(proposal, "decline", work, asked.remark)
    work.tell(ProposalDeclined(**ids_of(proposal), reason=asked.reason, side=decline_side(asked.reason)))
    return proposal.id


def confirm_decline(asked: ConfirmDecline, work: Work) -> UUID:
    """Agree with the decline: the seat is free, and the reason decides what happens to the search."""
    proposal = take(work, asked.proposal_id, asked.row_version)
    after = _after_decline(proposal, asked, work)
    _decided(proposal, work)
    seeker = seeker_of(proposal, work)
    seeker.parked_until = after.parked_until
    if after.parked_until:
        park(seeker, str(proposal.decline_reason), work)
    if proposal.decline_side is DeclineSide.CAPACITY:
        seeker.capacity_declines += 1
    end_search_step(proposal, "confirm_decline", work, asked.remark)
    ids = ids_of(proposal)
    work.tell(DeclineDecided(**ids, confirmed=True, effect=after.effect, parked_until=after.parked_until))
    return proposal.id


def _after_decline(proposal: Proposal, asked: ConfirmDecline, work: Work) -> NextStep:
    """Return what the decline does; a reason that parks needs a day where nobody has set how long."""
    if proposal.decline_reason is None:
        return NextStep(DeclineEffect.NO_EFFECT)
    after = next_step(proposal.decline_reason, work.today, _park_days(work), asked.parked_until)
    refuse(*after.warnings)
    return after


def _park_days(work: Work) -> ParkDays:
    names = {reason: f"park_days.{reason.value}" for reason in DECLINES}
    given = dated.values_on(work.session, BOOKS, tuple(names.values()), work.today)
    return ParkDays({reason: int(given[name]) for reason, name in names.items() if name in given})


def override_decline(asked: OverrideDecline, work: Work) -> UUID:
    """Do not agree with the decline, for a written reason: the placement is planned all the same."""
    proposal = take(work, asked.proposal_id, asked.row_version)
    reason = proposal.decline_reason or DeclineReason.PROFILE_NOT_FITTING
    found = override_objections(reason, asked.remark)
    refuse(*(replace(each, field="remark" if each.field == "why" else each.field) for each in found))
    _decided(proposal, work)
    move(proposal, "override_decline", work, asked.remark)
    work.tell(DeclineDecided(**ids_of(proposal), confirmed=False))
    return plan_placement(proposal, work).id


def _decided(proposal: Proposal, work: Work) -> None:
    proposal.decided_on, proposal.decided_by = work.today, work.actor.account_id


def withdraw_proposal(asked: WithdrawProposal, work: Work) -> UUID:
    """Take a proposal back; the seat is free again."""
    proposal = take(work, asked.proposal_id, asked.row_version)
    end_search_step(proposal, "withdraw", work, asked.remark)
    return proposal.id
