"""The workflow of a segment decision: proposed by two, decided, in force until its review, then replaced.

One row is one decision. A change or a review begins a new row while the old one stays in force until the head of
sector carries the new one out; steps without a source state begin such a row.
"""

from __future__ import annotations

from typing import Final

from schemas.actor import Role
from schemas.codes_casework import SegmentState
from services.casework.rules.limits import SOURCE
from workflow.table import Stage, StageKind, Timer, Unit, Workflow, step

S = SegmentState
WORKER: Final = Role.CASE_WORKER
HEAD: Final = Role.SECTOR_HEAD
UNDER_WAY: Final = (S.REQUESTED, S.PROPOSED, S.AGREED, S.TO_DECIDE, S.FOUR_EYES)
"""Somebody still has to act before the decision holds; a dossier has one such row at most."""
IN_FORCE: Final = (S.DECIDED, S.REVIEW_DUE)
"""The dossier is in this segment; a dossier has one such row at most."""
REVIEW_KIND: Final = "segment_review"
FINAL_KIND: Final = "segment_final_decision"


def _answered(kind: str, state: S, owner: Role, backup: Role, *days: int) -> Timer:
    """Return the timer of a step inside the house: due, then escalated, in working days (practice)."""
    stages = (Stage(StageKind.DUE, days[0]), Stage(StageKind.ESCALATE, days[1]))
    return Timer(kind, state, owner, backup, stages)


def _days(kind: StageKind, count: int) -> Stage:
    return Stage(kind, count, Unit.DAYS)


FINAL_DECISION: Final = Timer(
    FINAL_KIND,
    S.TO_DECIDE,
    WORKER,
    HEAD,
    (_days(StageKind.WARN, -30), _days(StageKind.WARN, -7), Stage(StageKind.DUE, 0), Stage(StageKind.ESCALATE, 5)),
    source=f"{SOURCE} (S-04)",
)
"""Counted from the legal limit: the limit itself never moves, what warns of it falls on working days."""

REVIEW: Final = Timer(
    REVIEW_KIND,
    S.DECIDED,
    WORKER,
    HEAD,
    (
        _days(StageKind.WARN, -60),
        _days(StageKind.WARN, -30),
        _days(StageKind.WARN, -7),
        Stage(StageKind.EXPIRE, 0),
    ),
    expires="fall_due",
    source=f"{SOURCE} (S-08)",
)
"""Counted from the last day of the segment's time."""

SEGMENT: Final = Workflow(
    name="segment",
    states=SegmentState,
    initial=S.PROPOSED,
    ends=frozenset({S.REPLACED, S.DECLINED, S.ENDED}),
    transitions=(
        step("propose", (), S.PROPOSED, WORKER, command="casework.propose_segment", told="casework.segment_proposed"),
        step(
            "agree",
            (S.PROPOSED,),
            S.AGREED,
            HEAD,
            command="casework.agree_to_segment",
            told="casework.segment_agreed",
        ),
        step("receive", (S.AGREED,), S.TO_DECIDE),
        step(
            "decide",
            (S.TO_DECIDE,),
            S.FOUR_EYES,
            WORKER,
            command="casework.decide_segment",
            told="casework.segment_to_control",
        ),
        step(
            "request",
            (),
            S.REQUESTED,
            Role.ADMIN_ASSISTANT,
            command="casework.request_segment_change",
            told="casework.segment_change_requested",
        ),
        step("accept", (S.REQUESTED,), S.FOUR_EYES, WORKER, command="casework.answer_segment_request"),
        step("decline", (S.REQUESTED,), S.DECLINED, WORKER, command="casework.answer_segment_request"),
        step("change", (), S.FOUR_EYES, WORKER, command="casework.change_segment", told="casework.segment_to_control"),
        step("review", (), S.FOUR_EYES, WORKER, command="casework.propose_review", told="casework.segment_to_control"),
        step(
            "execute",
            (S.FOUR_EYES,),
            S.DECIDED,
            HEAD,
            command="casework.execute_segment",
            told="casework.segment_decided",
        ),
        step(
            "give_back",
            (S.FOUR_EYES,),
            S.TO_DECIDE,
            HEAD,
            command="casework.give_back_segment",
            told="casework.segment_given_back",
        ),
        step(
            "turn_down",
            (S.PROPOSED, S.FOUR_EYES),
            S.DECLINED,
            HEAD,
            command="casework.give_back_segment",
            told="casework.segment_given_back",
        ),
        step("fall_due", (S.DECIDED,), S.REVIEW_DUE, told="casework.segment_review_due"),
        step("replace", IN_FORCE, S.REPLACED),
        step("end", (*UNDER_WAY, *IN_FORCE), S.ENDED),
    ),
    timers=(
        _answered("segment_request_answered", S.REQUESTED, WORKER, HEAD, 10, 20),
        _answered("segment_proposal_agreed", S.PROPOSED, HEAD, Role.SERVICE_HEAD, 5, 10),
        _answered("dossier_transferred", S.AGREED, WORKER, HEAD, 10, 20),
        FINAL_DECISION,
        _answered("segment_executed", S.FOUR_EYES, HEAD, Role.SERVICE_HEAD, 5, 10),
        REVIEW,
        Timer(
            "segment_review_proposed",
            S.REVIEW_DUE,
            WORKER,
            HEAD,
            (Stage(StageKind.DUE, 0), Stage(StageKind.REMIND, 5), Stage(StageKind.ESCALATE, 10)),
            source=f"{SOURCE} (S-08)",
        ),
    ),
)
