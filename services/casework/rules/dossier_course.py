"""The workflow of a dossier: through the intakes to counselling, until it is closed."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from schemas.actor import Role
from schemas.codes_casework import COUNSELLING, Sector
from workflow.table import Stage, StageKind, Timer, Unit, Workflow, step


class DossierState(StrEnum):
    """Where a dossier is; the four counselling sectors are one state."""

    INTAKE_1 = "intake_1"
    INTAKE_2 = "intake_2"
    COUNSELLING = "counselling"
    CLOSED = "closed"


S = DossierState
MOVERS: Final = (Role.CASE_WORKER, Role.SECTOR_HEAD, Role.SERVICE_HEAD, Role.INTAKE1_ADMIN)
CLOSERS: Final = (Role.CASE_WORKER, Role.SECTOR_HEAD, Role.SERVICE_HEAD)
_MOVE: Final = "casework.move_dossier"
_MOVED: Final = "casework.dossier_moved"


def _left(state: S, warned: int) -> Timer:
    """Return the timer of an intake; its last day is given as the start and never moves, only the alerts do."""
    stages = (
        Stage(StageKind.WARN, -warned, Unit.DAYS),
        Stage(StageKind.DUE, 0),
        Stage(StageKind.ESCALATE, 10, Unit.DAYS),
    )
    return Timer(
        f"{state.value}_left", state, Role.CASE_WORKER, Role.SECTOR_HEAD, stages, source="Case-steering concept (S-01)"
    )


DOSSIER: Final = Workflow(
    name="dossier",
    states=DossierState,
    initial=S.INTAKE_1,
    ends=frozenset({S.CLOSED}),
    transitions=(
        step("enter_intake_1", (S.INTAKE_2, S.COUNSELLING), S.INTAKE_1, *MOVERS, command=_MOVE, told=_MOVED),
        step("enter_intake_2", (S.INTAKE_1, S.COUNSELLING), S.INTAKE_2, *MOVERS, command=_MOVE, told=_MOVED),
        step(
            "enter_counselling",
            (S.INTAKE_1, S.INTAKE_2, S.COUNSELLING),
            S.COUNSELLING,
            *MOVERS,
            command=_MOVE,
            told=_MOVED,
        ),
        step(
            "close",
            (S.INTAKE_1, S.INTAKE_2, S.COUNSELLING),
            S.CLOSED,
            *CLOSERS,
            command="casework.close_dossier",
            told="casework.dossier_closed",
        ),
    ),
    timers=(_left(S.INTAKE_1, 14), _left(S.INTAKE_2, 30)),
    resting=((S.COUNSELLING, "every state of the dossier's segment has its own timer"),),
)


def state_of(sector: Sector) -> DossierState:
    """Return the state of a dossier in ``sector``."""
    return S.COUNSELLING if sector in COUNSELLING else DossierState(sector.value)
