"""Two toy services that prove the bus without any social work: a counter that tells, and an ear that writes down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Integer, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from messaging.clock import Clock
from messaging.database import Database
from messaging.ledger import Ledger
from messaging.letterbox import LetterBox
from messaging.permission import allow
from messaging.relay import Relay
from messaging.service import Service
from messaging.transport import Transport
from messaging.transports.embedded import EmbeddedTransport
from messaging.wiring import Wiring
from messaging.work import TryLater, Work
from schemas.actor import HOUSE, Actor, Role
from schemas.fields import whole
from schemas.message import Command, Event
from schemas.refusal import Objection, Refused


class CountUp(Command, said="toycounter.count_up", about="counter_id"):
    counter_id: UUID
    by: int = whole(minimum=1, maximum=1000, default=1)


class CountedUp(Event, said="toycounter.counted_up", about="counter_id"):
    counter_id: UUID
    value: int


class CountedBadly(Event, said="toycounter.counted_badly", about="counter_id"):
    counter_id: UUID


class EarBase(DeclarativeBase):
    metadata = MetaData()


class CounterBase(DeclarativeBase):
    metadata = MetaData()


class Counter(CounterBase):
    __tablename__ = "counter"
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    value: Mapped[int] = mapped_column(Integer, default=0)


class Note(EarBase):
    __tablename__ = "note"
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    counter_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    value: Mapped[int] = mapped_column(Integer)


COUNTER_LEDGER = Ledger(CounterBase.metadata)
EAR_LEDGER = Ledger(EarBase.metadata)
ACTOR = Actor(account_id=uuid4(), role=Role.SSIP_COORDINATOR, organisation_id=uuid4())
EARLY: set[int] = set()
"""Values the ear is not ready for yet."""


def count_up(asked: CountUp, work: Work) -> UUID:
    if asked.by == 13:
        raise Refused(Objection("unlucky", "by"))
    row = work.session.get(Counter, asked.counter_id, with_for_update=True)
    if row is None:
        row = Counter(id=asked.counter_id, value=0)
        work.session.add(row)
    row.value += asked.by
    if asked.by == 666:
        work.tell(CountedBadly(counter_id=row.id))
    work.tell(CountedUp(counter_id=row.id, value=row.value))
    return row.id


def note_down(told: CountedUp, work: Work) -> None:
    if told.value in EARLY:
        raise TryLater(f"{told.value} is too early")
    work.session.add(Note(counter_id=told.counter_id, value=told.value))


def stumble(told: CountedBadly, work: Work) -> None:
    raise ZeroDivisionError("a bug in the ear")


COUNTER = Wiring(
    name="toycounter",
    metadata=CounterBase.metadata,
    ledger=COUNTER_LEDGER,
    permissions={CountUp: allow(Role.SSIP_COORDINATOR, Role.SYSTEM)},
    commands={CountUp: count_up},
)
EAR = Wiring(
    name="toyear",
    metadata=EarBase.metadata,
    ledger=EAR_LEDGER,
    permissions={},
    listeners={CountedUp: note_down, CountedBadly: stumble},
)


class Watch:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


class Toys:
    """Both services on their own databases, and whatever transport is under test."""

    def __init__(self, url_of: Callable[[str], str], clock: Clock) -> None:
        self.counter = Service(COUNTER, Database(url_of("toycounter")), clock)
        self.ear = Service(EAR, Database(url_of("toyear")), clock)
        for each in (self.counter, self.ear):
            each.wiring.metadata.create_all(each.database.engine)
        self.box = LetterBox(self.ear)

    def relay(self, transport: Transport | None = None) -> Relay:
        return Relay(self.counter, transport or self.embedded())

    def embedded(self) -> EmbeddedTransport:
        return EmbeddedTransport({"toyear": self.box, "toycounter": LetterBox(self.counter)})

    def count(self, counter_id: UUID, by: int = 1, key: UUID | None = None) -> UUID | None:
        return self.counter.do(CountUp(counter_id=counter_id, by=by), ACTOR, key=key)

    def noted(self, counter_id: UUID | None = None) -> list[int]:
        with self.ear.database.reading() as session:
            rows = session.query(Note).order_by(Note.seq).all()
            return [row.value for row in rows if counter_id in (None, row.counter_id)]

    def close(self) -> None:
        self.counter.database.close()
        self.ear.database.close()


def on_sqlite(folder: Path, clock: Clock) -> Toys:
    """Return the toys on SQLite files in ``folder``."""
    return Toys(lambda name: f"sqlite:///{folder / name}.sqlite", clock)


__all__ = ["ACTOR", "EARLY", "HOUSE", "CountUp", "CountedUp", "Toys", "Watch", "on_sqlite"]
