"""Two small services to measure the bus with: one writes a row and tells it, one hears and writes a row."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import MetaData, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from deploy import house
from deploy.benches.machine import POSTGRES
from messaging.bookkeeping import write_letters
from messaging.database import Database
from messaging.ledger import Ledger
from messaging.letter import Letter, letter_of
from messaging.permission import allow
from messaging.service import Service
from messaging.trace import new_trace
from messaging.wiring import Wiring
from messaging.work import Work
from schemas.actor import HOUSE, Role
from schemas.fields import code
from schemas.message import Command, Event

PORTION: Final = 1000
CODE: Final = "a_code_of_some_length_as_they_stand_in_our_letters"
"""Eight of them bring a letter to about the thousand characters and the ten fields that ours have."""


class WriteRow(Command, said="toyteller.write_row", about="row_id"):
    """A business row, told to nobody."""

    row_id: UUID


class TellRow(Command, said="toyteller.tell_row", about="row_id"):
    """A business row, and a letter about it."""

    row_id: UUID


class RowTold(Event, said="toyteller.row_told", about="row_id"):
    """A row was written."""

    row_id: UUID
    first: str = code(default=CODE)
    second: str = code(default=CODE)
    third: str = code(default=CODE)
    fourth: str = code(default=CODE)
    fifth: str = code(default=CODE)
    sixth: str = code(default=CODE)
    seventh: str = code(default=CODE)
    eighth: str = code(default=CODE)


class TellerBase(DeclarativeBase):
    """The teller's tables."""

    metadata = MetaData()


class HearerBase(DeclarativeBase):
    """The hearer's tables."""

    metadata = MetaData()


class ToldRow(TellerBase):
    """What the teller writes."""

    __tablename__ = "told_row"
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    filling: Mapped[str] = mapped_column(String(60))


class HeardRow(HearerBase):
    """What the hearer writes; the same letter twice would be two rows."""

    __tablename__ = "heard_row"
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    row_id: Mapped[UUID] = mapped_column(Uuid)
    filling: Mapped[str] = mapped_column(String(60))


_HEARD: Final = HearerBase.metadata.tables[HeardRow.__tablename__]


def _write(asked: WriteRow, work: Work) -> UUID:
    work.session.add(ToldRow(id=asked.row_id, filling=CODE))
    return asked.row_id


def _tell(asked: TellRow, work: Work) -> UUID:
    work.session.add(ToldRow(id=asked.row_id, filling=CODE))
    work.tell(RowTold(row_id=asked.row_id))
    return asked.row_id


def _hear(told: RowTold, work: Work) -> None:
    work.put(_HEARD, id=uuid4(), row_id=told.row_id, filling=told.eighth)


def _hear_mapped(told: RowTold, work: Work) -> None:
    work.session.add(HeardRow(id=uuid4(), row_id=told.row_id, filling=told.eighth))


TELLER = Wiring(
    name="toyteller",
    metadata=TellerBase.metadata,
    ledger=Ledger(TellerBase.metadata),
    permissions=dict.fromkeys((WriteRow, TellRow), allow(Role.SYSTEM)),
    commands={WriteRow: _write, TellRow: _tell},
)
HEARER = Wiring(
    name="toyhearer",
    metadata=HearerBase.metadata,
    ledger=Ledger(HearerBase.metadata),
    permissions={},
    listeners={RowTold: _hear},
)
MAPPED_HEARER: Final = replace(HEARER, listeners={RowTold: _hear_mapped})
"""The same with a mapped object for each row, as most listeners have it."""


def database_url(name: str, service: str) -> str:
    """Return the URL of one service's database in the run ``name``."""
    return f"{POSTGRES.rsplit('/', 1)[0]}/{name}_{service}"


def open_desk(wiring: Wiring, url: str) -> Service:
    """Return one of the two on the database at ``url``, with its tables made."""
    service = Service(wiring, Database(url), house.wall_clock)
    wiring.metadata.create_all(service.database.engine)
    return service


def tell(service: Service) -> UUID:
    """Write a row and tell it, at the front desk; return the row's id."""
    row_id = uuid4()
    service.do(TellRow(row_id=row_id), HOUSE)
    return row_id


def write(service: Service) -> None:
    """Write a row and tell nobody."""
    service.do(WriteRow(row_id=uuid4()), HOUSE)


def some_letter() -> Letter:
    """Return a letter about a row that is nobody's."""
    return letter_of(RowTold(row_id=uuid4()), house.wall_clock(), traceparent=new_trace())


def fill(service: Service, count: int) -> list[UUID]:
    """Put ``count`` letters into an outbox, quickly; return the ids of their rows."""
    ids: list[UUID] = []
    for start in range(0, count, PORTION):
        letters = [some_letter() for _ in range(min(PORTION, count - start))]
        ids += [each.subject for each in letters if each.subject is not None]
        with service.database.writing() as session:
            write_letters(session, service.wiring.ledger, letters, service.name)
    return ids
