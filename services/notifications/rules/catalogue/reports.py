"""What placements tells about papers: interim reports and presence months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from schemas.placements import (
    InterimReportAccepted,
    InterimReportDropped,
    InterimReportDue,
    InterimReportReceived,
    InterimReportReturned,
    PresenceContested,
    PresenceLocked,
    PresenceOpened,
    PresenceSubmitted,
)
from services.notifications.rules.notice import Notice, Whom

A = AlertKind
KNOW: Final = Posture.KNOW
PROVIDER, COORDINATOR = Whom.PROVIDER, Whom.COORDINATOR


def _report(kind: AlertKind, on: type[Event], whom: Whom, posture: Posture = Posture.ACT, due: str = "") -> Notice:
    record = RecordKind.REPORT
    return Notice(kind=kind, on=on, whom=whom, posture=posture, record=record, by="report_id", due=due)


def _presence(kind: AlertKind, on: type[Event], whom: Whom, due: str = "") -> Notice:
    return Notice(kind=kind, on=on, whom=whom, record=RecordKind.PRESENCE, by="month_id", due=due)


NOTICES: Final = (
    _report(A.REPORT_TO_WRITE, InterimReportDue, PROVIDER, due="due_on"),
    _report(A.REPORT_TO_CHECK, InterimReportReceived, COORDINATOR),
    _report(A.REPORT_RECEIVED, InterimReportReceived, Whom.CASE_WORKER, KNOW),
    _report(A.REPORT_TO_CORRECT, InterimReportReturned, PROVIDER),
    _report(A.REPORT_ACCEPTED, InterimReportAccepted, PROVIDER, KNOW),
    _presence(A.PRESENCE_TO_FILL, PresenceOpened, PROVIDER, "due_on"),
    _presence(A.PRESENCE_TO_LOCK, PresenceSubmitted, COORDINATOR),
    _presence(A.PRESENCE_TO_CORRECT, PresenceContested, PROVIDER),
)

PRESENCE_TASKS: Final = (A.PRESENCE_TO_FILL, A.PRESENCE_TO_LOCK, A.PRESENCE_TO_CORRECT)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    InterimReportReceived: (A.REPORT_TO_WRITE, A.REPORT_TO_CORRECT),
    InterimReportReturned: (A.REPORT_TO_CHECK, A.REPORT_RECEIVED),
    InterimReportAccepted: (A.REPORT_TO_CHECK,),
    InterimReportDropped: (A.REPORT_TO_WRITE, A.REPORT_TO_CORRECT),
    PresenceSubmitted: (A.PRESENCE_TO_FILL, A.PRESENCE_TO_CORRECT),
    PresenceContested: (A.PRESENCE_TO_LOCK,),
    PresenceLocked: PRESENCE_TASKS,
}
