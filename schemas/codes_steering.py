"""The code lists of steering on the wire; texts in words/*/codes_steering.toml."""

from __future__ import annotations

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting is; the meeting plan of the concept's annex is missing, so kinds stay few."""

    COORDINATION = "coordination"
    CASE_CONFERENCE = "case_conference"
    MANAGEMENT_EXCHANGE = "management_exchange"


class AgendaKind(StrEnum):
    """What stands on an agenda: open cases in the order they are dealt with, then the standing topics."""

    OPEN_POINT = "open_point"
    CASE_TO_DECIDE = "case_to_decide"
    LATE_REPORT = "late_report"
    SEGMENT_REVIEW = "segment_review"
    STALLED_PERSON = "stalled_person"
    OVER_QUOTA = "over_quota"
    OTHER = "other"
    QUALITY = "quality"
    DEVELOPMENT = "development"
    COORDINATION = "coordination"


STANDING_TOPICS = (AgendaKind.QUALITY, AgendaKind.DEVELOPMENT, AgendaKind.COORDINATION)


class AgendaRecord(StrEnum):
    """Which record of which service a case on an agenda is."""

    MANDATE = "mandate"
    EXCEPTION = "exception"
    REORIENTATION = "reorientation"
    PROPOSAL = "proposal"
    DECLINE = "decline"
    PROLONGATION = "prolongation"
    RESERVATION = "reservation"
    INTERIM_REPORT = "interim_report"
    FINAL_REPORT = "final_report"
    DOSSIER = "dossier"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    CALLED = "called"
    HELD = "held"
    MINUTED = "minuted"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """What became of a point of an agenda."""

    OPEN = "open"
    DECIDED = "decided"
    NOTED = "noted"
    CARRIED = "carried"
    SETTLED = "settled"
    REMOVED = "removed"


class Attendance(StrEnum):
    """Whether somebody came for an invited organisation."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class InvitationChange(StrEnum):
    """What an invitation says: come, come at another time, do not come."""

    CALLED = "called"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Way(StrEnum):
    """Which way something moves in a list."""

    UP = "up"
    DOWN = "down"


class TrafficLight(StrEnum):
    """The proposed lights of the yearly measure report; the catalogue does not list any."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class MeasureState(StrEnum):
    """How far a policy measure is; several may hold at once."""

    TO_PLAN = "to_plan"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    EXISTING = "existing"
    TO_INTENSIFY = "to_intensify"


class MeasureTerm(StrEnum):
    """When a planned measure should come; both may hold."""

    SHORT = "short"
    MEDIUM = "medium"


class MeasurePriority(StrEnum):
    """How much a measure matters: 3, 2 or 1 in the catalogue."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class PrioritySource(StrEnum):
    """How a priority got to its row; all but the printed ones want a person's confirmation."""

    INLINE = "inline"
    RECONSTRUCTED = "reconstructed-by-order"
    SPLIT_ROW = "split-row"


class CiiPhase(StrEnum):
    """The three phases of the CII measure portfolio."""

    RECORD = "record"
    COORDINATE = "coordinate"
    CROSS_LIMITS = "cross_limits"


class PeriodKind(StrEnum):
    """How long a reporting period is; the concept says only "périodiquement"."""

    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


class Indicator(StrEnum):
    """The named figures of screens and reports; name and formula in words/*/indicators.toml."""

    MANDATES_SUBMITTED = "mandates_submitted"
    MANDATES_ADMITTED = "mandates_admitted"
    MANDATES_REFUSED = "mandates_refused"
    MANDATES_CLOSED = "mandates_closed"
    MANDATES_RUNNING = "mandates_running"
    REGISTRATION_DELAY = "registration_delay"
    SUCCESS_SHARE = "success_share"
    PLACEMENTS_STARTED = "placements_started"
    PLACEMENTS_RUNNING = "placements_running"
    PLACEMENT_LENGTH = "placement_length"
    REPORTS_IN_TIME = "reports_in_time"
    MANDATE_LENGTH = "mandate_length"
    ASSIGNMENT_DELAY = "assignment_delay"
    RESPONSE_TIME = "response_time"
    REPORT_DELAY = "report_delay"


class IndicatorUnit(StrEnum):
    """What a figure is counted in."""

    COUNT = "count"
    DAYS = "days"
    PERCENT = "percent"


class CampaignState(StrEnum):
    """The steps of a quality campaign."""

    PLANNED = "planned"
    EVIDENCE_REQUESTED = "evidence_requested"
    IN_REVIEW = "in_review"
    HEARING = "hearing"
    DECIDED = "decided"
    NOTIFIED = "notified"


class CampaignResult(StrEnum):
    """What a quality campaign found about one provider."""

    IN_ORDER = "in_order"
    TO_IMPROVE = "to_improve"
    NOT_IN_ORDER = "not_in_order"
