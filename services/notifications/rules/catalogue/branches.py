"""What registration tells beside the royal path: reorientations, transfers, appointments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from schemas.registration import (
    AppointmentChanged,
    MandateTransferred,
    ReorientationAsked,
    ReorientationDecided,
    SearchEnded,
)
from services.notifications.rules.notice import Notice, Whom

A = AlertKind
WAIT, KNOW = Posture.WAIT, Posture.KNOW
CASE_WORKER, COORDINATOR = Whom.CASE_WORKER, Whom.COORDINATOR


def _appointment(whom: Whom) -> Notice:
    return Notice(
        kind=A.APPOINTMENT_CHANGED,
        on=AppointmentChanged,
        whom=whom,
        posture=KNOW,
        record=RecordKind.APPOINTMENT,
        by="appointment_id",
        due="meets_on",
        detail="state",
    )


def _reorientation(kind: AlertKind, whom: Whom, posture: Posture) -> Notice:
    by, record = "reorientation_id", RecordKind.REORIENTATION
    return Notice(kind=kind, on=ReorientationAsked, whom=whom, posture=posture, record=record, by=by)


NOTICES: Final = (
    _reorientation(A.REORIENTATION_TO_DECIDE, COORDINATOR, Posture.ACT),
    _reorientation(A.REORIENTATION_AWAITED, CASE_WORKER, WAIT),
    Notice(kind=A.REORIENTATION_DECIDED, on=ReorientationDecided, whom=CASE_WORKER, posture=KNOW, detail="outcome"),
    Notice(kind=A.MANDATE_TRANSFERRED, on=MandateTransferred, whom=CASE_WORKER, posture=KNOW, detail="target"),
    _appointment(CASE_WORKER),
    _appointment(Whom.PROVIDER),
)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    ReorientationDecided: (A.REORIENTATION_TO_DECIDE, A.REORIENTATION_AWAITED),
    SearchEnded: (A.PLACE_TO_FIND,),
}
OVER: Final = frozenset({MandateTransferred})
