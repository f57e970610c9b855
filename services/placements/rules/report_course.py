"""The workflow of an interim report: asked for, drafted, sent in, given back or accepted, never asked twice."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from schemas.actor import Role
from workflow.table import Stage, StageKind, Timer, Unit, Workflow, step

OFFICE: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
PROVIDER: Final = Role.PROVIDER


class ReportState(StrEnum):
    """Where an interim report stands."""

    REQUESTED = "requested"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    RECEIVED_OTHERWISE = "received_otherwise"
    DROPPED = "dropped"


S = ReportState
TO_WRITE: Final = (S.REQUESTED, S.DRAFT, S.RETURNED)


def _asked(kind: str, state: S) -> Timer:
    stages = (
        Stage(StageKind.DUE, 0, Unit.DAYS),
        Stage(StageKind.REMIND, 3, Unit.DAYS),
        Stage(StageKind.ESCALATE, 10, Unit.DAYS),
    )
    return Timer(kind, state, PROVIDER, Role.SSIP_COORDINATOR, stages, source="Concept SSIP, ch. 3")


REPORT: Final = Workflow(
    name="report",
    states=ReportState,
    initial=S.REQUESTED,
    ends=frozenset({S.ACCEPTED, S.RECEIVED_OTHERWISE, S.DROPPED}),
    transitions=(
        step("save", (S.REQUESTED, S.DRAFT), S.DRAFT, PROVIDER, command="placements.save_interim_report"),
        step(
            "submit",
            TO_WRITE,
            S.SUBMITTED,
            PROVIDER,
            command="placements.write_interim_report",
            told="placements.interim_report_received",
        ),
        step(
            "give_back",
            (S.SUBMITTED,),
            S.RETURNED,
            *OFFICE,
            command="placements.return_interim_report",
            told="placements.interim_report_returned",
        ),
        step(
            "accept",
            (S.SUBMITTED,),
            S.ACCEPTED,
            *OFFICE,
            command="placements.accept_interim_report",
            told="placements.interim_report_accepted",
        ),
        step(
            "receive_otherwise",
            TO_WRITE,
            S.RECEIVED_OTHERWISE,
            *OFFICE,
            command="placements.receive_report_otherwise",
            told="placements.interim_report_received",
        ),
        step("drop", TO_WRITE, S.DROPPED, told="placements.interim_report_dropped"),
    ),
    timers=(
        _asked("interim_report_written", S.REQUESTED),
        _asked("interim_report_finished", S.DRAFT),
        Timer(
            "interim_report_read",
            S.SUBMITTED,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10)),
        ),
        Timer(
            "interim_report_corrected",
            S.RETURNED,
            PROVIDER,
            Role.SSIP_COORDINATOR,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10)),
        ),
    ),
)

ASKING: Final = Timer(
    "interim_report_planned",
    "",
    Role.SSIP_COORDINATOR,
    Role.SSIP_HEAD,
    (Stage(StageKind.WARN, -10, Unit.DAYS),),
    source="Concept SSIP, ch. 3",
)
"""Runs beside a placement: ten days before the next report is due it is asked for."""
