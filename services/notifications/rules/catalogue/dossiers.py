"""What casework tells: segments to agree to, to control, to review, requests and contacts; always about a dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from schemas.casework import (
    ContactNormMissed,
    DossierClosed,
    DossierMoved,
    PortfolioChecked,
    SegmentAgreed,
    SegmentChangeRequested,
    SegmentDecided,
    SegmentGivenBack,
    SegmentProposed,
    SegmentRequestAnswered,
    SegmentReviewDue,
    SegmentToControl,
)
from schemas.codes_casework import PortfolioOutcome
from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from services.notifications.rules.notice import Notice, Whom, always

A = AlertKind
KNOW: Final = Posture.KNOW
CASE_WORKER, SECTOR_HEAD, REQUESTER = Whom.CASE_WORKER, Whom.SECTOR_HEAD, Whom.REQUESTER


def _is_granted(told: SegmentRequestAnswered) -> bool:
    return told.granted


def _is_denied(told: SegmentRequestAnswered) -> bool:
    return not told.granted


def _needs_talk(told: PortfolioChecked) -> bool:
    return told.outcome is PortfolioOutcome.INTERVENTION


def _task(kind: AlertKind, on: type[Event], whom: Whom, due: str = "") -> Notice:
    return Notice(kind=kind, on=on, whom=whom, record=RecordKind.DOSSIER, by="dossier_id", due=due)


def _news(kind: AlertKind, on: type[Event], whom: Whom, when: Callable[[Any], bool] = always) -> Notice:
    record = RecordKind.DOSSIER
    return Notice(kind=kind, on=on, whom=whom, posture=KNOW, record=record, by="dossier_id", when=when)


NOTICES: Final = (
    _task(A.SEGMENT_TO_AGREE, SegmentProposed, SECTOR_HEAD),
    _task(A.DOSSIER_TO_TRANSFER, SegmentAgreed, CASE_WORKER),
    _task(A.SEGMENT_TO_CONTROL, SegmentToControl, SECTOR_HEAD),
    _task(A.SEGMENT_TO_CORRECT, SegmentGivenBack, CASE_WORKER),
    _task(A.SEGMENT_REQUEST_TO_ANSWER, SegmentChangeRequested, CASE_WORKER),
    _news(A.SEGMENT_REQUEST_GRANTED, SegmentRequestAnswered, REQUESTER, _is_granted),
    _news(A.SEGMENT_REQUEST_DENIED, SegmentRequestAnswered, REQUESTER, _is_denied),
    _news(A.SEGMENT_DECIDED, SegmentDecided, CASE_WORKER),
    _task(A.SEGMENT_TO_REVIEW, SegmentReviewDue, CASE_WORKER, "due_on"),
    _news(A.DOSSIER_RECEIVED, DossierMoved, CASE_WORKER),
    _news(A.CONTACT_NORM_MISSED, ContactNormMissed, CASE_WORKER),
    Notice(
        kind=A.PORTFOLIO_TO_DISCUSS,
        on=PortfolioChecked,
        whom=CASE_WORKER,
        posture=KNOW,
        record=RecordKind.OTHER,
        by="case_worker_id",
        when=_needs_talk,
    ),
)

_ALL: Final = (
    A.SEGMENT_TO_AGREE,
    A.DOSSIER_TO_TRANSFER,
    A.SEGMENT_TO_CONTROL,
    A.SEGMENT_TO_CORRECT,
    A.SEGMENT_REQUEST_TO_ANSWER,
    A.SEGMENT_TO_REVIEW,
    A.CONTACT_NORM_MISSED,
)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    SegmentProposed: (A.SEGMENT_TO_CORRECT,),
    SegmentAgreed: (A.SEGMENT_TO_AGREE,),
    DossierMoved: (A.DOSSIER_TO_TRANSFER, A.DOSSIER_RECEIVED),
    SegmentToControl: (A.SEGMENT_TO_CORRECT, A.SEGMENT_TO_REVIEW),
    SegmentGivenBack: (A.SEGMENT_TO_AGREE, A.SEGMENT_TO_CONTROL),
    SegmentRequestAnswered: (A.SEGMENT_REQUEST_TO_ANSWER,),
    SegmentDecided: (A.SEGMENT_TO_CONTROL, A.SEGMENT_TO_CORRECT, A.SEGMENT_TO_REVIEW),
    DossierClosed: _ALL,
}
