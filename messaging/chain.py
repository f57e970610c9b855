"""The chain of one request: who said what, when, heard by whom, with what effect; for `ssip trace` and its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from messaging.bookkeeping import DONE
from messaging.service import Service
from messaging.waiting import has_left


@dataclass(frozen=True)
class Link:
    """One line of the chain.

    ``act`` is ``did``, ``told``, ``heard``, ``parked`` or ``kept``; ``outcome`` says how it ended: the effect of a
    hearing, the kind of a failure, why a told letter has not left yet.
    """

    at: datetime
    service: str
    act: str
    name: str
    outcome: str = ""
    role: str = ""
    letter: UUID | None = None
    parked: UUID | None = None
    attempts: int = 0


@dataclass(frozen=True)
class Chain:
    """The links in the order of time, and the services whose database did not answer."""

    links: tuple[Link, ...]
    silent: tuple[str, ...] = ()


def chain(services: Mapping[str, Service], trace: str) -> Chain:
    """Return everything done, told, heard, parked and kept under one trace id."""
    found: list[Link] = []
    silent: set[str] = set()
    for each in services.values():
        found += _asked(each, silent, lambda session, desk=each: _said(session, desk, trace))
    letters = {link.letter: link.name for link in found if link.letter is not None}
    if letters:
        for each in services.values():
            found += _asked(each, silent, lambda session, desk=each: _reached(session, desk, letters))
    return Chain(tuple(sorted(found, key=lambda link: link.at)), tuple(each for each in services if each in silent))


def _asked(service: Service, silent: set[str], look: Any) -> list[Link]:
    try:
        with service.database.reading() as session:
            return list(look(session))
    except (DBAPIError, PoolTimeout):
        silent.add(service.name)
        return []


def _said(session: Session, service: Service, trace: str) -> Iterator[Link]:
    audit, outbox = service.wiring.ledger.audit, service.wiring.ledger.outbox
    for row in session.execute(select(audit).where(audit.c.trace_id == trace)):
        yield Link(row.at, service.name, "did", row.act, row.outcome, role=row.role)
    left = has_left(service.wiring.ledger).label("left")
    for row in session.execute(select(outbox, left).where(outbox.c.trace_id == trace)):
        why = "" if row.left else row.last_error or "waiting"
        yield Link(row.told_at, service.name, "told", row.name, why, letter=row.message_id, attempts=row.attempts)


def _reached(session: Session, service: Service, letters: Mapping[UUID, str]) -> Iterator[Link]:
    ledger = service.wiring.ledger
    wanted = list(letters)
    parked = {
        row.message_id: row
        for row in session.execute(select(ledger.parked).where(ledger.parked.c.message_id.in_(wanted)))
    }
    for row in session.execute(select(ledger.inbox).where(ledger.inbox.c.message_id.in_(wanted))):
        if row.message_id not in parked:
            yield Link(row.heard_at, service.name, "heard", row.name, row.effect, letter=row.message_id)
    for row in parked.values():
        how = row.settled_how or ""
        yield Link(
            row.parked_at, service.name, "parked", row.name, row.kind, role=how, letter=row.message_id, parked=row.id
        )
        if how == "retried":
            yield Link(row.settled_at, service.name, "heard", row.name, DONE, letter=row.message_id)
    for row in session.execute(select(ledger.postponed).where(ledger.postponed.c.message_id.in_(wanted))):
        name = letters[row.message_id]
        yield Link(row.due_at, service.name, "kept", name, row.reason, letter=row.message_id, attempts=row.attempts)
