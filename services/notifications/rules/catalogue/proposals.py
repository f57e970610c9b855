"""What placements tells about the search: proposals, answers, declines and reservations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from schemas.placements import (
    DeclineDecided,
    PersonAssigned,
    PersonProposed,
    ProposalAccepted,
    ProposalDeclined,
    ProposalEnded,
    ReservationAsked,
    ReservationDecided,
)
from schemas.registration import MandateReadyForMatching
from services.notifications.rules.notice import Notice, Whom, always

A = AlertKind
WAIT, KNOW = Posture.WAIT, Posture.KNOW
CASE_WORKER, PROVIDER = Whom.CASE_WORKER, Whom.PROVIDER
COORDINATOR, COORDINATORS = Whom.COORDINATOR, Whom.COORDINATORS
PLACED_ELSEWHERE: Final = "obsolete"


def _needs_new_search(told: ProposalEnded) -> bool:
    return told.how != PLACED_ELSEWHERE


def _is_confirmed(told: DeclineDecided | ReservationDecided) -> bool:
    return told.confirmed


def _is_not_confirmed(told: DeclineDecided | ReservationDecided) -> bool:
    return not told.confirmed


def _proposal(kind: AlertKind, on: type[Event], whom: Whom, posture: Posture = Posture.ACT, detail: str = "") -> Notice:
    """Return a notice whose page is the proposal's."""
    by, record = "proposal_id", RecordKind.PROPOSAL
    return Notice(kind=kind, on=on, whom=whom, posture=posture, record=record, by=by, detail=detail)


def _reservation(
    kind: AlertKind, on: type[Event], whom: Whom, posture: Posture, when: Callable[[Any], bool] = always
) -> Notice:
    by, record = "reservation_id", RecordKind.RESERVATION
    return Notice(kind=kind, on=on, whom=whom, posture=posture, record=record, by=by, when=when)


_PROPOSED: Final = (
    Notice(kind=A.PLACE_TO_FIND, on=MandateReadyForMatching, whom=COORDINATOR),
    _proposal(A.PROPOSAL_TO_ANSWER, PersonProposed, PROVIDER),
    _proposal(A.ANSWER_AWAITED, PersonProposed, COORDINATOR, WAIT),
    Notice(kind=A.PERSON_PROPOSED, on=PersonProposed, whom=CASE_WORKER, posture=KNOW),
    Notice(kind=A.PROPOSAL_ACCEPTED, on=ProposalAccepted, whom=COORDINATOR, posture=KNOW),
    Notice(kind=A.PROPOSAL_ACCEPTED, on=ProposalAccepted, whom=CASE_WORKER, posture=KNOW),
    Notice(kind=A.PLACE_TO_FIND, on=ProposalEnded, whom=COORDINATOR, when=_needs_new_search),
    _proposal(A.PROPOSAL_OVER, ProposalEnded, PROVIDER, KNOW, "how"),
    Notice(kind=A.PROPOSAL_OVER, on=ProposalEnded, whom=CASE_WORKER, posture=KNOW, detail="how"),
)

_DECLINES: Final = (
    _proposal(A.DECLINE_TO_DECIDE, ProposalDeclined, COORDINATOR),
    _proposal(A.DECLINE_AWAITED, ProposalDeclined, PROVIDER, WAIT),
    Notice(
        kind=A.DECLINE_CONFIRMED,
        on=DeclineDecided,
        whom=PROVIDER,
        posture=KNOW,
        record=RecordKind.PROPOSAL,
        by="proposal_id",
        when=_is_confirmed,
    ),
    Notice(
        kind=A.DECLINE_OVERRIDDEN,
        on=DeclineDecided,
        whom=PROVIDER,
        posture=KNOW,
        record=RecordKind.PROPOSAL,
        by="proposal_id",
        when=_is_not_confirmed,
    ),
)

_RESERVATIONS: Final = (
    _reservation(A.RESERVATION_TO_DECIDE, ReservationAsked, COORDINATORS, Posture.ACT),
    _reservation(A.RESERVATION_AWAITED, ReservationAsked, CASE_WORKER, WAIT),
    _reservation(A.RESERVATION_CONFIRMED, ReservationDecided, CASE_WORKER, KNOW, _is_confirmed),
    _reservation(A.RESERVATION_REFUSED, ReservationDecided, CASE_WORKER, KNOW, _is_not_confirmed),
)

NOTICES: Final = _PROPOSED + _DECLINES + _RESERVATIONS

_ANSWERED: Final = (A.PROPOSAL_TO_ANSWER, A.ANSWER_AWAITED)
_DECIDED: Final = (A.DECLINE_TO_DECIDE, A.DECLINE_AWAITED)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    PersonProposed: (A.PLACE_TO_FIND,),
    ProposalAccepted: _ANSWERED,
    ProposalDeclined: _ANSWERED,
    DeclineDecided: _DECIDED,
    ProposalEnded: (*_ANSWERED, *_DECIDED),
    PersonAssigned: (A.PLACE_TO_FIND,),
    ReservationDecided: (A.RESERVATION_TO_DECIDE, A.RESERVATION_AWAITED),
}
