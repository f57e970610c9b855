"""What is said to and by placements: providers, places, seats, proposals, placements, presence and interim reports."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import DeclineReason, DeclineSide, Funding, PlaceKind, Suitability
from schemas.fields import chosen, code, day, hidden, line, percent, prose, tick_box, whole
from schemas.message import Command, Event

# --- reference ---------------------------------------------------------------------------------------------------


class RegisterProvider(Command, said="placements.register_provider", about="provider_id"):
    """Enter a partner organisation that offers places."""

    provider_id: UUID
    short_code: str = code()
    name: str = line()
    town: str = line()
    contracted: bool = True


class RegisterOffer(Command, said="placements.register_offer", about="provider_id"):
    """Enter what a provider's contract foresees: kind, funding and town; not yet a place."""

    offer_id: UUID
    provider_id: UUID
    kind: PlaceKind
    funding: Funding
    town: str = line()
    programme: str = line(default="")
    age_min: int | None = None
    age_max: int | None = None


class SetPlacementsCode(Command, said="placements.set_code"):
    """Put an entry on a dated code list (fields of work, end reasons ...)."""

    of: str = code()
    entry: str = code()
    fr: str = line()
    de: str = line()
    valid_from: date = day()
    rank: int = 0


class SetPlacementsValue(Command, said="placements.set_value"):
    """Set a dated value (days of a deadline, caps ...); None takes it back to "not configured"."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


# --- places ------------------------------------------------------------------------------------------------------


class PublishPlace(Command, said="placements.publish_place", about="place_id"):
    """A provider publishes a place with its seats; the declarations are mandatory (PL-03, PL-06)."""

    place_id: UUID = hidden()
    provider_id: UUID = hidden()
    title: str = line()
    kind: PlaceKind
    funding: Funding
    town: str = line()
    field_of_work: str = chosen("fields_of_work")
    workload_min_percent: int = percent()
    workload_max_percent: int = percent()
    seats: int = whole(minimum=1, maximum=500)
    available_from: date = day()
    available_until: date | None = day(default=None)
    needs_french: bool = tick_box()
    needs_german: bool = tick_box()
    age_min: int | None = whole(minimum=14, maximum=70, default=None)
    age_max: int | None = whole(minimum=14, maximum=70, default=None)
    suitability: Suitability = Suitability.ALL
    first_labour_market: bool = tick_box()
    qualification: bool = tick_box()
    counselling: bool = tick_box()
    coaching: bool = tick_box()
    no_competition: bool = tick_box()
    requirements: str = prose(longest=4000, default="")


class ConfirmPlace(Command, said="placements.confirm_place", about="place_id"):
    """The provider confirms that the offer is still true; due every 30 days."""

    place_id: UUID = hidden()
    row_version: int = hidden()


class WithdrawPlace(Command, said="placements.withdraw_place", about="place_id"):
    """The provider takes a place off the market; running placements stay."""

    place_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class ChangeSeats(Command, said="placements.change_seats", about="place_id"):
    """From a day on a place has another number of seats (PL-07)."""

    place_id: UUID = hidden()
    row_version: int = hidden()
    seats: int = whole(minimum=0, maximum=500)
    valid_from: date = day()


# --- proposals ---------------------------------------------------------------------------------------------------


class ProposePerson(Command, said="placements.propose_person", about="proposal_id"):
    """A coordinator proposes a person for a place; a seat is reserved at once."""

    proposal_id: UUID = hidden()
    mandate_id: UUID = hidden()
    place_id: UUID = hidden()
    starts_on: date = day()
    ends_on: date = day()
    workload_percent: int = percent()
    ground: str = chosen("disclosure_grounds")
    remark: str = prose(longest=2000, default="")


class AcceptProposal(Command, said="placements.accept_proposal", about="proposal_id"):
    """The provider takes the person; the placement is planned."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000, default="")


class DeclineProposal(Command, said="placements.decline_proposal", about="proposal_id"):
    """The provider would rather not; the office confirms or overrides within five working days."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    reason: DeclineReason
    remark: str = prose(longest=2000, default="")


class ConfirmDecline(Command, said="placements.confirm_decline", about="proposal_id"):
    """The office agrees with the decline; the seat is free again."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000, default="")


class OverrideDecline(Command, said="placements.override_decline", about="proposal_id"):
    """The office does not agree; the placement is planned all the same."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class WithdrawProposal(Command, said="placements.withdraw_proposal", about="proposal_id"):
    """The office takes a proposal back."""

    proposal_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


# --- placements --------------------------------------------------------------------------------------------------


class StartPlacement(Command, said="placements.start_placement", about="placement_id"):
    """The person has begun at the place."""

    placement_id: UUID = hidden()
    row_version: int = hidden()
    started_on: date = day()


class EndPlacement(Command, said="placements.end_placement", about="placement_id"):
    """The placement ends on a day, with a coded reason; the seat is free the next day."""

    placement_id: UUID = hidden()
    row_version: int = hidden()
    ended_on: date = day()
    reason: str = chosen("end_reasons")
    remark: str = prose(longest=2000, default="")


class WriteInterimReport(Command, said="placements.write_interim_report", about="placement_id"):
    """The provider reports on progress, goals and its recommendation."""

    report_id: UUID = hidden()
    placement_id: UUID = hidden()
    period_from: date = day()
    period_until: date = day()
    progress: str = prose()
    goals: str = prose()
    recommendation: str = prose()


class ReturnInterimReport(Command, said="placements.return_interim_report", about="report_id"):
    """The office gives a report back for correction."""

    report_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class AcceptInterimReport(Command, said="placements.accept_interim_report", about="report_id"):
    """The office accepts a report."""

    report_id: UUID = hidden()
    row_version: int = hidden()


class LookAtPlacementsDeadlines(Command, said="placements.look_at_deadlines"):
    """A tick: find everything due up to now."""


# --- what has happened -------------------------------------------------------------------------------------------


class ProviderRegistered(Event, said="placements.provider_registered", about="provider_id"):
    provider_id: UUID
    short_code: str = code()


class PlacePublished(Event, said="placements.place_published", about="place_id"):
    place_id: UUID
    provider_id: UUID
    kind: PlaceKind
    funding: Funding
    seats: int
    available_from: date


class PlaceConfirmed(Event, said="placements.place_confirmed", about="place_id"):
    place_id: UUID
    provider_id: UUID
    confirmed_on: date


class PlaceWentStale(Event, said="placements.place_went_stale", about="place_id"):
    place_id: UUID
    provider_id: UUID


class PlaceWithdrawn(Event, said="placements.place_withdrawn", about="place_id"):
    place_id: UUID
    provider_id: UUID


class SeatsChanged(Event, said="placements.seats_changed", about="place_id"):
    place_id: UUID
    provider_id: UUID
    seats: int
    valid_from: date


class PlaceOverOccupied(Event, said="placements.place_over_occupied", about="place_id"):
    """More people than seats after a cut; nobody is removed."""

    place_id: UUID
    provider_id: UUID
    on_day: date
    missing_seats: int


class PersonProposed(Event, said="placements.person_proposed", about="mandate_id"):
    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    starts_on: date


class ProposalAccepted(Event, said="placements.proposal_accepted", about="mandate_id"):
    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID


class ProposalDeclined(Event, said="placements.proposal_declined", about="mandate_id"):
    """The provider has proposed to decline; the office decides."""

    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    reason: DeclineReason
    side: DeclineSide


class DeclineDecided(Event, said="placements.decline_decided", about="mandate_id"):
    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    confirmed: bool


class ProposalEnded(Event, said="placements.proposal_ended", about="mandate_id"):
    """A proposal came to nothing (declined, withdrawn, expired, obsolete); the search goes on."""

    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    how: str = code()


class PersonAssigned(Event, said="placements.person_assigned", about="mandate_id"):
    """A placement is planned."""

    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    kind: PlaceKind
    funding: Funding
    workload_percent: int
    starts_on: date
    ends_on: date


class PersonStarted(Event, said="placements.person_started", about="mandate_id"):
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    started_on: date
    ends_on: date


class PersonEnded(Event, said="placements.person_ended", about="mandate_id"):
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    ended_on: date
    reason: str = code()


class InterimReportDue(Event, said="placements.interim_report_due", about="mandate_id"):
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID
    due_on: date


class InterimReportReceived(Event, said="placements.interim_report_received", about="mandate_id"):
    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID
    received_on: date


class InterimReportReturned(Event, said="placements.interim_report_returned", about="mandate_id"):
    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID


class InterimReportAccepted(Event, said="placements.interim_report_accepted", about="mandate_id"):
    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID


class PlacementsDeadlineReached(Event, said="placements.deadline_reached", about="subject_id"):
    """A stage of a deadline is reached: somebody should act, or somebody else should hear of it."""

    deadline_id: UUID
    subject_id: UUID
    mandate_id: UUID | None = None
    kind: str = code()
    stage: str = code()
    due_on: date
    owner_role: str = code()
    owner_organisation_id: UUID | None = None
    owner_account_id: UUID | None = None
    backup_role: str = code()
