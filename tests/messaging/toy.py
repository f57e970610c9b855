"""Two toy services that prove the bus without any social work: a counter that tells, and an ear that writes down."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from sqlalchemy import Integer, MetaData, Uuid, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from messaging.bookkeeping import write_letters
from messaging.clock import Clock
from messaging.database import Database
from messaging.ledger import Ledger
from messaging.letter import Letter, letter_of, opened
from messaging.letterbox import LetterBox
from messaging.permission import allow
from messaging.relay import Relay
from messaging.service import Service
from messaging.trace import new_trace
from messaging.transport import Transport
from messaging.transports.embedded import EmbeddedTransport
from messaging.waiting import backlog
from messaging.wiring import Wiring
from messaging.work import TryLater, Work
from messaging.worker import Embedded
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


class CountedFatally(Event, said="toycounter.counted_fatally", about="counter_id"):
    counter_id: UUID


class CountedForTheRecord(Event, said="toycounter.counted_for_the_record", about="counter_id"):
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
BAD, FATAL, RECORD, UNLUCKY = 666, 999, 500, 13
"""Steps that tell a letter with a bug in its listener, one that ends the process, one nobody hears; one is refused."""
SIDE_EVENTS: dict[int, Callable[..., Event]] = {BAD: CountedBadly, FATAL: CountedFatally, RECORD: CountedForTheRecord}
ACTOR = Actor(account_id=uuid4(), role=Role.SSIP_COORDINATOR, organisation_id=uuid4())
EARLY: set[int] = set()
"""Values the ear is not ready for yet."""
NO_BUG: list[bool] = []
"""Filled when the ear's bug is repaired."""


def count_up(asked: CountUp, work: Work) -> UUID:
    if asked.by == UNLUCKY:
        raise Refused(Objection("unlucky", "by"))
    row = work.session.get(Counter, asked.counter_id, with_for_update=True)
    if row is None:
        row = Counter(id=asked.counter_id, value=0)
        work.session.add(row)
    row.value += asked.by
    if asked.by in SIDE_EVENTS:
        work.tell(SIDE_EVENTS[asked.by](counter_id=row.id))
    work.tell(CountedUp(counter_id=row.id, value=row.value))
    return row.id


def note_down(told: CountedUp, work: Work) -> None:
    if told.value in EARLY:
        raise TryLater(f"{told.value} is too early")
    work.session.add(Note(counter_id=told.counter_id, value=told.value))


def stumble(told: CountedBadly, work: Work) -> None:
    if NO_BUG:
        return
    raise ZeroDivisionError("a bug in the ear")


def die(told: CountedFatally, work: Work) -> None:
    os._exit(9)


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
    listeners={CountedUp: note_down, CountedBadly: stumble, CountedFatally: die},
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
            each.wiring.metadata.create_all(each.database.engine, checkfirst=True)
        self.box = LetterBox(self.ear)
        self.inside: Embedded | None = None
        self.bind: Callable[[str], object] = lambda name: None

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

    def told(self) -> set[tuple[UUID, int]]:
        """Return every step the counter has told, as its outbox has it."""
        out = COUNTER_LEDGER.outbox.c
        with self.counter.database.reading() as session:
            bodies = session.scalars(select(out.body).where(out.name == CountedUp.said))
            letters = [opened(body) for body in bodies]
        return {(UUID(each.said["counter_id"]), each.said["value"]) for each in letters}

    def notes(self) -> dict[UUID, list[int]]:
        found: dict[UUID, list[int]] = {}
        with self.ear.database.reading() as session:
            for row in session.query(Note.counter_id, Note.value).order_by(Note.seq):
                found.setdefault(row.counter_id, []).append(row.value)
        return found

    @staticmethod
    def ids(count: int) -> list[UUID]:
        """Return the same counters always."""
        return [uuid5(NAMESPACE_OID, f"counter {index}") for index in range(count)]

    def nothing_waits(self) -> bool:
        """Whether no letter is unsent or kept, and every letter sent to the ear is in its inbox."""
        out, inbox = COUNTER_LEDGER.outbox.c, EAR_LEDGER.inbox.c
        with self.counter.database.reading() as session:
            unsent = backlog(session, COUNTER_LEDGER).letters
            told = session.scalar(select(func.count()).where(out.name.in_(EAR.hears)))
        with self.ear.database.reading() as session:
            heard = session.scalar(select(func.count()).where(inbox.effect == "done"))
            kept = session.scalar(select(func.count()).select_from(EAR_LEDGER.postponed))
        return not unsent and not kept and heard == told

    def tell_many(self, counters: list[UUID], letters: int) -> None:
        """Count ``letters`` steps, spread over ``counters``, in one quick transaction instead of one each."""
        now, told, values = self.counter.clock(), [], dict.fromkeys(counters, 0)
        for index in range(letters):
            counter = counters[index % len(counters)]
            values[counter] += 1
            told.append(letter_of(CountedUp(counter_id=counter, value=values[counter]), now, traceparent=new_trace()))
        with self.counter.database.writing() as session:
            session.add_all(Counter(id=counter, value=value) for counter, value in values.items())
            write_letters(session, COUNTER_LEDGER, told, "toycounter")

    def tell_letter(self, letter: Letter) -> None:
        """Put any letter at all into the counter's outbox."""
        with self.counter.database.writing() as session:
            write_letters(session, COUNTER_LEDGER, [letter], "toycounter")

    def listen_to_anything(self) -> None:
        """Bind the ear to a name that no version of it understands, as an operator might by mistake."""
        self.bind("toycounter.never_said")
        if self.inside:
            self.inside.transport.bind("toycounter.never_said", self.box)

    def close(self) -> None:
        self.counter.database.close()
        self.ear.database.close()


def on_sqlite(folder: Path, clock: Clock) -> Toys:
    """Return the toys on SQLite files in ``folder``."""
    return Toys(lambda name: f"sqlite:///{folder / name}.sqlite", clock)


__all__ = [
    "ACTOR",
    "EARLY",
    "HOUSE",
    "CountUp",
    "CountedUp",
    "Toys",
    "Watch",
    "on_sqlite",
]
