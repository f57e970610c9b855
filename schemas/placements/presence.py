"""What is said about presence months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.codes import Funding, HalfDay, PlaceKind, PresenceCode
from schemas.fields import hidden, prose
from schemas.message import Command, Event


@dataclass(frozen=True)
class HalfDayMark:
    """What one half-day was."""

    day: date
    half: HalfDay
    code: PresenceCode


class SavePresence(Command, said="placements.save_presence", about="month_id"):
    """The provider fills the sheet; what stands in ``marks`` replaces what stood there."""

    month_id: UUID = hidden()
    row_version: int = hidden()
    marks: tuple[HalfDayMark, ...] = ()


class SubmitPresence(Command, said="placements.submit_presence", about="month_id"):
    """The provider says the sheet is complete."""

    month_id: UUID = hidden()
    row_version: int = hidden()


class ContestPresence(Command, said="placements.contest_presence", about="month_id"):
    """The office gives a sheet back for correction, even one that was final: billing then credits what it billed."""

    month_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class LockPresence(Command, said="placements.lock_presence", about="month_id"):
    """The office takes the sheet as it stands; it feeds billing, and is open again only where it is contested."""

    month_id: UUID = hidden()
    row_version: int = hidden()


class PresenceOpened(Event, said="placements.presence_opened", about="mandate_id"):
    month_id: UUID
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    month: date
    due_on: date


class PresenceSubmitted(Event, said="placements.presence_submitted", about="mandate_id"):
    month_id: UUID
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    month: date


class PresenceContested(Event, said="placements.presence_contested", about="mandate_id"):
    month_id: UUID
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    month: date


class PresenceLocked(Event, said="placements.presence_locked", about="mandate_id"):
    """A month is final: half-days by what they were, beside what the contract rate gives."""

    month_id: UUID
    placement_id: UUID
    mandate_id: UUID
    place_id: UUID
    provider_id: UUID
    social_service_id: UUID
    month: date
    kind: PlaceKind
    funding: Funding
    workload_percent: int
    contracted_half_days: int
    present: int
    justified: int
    unjustified: int
    sick: int
    holiday: int
    locked_on: date
