"""The mandates of one social service in a period, by name, for its periodic report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from messaging.work import Reading
from schemas.codes import Phase
from schemas.codes_registration import MandateState
from services.registration.model import Mandate, Person
from services.registration.queries.reach import reachable

_NEVER_BEGUN = (MandateState.REFUSED, MandateState.WITHDRAWN, MandateState.EXPIRED)


@dataclass(frozen=True)
class NamedCourse:
    """One mandate: who, since when, and where on the royal path today."""

    mandate_id: UUID
    social_service_id: UUID
    number: str
    name: str
    started_on: date
    phase: Phase
    state: MandateState
    closed_on: date | None


@dataclass(frozen=True)
class CourseCut:
    """Which part of the mandates is asked for; without a limit all of them."""

    offset: int = 0
    limit: int | None = None


def courses_of(
    reading: Reading, *, social_service_id: UUID, first: date, last: date, cut: CourseCut = CourseCut()
) -> tuple[NamedCourse, ...]:
    """Return the mandates within reach that ran on any day of the period, oldest first (R-01)."""
    asked = (
        select(
            Mandate.id,
            Mandate.social_service_id,
            Mandate.number,
            Person.family_name,
            Person.given_name,
            Mandate.submitted_on,
            Mandate.phase,
            Mandate.state,
            Mandate.closed_on,
        )
        .join(Person, Mandate.person_id == Person.id)
        .where(*_ran(reading, social_service_id, first, last))
        .order_by(Mandate.submitted_on, Mandate.number)
        .offset(cut.offset)
        .limit(cut.limit)
    )
    return tuple(
        NamedCourse(row[0], row[1], row[2], f"{row[3]}, {row[4]}", *row[5:]) for row in reading.session.execute(asked)
    )


def courses_counted(reading: Reading, *, social_service_id: UUID, first: date, last: date) -> int:
    """Return how many mandates ``courses_of`` has."""
    asked = select(func.count()).select_from(Mandate).where(*_ran(reading, social_service_id, first, last))
    return reading.session.scalar(asked) or 0


def courses_by_service(reading: Reading, *, first: date, last: date) -> dict[UUID, int]:
    """Return how many mandates of each service ran on any day of the period."""
    asked = select(Mandate.social_service_id, func.count()).where(*_running(reading, first, last))
    return {row[0]: row[1] for row in reading.session.execute(asked.group_by(Mandate.social_service_id))}


def _ran(reading: Reading, social_service_id: UUID, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (Mandate.social_service_id == social_service_id, *_running(reading, first, last))


def _running(reading: Reading, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Mandate.submitted_on <= last,
        or_(Mandate.closed_on.is_(None), Mandate.closed_on >= first),
        Mandate.state.not_in(_NEVER_BEGUN),
        reachable(reading.actor, reading.today),
    )
