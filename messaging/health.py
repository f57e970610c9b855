"""How one service's letters are doing, in numbers and in words: for `ssip check`, the admin page and the alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import and_, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from messaging.service import Service
from messaging.waiting import backlog, waiting

OLD: Final = 60.0
"""Seconds after which an unsent letter is worth a word."""
FAR_TOO_OLD: Final = 600.0


@dataclass(frozen=True)
class Blocked:
    """Letters of one name that have failed to leave for more than a minute, and why."""

    name: str
    count: int
    attempts: int
    reason: str


@dataclass(frozen=True)
class Queue:
    """One service's queue on the broker: letters waiting in it, and how many workers hear them."""

    service: str
    letters: int
    hearers: int


@dataclass(frozen=True)
class BrokerLook:
    """What one look at the broker found; ``trouble`` says in words what is wrong, empty when nothing is."""

    trouble: str = ""
    queues: tuple[Queue, ...] = ()


@dataclass(frozen=True)
class Health:
    """One service's letters. ``broker`` holds the trouble in words, empty where there is none or no broker.

    ``attempts`` and ``last_error`` are those of the oldest unsent letter.
    """

    service: str
    database_up: bool
    broker: str = ""
    unsent: int = 0
    oldest_seconds: float = 0.0
    parked: int = 0
    postponed: int = 0
    blocked: tuple[Blocked, ...] = ()
    attempts: int = 0
    last_error: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What is wrong, one sentence each; empty when all is well."""
        found = []
        if not self.database_up:
            found.append(f"{self.service}: the database does not answer")
        if self.broker:
            found.append(f"{self.service}: {self.broker}")
        found += [
            f"{self.service}: {each.count} letters {each.name} do not leave ({each.attempts} tries): {each.reason}"
            for each in self.blocked
        ]
        if self.oldest_seconds > OLD and not self.blocked:
            found.append(f"{self.service}: {self.unsent} letters wait, the oldest for {self.oldest_seconds:.0f} s")
        if self.parked:
            found.append(f"{self.service}: {self.parked} parked letters wait for a decision")
        return tuple(found)

    @property
    def is_degraded(self) -> bool:
        """Whether somebody should look."""
        return bool(self.words)

    @property
    def is_urgent(self) -> bool:
        """Whether somebody should look now: nothing can be saved, or letters have waited for ten minutes."""
        return not self.database_up or self.oldest_seconds > FAR_TOO_OLD


def health_of(service: Service, broker: str = "") -> Health:
    """Look at ``service``; ``broker`` is what is wrong with the broker in words, as the transport says it."""
    try:
        with service.database.reading() as session:
            return _looked(service, session, broker)
    except (DBAPIError, PoolTimeout):
        return Health(service.name, database_up=False, broker=broker)


def _looked(service: Service, session: Session, broker: str) -> Health:
    ledger, now = service.wiring.ledger, service.clock()
    count, oldest, attempts, last_error = backlog(session, ledger)
    return Health(
        service=service.name,
        database_up=True,
        broker=broker,
        unsent=count,
        oldest_seconds=max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
        parked=_count(session, ledger.parked.c.settled_at.is_(None)),
        postponed=session.scalar(select(func.count()).select_from(ledger.postponed)) or 0,
        blocked=tuple(_blocked(service, session)) if count else (),
        attempts=attempts,
        last_error=last_error,
    )


def _count(session: Session, which: Any) -> int:
    return session.scalar(select(func.count()).where(which)) or 0


def _blocked(service: Service, session: Session) -> Sequence[Blocked]:
    ledger = service.wiring.ledger
    out, since = ledger.outbox.c, service.clock() - timedelta(seconds=OLD)
    failing = and_(out.seq.in_(waiting(ledger)), out.last_error.is_not(None), out.told_at < since)
    asked = (
        select(out.name, func.count(), func.max(out.attempts), func.max(out.last_error))
        .where(failing)
        .group_by(out.name)
        .order_by(out.name)
    )
    return [Blocked(*row) for row in session.execute(asked)]
