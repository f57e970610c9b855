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
    FOLLOWUP = "followup"
    CLOSING = "closing"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    TRANSFERRED = "transferred"


class PathPlace(StrEnum):
    """Where one phase stands on the way of one mandate."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    SKIPPED = "skipped"
    STOPPED = "stopped"


class ReferralTarget(StrEnum):
    """Neighbouring programmes that stay open, without capacity here (Concept SSIP, ch. 6)."""

    OP = "OP"
    CM_FP = "CM_FP"
    FIPT = "FIPT"


class ReorientationState(StrEnum):
    """Where a request for another kind of place stands."""

    ASKED = "asked"
    MAINTAINED = "maintained"
    REORIENTED = "reoriented"


class TeamPart(StrEnum):
    """What somebody is for one mandate, beside what they are here as."""

    CASE_WORKER = "case_worker"
    COORDINATOR = "coordinator"
    PROVIDER_CONTACT = "provider_contact"
    DEPUTY_CASE_WORKER = "deputy_case_worker"
    DEPUTY_COORDINATOR = "deputy_coordinator"


class OutcomeMonth(StrEnum):
    """How long after its closing a mandate's outcome is asked again."""

    THREE = "3"
    SIX = "6"
    TWELVE = "12"


class AppointmentKind(StrEnum):
    """What people meet for."""

    FIRST_INTERVIEW = "first_interview"
    TRIAL_DAY = "trial_day"
    INTERIM_REVIEW = "interim_review"


class AppointmentState(StrEnum):
    """Where an appointment stands; the last four say how it ended."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    SEEN = "seen"
    EXCUSED = "excused"
    NO_SHOW = "no_show"
    REVOKED = "revoked"


class AppointmentStanding(StrEnum):
    """What an appointment's state means on a day: computed, never stored."""

    TO_CONFIRM = "to_confirm"
    COMING = "coming"
    TODAY = "today"
    OUTCOME_MISSING = "outcome_missing"
    OVER = "over"


class LikenessState(StrEnum):
    """What became of two records that may be one person."""

    OPEN = "open"
    DISMISSED = "dismissed"
    MERGED = "merged"
