"""Which events are counted, and what is kept of each: a kind, a day, who it concerns, one code, one number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from schemas.casework import DossierClosed, DossierOpened, SegmentDecided
from schemas.message import Event
from schemas.placements import (
    DeclineDecided,
    InterimReportAccepted,
    InterimReportDue,
    InterimReportReceived,
    PersonAssigned,
    PersonEnded,
    PersonProposed,
    PersonStarted,
    PlacePublished,
    PlaceWithdrawn,
    ProposalAccepted,
    ProposalDeclined,
)
from schemas.registration import (
    FinalReportWritten,
    MandateAdmitted,
    MandateClosed,
    MandateExpired,
    MandateRefused,
    MandateReopened,
    MandateSubmitted,
    MandateWithdrawn,
    OutcomeRecorded,
    PhaseChanged,
)


class FactKind(StrEnum):
    """What happened."""

    MANDATE_SUBMITTED = "mandate_submitted"
    MANDATE_ADMITTED = "mandate_admitted"
    MANDATE_REFUSED = "mandate_refused"
    MANDATE_WITHDRAWN = "mandate_withdrawn"
    MANDATE_EXPIRED = "mandate_expired"
    MANDATE_CLOSED = "mandate_closed"
    MANDATE_REOPENED = "mandate_reopened"
    PHASE_BEGUN = "phase_begun"
    FINAL_REPORT_WRITTEN = "final_report_written"
    PLACE_PUBLISHED = "place_published"
    PLACE_WITHDRAWN = "place_withdrawn"
    PERSON_PROPOSED = "person_proposed"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_DECLINED = "proposal_declined"
    DECLINE_DECIDED = "decline_decided"
    PERSON_ASSIGNED = "person_assigned"
    PERSON_STARTED = "person_started"
    PERSON_ENDED = "person_ended"
    REPORT_DUE = "report_due"
    REPORT_RECEIVED = "report_received"
    REPORT_ACCEPTED = "report_accepted"
    DOSSIER_OPENED = "dossier_opened"
    DOSSIER_CLOSED = "dossier_closed"
    SEGMENT_DECIDED = "segment_decided"
    OUTCOME_RECORDED = "outcome_recorded"


@dataclass(frozen=True, kw_only=True)
class CountedFact:
    """One row to keep."""

    kind: FactKind
    on_day: date
    subject_id: UUID
    mandate_id: UUID | None = None
    social_service_id: UUID | None = None
    provider_id: UUID | None = None
    detail: str = ""
    amount: int = 1
    record_id: UUID | None = None
    second: str = ""
    third: str = ""


@dataclass(frozen=True)
class _Reading:
    """Where an event says its day, its telling codes and its number; without a day it happened when it was heard."""

    kind: FactKind
    day: str = ""
    detail: str = ""
    amount: str = ""
    record: str = ""
    second: str = ""
    third: str = ""


COUNTED: Final[Mapping[type[Event], _Reading]] = {
    MandateSubmitted: _Reading(FactKind.MANDATE_SUBMITTED, "submitted_on", "wished_kind"),
    MandateAdmitted: _Reading(FactKind.MANDATE_ADMITTED, "admitted_on"),
    MandateRefused: _Reading(FactKind.MANDATE_REFUSED, detail="reason"),
    MandateWithdrawn: _Reading(FactKind.MANDATE_WITHDRAWN),
    MandateExpired: _Reading(FactKind.MANDATE_EXPIRED),
    MandateClosed: _Reading(FactKind.MANDATE_CLOSED, "closed_on", "success", second="reason", third="potential"),
    MandateReopened: _Reading(FactKind.MANDATE_REOPENED, "reopened_on"),
    PhaseChanged: _Reading(FactKind.PHASE_BEGUN, "changed_on", "begun"),
    FinalReportWritten: _Reading(FactKind.FINAL_REPORT_WRITTEN),
    PlacePublished: _Reading(FactKind.PLACE_PUBLISHED, detail="kind", amount="seats"),
    PlaceWithdrawn: _Reading(FactKind.PLACE_WITHDRAWN),
    PersonProposed: _Reading(FactKind.PERSON_PROPOSED, record="proposal_id"),
    ProposalAccepted: _Reading(FactKind.PROPOSAL_ACCEPTED, record="proposal_id"),
    ProposalDeclined: _Reading(FactKind.PROPOSAL_DECLINED, detail="reason", record="proposal_id"),
    DeclineDecided: _Reading(FactKind.DECLINE_DECIDED),
    PersonAssigned: _Reading(FactKind.PERSON_ASSIGNED, detail="kind", record="placement_id", second="funding"),
    PersonStarted: _Reading(FactKind.PERSON_STARTED, "started_on", record="placement_id"),
    PersonEnded: _Reading(FactKind.PERSON_ENDED, "ended_on", "reason", record="placement_id"),
    InterimReportDue: _Reading(FactKind.REPORT_DUE, "due_on", record="report_id"),
    InterimReportReceived: _Reading(FactKind.REPORT_RECEIVED, "received_on", record="report_id"),
    InterimReportAccepted: _Reading(FactKind.REPORT_ACCEPTED, record="report_id"),
    DossierOpened: _Reading(FactKind.DOSSIER_OPENED, "opened_on", "sector"),
    DossierClosed: _Reading(FactKind.DOSSIER_CLOSED, "closed_on"),
    SegmentDecided: _Reading(FactKind.SEGMENT_DECIDED, "started_on", "segment"),
    OutcomeRecorded: _Reading(FactKind.OUTCOME_RECORDED, detail="outcome", second="month"),
}
"""The events steering hears, and how each is read."""


def fact_of(told: Event, today: date) -> CountedFact:
    """Return what is kept of an event; KeyError for one that is not counted."""
    reading = COUNTED[type(told)]
    subject = told.subject
    if subject is None:
        raise ValueError(f"{told.said} is about no record")
    return CountedFact(
        kind=reading.kind,
        on_day=getattr(told, reading.day) if reading.day else today,
        subject_id=subject,
        mandate_id=getattr(told, "mandate_id", None),
        social_service_id=getattr(told, "social_service_id", None),
        provider_id=getattr(told, "provider_id", None),
        detail=str(getattr(told, reading.detail)) if reading.detail else "",
        amount=getattr(told, reading.amount) if reading.amount else 1,
        record_id=getattr(told, reading.record) if reading.record else None,
        second=str(getattr(told, reading.second)) if reading.second else "",
        third=str(getattr(told, reading.third)) if reading.third else "",
    )
