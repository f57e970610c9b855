"""What is said about proposals: a person for a place, and the provider's answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import DeclineEffect, DeclineReason, DeclineSide
from schemas.fields import chosen, code, day, hidden, percent, prose
from schemas.message import Command, Event


class ProposePerson(Command, said="placements.propose_person", about="proposal_id"):
    """A coordinator proposes a person for a place; a seat is reserved at once.

    ``over_quota`` is the written decision to go above the social service's quota; without it an over-use is refused.
    """

    proposal_id: UUID = hidden()
    mandate_id: UUID = hidden()
    place_id: UUID = hidden()
    starts_on: date = day()
    ends_on: date = day()
    workload_percent: int = percent()
    ground: str = chosen("disclosure_grounds")
    remark: str = prose(longest=2000, default="")
    over_quota: str = prose(longest=2000, default="")


class AcknowledgeProposal(Command, said="placements.acknowledge_proposal", about="proposal_id"):
    """The provider has seen the proposal; the days to answer go on."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()


class InviteToInterview(Command, said="placements.invite_to_interview", about="proposal_id"):
    """The provider wants to meet the person before it answers."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    meets_on: date = day()


class ArrangeTrial(Command, said="placements.arrange_trial", about="proposal_id"):
    """The person tries the place before the provider answers; the answer is due after the last trial day."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    meets_on: date = day()


class AcceptProposal(Command, said="placements.accept_proposal", about="proposal_id"):
    """The provider takes the person; the placement is planned."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000, default="")


class DeclineProposal(Command, said="placements.decline_proposal", about="proposal_id"):
    """The provider would rather not; the office confirms or overrides within five working days."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    reason: DeclineReason
    remark: str = prose(longest=2000, default="")


class ConfirmDecline(Command, said="placements.confirm_decline", about="proposal_id"):
    """The office agrees with the decline; the seat is free again."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    parked_until: date | None = day(default=None)
    """The last day without proposals, where the reason parks the search."""
    remark: str = prose(longest=2000, default="")


class OverrideDecline(Command, said="placements.override_decline", about="proposal_id"):
    """The office does not agree; the placement is planned all the same."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class WithdrawProposal(Command, said="placements.withdraw_proposal", about="proposal_id"):
    """The office takes a proposal back."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class PersonProposed(Event, said="placements.person_proposed", about="mandate_id"):
    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    starts_on: date


class ProposalAccepted(Event, said="placements.proposal_accepted", about="mandate_id"):
    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID


class ProposalDeclined(Event, said="placements.proposal_declined", about="mandate_id"):
    """The provider has proposed to decline; the office decides."""

    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    reason: DeclineReason
    side: DeclineSide


class DeclineDecided(Event, said="placements.decline_decided", about="mandate_id"):
    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    confirmed: bool
    effect: DeclineEffect = DeclineEffect.NO_EFFECT
    """What a confirmed decline does to the search; no effect where it was overridden."""
    parked_until: date | None = None


class ProposalEnded(Event, said="placements.proposal_ended", about="mandate_id"):
    """A proposal came to nothing (declined, withdrawn, expired, obsolete); the search goes on."""

    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    how: str = code()
