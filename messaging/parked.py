"""What is parked, as it is read: failures by kind, letters of a kind, one letter with what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from messaging.service import Service


@dataclass(frozen=True)
class ParkedLetter:
    """A letter waiting for a person's decision, or decided on (``settled_how``: retried, dropped)."""

    id: UUID
    name: str
    kind: str
    reason: str
    body: str
    attempts: int
    parked_at: datetime
    settled_at: datetime | None = None
    settled_how: str = ""


@dataclass(frozen=True)
class Failure:
    """Parked letters of one name that failed in the same way."""

    service: str
    kind: str
    name: str
    count: int
    first_at: datetime
    last_at: datetime


def failures(service: Service) -> Sequence[Failure]:
    """Return the parked letters of ``service`` grouped by how they failed, the most frequent first."""
    parked = service.wiring.ledger.parked.c
    asked = (
        select(parked.kind, parked.name, func.count(), func.min(parked.parked_at), func.max(parked.parked_at))
        .where(parked.settled_at.is_(None))
        .group_by(parked.kind, parked.name)
        .order_by(func.count().desc(), parked.kind, parked.name)
    )
    with service.database.reading() as session:
        return [Failure(service.name, *row) for row in session.execute(asked)]


def count(service: Service) -> int:
    """Return how many parked letters nobody has decided on."""
    parked = service.wiring.ledger.parked
    with service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(parked).where(parked.c.settled_at.is_(None))) or 0


def waiting(service: Service, kind: str = "", most: int | None = None) -> Sequence[ParkedLetter]:
    """Return the parked letters nobody has decided on, oldest first."""
    parked = service.wiring.ledger.parked
    asked = select(parked).where(parked.c.settled_at.is_(None)).order_by(parked.c.parked_at, parked.c.id).limit(most)
    return _letters(service, asked.where(parked.c.kind == kind) if kind else asked)


def one(service: Service, parked_id: UUID) -> ParkedLetter | None:
    """Return a parked letter, decided on or not; None where there is none."""
    parked = service.wiring.ledger.parked
    found = _letters(service, select(parked).where(parked.c.id == parked_id))
    return found[0] if found else None


def _letters(service: Service, asked: Select[Any]) -> Sequence[ParkedLetter]:
    with service.database.reading() as session:
        return [
            ParkedLetter(
                row.id,
                row.name,
                row.kind,
                row.reason,
                row.body,
                row.attempts,
                row.parked_at,
                row.settled_at,
                row.settled_how or "",
            )
            for row in session.execute(asked)
        ]
