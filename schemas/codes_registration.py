"""The code lists of registration alone: where a mandate stands, and where the steps of its path do."""

from __future__ import annotations

from enum import StrEnum


class MandateState(StrEnum):
    """Where a mandate stands; people see the phases of the royal path beside it."""

    SUBMITTED = "submitted"
    TRIAGE = "triage"
    INFORMATION_REQUESTED = "information_requested"
    CLARIFICATION = "clarification"
    IN_DEPTH_CLARIFICATION = "in_depth_clarification"
    EVALUATION = "evaluation"
    PLAN_READY = "plan_ready"
    COACHING = "coaching"
    MATCHING = "matching"
    PROPOSED = "proposed"
    PLACED = "placed"
    CLOSING = "closing"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class PathPlace(StrEnum):
    """Where one phase stands on the way of one mandate."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    SKIPPED = "skipped"
    STOPPED = "stopped"
