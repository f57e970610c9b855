"""The workflows of a placement and of the wish to prolong it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from schemas.actor import Role
from workflow.table import Stage, StageKind, Timer, Unit, Workflow, step

OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
PROVIDER: Final = Role.PROVIDER
SERVICE: Final = (Role.CASE_WORKER, Role.SERVICE_HEAD)


class PlacementState(StrEnum):
    """Where a placement stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDING = "ending"
    ENDED = "ended"
    CANCELLED = "cancelled"


class ProlongationState(StrEnum):
    """Where the wish for a later end stands."""

    PENDING = "pending"
    GRANTED = "granted"
    DENIED = "denied"


S = PlacementState
RUNNING: Final = (S.ACTIVE, S.SUSPENDED, S.ENDING)
HOLDING: Final = (S.PLANNED, *RUNNING)
"""A person has one placement in one of these states at most."""
_END: Final = "placements.end_placement"

PLACEMENT: Final = Workflow(
    name="placement",
    states=PlacementState,
    initial=S.PLANNED,
    ends=frozenset({S.ENDED, S.CANCELLED}),
    transitions=(
        step(
            "start",
            (S.PLANNED,),
            S.ACTIVE,
            PROVIDER,
            *OFFICE,
            command="placements.start_placement",
            told="placements.person_started",
        ),
        step(
            "cancel",
            (S.PLANNED,),
            S.CANCELLED,
            *OFFICE,
            PROVIDER,
            command="placements.cancel_placement",
            told="placements.person_ended",
        ),
        step(
            "suspend",
            (S.ACTIVE,),
            S.SUSPENDED,
            *OFFICE,
            PROVIDER,
            command="placements.suspend_placement",
            told="placements.placement_suspended",
        ),
        step(
            "resume",
            (S.SUSPENDED,),
            S.ACTIVE,
            *OFFICE,
            PROVIDER,
            command="placements.resume_placement",
            told="placements.placement_resumed",
        ),
        step("announce_end", (S.ACTIVE, S.SUSPENDED, S.ENDING), S.ENDING, *OFFICE, PROVIDER, command=_END),
        step("end", RUNNING, S.ENDED, *OFFICE, PROVIDER, command=_END, told="placements.person_ended"),
    ),
    timers=(
        Timer(
            "placement_started",
            S.PLANNED,
            PROVIDER,
            Role.SSIP_COORDINATOR,
            (Stage(StageKind.DUE, 0), Stage(StageKind.REMIND, 3), Stage(StageKind.ESCALATE, 7)),
        ),
        Timer(
            "placement_end",
            S.ACTIVE,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (
                Stage(StageKind.WARN, -30, Unit.DAYS),
                Stage(StageKind.DUE, 0, Unit.DAYS),
                Stage(StageKind.ESCALATE, 5),
            ),
        ),
        Timer(
            "suspension_over",
            S.SUSPENDED,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.EXPIRE, 1),),
            expires="resume",
        ),
        Timer(
            "placement_left",
            S.ENDING,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.EXPIRE, 1),),
            expires="end",
        ),
    ),
)

P = ProlongationState
PROLONGATION: Final = Workflow(
    name="prolongation",
    states=ProlongationState,
    initial=P.PENDING,
    ends=frozenset({P.GRANTED, P.DENIED}),
    transitions=(
        step(
            "grant",
            (P.PENDING,),
            P.GRANTED,
            *OFFICE,
            command="placements.decide_prolongation",
            told="placements.prolongation_decided",
        ),
        step(
            "deny",
            (P.PENDING,),
            P.DENIED,
            *OFFICE,
            command="placements.decide_prolongation",
            told="placements.prolongation_decided",
        ),
    ),
    timers=(
        Timer(
            "prolongation_decided",
            P.PENDING,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10), Stage(StageKind.EXPIRE, 30)),
            expires="deny",
        ),
    ),
)

SUSPENDING: Final = Timer(
    "suspension_begins",
    "",
    Role.SSIP_COORDINATOR,
    Role.SSIP_HEAD,
    (Stage(StageKind.EXPIRE, 0),),
    expires="suspend",
)
"""Runs beside an active placement whose suspension begins on a later day."""
