"""What of all that happens a meeting may have to talk about, and what settles it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from schemas.casework import DossierClosed, SegmentDecided
from schemas.codes_steering import AgendaKind, AgendaRecord, MeetingKind
from schemas.message import Event
from schemas.placements import (
    DeclineDecided,
    InterimReportDue,
    InterimReportReceived,
    PersonAssigned,
    PersonEnded,
    PersonProposed,
    ProlongationAsked,
    ProlongationDecided,
    ProposalDeclined,
    ProposalEnded,
    QuotaOverused,
    ReservationAsked,
    ReservationDecided,
)
from schemas.registration import (
    ExceptionDecided,
    ExceptionNeeded,
    FinalReportWritten,
    MandateClosed,
    MandateExpired,
    MandateRefused,
    MandateTransferred,
    MandateWithdrawn,
    RegistrationDeadlineReached,
    ReorientationAsked,
    ReorientationDecided,
    SearchEnded,
)

K, R = AgendaKind, AgendaRecord
SEGMENTS_AHEAD: Final = timedelta(days=60)
"""How long before a segment's time is over a meeting hears of it: the first warning of the concept's practice."""
_LATE_STAGES: Final = frozenset({"due", "escalate"})
WITHOUT_CASES: Final = frozenset({MeetingKind.MANAGEMENT_EXCHANGE})


@dataclass(frozen=True, kw_only=True)
class NewMatter:
    """One matter to keep."""

    kind: AgendaKind
    record: AgendaRecord
    subject_id: UUID
    context_id: UUID | None = None
    detail: str = ""
    mandate_id: UUID | None = None
    social_service_id: UUID | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class _Opening:
    kind: AgendaKind
    record: AgendaRecord
    by: str
    detail: str = ""
    due: str = ""
    context: str = ""


_OPENS: Final[Mapping[type[Event], _Opening]] = {
    ExceptionNeeded: _Opening(K.CASE_TO_DECIDE, R.EXCEPTION, "mandate_id", detail="exception"),
    ReorientationAsked: _Opening(K.CASE_TO_DECIDE, R.REORIENTATION, "reorientation_id"),
    ProposalDeclined: _Opening(K.CASE_TO_DECIDE, R.DECLINE, "proposal_id"),
    ProlongationAsked: _Opening(
        K.CASE_TO_DECIDE, R.PROLONGATION, "prolongation_id", due="until", context="placement_id"
    ),
    ReservationAsked: _Opening(K.CASE_TO_DECIDE, R.RESERVATION, "reservation_id"),
    InterimReportDue: _Opening(K.LATE_REPORT, R.INTERIM_REPORT, "report_id", due="due_on"),
    SegmentDecided: _Opening(K.SEGMENT_REVIEW, R.DOSSIER, "dossier_id", due="review_due_on"),
    QuotaOverused: _Opening(K.OVER_QUOTA, R.PROPOSAL, "proposal_id", detail="over_quota"),
}
_OF_DEADLINES: Final[Mapping[str, tuple[AgendaKind, AgendaRecord]]] = {
    "person_without_place": (K.STALLED_PERSON, R.MANDATE),
    "final_report_written": (K.LATE_REPORT, R.FINAL_REPORT),
}


@dataclass(frozen=True)
class Settling:
    """Matters of ``record`` about ``subject_id`` are settled; ``detail`` None means whatever it is."""

    record: AgendaRecord
    subject_id: UUID
    detail: str | None = None


_CLOSES: Final[Mapping[type[Event], tuple[tuple[AgendaRecord, str, str], ...]]] = {
    ExceptionDecided: ((R.EXCEPTION, "mandate_id", "exception"),),
    ReorientationDecided: ((R.REORIENTATION, "reorientation_id", ""),),
    DeclineDecided: ((R.DECLINE, "proposal_id", ""),),
    ProposalEnded: ((R.DECLINE, "proposal_id", ""), (R.PROPOSAL, "proposal_id", "")),
    ProlongationDecided: ((R.PROLONGATION, "prolongation_id", ""),),
    ReservationDecided: ((R.RESERVATION, "reservation_id", "."),),
    InterimReportReceived: ((R.INTERIM_REPORT, "report_id", ""),),
    FinalReportWritten: ((R.FINAL_REPORT, "mandate_id", ""),),
    PersonProposed: ((R.MANDATE, "mandate_id", ""),),
    PersonAssigned: ((R.MANDATE, "mandate_id", ""),),
    SearchEnded: ((R.MANDATE, "mandate_id", ""),),
    SegmentDecided: ((R.DOSSIER, "dossier_id", ""),),
    DossierClosed: ((R.DOSSIER, "dossier_id", ""),),
}
OVER: Final = frozenset({MandateClosed, MandateRefused, MandateWithdrawn, MandateExpired, MandateTransferred})
"""With these every matter of the mandate is settled."""
HEARD: Final[frozenset[type[Event]]] = frozenset({*_OPENS, *_CLOSES, *OVER, PersonEnded, RegistrationDeadlineReached})
"""Every event that brings a matter up or settles one; the end of a placement settles the wish to prolong it."""


def matter_of(told: Any) -> NewMatter | None:
    """Return the matter an event brings up, None for an event that only settles something or says nothing new."""
    if isinstance(told, RegistrationDeadlineReached):
        return _of_deadline(told)
    opening = _OPENS.get(type(told))
    if opening is None:
        return None
    return NewMatter(
        kind=opening.kind,
        record=opening.record,
        subject_id=getattr(told, opening.by),
        context_id=getattr(told, opening.context) if opening.context else None,
        detail=_detail(told, opening.detail),
        mandate_id=getattr(told, "mandate_id", None),
        social_service_id=getattr(told, "social_service_id", None),
        due_on=getattr(told, opening.due) if opening.due else None,
    )


def _detail(told: Any, name: str) -> str:
    return str(getattr(told, name)) if name and hasattr(told, name) else name


def _of_deadline(told: RegistrationDeadlineReached) -> NewMatter | None:
    found = _OF_DEADLINES.get(told.kind)
    if found is None or told.stage not in _LATE_STAGES:
        return None
    kind, record = found
    return NewMatter(
        kind=kind, record=record, subject_id=told.subject_id, mandate_id=told.mandate_id, due_on=told.due_on
    )


def settled_by(told: Any) -> tuple[Settling, ...]:
    """Return what an event settles about single records; the end of a mandate is asked for with ``OVER``."""
    found = _CLOSES.get(type(told), ())
    return tuple(Settling(record, getattr(told, by), _settled_detail(told, detail)) for record, by, detail in found)


def _settled_detail(told: Any, detail: str) -> str | None:
    if detail == ".":
        return ""
    return str(getattr(told, detail)) if detail else None


def is_for(kind: MeetingKind, matter: NewMatter, meets_on: date, services: frozenset[UUID]) -> bool:
    """Whether a matter belongs on the agenda of a meeting on ``meets_on`` to which ``services`` are invited."""
    if kind in WITHOUT_CASES or (matter.social_service_id and matter.social_service_id not in services):
        return False
    if matter.kind is AgendaKind.LATE_REPORT:
        return matter.due_on is not None and matter.due_on < meets_on
    if matter.kind is AgendaKind.SEGMENT_REVIEW:
        return matter.due_on is not None and matter.due_on <= meets_on + SEGMENTS_AHEAD
    return True
