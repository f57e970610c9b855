"""Which events bring a matter up for a meeting, and which settle it."""

from __future__ import annotations

from uuid import uuid4

from schemas.codes_steering import AgendaKind, AgendaRecord
from schemas.placements import ProposalEnded, QuotaOverused
from services.steering.rules.matters import Settling, matter_of, settled_by


def test_row_22_going_above_a_quota_comes_before_a_meeting_and_goes_with_its_proposal() -> None:
    proposal_id, mandate_id, place_id, service_id = uuid4(), uuid4(), uuid4(), uuid4()
    ids = {"proposal_id": proposal_id, "mandate_id": mandate_id, "place_id": place_id}
    matter = matter_of(QuotaOverused(**ids, social_service_id=service_id))
    assert matter is not None
    assert (matter.kind, matter.record) == (AgendaKind.OVER_QUOTA, AgendaRecord.PROPOSAL)
    assert (matter.subject_id, matter.mandate_id, matter.social_service_id) == (proposal_id, mandate_id, service_id)
    ended = ProposalEnded(**ids, social_service_id=service_id, provider_id=uuid4(), how="withdrawn")
    assert Settling(AgendaRecord.PROPOSAL, proposal_id) in settled_by(ended)
