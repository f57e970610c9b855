"""Moving a proposal: its state, its timer's owner, and what its end means for the seat and the search."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from messaging.work import Work
from schemas.placements import ProposalEnded
from services.placements.handlers.seats import release
from services.placements.model import BOOKS, Proposal, Seeker, SeekerState
from services.placements.queries.reach import found
from services.placements.rules.proposal_course import PROPOSAL, ProposalState
from workflow.deadlines import Owner
from workflow.moves import Course, check_version

COURSE: Final = Course(PROPOSAL, BOOKS)
_MEETING: Final = (ProposalState.INTERVIEW, ProposalState.TRIAL)


def take(work: Work, proposal_id: UUID, row_version: int) -> Proposal:
    """Return the proposal locked, if it is within reach and nobody was faster."""
    proposal = found(work, Proposal, proposal_id, "proposal", lock=True)
    check_version(proposal, row_version)
    return proposal


def begin(proposal: Proposal, work: Work, remark: str) -> None:
    """Send a new proposal; the provider's days to answer begin."""
    work.session.add(proposal)
    proposal.state = ProposalState.SENT
    work.session.flush()
    COURSE.start(proposal, work, owner_after(proposal, ProposalState.SENT, work), remark=remark)


def move(proposal: Proposal, name: str, work: Work, remark: str | None = None) -> None:
    """Take one step of the proposal's workflow."""
    owner = owner_after(proposal, ProposalState(PROPOSAL.of(name).target), work)
    COURSE.move(proposal, name, work, owner, remark=remark)


def owner_after(proposal: Proposal, state: ProposalState, work: Work) -> Owner:
    """Return whose deadline the new state's timer is; acknowledging does not stretch the days to answer."""
    if state is ProposalState.DECLINED_PROPOSED:
        seeker = seeker_of(proposal, work)
        return Owner(None, seeker.coordinator_id, proposal.mandate_id)
    start = proposal.meets_on if state in _MEETING else proposal.proposed_on
    return Owner(proposal.provider_id, None, proposal.mandate_id, start)


def seeker_of(proposal: Any, work: Work) -> Seeker:
    """Return our copy of the mandate behind a proposal or placement."""
    return work.session.get_one(Seeker, proposal.mandate_id)


def end_search_step(proposal: Proposal, name: str, work: Work, remark: str | None = None) -> None:
    """End a proposal that came to nothing: the seat is free, the search goes on, everybody hears."""
    move(proposal, name, work, remark)
    proposal.live_mandate_id = None
    release(work.session, proposal.id)
    seeker = seeker_of(proposal, work)
    seeker.acted_on = work.today
    if seeker.state is SeekerState.PROPOSED:
        seeker.state = SeekerState.SEARCHING
    work.tell(ProposalEnded(**ids_of(proposal), how=proposal.state.value))


def ids_of(proposal: Proposal) -> dict[str, Any]:
    """Return the ids every event about a proposal carries."""
    return {
        "proposal_id": proposal.id,
        "mandate_id": proposal.mandate_id,
        "place_id": proposal.place_id,
        "provider_id": proposal.provider_id,
        "social_service_id": proposal.social_service_id,
    }
