"""What arrives by the hundred is what was sent one by one: letters cut off the wire, and the fresh ones among them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pika
import pytest
from pika.frame import Body, Header, Heartbeat, Method
from sqlalchemy import MetaData, insert

from messaging.bookkeeping import note_heard, write_heard
from messaging.database import Database
from messaging.ledger import Ledger
from messaging.letter import letter_of
from messaging.transports.rabbitmq_handling import Delivery
from messaging.transports.rabbitmq_reading import Reading
from tests.messaging.toy import CountedUp

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LEDGER = Ledger(MetaData())
SENT = (
    Delivery(1, b"plain"),
    Delivery(2, b""),
    Delivery(3, b"x" * 5000, account="ssip_toy"),
    Delivery(4, b"again", account="ssip_toy", tries=3),
    Delivery(5, b"never settled", tries=1, is_dead=True),
)


class Wire:
    """Stands where the library has its connection, its transport and its socket; gives bytes in pieces of one size."""

    def __init__(self, waiting: bytes, size: int) -> None:
        self.transport = self.sock = self
        self._read_buffer, self.bytes_recv = waiting[:7], 0
        self._pieces = [waiting[at : at + size] for at in range(7, len(waiting), size)]
        self.others: list[tuple[int, int, bytes]] = []

    @contextmanager
    def having_timeout(self, _: float) -> Iterator[None]:
        yield

    def recv(self, _: int) -> bytes:
        return self._pieces.pop(0)

    def on_inbound_frame(self, frame: tuple[int, int, bytes]) -> None:
        self.others.append(frame)


def frames(sent: Delivery) -> bytes:
    """As a broker writes a letter, in bodies of a thousand characters, with a heartbeat before each."""
    tag = "dead" if sent.is_dead else "letters"
    method: Any = pika.spec.Basic.Deliver(tag, sent.tag, sent.tries > 0, "ssip", "toy.said")
    said = {"x-delivery-count": sent.tries} if sent.tries else None
    properties = pika.BasicProperties(
        "text/plain", headers=said, delivery_mode=2, message_id="1", user_id=sent.account or None
    )
    bodies = [Body(1, sent.body[at : at + 1000]) for at in range(0, len(sent.body), 1000)]
    parts = [Method(1, method), Header(1, len(sent.body), properties), *bodies]
    return b"".join(Heartbeat().marshal() + each.marshal() for each in parts)


@pytest.mark.parametrize("size", [1, 13, 1000, 100_000])
def test_letters_are_whole_however_their_bytes_arrive(size: int) -> None:
    wire = Wire(b"".join(map(frames, SENT)) + b"\x08\x00", size)
    reading, found = Reading(wire), list[Delivery]()
    while wire._pieces:
        found += reading.letters(0)
    assert tuple(found) == SENT
    assert {kind for kind, *_ in wire.others} == {8}
    reading.give_back()
    assert wire._read_buffer == b"\x08\x00"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    on_server = request.param == "postgres"
    made = Database(request.getfixturevalue("fresh_database") if on_server else f"sqlite:///{tmp_path}/heard.sqlite")
    for each in (LEDGER.inbox, LEDGER.postponed):
        each.create(made.engine)
    yield made
    made.close()


def test_fresh_letters_are_told_apart_from_those_heard_before_and_keep_their_order(database: Database) -> None:
    letters = [letter_of(CountedUp(counter_id=uuid4(), value=value), NOW) for value in range(9)]
    with database.writing() as session:
        assert note_heard(session, LEDGER, letters[3:5], NOW) == (letters[3:5], False)
        kept = {"message_id": letters[0].id, "body": "{}", "due_at": NOW + timedelta(hours=1), "reason": "early"}
        session.execute(insert(LEDGER.postponed).values(kept))
    with database.writing() as session:
        fresh, any_kept = note_heard(session, LEDGER, letters, NOW)
        assert list(fresh) == [*letters[:3], *letters[5:]]
        assert any_kept
        assert write_heard(session, LEDGER, letters, NOW) == frozenset()
