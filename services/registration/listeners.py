"""What placements tells about a mandate moves it along; nothing here refuses."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from messaging.work import TryLater, Work
from schemas.codes import Phase
from schemas.placements import (
    DeclineDecided,
    InterimReportReceived,
    PersonAssigned,
    PersonEnded,
    PersonProposed,
    PersonStarted,
    PlacementCancelled,
    PlacementResumed,
    PlacementSuspended,
    ProlongationDecided,
    ProposalAccepted,
    ProposalDeclined,
    ProposalEnded,
)
from services.registration.handlers.steps import begin_phase, move
from services.registration.model import BOOKS, Mandate
from services.registration.queries.reach import mandate_heard_of
from services.registration.rules.mandate_course import MANDATE
from workflow.moves import write_history


def _heard(mandate_id: UUID, work: Work) -> Mandate:
    found = mandate_heard_of(work.session, mandate_id)
    if found is None:
        raise TryLater(f"mandate {mandate_id} is not here yet")
    return found


def _move_if_possible(mandate: Mandate, name: str, work: Work) -> bool:
    """Move where the table allows it; otherwise only the history keeps what was told."""
    if str(mandate.state) in MANDATE.of(name).sources:
        move(mandate, name, work)
        return True
    write_history(work, BOOKS, mandate.id, f"heard.{name}", state=mandate.state)
    return False


def _at(mandate: Mandate, place_id: UUID | None, provider_id: UUID | None) -> None:
    mandate.place_id, mandate.provider_id = place_id, provider_id


def _during(mandate: Mandate, start: date | None, end: date | None) -> None:
    mandate.placed_from, mandate.placed_until = start, end


def person_proposed(told: PersonProposed, work: Work) -> None:
    """The search has found a place to ask."""
    mandate = _heard(told.mandate_id, work)
    _at(mandate, told.place_id, told.provider_id)
    _during(mandate, told.starts_on, None)
    _move_if_possible(mandate, "propose", work)


def proposal_accepted(told: ProposalAccepted, work: Work) -> None:
    """The provider takes the person."""
    write_history(work, BOOKS, told.mandate_id, "proposal_accepted", provider=told.provider_id)


def proposal_declined(told: ProposalDeclined, work: Work) -> None:
    """The provider would rather not; the office decides in placements."""
    facts: dict[str, Any] = {"reason": told.reason, "side": told.side, "provider": told.provider_id}
    write_history(work, BOOKS, told.mandate_id, "proposal_declined", **facts)


def decline_decided(told: DeclineDecided, work: Work) -> None:
    """The office has confirmed or overridden a decline."""
    write_history(work, BOOKS, told.mandate_id, "decline_decided", confirmed=told.confirmed)


def proposal_ended(told: ProposalEnded, work: Work) -> None:
    """The proposal came to nothing; the search goes on."""
    mandate = _heard(told.mandate_id, work)
    _at(mandate, None, None)
    _during(mandate, None, None)
    write_history(work, BOOKS, mandate.id, "proposal_ended", how=told.how)
    _move_if_possible(mandate, "search_again", work)


def person_assigned(told: PersonAssigned, work: Work) -> None:
    """A placement is planned."""
    mandate = _heard(told.mandate_id, work)
    _at(mandate, told.place_id, told.provider_id)
    _during(mandate, told.starts_on, told.ends_on)
    _move_if_possible(mandate, "place", work)


def person_started(told: PersonStarted, work: Work) -> None:
    """The person has begun; the measure is the phase the social service supports."""
    mandate = _heard(told.mandate_id, work)
    _at(mandate, told.place_id, told.provider_id)
    _during(mandate, told.started_on, told.ends_on)
    write_history(work, BOOKS, mandate.id, "person_started", started_on=told.started_on)
    begin_phase(mandate, Phase.MEASURE, work)


def person_ended(told: PersonEnded, work: Work) -> None:
    """The placement has ended; the final report is next."""
    mandate = _heard(told.mandate_id, work)
    mandate.placed_until = told.ended_on
    write_history(work, BOOKS, mandate.id, "person_ended", ended_on=told.ended_on, reason=told.reason)
    if _move_if_possible(mandate, "leave_place", work):
        begin_phase(mandate, Phase.FINAL_REPORT, work)


def interim_report_received(told: InterimReportReceived, work: Work) -> None:
    """The provider has reported."""
    write_history(work, BOOKS, told.mandate_id, "interim_report_received", received_on=told.received_on)


def placement_cancelled(told: PlacementCancelled, work: Work) -> None:
    """The planned placement did not come about; the search goes on."""
    mandate = _heard(told.mandate_id, work)
    _at(mandate, None, None)
    _during(mandate, None, None)
    write_history(work, BOOKS, mandate.id, "placement_cancelled", reason=told.reason, side=told.side)
    _move_if_possible(mandate, "search_again", work)


def placement_suspended(told: PlacementSuspended, work: Work) -> None:
    """The placement rests; its last day has moved."""
    mandate = _heard(told.mandate_id, work)
    mandate.placed_until = told.ends_on
    facts: dict[str, Any] = {"suspended_from": told.suspended_from, "suspended_until": told.suspended_until}
    write_history(work, BOOKS, mandate.id, "placement_suspended", **facts)


def placement_resumed(told: PlacementResumed, work: Work) -> None:
    """The person is back."""
    write_history(work, BOOKS, told.mandate_id, "placement_resumed")


def prolongation_decided(told: ProlongationDecided, work: Work) -> None:
    """A later last day was granted or denied."""
    mandate = _heard(told.mandate_id, work)
    mandate.placed_until = told.ends_on
    write_history(work, BOOKS, mandate.id, "prolongation_decided", granted=told.granted, until=told.ends_on)
