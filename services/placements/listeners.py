"""What registration tells keeps our small copy of the mandates true, and lets fall what it makes obsolete."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.codes import DeclineSide
from schemas.registration import MandateClosed, MandateReadyForMatching, MandateReopened, MandateWithdrawn, SearchEnded
from services.placements.handlers.placement_steps import finish
from services.placements.handlers.placements import cancel
from services.placements.handlers.proposal_steps import end_search_step
from services.placements.handlers.reservations import drop_reservations
from services.placements.handlers.waiting import enter_lists, leave_lists
from services.placements.model import Placement, Proposal, Seeker, SeekerState
from services.placements.rules.placement_course import PlacementState

_TOLD: Final = (
    "number",
    "social_service_id",
    "case_worker_id",
    "coordinator_id",
    "birth_on",
    "workload_percent",
    "available_from",
    "speaks_french",
    "speaks_german",
    "field_of_work",
    "commune_bfs_no",
    "check_valid_until",
    "permit_valid_until",
    "released_on",
)


def mandate_ready(told: MandateReadyForMatching, work: Work) -> None:
    """Look for a place; a mandate told again (a new plan, reopened) brings its copy up to date."""
    seeker = work.session.get(Seeker, told.mandate_id)
    if seeker is None:
        seeker = Seeker(mandate_id=told.mandate_id, state=SeekerState.SEARCHING)
        work.session.add(seeker)
    for name in _TOLD:
        setattr(seeker, name, getattr(told, name))
    seeker.kinds, seeker.acted_on = [each.value for each in told.kinds], work.today
    if seeker.state is SeekerState.GONE:
        seeker.state = SeekerState.SEARCHING
    if seeker.state is not SeekerState.PLACED:
        work.session.flush()
        enter_lists(seeker, "released", work)


def mandate_closed(told: MandateClosed, work: Work) -> None:
    """Stop looking."""
    _stop(told.mandate_id, "mandate_closed", work)


def mandate_withdrawn(told: MandateWithdrawn, work: Work) -> None:
    """Stop looking; what was proposed or planned falls away."""
    _stop(told.mandate_id, "mandate_withdrawn", work)


def search_ended(told: SearchEnded, work: Work) -> None:
    """Stop looking though the mandate goes on: a new plan, coaching, another kind of place, another programme."""
    _stop(told.mandate_id, "search_ended", work)


def mandate_reopened(told: MandateReopened, work: Work) -> None:
    """Look again."""
    seeker = work.session.get(Seeker, told.mandate_id)
    if seeker is not None and seeker.state is SeekerState.GONE:
        seeker.state, seeker.acted_on = SeekerState.SEARCHING, work.today
        enter_lists(seeker, "reopened", work)


def _stop(mandate_id: UUID, reason: str, work: Work) -> None:
    seeker = work.session.get(Seeker, mandate_id)
    if seeker is None:
        return
    for proposal in work.session.scalars(select(Proposal).where(Proposal.live_mandate_id == mandate_id)):
        end_search_step(proposal, "fall_away", work)
    for placement in work.session.scalars(select(Placement).where(Placement.live_mandate_id == mandate_id)):
        _leave(placement, reason, work)
    drop_reservations(mandate_id, work)
    leave_lists(seeker, reason, work)
    seeker.state = SeekerState.GONE


def _leave(placement: Placement, reason: str, work: Work) -> None:
    """End a placement whose mandate is over: one that has not begun is called off."""
    placement.end_reason, placement.end_side = reason, DeclineSide.SYSTEM
    if placement.state is PlacementState.PLANNED:
        cancel(placement, work)
        return
    placement.ended_on = min(work.today, placement.ends_on)
    finish(placement, work)
