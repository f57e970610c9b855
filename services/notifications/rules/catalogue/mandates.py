"""What registration tells: triage, exceptions, information, admission, final report and closure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schemas.codes_notifications import AlertKind, Posture
from schemas.message import Event
from schemas.registration import (
    ExceptionDecided,
    ExceptionNeeded,
    FinalReportRead,
    FinalReportWritten,
    InformationAnswered,
    InformationRequested,
    MandateAdmitted,
    MandateClosed,
    MandateExpired,
    MandateRefused,
    MandateReopened,
    MandateSubmitted,
    MandateWithdrawn,
)
from services.notifications.rules.notice import Notice, Whom

A = AlertKind
WAIT, KNOW = Posture.WAIT, Posture.KNOW
CASE_WORKER, COORDINATOR, COORDINATORS = Whom.CASE_WORKER, Whom.COORDINATOR, Whom.COORDINATORS


def _is_granted(told: ExceptionDecided) -> bool:
    return told.granted


def _is_denied(told: ExceptionDecided) -> bool:
    return not told.granted


_EXCEPTIONS: Final = (
    Notice(kind=A.EXCEPTION_TO_DECIDE, on=ExceptionNeeded, whom=Whom.HEAD, detail="exception"),
    Notice(kind=A.EXCEPTION_AWAITED, on=ExceptionNeeded, whom=COORDINATORS, posture=WAIT, detail="exception"),
    Notice(
        kind=A.EXCEPTION_GRANTED,
        on=ExceptionDecided,
        whom=COORDINATORS,
        posture=KNOW,
        detail="exception",
        when=_is_granted,
    ),
    Notice(
        kind=A.EXCEPTION_DENIED,
        on=ExceptionDecided,
        whom=COORDINATORS,
        posture=KNOW,
        detail="exception",
        when=_is_denied,
    ),
)

_ADMISSION: Final = (
    Notice(kind=A.MANDATE_TO_TRIAGE, on=MandateSubmitted, whom=COORDINATORS),
    Notice(kind=A.TRIAGE_AWAITED, on=MandateSubmitted, whom=CASE_WORKER, posture=WAIT),
    Notice(kind=A.INFORMATION_TO_GIVE, on=InformationRequested, whom=CASE_WORKER),
    Notice(kind=A.INFORMATION_AWAITED, on=InformationRequested, whom=COORDINATORS, posture=WAIT),
    Notice(kind=A.MANDATE_TO_TRIAGE, on=InformationAnswered, whom=COORDINATORS),
    Notice(kind=A.MANDATE_ADMITTED, on=MandateAdmitted, whom=CASE_WORKER, posture=KNOW),
    Notice(kind=A.MANDATE_REFUSED, on=MandateRefused, whom=CASE_WORKER, posture=KNOW, detail="reason"),
    Notice(kind=A.MANDATE_WITHDRAWN, on=MandateWithdrawn, whom=COORDINATOR, posture=KNOW),
    Notice(kind=A.MANDATE_EXPIRED, on=MandateExpired, whom=CASE_WORKER, posture=KNOW),
    Notice(kind=A.MANDATE_EXPIRED, on=MandateExpired, whom=COORDINATORS, posture=KNOW),
)

_CLOSING: Final = (
    Notice(kind=A.FINAL_REPORT_TO_READ, on=FinalReportWritten, whom=CASE_WORKER),
    Notice(kind=A.READING_AWAITED, on=FinalReportWritten, whom=COORDINATOR, posture=WAIT),
    Notice(kind=A.MANDATE_TO_CLOSE, on=FinalReportWritten, whom=COORDINATOR),
    Notice(kind=A.MANDATE_CLOSED, on=MandateClosed, whom=CASE_WORKER, posture=KNOW),
    Notice(kind=A.MANDATE_REOPENED, on=MandateReopened, whom=CASE_WORKER, posture=KNOW),
)

NOTICES: Final = _ADMISSION + _EXCEPTIONS + _CLOSING

_TRIAGED: Final = (A.MANDATE_TO_TRIAGE, A.TRIAGE_AWAITED)
_INFORMED: Final = (A.INFORMATION_TO_GIVE, A.INFORMATION_AWAITED)
_EXCEPTED: Final = (A.EXCEPTION_TO_DECIDE, A.EXCEPTION_AWAITED)
READ: Final = (A.FINAL_REPORT_TO_READ, A.READING_AWAITED)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    InformationRequested: (A.MANDATE_TO_TRIAGE,),
    InformationAnswered: _INFORMED,
    ExceptionDecided: _EXCEPTED,
    MandateAdmitted: (*_TRIAGED, *_INFORMED, *_EXCEPTED),
    MandateReopened: (A.MANDATE_CLOSED, *READ),
    FinalReportWritten: (A.FINAL_REPORT_TO_WRITE,),
    FinalReportRead: READ,
}
OVER: Final = frozenset({MandateClosed, MandateRefused, MandateWithdrawn, MandateExpired})
