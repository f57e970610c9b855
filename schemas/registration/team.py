"""Who looks after a mandate, from when until when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_registration import TeamPart
from schemas.fields import chosen, day, hidden
from schemas.message import Command, Event


class TakeOverMandate(Command, said="registration.take_over_mandate", about="mandate_id"):
    """A coordinator becomes the mandate's coordinator, a case worker its case worker."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()


class AssignPart(Command, said="registration.assign_part", about="mandate_id"):
    """Somebody gets a part in the team of a mandate; who had the part of case worker or coordinator leaves it."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    part: TeamPart
    account_id: UUID = chosen("people")
    valid_from: date = day()
    valid_until: date | None = day(default=None)


class EndPart(Command, said="registration.end_part", about="mandate_id"):
    """A deputy or contact leaves the team."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    member_id: UUID = chosen("members")
    valid_until: date = day()


class CaseTeamChanged(Event, said="registration.case_team_changed", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID | None = None
