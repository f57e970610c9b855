"""Going above a social service's quota: refused without a written decision, which is kept."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from messaging.work import Work
from schemas.placements import QuotaOverused
from schemas.refusal import Objection
from services.placements.model import BOOKS, Place, Proposal
from services.placements.queries.quotas import own_months, own_spans
from services.placements.rules.fit import Stay
from services.placements.rules.quotas import OVERUSE_DECIDED, overuse_objections
from services.placements.rules.seats import SeatSpan
from workflow.moves import write_history

_FACTS = ("year", "quota", "forecast")


def overuse(service_id: UUID, place: Place, stay: Stay, work: Work) -> list[Objection]:
    """Return the years this stay would carry above the service's quota; two stays of one quota are counted in turn."""
    wanted = SeatSpan(stay.starts_on, stay.ends_on, stay.workload_percent)
    months = own_months(work, service_id, place, wanted, lock=True)
    return overuse_objections(months, own_spans(work, service_id, place), wanted) if months else []


def record_decision(
    proposal: Proposal, over: Iterable[Objection], why: str, work: Work, prolongation_id: UUID | None = None
) -> None:
    """Keep who decided to go above the quota and why, once for every year concerned, and tell it.

    It stands with the proposal, or with the wish for a later end that carries the placement above.
    """
    years = list(over)
    for each in years:
        facts = {name: each.facts[name] for name in _FACTS}
        write_history(work, BOOKS, prolongation_id or proposal.id, OVERUSE_DECIDED, remark=why, **facts)
    if years:
        work.tell(
            QuotaOverused(
                proposal_id=proposal.id,
                mandate_id=proposal.mandate_id,
                place_id=proposal.place_id,
                social_service_id=proposal.social_service_id,
                prolongation_id=prolongation_id,
            )
        )
