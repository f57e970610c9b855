"""Quality campaigns and provider reviews: a fair sample, a hearing before every unpleasant result, a follow-up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

from schemas.codes_steering import CampaignResult
from schemas.refusal import Objection

CONCEPT: Final = "Concept SSIP, ch. 8"
"""The office watches over the quality of what is bought (S000)."""


def sample_objections(size: int, available: int) -> tuple[Objection, ...]:
    """Object to an empty sample or one larger than what there is."""
    if 0 < size <= available:
        return ()
    return (Objection("sample_size_outside", "sample_size", {"available": available}),)


def sample(placement_ids: Collection[UUID], size: int, seed: str) -> tuple[UUID, ...]:
    """Return ``size`` placements that nobody picked by hand: the same for the same ``seed``, in any input order."""
    drawn = sorted(set(placement_ids), key=lambda each: sha256(f"{seed}:{each}".encode()).digest())
    return tuple(drawn[:size])


@dataclass(frozen=True, kw_only=True)
class CampaignOutcome:
    """What is about to be decided on one provider."""

    result: CampaignResult
    finding: str
    reviewed: int
    sampled: int
    hearing_closed: bool


def outcome_objections(outcome: CampaignOutcome) -> tuple[Objection, ...]:
    """Object to a result before all of the sample is reviewed, without finding, or without having been heard."""
    return tuple(_outcome_objections(outcome))


def _outcome_objections(outcome: CampaignOutcome) -> Iterator[Objection]:
    if outcome.reviewed < outcome.sampled:
        left = outcome.sampled - outcome.reviewed
        yield Objection("campaign_review_incomplete", None, {"count": left}, CONCEPT)
    if not outcome.finding.strip():
        yield Objection("campaign_finding_missing", "finding", source=CONCEPT)
    if outcome.result is not CampaignResult.IN_ORDER and not outcome.hearing_closed:
        yield Objection("campaign_without_hearing", "result", source=CONCEPT)


def provider_review_objections(
    reviewed_on: date, finding: str, follow_up: str, follow_up_on: date | None
) -> tuple[Objection, ...]:
    """Object to a review record without finding, or with a follow-up that has no later day (Q-01)."""
    found = []
    if not finding.strip():
        found.append(Objection("review_finding_missing", "finding", source=CONCEPT))
    if follow_up.strip() and (follow_up_on is None or follow_up_on < reviewed_on):
        facts = {"reviewed_on": reviewed_on.isoformat()}
        found.append(Objection("follow_up_day_missing", "follow_up_on", facts, CONCEPT))
    return tuple(found)
