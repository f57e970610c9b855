"""The workflow of a meeting: planned, called, held, minuted; or cancelled."""

from __future__ import annotations

from typing import Final

from schemas.actor import Role
from schemas.codes_steering import MeetingState
from workflow.table import Stage, StageKind, Timer, Unit, Workflow, step

OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
S = MeetingState
_COORDINATOR, _HEAD = Role.SSIP_COORDINATOR, Role.SSIP_HEAD

MEETING: Final = Workflow(
    name="meeting",
    states=MeetingState,
    initial=S.PLANNED,
    ends=frozenset({S.MINUTED, S.CANCELLED}),
    transitions=(
        step("call", (S.PLANNED,), S.CALLED, *OFFICE, command="steering.call_meeting"),
        step("move", (S.PLANNED,), S.PLANNED, *OFFICE, command="steering.move_meeting"),
        step("move_called", (S.CALLED,), S.CALLED, *OFFICE, command="steering.move_meeting"),
        step("open", (S.CALLED,), S.HELD, *OFFICE, command="steering.open_meeting"),
        step("write_minutes", (S.HELD,), S.MINUTED, *OFFICE, command="steering.write_minutes"),
        step("cancel", (S.PLANNED, S.CALLED), S.CANCELLED, *OFFICE, command="steering.cancel_meeting"),
    ),
    timers=(
        Timer(
            "meeting_called",
            S.PLANNED,
            _COORDINATOR,
            _HEAD,
            (
                Stage(StageKind.WARN, -21, Unit.DAYS),
                Stage(StageKind.DUE, -14, Unit.DAYS),
                Stage(StageKind.ESCALATE, -5, Unit.DAYS),
            ),
        ),
        Timer(
            "meeting_opened",
            S.CALLED,
            _COORDINATOR,
            _HEAD,
            (Stage(StageKind.DUE, 1), Stage(StageKind.ESCALATE, 5)),
        ),
        Timer(
            "minutes_written",
            S.HELD,
            _COORDINATOR,
            _HEAD,
            (Stage(StageKind.WARN, 5), Stage(StageKind.DUE, 10), Stage(StageKind.ESCALATE, 15)),
        ),
    ),
)
"""The days are practice; all of them are dated values (``deadline.<kind>``). Timers count from the meeting's day."""
