"""The workflow of a proposal: a person for a place, answered, declined and decided within working days."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from schemas.actor import Role
from workflow.table import Stage, StageKind, Timer, Workflow, step

OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
PROVIDER: Final = Role.PROVIDER


class ProposalState(StrEnum):
    """Where a proposal stands."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    INTERVIEW = "interview"
    TRIAL = "trial"
    DECLINED_PROPOSED = "declined_proposed"
    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    DECLINE_CONFIRMED = "decline_confirmed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    OBSOLETE = "obsolete"


S = ProposalState
TO_ANSWER: Final = (S.SENT, S.ACKNOWLEDGED, S.INTERVIEW, S.TRIAL)
LIVE: Final = (*TO_ANSWER, S.DECLINED_PROPOSED)
"""A seat is reserved while a proposal is in one of these states."""
TAKEN: Final = (S.ACCEPTED, S.OVERRIDDEN)


def _answer(kind: str, state: S) -> Timer:
    stages = (
        Stage(StageKind.REMIND, 3),
        Stage(StageKind.ESCALATE, 7),
        Stage(StageKind.DUE, 10),
        Stage(StageKind.EXPIRE, 11),
    )
    return Timer(kind, state, PROVIDER, Role.SSIP_COORDINATOR, stages, expires="expire")


PROPOSAL: Final = Workflow(
    name="proposal",
    states=ProposalState,
    initial=S.SENT,
    ends=frozenset({S.ACCEPTED, S.OVERRIDDEN, S.DECLINE_CONFIRMED, S.EXPIRED, S.WITHDRAWN, S.OBSOLETE}),
    transitions=(
        step("acknowledge", (S.SENT,), S.ACKNOWLEDGED, PROVIDER, command="placements.acknowledge_proposal"),
        step(
            "invite",
            (S.SENT, S.ACKNOWLEDGED, S.INTERVIEW),
            S.INTERVIEW,
            PROVIDER,
            command="placements.invite_to_interview",
        ),
        step(
            "try_out",
            (S.SENT, S.ACKNOWLEDGED, S.INTERVIEW),
            S.TRIAL,
            PROVIDER,
            command="placements.arrange_trial",
        ),
        step(
            "accept",
            TO_ANSWER,
            S.ACCEPTED,
            PROVIDER,
            command="placements.accept_proposal",
            told="placements.proposal_accepted",
        ),
        step(
            "decline",
            TO_ANSWER,
            S.DECLINED_PROPOSED,
            PROVIDER,
            command="placements.decline_proposal",
            told="placements.proposal_declined",
        ),
        step(
            "confirm_decline",
            (S.DECLINED_PROPOSED,),
            S.DECLINE_CONFIRMED,
            *OFFICE,
            command="placements.confirm_decline",
            told="placements.decline_decided",
        ),
        step(
            "override_decline",
            (S.DECLINED_PROPOSED,),
            S.OVERRIDDEN,
            *OFFICE,
            command="placements.override_decline",
            told="placements.decline_decided",
        ),
        step(
            "withdraw",
            LIVE,
            S.WITHDRAWN,
            *OFFICE,
            command="placements.withdraw_proposal",
            told="placements.proposal_ended",
        ),
        step("expire", TO_ANSWER, S.EXPIRED, told="placements.proposal_ended"),
        step("fall_away", LIVE, S.OBSOLETE, told="placements.proposal_ended"),
    ),
    timers=(
        _answer("proposal_answered", S.SENT),
        _answer("acknowledged_proposal_answered", S.ACKNOWLEDGED),
        _answer("interview_answered", S.INTERVIEW),
        _answer("trial_answered", S.TRIAL),
        Timer(
            "decline_decided",
            S.DECLINED_PROPOSED,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.REMIND, 3), Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 6)),
        ),
    ),
)
