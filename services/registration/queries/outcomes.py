"""Whose outcome is to be asked again: 3, 6 and 12 months after a mandate was closed."""

from __future__ import annotations

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
from services.registration.queries.reach import is_mine, reachable
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


MINE: Final = OutcomeFilter(mine=True)


def outcomes_due(reading: Reading, *, wanted: OutcomeFilter, page: int = 1, size: int = PAGE) -> OutcomesDue:
    """Return the outcomes that may be recorded by today, the oldest first; with ``size`` 0 only how many."""
    until = reading.today + timedelta(days=EARLY_DAYS)
    if not size and wanted == MINE:
        gaps = {"until": until, **filled_in(reading)}
        return OutcomesDue((), int(_number_of(reading.actor.role).rows(reading.session, **gaps)[0][0]))
    total = reading.session.scalar(_narrowed(select(func.count()), reading, wanted, until)) or 0
    if not size:
        return OutcomesDue((), total)
    due = BOOKS.deadlines.c
    asked = _narrowed(select(Mandate, due.id, due.kind, due.due_on), reading, wanted, until)
    asked = asked.order_by(due.due_on, Mandate.number).limit(size).offset((page - 1) * size)
    return OutcomesDue(tuple(_line(row) for row in reading.session.execute(asked)), total)


@cache
def _number_of(role: Role) -> DirectQuestion:
    """Return the question how many outcomes are one's own to record; the number stands in the menu of every page."""
    until = bindparam("until", type_=Date())
    return DirectQuestion(_narrowed(select(func.count()), anybody(role), MINE, until))


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
