"""The workflow of a reservation request: a service asks for one of its own places, the office confirms."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from schemas.actor import Role
from workflow.table import Stage, StageKind, Timer, Workflow, step

OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
SERVICE: Final = (Role.CASE_WORKER, Role.SERVICE_HEAD)


class ReservationState(StrEnum):
    """Where a reservation request stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


S = ReservationState

RESERVATION: Final = Workflow(
    name="reservation",
    states=ReservationState,
    initial=S.ASKED,
    ends=frozenset({S.CONFIRMED, S.REFUSED, S.WITHDRAWN, S.EXPIRED}),
    transitions=(
        step("confirm", (S.ASKED,), S.CONFIRMED, *OFFICE, command="placements.confirm_reservation"),
        step("assign", (S.ASKED,), S.CONFIRMED, *SERVICE, command="placements.request_reservation"),
        step("refuse", (S.ASKED,), S.REFUSED, *OFFICE, command="placements.refuse_reservation"),
        step("withdraw", (S.ASKED,), S.WITHDRAWN, *SERVICE, command="placements.withdraw_reservation"),
        step("expire", (S.ASKED,), S.EXPIRED),
    ),
    timers=(
        Timer(
            "reservation_decided",
            S.ASKED,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10), Stage(StageKind.EXPIRE, 20)),
            expires="expire",
        ),
    ),
)
