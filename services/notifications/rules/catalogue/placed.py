"""What placements tells about a running placement: start, rest, prolongation and end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from schemas.placements import (
    PersonAssigned,
    PersonEnded,
    PersonStarted,
    PlacementCancelled,
    PlacementResumed,
    PlacementSuspended,
    ProlongationAsked,
    ProlongationDecided,
)
from services.notifications.rules.notice import Notice, Whom

A = AlertKind
WAIT, KNOW = Posture.WAIT, Posture.KNOW
PLACEMENT: Final = RecordKind.PLACEMENT
CASE_WORKER, PROVIDER, COORDINATOR = Whom.CASE_WORKER, Whom.PROVIDER, Whom.COORDINATOR


def _is_granted(told: ProlongationDecided) -> bool:
    return told.granted


def _is_denied(told: ProlongationDecided) -> bool:
    return not told.granted


def _news(kind: AlertKind, on: type[Event], whom: Whom) -> Notice:
    """Return a notice that only wants to be known, about a placement."""
    return Notice(kind=kind, on=on, whom=whom, posture=KNOW, record=PLACEMENT, by="placement_id")


def _decided(kind: AlertKind, whom: Whom, *, granted: bool) -> Notice:
    return Notice(
        kind=kind,
        on=ProlongationDecided,
        whom=whom,
        posture=KNOW,
        record=PLACEMENT,
        by="placement_id",
        when=_is_granted if granted else _is_denied,
    )


NOTICES: Final = (
    Notice(
        kind=A.START_TO_RECORD,
        on=PersonAssigned,
        whom=PROVIDER,
        record=PLACEMENT,
        by="placement_id",
        due="starts_on",
        ahead=True,
    ),
    Notice(kind=A.PERSON_STARTED, on=PersonStarted, whom=CASE_WORKER, posture=KNOW),
    Notice(kind=A.PLACEMENT_CANCELLED, on=PlacementCancelled, whom=CASE_WORKER, posture=KNOW),
    _news(A.PLACEMENT_CANCELLED, PlacementCancelled, PROVIDER),
    Notice(kind=A.PLACE_TO_FIND, on=PlacementCancelled, whom=COORDINATOR),
    _news(A.PLACEMENT_SUSPENDED, PlacementSuspended, CASE_WORKER),
    _news(A.PLACEMENT_SUSPENDED, PlacementSuspended, PROVIDER),
    _news(A.PLACEMENT_RESUMED, PlacementResumed, CASE_WORKER),
    _news(A.PLACEMENT_RESUMED, PlacementResumed, PROVIDER),
    Notice(
        kind=A.PROLONGATION_TO_DECIDE,
        on=ProlongationAsked,
        whom=COORDINATOR,
        record=RecordKind.PROLONGATION,
        by="prolongation_id",
    ),
    Notice(
        kind=A.PROLONGATION_AWAITED,
        on=ProlongationAsked,
        whom=CASE_WORKER,
        posture=WAIT,
        record=RecordKind.PROLONGATION,
        by="prolongation_id",
    ),
    _decided(A.PROLONGATION_GRANTED, CASE_WORKER, granted=True),
    _decided(A.PROLONGATION_GRANTED, PROVIDER, granted=True),
    _decided(A.PROLONGATION_DENIED, CASE_WORKER, granted=False),
    _decided(A.PROLONGATION_DENIED, PROVIDER, granted=False),
    Notice(kind=A.PERSON_ENDED, on=PersonEnded, whom=CASE_WORKER, posture=KNOW, detail="reason"),
    Notice(kind=A.FINAL_REPORT_TO_WRITE, on=PersonEnded, whom=COORDINATOR),
)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    PersonStarted: (A.START_TO_RECORD,),
    PlacementCancelled: (A.START_TO_RECORD,),
    PlacementResumed: (A.PLACEMENT_SUSPENDED,),
    ProlongationDecided: (A.PROLONGATION_TO_DECIDE, A.PROLONGATION_AWAITED),
    PersonEnded: (A.START_TO_RECORD, A.PLACEMENT_SUSPENDED, A.PLACEMENT_RESUMED),
}
