"""The operator's door: looks at a service's letters and decides on those that got stuck.

Retrying, dropping and running a tick act on the book-keeping every service has and on no record, so they are no
commands of one service. They pass one permission table here, before anything else, and each leaves an audit row in the
service's own database in the transaction of what was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from messaging import parked
from messaging.bookkeeping import write_act
from messaging.chain import Chain, chain
from messaging.health import Health, health_of
from messaging.letterbox import LetterBox
from messaging.parked import Failure, ParkedLetter
from messaging.parking import Parking
from messaging.permission import Permissions, allow, check
from messaging.service import Service
from messaging.trace import trace_id
from schemas.actor import HOUSE, Actor, Role
from schemas.codes_operations import DropReason
from schemas.message import Command
from schemas.refusal import Conflict, NotFound

T = TypeVar("T")
PATIENCE: Final = 6.0
"""Seconds of one request in which letters are tried again; what is left then waits for the next click."""
BY_HAND: Final = "run:"
"""Before a tick's name in the audit row of whoever ran it by hand."""
LOOKS_BACK: Final = timedelta(days=40)
"""How far back the last run of a tick is searched for."""


@dataclass(frozen=True)
class LastRun:
    """When a tick was heard last, and when somebody ran it by hand last."""

    heard_at: datetime | None = None
    by_hand_at: datetime | None = None


def standing(service: Service, actor: Actor) -> Health:
    """Return how the letters of ``service`` are doing; a database that does not answer is an answer too."""
    _admit(standing, actor)
    return health_of(service)


def failures(service: Service, actor: Actor) -> Sequence[Failure]:
    """Return the parked letters of ``service``, grouped by how they failed."""
    _admit(failures, actor)
    return parked.failures(service)


def letters(service: Service, actor: Actor, kind: str, most: int) -> Sequence[ParkedLetter]:
    """Return at most ``most`` parked letters of one kind of failure, oldest first."""
    _admit(letters, actor)
    return parked.waiting(service, kind, most)


def letter(service: Service, actor: Actor, parked_id: UUID) -> ParkedLetter:
    """Return one parked letter, decided on or not."""
    _admit(letter, actor)
    found = parked.one(service, parked_id)
    if found is None:
        raise NotFound("parked letter")
    return found


def follow(services: Mapping[str, Service], actor: Actor, trace: str) -> Chain:
    """Return what one request did in every service."""
    _admit(follow, actor)
    return chain(services, trace)


def last_runs(service: Service, actor: Actor, ticks: Iterable[str]) -> Mapping[str, LastRun]:
    """Return when each of these ticks of ``service`` last ran."""
    _admit(last_runs, actor)
    inbox, audit = service.wiring.ledger.inbox, service.wiring.ledger.audit
    since = service.clock() - LOOKS_BACK
    with service.database.reading() as session:
        return {
            name: LastRun(
                _newest(session, inbox, inbox.c.heard_at, inbox.c.name == name, since),
                _newest(session, audit, audit.c.at, audit.c.act == _by_hand(name), since),
            )
            for name in ticks
        }


def _newest(
    session: Session, table: Table, at: ColumnElement[Any], which: ColumnElement[bool], since: datetime
) -> datetime | None:
    """Return the newest moment; the tables are read backwards by time, so a tick of this minute is found at once."""
    asked = select(at).select_from(table).where(which, at > since).order_by(at.desc()).limit(1)
    found: datetime | None = session.scalar(asked)
    return found


def _by_hand(tick: str) -> str:
    return f"{BY_HAND}{tick}"[:80]


def waiting_count(service: Service, actor: Actor) -> int:
    """Return how many letters of ``service`` wait for a decision."""
    _admit(waiting_count, actor)
    return parked.count(service)


def retry(service: Service, actor: Actor, parked_id: UUID) -> bool:
    """Handle a parked letter again; return whether it worked. Raises Conflict where somebody decided already."""
    _admit(retry, actor)
    return _unless_decided(service, parked_id, lambda parking: parking.retry(parked_id, actor))


def retry_all(service: Service, actor: Actor, kind: str) -> tuple[int, int, int]:
    """Handle all parked letters of one kind again; return how many worked, how many did not, how many are left."""
    _admit(retry_all, actor)
    parking = LetterBox(service).parking
    worked, stayed = parking.retry_all(kind, actor, PATIENCE)
    return worked, stayed, max(0, len(parking.waiting(kind)) - stayed)


def drop(service: Service, actor: Actor, parked_id: UUID, reason: DropReason) -> None:
    """Decide that a parked letter shall have no effect. Raises Conflict where somebody decided already."""
    _admit(drop, actor)
    _unless_decided(service, parked_id, lambda parking: parking.drop(parked_id, actor, reason.value))


def run_tick(service: Service, actor: Actor, tick: type[Command], traceparent: str) -> None:
    """Say a tick at the service's front desk now; who wanted it is written down first, under the same trace."""
    _admit(run_tick, actor)
    if tick not in service.wiring.ticks:
        raise NotFound(tick.said)
    with service.database.writing() as session:
        act = {"act": _by_hand(tick.said), "trace_id": trace_id(traceparent)}
        write_act(session, service.wiring.ledger, actor, service.clock(), **act)
    service.do(tick(), HOUSE, traceparent=traceparent)


def _unless_decided(service: Service, parked_id: UUID, decide: Callable[[Parking], T]) -> T:
    if parked.one(service, parked_id) is None:
        raise NotFound("parked letter")
    try:
        return decide(LetterBox(service).parking)
    except NotFound as error:
        raise Conflict("parked_letter_decided") from error


_LOOKS: Final = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD)
_DECIDES: Final = allow(Role.SSIP_ADMIN)
PERMISSIONS: Final[Permissions] = {
    standing: _LOOKS,
    failures: _LOOKS,
    letters: _LOOKS,
    letter: _LOOKS,
    follow: _LOOKS,
    last_runs: _LOOKS,
    waiting_count: _LOOKS,
    retry: _DECIDES,
    retry_all: _DECIDES,
    drop: _DECIDES,
    run_tick: _DECIDES,
}
"""Who may open this door: the technical administrator decides, the head of the office may look."""


def _admit(asked: Any, actor: Actor) -> None:
    check(PERMISSIONS, asked, {}, actor)
