"""From an accepted or overridden proposal to a planned placement."""

from __future__ import annotations

from uuid import uuid4

from messaging.work import Work
from schemas.placements import PersonAssigned
from services.placements.handlers.placement_steps import begin
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.handlers.reservations import drop_reservations
from services.placements.handlers.seats import occupy
from services.placements.handlers.waiting import leave_lists
from services.placements.model import Place, Placement, Proposal, SeekerState


def plan_placement(proposal: Proposal, work: Work) -> Placement:
    """Turn the reserved seat into an occupied one and plan the placement."""
    place = work.session.get_one(Place, proposal.place_id)
    placement = _written(proposal, place)
    proposal.live_mandate_id = None
    begin(placement, work)
    occupy(work.session, proposal.id)
    seeker = seeker_of(proposal, work)
    seeker.state, seeker.acted_on = SeekerState.PLACED, work.today
    leave_lists(seeker, "placed", work)
    drop_reservations(seeker.mandate_id, work.for_house())
    work.tell(
        PersonAssigned(
            placement_id=placement.id,
            mandate_id=placement.mandate_id,
            place_id=placement.place_id,
            provider_id=placement.provider_id,
            social_service_id=placement.social_service_id,
            kind=placement.kind,
            funding=placement.funding,
            workload_percent=placement.workload_percent,
            starts_on=placement.starts_on,
            ends_on=placement.ends_on,
        )
    )
    return placement


def _written(proposal: Proposal, place: Place) -> Placement:
    return Placement(
        id=uuid4(),
        proposal_id=proposal.id,
        mandate_id=proposal.mandate_id,
        live_mandate_id=proposal.mandate_id,
        place_id=proposal.place_id,
        provider_id=proposal.provider_id,
        social_service_id=proposal.social_service_id,
        kind=place.kind,
        funding=place.funding,
        workload_percent=proposal.workload_percent,
        starts_on=proposal.starts_on,
        agreed_until=proposal.ends_on,
        prolonged_days=0,
        ends_on=proposal.ends_on,
    )
