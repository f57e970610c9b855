"""Whose outcome is to be asked again: 3, 6 and 12 months after a mandate was closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, bindparam, func, select

from messaging.direct_reading import DirectQuestion
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_registration import OutcomeMonth
from services.registration.model import BOOKS, Mandate
from services.registration.queries.reach import is_mine, numbers_by_holder, reachable
from services.registration.rules.closing import EARLY_DAYS

PAGE = 50
_KINDS = {f"outcome_after_{each.value}": each for each in OutcomeMonth}


@dataclass(frozen=True)
class OutcomeDue:
    """One outcome nobody has recorded yet, though it may be."""

    deadline_id: UUID
    mandate_id: UUID
    number: str
    name: str
    social_service_id: UUID
    closed_on: date | None
    month: OutcomeMonth
    due_on: date


@dataclass(frozen=True)
class OutcomesDue:
    """One page of outcomes to ask for."""

    lines: tuple[OutcomeDue, ...]
    total: int


@dataclass(frozen=True)
class OutcomeFilter:
    """What the list is narrowed by."""

    month: OutcomeMonth | None = None
    social_service_id: UUID | None = None
    mine: bool = False


EVERY: Final = OutcomeFilter()


def outcomes_due(reading: Reading, *, wanted: OutcomeFilter, page: int = 1, size: int = PAGE) -> OutcomesDue:
    """Return the outcomes that may be recorded by today, the oldest first; with ``size`` 0 only how many."""
    until = reading.today + timedelta(days=EARLY_DAYS)
    total = reading.session.scalar(_narrowed(select(func.count()), reading, wanted, until)) or 0
    if not size:
        return OutcomesDue((), total)
    due = BOOKS.deadlines.c
    asked = _narrowed(select(Mandate, due.id, due.kind, due.due_on), reading, wanted, until)
    asked = asked.order_by(due.due_on, Mandate.number).limit(size).offset((page - 1) * size)
    return OutcomesDue(tuple(_line(row) for row in reading.session.execute(asked)), total)


def outcomes_to_record(reading: Reading) -> Mapping[UUID, int]:
    """Return how many outcomes within reach may be recorded by today, by whose mandates they were."""
    gaps = {"until": reading.today + timedelta(days=EARLY_DAYS), **filled_in(reading)}
    return dict(_to_record(reading.actor.role).rows(reading.session, **gaps))


@cache
def _to_record(role: Role) -> DirectQuestion:
    somebody, until = anybody(role), bindparam("until", type_=Date())
    found = _narrowed(select(BOOKS.deadlines.c.id), somebody, EVERY, until)
    return DirectQuestion(numbers_by_holder(found, BOOKS.deadlines.c.id, somebody.today))


def _narrowed(asked: Select[Any], reading: Reading, wanted: OutcomeFilter, until: Any) -> Select[Any]:
    due = BOOKS.deadlines.c
    kinds = [name for name, month in _KINDS.items() if wanted.month in (None, month)]
    asked = asked.select_from(BOOKS.deadlines).join(Mandate, Mandate.id == due.subject)
    asked = asked.where(due.done_at.is_(None), due.due_on <= until)
    asked = asked.where(due.kind.in_(kinds), reachable(reading.actor, reading.today))
    if wanted.social_service_id:
        asked = asked.where(Mandate.social_service_id == wanted.social_service_id)
    return asked.where(is_mine(reading.actor, reading.today)) if wanted.mine else asked


def _line(row: Any) -> OutcomeDue:
    mandate: Mandate = row.Mandate
    return OutcomeDue(
        row.id,
        mandate.id,
        mandate.number,
        mandate.person.full_name,
        mandate.social_service_id,
        mandate.closed_on,
        _KINDS[row.kind],
        row.due_on,
    )
