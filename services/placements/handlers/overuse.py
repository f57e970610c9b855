"""Going above a social service's quota: refused without a written decision, which is kept with the proposal."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from messaging.work import Work
from schemas.placements import QuotaOverused
from schemas.refusal import Objection
from services.placements.model import BOOKS, Place, Proposal
from services.placements.queries.quotas import own_quota, own_spans
from services.placements.rules.fit import Stay
from services.placements.rules.quotas import OVERUSE_DECIDED, overuse_objections
from services.placements.rules.seats import SeatSpan
from workflow.moves import write_history

_FACTS = ("year", "quota", "forecast")


def overuse(service_id: UUID, place: Place, stay: Stay, work: Work) -> list[Objection]:
    """Return the years this stay would carry above the service's quota; two stays of one quota are counted in turn."""
    quota = own_quota(work, service_id, place, stay.starts_on.year, lock=True)
    if quota is None:
        return []
    wanted = SeatSpan(stay.starts_on, stay.ends_on, stay.workload_percent)
    return overuse_objections(quota.place_months, own_spans(work, service_id, place), wanted)


def record_decision(proposal: Proposal, over: Iterable[Objection], why: str, work: Work) -> None:
    """Keep who decided to go above the quota and why, once for every year concerned, and tell it."""
    years = list(over)
    for each in years:
        facts = {name: each.facts[name] for name in _FACTS}
        write_history(work, BOOKS, proposal.id, OVERUSE_DECIDED, remark=why, **facts)
    if years:
        work.tell(
            QuotaOverused(
                proposal_id=proposal.id,
                mandate_id=proposal.mandate_id,
                place_id=proposal.place_id,
                social_service_id=proposal.social_service_id,
            )
        )
