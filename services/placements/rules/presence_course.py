"""The workflow of a presence month: filled by the provider, contested or locked by the office."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from schemas.actor import Role
from workflow.table import Stage, StageKind, Timer, Workflow, step

OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
PROVIDER: Final = Role.PROVIDER


class PresenceState(StrEnum):
    """Where a presence month stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    CONTESTED = "contested"
    LOCKED = "locked"


S = PresenceState
TO_FILL: Final = (S.OPEN, S.CONTESTED)

PRESENCE: Final = Workflow(
    name="presence",
    states=PresenceState,
    initial=S.OPEN,
    ends=frozenset({S.LOCKED}),
    transitions=(
        step(
            "submit",
            TO_FILL,
            S.SUBMITTED,
            PROVIDER,
            command="placements.submit_presence",
            told="placements.presence_submitted",
        ),
        step(
            "contest",
            (S.SUBMITTED, S.LOCKED),
            S.CONTESTED,
            *OFFICE,
            command="placements.contest_presence",
            told="placements.presence_contested",
        ),
        step(
            "lock",
            (S.SUBMITTED,),
            S.LOCKED,
            *OFFICE,
            command="placements.lock_presence",
            told="placements.presence_locked",
        ),
    ),
    timers=(
        Timer(
            "presence_submitted",
            S.OPEN,
            PROVIDER,
            Role.SSIP_COORDINATOR,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 8)),
        ),
        Timer(
            "presence_locked",
            S.SUBMITTED,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10)),
        ),
        Timer(
            "presence_corrected",
            S.CONTESTED,
            PROVIDER,
            Role.SSIP_COORDINATOR,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10)),
        ),
    ),
)
