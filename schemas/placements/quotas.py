"""What is said when a social service asks for one of its own places."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.fields import chosen, day, hidden, prose
from schemas.message import Command, Event


class RequestReservation(Command, said="placements.request_reservation", about="reservation_id"):
    """A social service asks for a place for one of its people; the office confirms (U-02).

    Where the setting lets services assign their own places themselves, ``ground`` is the reason for which the provider
    may learn about the person, and nothing remains to be confirmed.
    """

    reservation_id: UUID = hidden()
    mandate_id: UUID = hidden()
    place_id: UUID = hidden()
    starts_on: date = day()
    ends_on: date = day()
    ground: str = chosen("disclosure_grounds", default="")
    remark: str = prose(longest=2000, default="")


class ConfirmReservation(Command, said="placements.confirm_reservation", about="reservation_id"):
    """The office agrees: the person is proposed to the place and a seat is kept.

    ``over_quota`` is the written decision to go above a used-up quota; without it an over-use is refused.
    """

    reservation_id: UUID = hidden()
    row_version: int = hidden()
    ground: str = chosen("disclosure_grounds")
    over_quota: str = prose(longest=2000, default="")


class RefuseReservation(Command, said="placements.refuse_reservation", about="reservation_id"):
    """The office does not agree."""

    reservation_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class WithdrawReservation(Command, said="placements.withdraw_reservation", about="reservation_id"):
    """The social service takes its request back."""

    reservation_id: UUID = hidden()
    row_version: int = hidden()


class ReservationAsked(Event, said="placements.reservation_asked", about="mandate_id"):
    reservation_id: UUID
    mandate_id: UUID
    place_id: UUID
    social_service_id: UUID


class ReservationDecided(Event, said="placements.reservation_decided", about="mandate_id"):
    reservation_id: UUID
    mandate_id: UUID
    place_id: UUID
    social_service_id: UUID
    confirmed: bool


class QuotaOverused(Event, said="placements.quota_overused", about="mandate_id"):
    """The office has proposed a person above a social service's quota, by a written decision.

    ``prolongation_id`` says that a later end of the placement carries the year above it.
    """

    proposal_id: UUID
    mandate_id: UUID
    place_id: UUID
    social_service_id: UUID
    prolongation_id: UUID | None = None
