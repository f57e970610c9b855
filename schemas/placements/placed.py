"""What is said about placements: start, interruption, prolongation, end."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import DeclineSide, Funding, PlaceKind
from schemas.fields import chosen, code, day, hidden, prose
from schemas.message import Command, Event


class StartPlacement(Command, said="placements.start_placement", about="placement_id"):
    """The person has begun at the place."""

    placement_id: UUID = hidden()
    row_version: int = hidden()
    started_on: date = day()


class CancelPlacement(Command, said="placements.cancel_placement", about="placement_id"):
    """A planned placement does not come about; the search goes on and the seat is free."""

    placement_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("end_reasons")
    side: DeclineSide = DeclineSide.PERSON
    remark: str = prose(longest=2000, default="")


class SuspendPlacement(Command, said="placements.suspend_placement", about="placement_id"):
    """The placement rests from a day to a day; its end moves by exactly these days."""

    placement_id: UUID = hidden()
    row_version: int = hidden()
    starts_on: date = day()
    ends_on: date = day()
    reason: str = chosen("suspension_reasons")
    remark: str = prose(longest=2000, default="")


class ResumePlacement(Command, said="placements.resume_placement", about="placement_id"):
    """The person comes back before the suspension was to end; the placement's end moves back by the days not used."""

    placement_id: UUID = hidden()
    row_version: int = hidden()
    resumed_on: date = day()


class RequestProlongation(Command, said="placements.request_prolongation", about="placement_id"):
    """Somebody wishes a later last day; the office decides."""

    prolongation_id: UUID = hidden()
    placement_id: UUID = hidden()
    until: date = day()
    remark: str = prose(longest=2000)


class DecideProlongation(Command, said="placements.decide_prolongation", about="prolongation_id"):
    """The office grants or denies a later last day.

    ``over_quota`` is the written decision to go above a used-up quota; without it an over-use is refused.
    """

    prolongation_id: UUID = hidden()
    row_version: int = hidden()
    granted: bool
    remark: str = prose(longest=2000, default="")
    over_quota: str = prose(longest=2000, default="")


class EndPlacement(Command, said="placements.end_placement", about="placement_id"):
    """The placement ends on a day, with a coded reason; the seat is free the next day."""

    placement_id: UUID = hidden()
    row_version: int = hidden()
    ended_on: date = day()
    reason: str = chosen("end_reasons")
    side: DeclineSide = DeclineSide.PERSON
    remark: str = prose(longest=2000, default="")


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


class PlacementCancelled(Event, said="placements.placement_cancelled", about="mandate_id"):
    """A planned placement did not come about; the search goes on."""

    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    reason: str = code()
    side: DeclineSide


class PlacementSuspended(Event, said="placements.placement_suspended", about="mandate_id"):
    """The placement rests; ``ends_on`` is the placement's new last day."""

    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    suspended_from: date
    suspended_until: date
    ends_on: date


class PlacementResumed(Event, said="placements.placement_resumed", about="mandate_id"):
    """The placement goes on; ``resumed_on`` says from which day, where that is before the suspension was to end."""

    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    resumed_on: date | None = None


class ProlongationAsked(Event, said="placements.prolongation_asked", about="mandate_id"):
    prolongation_id: UUID
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    until: date


class ProlongationDecided(Event, said="placements.prolongation_decided", about="mandate_id"):
    """A wish for a later end was decided; ``ends_on`` is the last day that holds now."""

    prolongation_id: UUID
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    granted: bool
    ends_on: date


class PersonEnded(Event, said="placements.person_ended", about="mandate_id"):
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    ended_on: date
    reason: str = code()
    side: DeclineSide = DeclineSide.PERSON
