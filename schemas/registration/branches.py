"""Side ways of the royal path: coaching, the short path of a PE, follow-up, reorientation, neighbouring programmes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import PlaceKind
from schemas.codes_registration import ReferralTarget, ReorientationState
from schemas.fields import chosen, day, hidden, percent, prose
from schemas.message import Command, Event


class AdmitTrial(Command, said="registration.admit_trial", about="mandate_id"):
    """A PE prepared by the social service is admitted without a clarification; a place is looked for at once."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    workload_percent: int = percent()
    available_from: date = day()
    field_of_work: str = chosen("fields_of_work", default="")
    remark: str = prose(longest=2000, default="")


class StartCoaching(Command, said="registration.start_coaching", about="mandate_id"):
    """The person cannot be assigned (yet): intensive support instead (SV-05)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose()


class EndCoaching(Command, said="registration.end_coaching", about="mandate_id"):
    """Coaching is over; evaluation and plan follow."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose()


class StartFollowup(Command, said="registration.start_followup", about="mandate_id"):
    """The person has found employment or an apprenticeship and is supported there (SV-06)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class EndFollowup(Command, said="registration.end_followup", about="mandate_id"):
    """The follow-up is over; the final report is next."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose()


class ReferElsewhere(Command, said="registration.refer_elsewhere", about="mandate_id"):
    """A neighbouring programme suits the person better; the mandate ends here."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    target: ReferralTarget
    remark: str = prose(longest=2000)


class AskReorientation(Command, said="registration.ask_reorientation", about="mandate_id"):
    """The referent asks for another kind of place."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    wished_kind: PlaceKind
    remark: str = prose(longest=2000)


class DecideReorientation(Command, said="registration.decide_reorientation", about="mandate_id"):
    """The coordinator maintains the kind of place or reorients, with a reason either way."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reoriented: bool
    remark: str = prose(longest=2000)


class SearchEnded(Event, said="registration.search_ended", about="mandate_id"):
    """No place is looked for any more, though the mandate goes on or goes elsewhere."""

    mandate_id: UUID
    social_service_id: UUID


class MandateTransferred(Event, said="registration.mandate_transferred", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    target: ReferralTarget


class ReorientationAsked(Event, said="registration.reorientation_asked", about="mandate_id"):
    reorientation_id: UUID
    mandate_id: UUID
    social_service_id: UUID
    coordinator_id: UUID | None = None
    wished_kind: PlaceKind


class ReorientationDecided(Event, said="registration.reorientation_decided", about="mandate_id"):
    reorientation_id: UUID
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    outcome: ReorientationState
