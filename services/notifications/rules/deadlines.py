"""What a reached deadline tells whom: the open task is said again, an escalation goes to the backup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from schemas.actor import Role
from schemas.billing import BillingDeadlineReached, InvoiceChecked
from schemas.casework import (
    CaseworkDeadlineReached,
    DossierClosed,
    DossierMoved,
    SegmentDecided,
    SegmentToControl,
)
from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from schemas.placements import (
    PersonEnded,
    PlaceConfirmed,
    PlacementsDeadlineReached,
    PlaceWentStale,
    PlaceWithdrawn,
    ProlongationDecided,
)
from schemas.registration import AppointmentChanged, MandateReadyForMatching, PhaseChanged, RegistrationDeadlineReached
from schemas.steering import MeetingProgressed, SteeringDeadlineReached
from services.notifications.rules.catalogue import ENDS, NOTICES
from services.notifications.rules.notice import Audience, Ending, Raising

A = AlertKind
REACHED: Final[tuple[type[Event], ...]] = (
    RegistrationDeadlineReached,
    PlacementsDeadlineReached,
    BillingDeadlineReached,
    SteeringDeadlineReached,
    CaseworkDeadlineReached,
)
TASK_OF: Final[Mapping[str, AlertKind]] = {
    "mandate_acknowledged": A.MANDATE_TO_TRIAGE,
    "mandate_triaged": A.MANDATE_TO_TRIAGE,
    "information_answered": A.INFORMATION_TO_GIVE,
    "person_without_place": A.PLACE_TO_FIND,
    "reorientation_decided": A.REORIENTATION_TO_DECIDE,
    "final_report_written": A.FINAL_REPORT_TO_WRITE,
    "stale_place_confirmed": A.PLACE_TO_CONFIRM,
    "proposal_answered": A.PROPOSAL_TO_ANSWER,
    "acknowledged_proposal_answered": A.PROPOSAL_TO_ANSWER,
    "interview_answered": A.PROPOSAL_TO_ANSWER,
    "trial_answered": A.PROPOSAL_TO_ANSWER,
    "decline_decided": A.DECLINE_TO_DECIDE,
    "reservation_decided": A.RESERVATION_TO_DECIDE,
    "placement_started": A.START_TO_RECORD,
    "prolongation_decided": A.PROLONGATION_TO_DECIDE,
    "interim_report_written": A.REPORT_TO_WRITE,
    "interim_report_finished": A.REPORT_TO_WRITE,
    "interim_report_read": A.REPORT_TO_CHECK,
    "interim_report_corrected": A.REPORT_TO_CORRECT,
    "presence_submitted": A.PRESENCE_TO_FILL,
    "presence_locked": A.PRESENCE_TO_LOCK,
    "presence_corrected": A.PRESENCE_TO_CORRECT,
    "segment_request_answered": A.SEGMENT_REQUEST_TO_ANSWER,
    "segment_proposal_agreed": A.SEGMENT_TO_AGREE,
    "dossier_transferred": A.DOSSIER_TO_TRANSFER,
    "segment_executed": A.SEGMENT_TO_CONTROL,
    "segment_review": A.SEGMENT_TO_REVIEW,
    "segment_review_proposed": A.SEGMENT_TO_REVIEW,
    "invoice_released": A.INVOICE_TO_RELEASE,
}
"""Deadlines of a task that stands in the catalogue: reminding says the same task again instead of a second thing."""

_PLAN_GOES_ON: Final = (PhaseChanged, MandateReadyForMatching)
_OWN_ENDS: Final[Mapping[str, tuple[type[Event], ...]]] = {
    "clarification_done": (PhaseChanged,),
    "in_depth_clarification_done": (PhaseChanged,),
    "plan_written": _PLAN_GOES_ON,
    "plan_released": _PLAN_GOES_ON,
    "coaching_reviewed": _PLAN_GOES_ON,
    "followup_reviewed": (PhaseChanged,),
    "appointment_confirmed": (AppointmentChanged,),
    "appointment_outcome": (AppointmentChanged,),
    "place_confirmed": (PlaceConfirmed, PlaceWentStale, PlaceWithdrawn),
    "placement_end": (PersonEnded, ProlongationDecided),
    "suspension_over": (PersonEnded,),
    "placement_left": (PersonEnded,),
    "interim_report_planned": (PersonEnded,),
    "intake_1_left": (DossierMoved, DossierClosed),
    "intake_2_left": (DossierMoved, DossierClosed),
    "invoice_checked": (InvoiceChecked,),
    "segment_final_decision": (SegmentToControl, SegmentDecided, DossierClosed),
    "meeting_called": (MeetingProgressed,),
    "meeting_opened": (MeetingProgressed,),
    "minutes_written": (MeetingProgressed,),
}
"""Deadlines that are a task of their own -> the events that show it is done; the mandate's end ends them all."""


def _done_by() -> Mapping[str, tuple[type[Event], ...]]:
    of_tasks = {kind: tuple(event for event, tasks in ENDS.items() if task in tasks) for kind, task in TASK_OF.items()}
    return {**of_tasks, **_OWN_ENDS}


DONE_BY: Final = _done_by()
"""Kind of deadline -> the events that show that its task is done."""
STAGES: Final = frozenset({A.DEADLINE_NEAR, A.DEADLINE_DUE, A.DEADLINE_MISSED})
TIMED: Final = frozenset({*TASK_OF.values(), A.DEADLINE_NEAR, A.DEADLINE_DUE})
"""What the register of deadlines of its service shows its owner as well."""
_OF_STAGE: Final = {
    "warn": A.DEADLINE_NEAR,
    "remind": A.DEADLINE_NEAR,
    "due": A.DEADLINE_DUE,
    "escalate": A.DEADLINE_MISSED,
}
_EXPIRE: Final = "expire"
_WARN: Final = "warn"
_BACK_TO_TRIAGE: Final = "information_answered"
_NEWS_AT_EXPIRY: Final = frozenset({_BACK_TO_TRIAGE, "reservation_decided"})
"""Deadlines whose running out no other event tells the owner."""
_SUBJECTS: Final = (
    "mandate_id",
    "appointment_id",
    "reorientation_id",
    "proposal_id",
    "reservation_id",
    "placement_id",
    "prolongation_id",
    "place_id",
    "report_id",
    "month_id",
    "dossier_id",
    "paper_id",
    "meeting_id",
)
_OFFICE: Final = frozenset({Role.SSIP_COORDINATOR, Role.SSIP_HEAD, Role.SSIP_ADMIN})
_RECORD_OF_TASK: Final = {each.kind: each.record for each in NOTICES}
_RECORD_OF_KIND: Final = {
    "appointment_confirmed": RecordKind.APPOINTMENT,
    "appointment_outcome": RecordKind.APPOINTMENT,
    "place_confirmed": RecordKind.PLACE,
    "placement_end": RecordKind.PLACEMENT,
    "suspension_over": RecordKind.PLACEMENT,
    "placement_left": RecordKind.PLACEMENT,
    "invoice_checked": RecordKind.PAPER,
    "interim_report_planned": RecordKind.PLACEMENT,
    "intake_1_left": RecordKind.DOSSIER,
    "intake_2_left": RecordKind.DOSSIER,
    "segment_final_decision": RecordKind.DOSSIER,
    "meeting_called": RecordKind.MEETING,
    "meeting_opened": RecordKind.MEETING,
    "minutes_written": RecordKind.MEETING,
}


def deadline_alerts(told: Any) -> tuple[Raising, ...]:
    """Return the alerts of a reached stage: the owner's task again, or once it escalates the backup's warning."""
    if told.stage == _EXPIRE:
        return _expired(told)
    kind = _OF_STAGE.get(told.stage)
    if kind is None:
        return ()
    if kind is A.DEADLINE_MISSED:
        return (_raising(told, kind, _people(told, told.backup_role)),)
    owner = _people(told, told.owner_role, told.owner_account_id)
    if task := TASK_OF.get(told.kind):
        from_on = told.due_on if told.stage == _WARN else None
        return (replace(_raising(told, task, owner), detail="", from_on=from_on, again=True),)
    return (_raising(told, kind, owner),)


def _expired(told: Any) -> tuple[Raising, ...]:
    """The owner hears that nobody acted in time; what the service did about it, its own event says."""
    if told.kind not in _NEWS_AT_EXPIRY:
        return ()
    owner = _people(told, told.owner_role, told.owner_account_id)
    news = replace(_raising(told, A.DEADLINE_EXPIRED, owner), posture=Posture.KNOW)
    if told.kind != _BACK_TO_TRIAGE:
        return (news,)
    again = _raising(told, A.MANDATE_TO_TRIAGE, Audience(Role.SSIP_COORDINATOR))
    return (news, replace(again, detail="", due_on=None))


def _raising(told: Any, kind: AlertKind, audience: Audience) -> Raising:
    return Raising(
        kind=kind,
        posture=Posture.ACT,
        record=_record(told),
        subject_id=told.subject_id,
        audience=audience,
        mandate_id=told.mandate_id,
        detail=told.kind,
        due_on=told.due_on,
    )


def _record(told: Any) -> RecordKind:
    if task := TASK_OF.get(told.kind):
        return _RECORD_OF_TASK[task]
    of_registration = isinstance(told, RegistrationDeadlineReached)
    return _RECORD_OF_KIND.get(told.kind, RecordKind.MANDATE if of_registration else RecordKind.OTHER)


def _people(told: Any, role_code: str, account_id: UUID | None = None) -> Audience:
    role = Role(role_code)
    return Audience(role, None if role in _OFFICE else told.owner_organisation_id, account_id)


def deadline_endings(told: Event) -> tuple[Ending, ...]:
    """Return which deadline alerts an event makes obsolete: the task is done, or a later stage has come."""
    if isinstance(told, REACHED):
        return _earlier_stages(told)
    done = frozenset(kind for kind, events in DONE_BY.items() if type(told) in events)
    return (Ending(STAGES, _records(told), done),) if done else ()


def _earlier_stages(told: Any) -> tuple[Ending, ...]:
    subject = frozenset({told.subject_id})
    if told.stage == _EXPIRE:
        task = (Ending(frozenset({TASK_OF[told.kind]}), subject),) if told.kind in _NEWS_AT_EXPIRY else ()
        return (Ending(STAGES, subject, frozenset({told.kind})), *task)
    if _OF_STAGE.get(told.stage) in (None, A.DEADLINE_NEAR):
        return ()
    return (Ending(frozenset({A.DEADLINE_NEAR}), subject, frozenset({told.kind})),)


def _records(told: Event) -> frozenset[UUID]:
    found = (getattr(told, name, None) for name in _SUBJECTS)
    return frozenset(each for each in found if each is not None)
