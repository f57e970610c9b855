"""Proposals that are over, as the provider still reads them: its place and its days, nothing of the person (AC-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from messaging.clock import day_of
from messaging.work import Reading
from schemas.codes import PlaceKind
from services.placements.model import Place, Proposal
from services.placements.queries.lines import filled, history
from services.placements.rules.proposal_course import PROPOSAL, TAKEN, ProposalState

OVER: Final = PROPOSAL.ends - set(TAKEN)
"""How a proposal ends without anybody coming; what was taken stays readable as a proposal."""


@dataclass(frozen=True, kw_only=True)
class EndedProposal:
    """What a provider needs to find an old proposal again; the rate and the way to the person are left out."""

    id: UUID
    place_id: UUID
    place_title: str
    town: str
    kind: PlaceKind
    state: ProposalState
    proposed_on: date
    starts_on: date
    answered_on: date | None
    ended_on: date


def ended_proposal(reading: Reading, *, proposal_id: UUID) -> EndedProposal | None:
    """Return one's own proposal that has ended without a placement; None for any other."""
    asked = (
        select(Proposal, Place.title.label("place_title"), Place.town, Place.kind)
        .join(Place, Place.id == Proposal.place_id)
        .where(
            Proposal.id == proposal_id,
            Proposal.provider_id == reading.actor.organisation_id,
            Proposal.state.in_(OVER),
        )
    )
    row = reading.session.execute(asked).first()
    if row is None:
        return None
    past = history(reading, proposal_id)
    ended_on = day_of(past[-1].at) if past else row.Proposal.proposed_on
    return filled(EndedProposal, row.Proposal, row, ended_on=ended_on)
