"""The code lists only placements decides by: seats, quotas, waiting list, reports; texts in words/*/codes.toml."""

from __future__ import annotations

from enum import StrEnum


class QuotaState(StrEnum):
    """How a yearly quota of place-months is doing."""

    NOT_CONFIGURED = "not_configured"
    WITHIN = "within"
    FORECAST_OVER = "forecast_over"
    OVER = "over"


class AssignmentForm(StrEnum):
    """What becomes of a place a social service asks for in its own places (Concept SSIP, ch. 8)."""

    REQUEST = "request"
    ASSIGNMENT = "assignment"


class ConcentrationState(StrEnum):
    """Whether too many seats are with one provider (Concept SSIP, ch. 6: monopolies are to be avoided)."""

    NO_DATA = "no_data"
    NOT_CONFIGURED = "not_configured"
    BALANCED = "balanced"
    CONCENTRATED = "concentrated"


class DiversityDimension(StrEnum):
    """In what respect places differ (Concept SSIP, ch. 6)."""

    KIND = "kind"
    TRADE = "trade"
    DOMAIN = "domain"
    WORKLOAD = "workload"
    SUITABILITY = "suitability"


class Weighting(StrEnum):
    """How place-days are weighed in utilisation; no source says it, headcount is the default."""

    HEADCOUNT = "headcount"
    WORKLOAD = "workload"


class ReportStage(StrEnum):
    """How far the asking for one report has gone."""

    NOT_YET = "not_yet"
    ASKED = "asked"
    LATE = "late"
    ESCALATED = "escalated"


class WaitingPart(StrEnum):
    """What a place in the waiting list is made of."""

    WAITING_TIME = "waiting_time"
    QUOTA_ROOM = "quota_room"
    CAPACITY_DECLINES = "capacity_declines"


class WaitingEvent(StrEnum):
    """What happened to somebody on the waiting list."""

    ENTERED = "entered"
    MOVED = "moved"
    PARKED = "parked"
    LEFT = "left"


class SpokenLanguage(StrEnum):
    """What somebody speaks, when a place is looked for that asks for nothing else."""

    FRENCH = "french"
    GERMAN = "german"
