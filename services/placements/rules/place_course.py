"""The workflow of a place: published, confirmed every 30 days, stale where nobody does, withdrawn."""

from __future__ import annotations

from typing import Final

from schemas.actor import Role
from schemas.codes import PlaceState
from workflow.table import Stage, StageKind, Timer, Unit, Workflow, step

OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
PROVIDER: Final = Role.PROVIDER
S = PlaceState

PLACE: Final = Workflow(
    name="place",
    states=PlaceState,
    initial=S.DRAFT,
    ends=frozenset({S.WITHDRAWN}),
    transitions=(
        step(
            "publish",
            (S.DRAFT, S.WITHDRAWN),
            S.PUBLISHED,
            PROVIDER,
            *OFFICE,
            command="placements.publish_place",
            told="placements.place_published",
        ),
        step(
            "confirm",
            (S.PUBLISHED, S.TO_CONFIRM),
            S.PUBLISHED,
            PROVIDER,
            *OFFICE,
            command="placements.confirm_place",
            told="placements.place_confirmed",
        ),
        step("go_stale", (S.PUBLISHED,), S.TO_CONFIRM, told="placements.place_went_stale"),
        step(
            "withdraw",
            (S.PUBLISHED, S.TO_CONFIRM),
            S.WITHDRAWN,
            PROVIDER,
            *OFFICE,
            command="placements.withdraw_place",
            told="placements.place_withdrawn",
        ),
    ),
    timers=(
        Timer(
            "place_confirmed",
            S.PUBLISHED,
            PROVIDER,
            Role.SSIP_COORDINATOR,
            (Stage(StageKind.WARN, 21, Unit.DAYS), Stage(StageKind.DUE, 30, Unit.DAYS)),
        ),
        Timer(
            "stale_place_confirmed",
            S.TO_CONFIRM,
            PROVIDER,
            Role.SSIP_COORDINATOR,
            (Stage(StageKind.DUE, 0), Stage(StageKind.ESCALATE, 10)),
        ),
    ),
    resting=((S.DRAFT, "nobody waits for a draft but the one who writes it"),),
)
