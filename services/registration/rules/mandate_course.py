"""The mandate's workflow: every step from submission to closure, and what keeps each state from being forgotten."""

from __future__ import annotations

from typing import Final

from schemas.actor import Role
from schemas.codes_registration import MandateState
from workflow.table import Stage, StageKind, Timer, Unit, Workflow, step

OFFICE = (Role.SSIP_COORDINATOR,)
SERVICE = (Role.CASE_WORKER, Role.SERVICE_HEAD)

S = MandateState
BEFORE_PLACE: Final = (S.SUBMITTED, S.TRIAGE, S.INFORMATION_REQUESTED)
IN_WORK: Final = (S.CLARIFICATION, S.IN_DEPTH_CLARIFICATION, S.EVALUATION, S.PLAN_READY, S.COACHING, S.MATCHING)
CORRECTABLE: Final = (*BEFORE_PLACE, *IN_WORK, S.PROPOSED, S.PLACED)
"""As long as an answer still decides something."""
ENDS: Final = frozenset({S.CLOSED, S.REFUSED, S.WITHDRAWN, S.EXPIRED, S.TRANSFERRED})
SEARCH_OVER: Final = frozenset({S.EVALUATION, S.PLAN_READY, S.COACHING, S.TRANSFERRED})
"""Where a mandate goes when no place is looked for any more, without having been placed or ended."""


def _waits(kind: str, state: S, owner: Role, *stages: Stage, expires: str = "") -> Timer:
    backup = Role.SERVICE_HEAD if owner is Role.CASE_WORKER else Role.SSIP_HEAD
    return Timer(kind, state, owner, backup, stages, expires)


def _due(count: int, unit: Unit = Unit.WORKING_DAYS) -> Stage:
    return Stage(StageKind.DUE, count, unit)


def _escalate(count: int, unit: Unit = Unit.WORKING_DAYS) -> Stage:
    return Stage(StageKind.ESCALATE, count, unit)


_FORGOTTEN: Final = Stage(StageKind.EXPIRE, 6, Unit.MONTHS)
"""Nobody admitted or refused for as long as an admission check would have been valid (practice)."""
_STALLED: Final = (_due(30, Unit.DAYS), _escalate(45, Unit.DAYS))
COORDINATOR = Role.SSIP_COORDINATOR

REORIENTATION_TIMER: Final = Timer(
    "reorientation_decided", "asked", COORDINATOR, Role.SSIP_HEAD, (_due(5), _escalate(10))
)
"""The coordinator decides a request for another kind of place in five working days (practice)."""

MANDATE: Final = Workflow(
    name="mandate",
    states=MandateState,
    initial=S.SUBMITTED,
    ends=ENDS,
    transitions=(
        step("acknowledge", (S.SUBMITTED,), S.TRIAGE, *OFFICE, command="registration.acknowledge_mandate"),
        step(
            "request_information",
            (S.SUBMITTED, S.TRIAGE),
            S.INFORMATION_REQUESTED,
            *OFFICE,
            command="registration.request_information",
        ),
        step(
            "answer_information",
            (S.INFORMATION_REQUESTED,),
            S.TRIAGE,
            *SERVICE,
            Role.ADMIN_ASSISTANT,
            command="registration.answer_information",
        ),
        step("give_back", (S.INFORMATION_REQUESTED,), S.TRIAGE),
        step("admit", (S.SUBMITTED, S.TRIAGE), S.CLARIFICATION, *OFFICE, command="registration.admit_mandate"),
        step(
            "admit_trial",
            (S.SUBMITTED, S.TRIAGE),
            S.MATCHING,
            *OFFICE,
            Role.INTAKE1_ADMIN,
            command="registration.admit_trial",
        ),
        step("refuse", BEFORE_PLACE, S.REFUSED, *OFFICE, command="registration.refuse_mandate"),
        step("withdraw", (*BEFORE_PLACE, *IN_WORK), S.WITHDRAWN, *SERVICE, command="registration.withdraw_mandate"),
        step("expire", BEFORE_PLACE, S.EXPIRED),
        step(
            "clarify",
            (S.CLARIFICATION,),
            S.EVALUATION,
            *OFFICE,
            command="registration.record_clarification",
        ),
        step("clarify_further", (S.CLARIFICATION,), S.IN_DEPTH_CLARIFICATION),
        step("coach", (S.CLARIFICATION,), S.COACHING),
        step(
            "start_coaching",
            (S.EVALUATION, S.PLAN_READY, S.MATCHING),
            S.COACHING,
            *OFFICE,
            command="registration.start_coaching",
        ),
        step("end_coaching", (S.COACHING,), S.EVALUATION, *OFFICE, command="registration.end_coaching"),
        step("reorient", (S.PLAN_READY, S.COACHING, S.MATCHING), S.EVALUATION),
        step(
            "refer",
            (S.TRIAGE, *IN_WORK),
            S.TRANSFERRED,
            *OFFICE,
            command="registration.refer_elsewhere",
        ),
        step(
            "clarify_in_depth",
            (S.IN_DEPTH_CLARIFICATION,),
            S.EVALUATION,
            *OFFICE,
            command="registration.record_in_depth_clarification",
        ),
        step(
            "plan",
            (S.EVALUATION, S.PLAN_READY, S.MATCHING),
            S.PLAN_READY,
            *OFFICE,
            command="registration.record_integration_plan",
        ),
        step("release", (S.PLAN_READY,), S.MATCHING, *OFFICE, command="registration.release_for_matching"),
        step("propose", (S.MATCHING,), S.PROPOSED),
        step("search_again", (S.PROPOSED, S.PLACED), S.MATCHING),
        step("place", (S.MATCHING, S.PROPOSED), S.PLACED),
        step("leave_place", (S.PLACED,), S.CLOSING),
        step("follow_up", (S.CLOSING,), S.FOLLOWUP, *OFFICE, command="registration.start_followup"),
        step("end_followup", (S.FOLLOWUP,), S.CLOSING, *OFFICE, command="registration.end_followup"),
        step(
            "write_final_report",
            (S.CLOSING, S.COACHING),
            S.CLOSING,
            *OFFICE,
            command="registration.write_final_report",
        ),
        step("close", (S.CLOSING,), S.CLOSED, *OFFICE, command="registration.close_mandate"),
        step("reopen", (S.CLOSED,), S.MATCHING, *OFFICE, command="registration.reopen_mandate"),
        step("reopen_without_plan", (S.CLOSED,), S.EVALUATION),
    ),
    timers=(
        _waits("mandate_acknowledged", S.SUBMITTED, COORDINATOR, _due(2), _escalate(5), _FORGOTTEN, expires="expire"),
        _waits("mandate_triaged", S.TRIAGE, COORDINATOR, _due(5), _escalate(10), _FORGOTTEN, expires="expire"),
        _waits(
            "information_answered",
            S.INFORMATION_REQUESTED,
            Role.CASE_WORKER,
            Stage(StageKind.REMIND, 7, Unit.DAYS),
            Stage(StageKind.EXPIRE, 10, Unit.DAYS),
            expires="give_back",
        ),
        _waits("clarification_done", S.CLARIFICATION, COORDINATOR, *_STALLED),
        _waits("in_depth_clarification_done", S.IN_DEPTH_CLARIFICATION, COORDINATOR, *_STALLED),
        _waits("plan_written", S.EVALUATION, COORDINATOR, *_STALLED),
        _waits("plan_released", S.PLAN_READY, COORDINATOR, *_STALLED),
        _waits("coaching_reviewed", S.COACHING, COORDINATOR, *_STALLED),
        _waits("followup_reviewed", S.FOLLOWUP, COORDINATOR, *_STALLED),
        _waits("person_without_place", S.MATCHING, COORDINATOR, *_STALLED),
        _waits("final_report_written", S.CLOSING, COORDINATOR, _due(14, Unit.DAYS), _escalate(24, Unit.DAYS)),
    ),
    resting=(
        (S.PROPOSED, "placements times the provider's answer"),
        (S.PLACED, "placements times the placement's end and its reports"),
    ),
)
