"""Two releases of the same two services: what they say differs, and for a while both run side by side.

Release 1 says ``moved`` in version 1. Release 2 adds an optional field to it (same version), says version 2 beside it,
and a new event. Each process plays one release, because a process knows every message only once.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event as Flag
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, insert

from deploy.broker import setup
from deploy.runtime_worker import rabbit_worker
from messaging.bookkeeping import write_letters
from messaging.database import Database
from messaging.ledger import Ledger
from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from messaging.parking import Parking
from messaging.service import Service
from messaging.transports.rabbitmq import address_of
from messaging.wiring import Wiring
from messaging.work import Work
from messaging.worker import serve
from schemas.actor import HOUSE
from schemas.message import Event

MOVER, WATCHER = "toymover", "toywatcher"
MOVER_TABLES, WATCHER_TABLES = MetaData(), MetaData()
MOVER_LEDGER, WATCHER_LEDGER = Ledger(MOVER_TABLES), Ledger(WATCHER_TABLES)
SEEN = Table(
    "seen",
    WATCHER_TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("mover_id", Uuid, nullable=False),
    Column("step", Integer, nullable=False),
    Column("heard_by", String(20), nullable=False),
)
Say = Callable[[UUID, int], Event]


@dataclass(frozen=True)
class Release:
    """What one release says, in turn, and what it listens to."""

    says: tuple[Say, ...]
    hears: dict[type[Event], Callable[[Any, Work], None]]


def release(number: int) -> Release:
    """Define the messages of a release; call this once per process."""

    def see(told: Any, work: Work) -> None:
        values = {"mover_id": told.mover_id, "step": told.step, "heard_by": f"release {number}"}
        work.session.execute(insert(SEEN).values(values))

    if number == 1:

        class Moved(Event, said="toymover.moved", about="mover_id"):
            mover_id: UUID
            step: int

        return Release((lambda mover, step: Moved(mover_id=mover, step=step),), {Moved: see})
    return _second(see)


def _second(see: Callable[[Any, Work], None]) -> Release:
    class MovedWithPace(Event, said="toymover.moved", about="mover_id"):
        mover_id: UUID
        step: int
        pace: int | None = None

    class MovedFarther(Event, said="toymover.moved", version=2, about="mover_id"):
        mover_id: UUID
        step: int
        metres: int

    class Rested(Event, said="toymover.rested", about="mover_id"):
        mover_id: UUID
        step: int

    says: tuple[Say, ...] = (
        lambda mover, step: MovedWithPace(mover_id=mover, step=step, pace=7),
        lambda mover, step: MovedFarther(mover_id=mover, step=step, metres=9),
        lambda mover, step: Rested(mover_id=mover, step=step),
    )
    return Release(says, {MovedWithPace: see, MovedFarther: see, Rested: see})


@dataclass(frozen=True)
class Act:
    """What one process shall do: play a release of the mover or the watcher."""

    release: int
    part: str
    databases: dict[str, str]
    broker: str
    steps: int = 0
    kinds: tuple[int, ...] = (0,)
    """Which of the release's sayings the mover uses, in turn."""


def play(act: Act) -> None:
    """Play until SIGTERM; the mover says its steps first."""
    played = release(act.release)
    if act.part == "setup":
        setup(address_of(act.broker), [_mover(), _watcher(played)])
        os._exit(0)
    wiring = _mover() if act.part == MOVER else _watcher(played)
    service = Service(wiring, Database(act.databases[act.part]), lambda: datetime.now(UTC))
    if act.part == MOVER:
        _say(act, played, service)
    serve([rabbit_worker(service, address_of(act.broker))], Flag())
    os._exit(0)


def retry_all(act: Act) -> None:
    """As a person would after the upgrade: try again whatever is parked."""
    played = release(act.release)
    service = Service(_watcher(played), Database(act.databases[WATCHER]), lambda: datetime.now(UTC))
    parking: Parking = LetterBox(service).parking
    kinds = {each.kind for each in parking.waiting()}
    failed = sum(parking.retry_all(kind, HOUSE)[1] for kind in sorted(kinds))
    os._exit(failed)


def _mover() -> Wiring:
    return Wiring(MOVER, MOVER_TABLES, MOVER_LEDGER, permissions={})


def _watcher(played: Release) -> Wiring:
    return Wiring(WATCHER, WATCHER_TABLES, WATCHER_LEDGER, permissions={}, listeners=played.hears)


def _say(act: Act, played: Release, service: Service) -> None:
    movers = [uuid4() for _ in range(10)]
    for step in range(act.steps):
        say = played.says[act.kinds[step % len(act.kinds)]]
        letter = letter_of(say(movers[step % 10], step), service.clock())
        with service.database.writing() as session:
            write_letters(session, MOVER_LEDGER, [letter], MOVER)
