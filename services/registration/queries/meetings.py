"""Meetings across mandates: a week's, those nobody has confirmed, those whose outcome is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, case, func, literal, or_, select

from messaging.direct_reading import DirectQuestion
from messaging.paging import part_of
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_registration import AppointmentKind, AppointmentState
from services.registration.model import Appointment, Mandate
from services.registration.queries.reach import is_mine, numbers_by_holder, reachable
from services.registration.queries.teams import AppointmentLine, appointment_line

PAGE = 50


@dataclass(frozen=True)
class Meeting:
    """One meeting with the person it is about."""

    line: AppointmentLine
    number: str
    name: str
    social_service_id: UUID
    provider_id: UUID | None


@dataclass(frozen=True)
class MeetingFilter:
    """What the list is narrowed by; without days it is the whole list, the earliest first."""

    first: date | None = None
    last: date | None = None
    mine: bool = False
    kind: AppointmentKind | None = None
    unconfirmed: bool = False
    without_outcome: bool = False


@dataclass(frozen=True)
class Meetings:
    """One page of a list of meetings, and how many there are in all."""

    lines: tuple[Meeting, ...]
    total: int


_CLOCK: Final = case(
    (or_(*(Appointment.meets_at.like(f"_{sign}%") for sign in ".:h")), literal("0") + Appointment.meets_at),
    else_=Appointment.meets_at,
)
"""The time as people wrote it, so that 9.00 comes before 10.15."""
WITHOUT_OUTCOME: Final = MeetingFilter(without_outcome=True)
_LONG_AGO: Final = select(literal(date(1900, 1, 1), Date())).scalar_subquery()
"""Few meetings are over and still open. PostgreSQL would guess one in six, and read every mandate for them; of a span
whose beginning it cannot see while it plans, it takes few for granted."""


def outcomes_to_enter(reading: Reading) -> Mapping[UUID, int]:
    """Return how many meetings within reach are over without an outcome, by whose mandates they are about."""
    return dict(_to_enter(reading.actor.role).rows(reading.session, **filled_in(reading)))


@cache
def _to_enter(role: Role) -> DirectQuestion:
    somebody = anybody(role)
    found = _narrowed(select(Appointment.id), somebody, WITHOUT_OUTCOME).where(Appointment.meets_on >= _LONG_AGO)
    return DirectQuestion(numbers_by_holder(found, Appointment.id, somebody.today))


def meetings(reading: Reading, *, wanted: MeetingFilter, page: int = 1, size: int = PAGE) -> Meetings:
    """Return one page of the meetings of mandates within reach, the earliest first; with ``size`` 0 only how many."""
    if not size:
        return Meetings((), reading.session.scalar(_narrowed(select(func.count()), reading, wanted)) or 0)
    asked: Any = select(Appointment, Mandate)
    order = (Appointment.meets_on, _CLOCK, Appointment.id)
    whole = _narrowed(asked, reading, wanted).order_by(*order)
    rows, total = part_of(reading.session, whole, offset=(page - 1) * size, limit=size)
    return Meetings(tuple(_meeting(reading, row.Appointment, row.Mandate) for row in rows), total)


def _narrowed(asked: Select[Any], reading: Reading, wanted: MeetingFilter) -> Select[Any]:
    asked = asked.select_from(Appointment).join(Mandate, Appointment.mandate_id == Mandate.id)
    asked = asked.where(reachable(reading.actor, reading.today))
    if wanted.first:
        asked = asked.where(Appointment.meets_on >= wanted.first)
    if wanted.last:
        asked = asked.where(Appointment.meets_on <= wanted.last)
    if wanted.kind:
        asked = asked.where(Appointment.kind == wanted.kind)
    if wanted.mine:
        asked = asked.where(is_mine(reading.actor, reading.today))
    if wanted.unconfirmed:
        asked = asked.where(Appointment.state == AppointmentState.PROPOSED, Appointment.meets_on >= reading.today)
    if wanted.without_outcome:
        open_still = (AppointmentState.PROPOSED, AppointmentState.CONFIRMED)
        asked = asked.where(Appointment.state.in_(open_still), Appointment.meets_on < reading.today)
    return asked


def _meeting(reading: Reading, row: Appointment, mandate: Mandate) -> Meeting:
    line = appointment_line(reading, row)
    return Meeting(line, mandate.number, mandate.person.full_name, mandate.social_service_id, mandate.provider_id)
