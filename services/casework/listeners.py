"""What others tell about a mandate stands in the timeline of the dossier it is linked to; nothing here refuses."""

from __future__ import annotations

from typing import Any, Final

from messaging.wiring import Listener
from messaging.work import Work
from schemas.message import Event
from schemas.placements import PersonEnded, PersonStarted
from schemas.registration import (
    MandateAdmitted,
    MandateClosed,
    MandateRefused,
    MandateReopened,
    MandateSubmitted,
    MandateWithdrawn,
)
from services.casework.model import BOOKS, MandateCopy
from workflow.closings import listening
from workflow.moves import write_history


def mandate_submitted(told: MandateSubmitted, work: Work) -> None:
    """Know the mandate, so that a dossier of its service can be linked to it."""
    row = work.session.get(MandateCopy, told.mandate_id)
    if row is None:
        row = MandateCopy(mandate_id=told.mandate_id)
        work.session.add(row)
    row.social_service_id, row.number, row.stage = told.social_service_id, told.number, "submitted"
    write_history(work, BOOKS, told.mandate_id, "office.submitted", number=told.number, on=told.submitted_on)


def mandate_admitted(told: MandateAdmitted, work: Work) -> None:
    """The office has admitted the person."""
    _heard(told, work, "admitted", on=told.admitted_on)


def mandate_refused(told: MandateRefused, work: Work) -> None:
    """The office has refused the mandate."""
    _heard(told, work, "refused", reason=told.reason)


def mandate_withdrawn(told: MandateWithdrawn, work: Work) -> None:
    """The service has taken the mandate back."""
    _heard(told, work, "withdrawn")


def mandate_closed(told: MandateClosed, work: Work) -> None:
    """The mandate has ended."""
    _heard(told, work, "closed", on=told.closed_on, reason=told.reason)


def mandate_reopened(told: MandateReopened, work: Work) -> None:
    """The mandate goes on."""
    _heard(told, work, "admitted", "reopened", on=told.reopened_on)


def person_started(told: PersonStarted, work: Work) -> None:
    """The person has begun at a place."""
    _heard(told, work, "placed", "started", on=told.started_on)


def person_ended(told: PersonEnded, work: Work) -> None:
    """The person has left the place."""
    _heard(told, work, "admitted", "ended", on=told.ended_on, reason=told.reason)


def _heard(told: Any, work: Work, stage: str, what: str = "", **facts: Any) -> None:
    """Write what happened under the mandate's id; the dossier linked to it, now or later, shows it."""
    row = work.session.get(MandateCopy, told.mandate_id)
    if row is not None:
        row.stage = stage
    write_history(work, BOOKS, told.mandate_id, f"office.{what or stage}", **facts)


LISTENERS: Final[dict[type[Event], Listener]] = {
    MandateSubmitted: mandate_submitted,
    MandateAdmitted: mandate_admitted,
    MandateRefused: mandate_refused,
    MandateWithdrawn: mandate_withdrawn,
    MandateClosed: mandate_closed,
    MandateReopened: mandate_reopened,
    PersonStarted: person_started,
    PersonEnded: person_ended,
    **listening(BOOKS),
}
