"""The processes that measure latency at a hundred letters a second: a teller, the two workers, and the bare libraries.

Whoever tells has a process of its own, as the portal has; the workers run what ``ssip worker`` runs. The floor is the
same work with nothing of ours: a transaction, a letter, a transaction, by bare pika and bare psycopg.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID, uuid4

import pika
import psycopg

from deploy.benches.bus_hops import (
    Hops,
    TimedLead,
    TimedPosting,
    WatchedBox,
    in_text,
    watch_reading,
)
from deploy.benches.bus_raw import PROPERTIES, QUORUM
from deploy.benches.bus_toys import CODE, HEARER, TELLER, database_url, open_desk, some_letter, tell
from deploy.benches.bus_words import Report, say_and_wait, word
from deploy.benches.machine import RABBITMQ
from messaging.crew import Crew
from messaging.letterbox import LetterBox
from messaging.transports.rabbitmq import address_of
from messaging.transports.rabbitmq_consuming import RabbitConsuming
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.worker import Worker

FLOOR: Final = "floor"
TABLES: Final = (
    "create table if not exists floor_outbox (seq bigserial primary key, id uuid unique, body text)",
    "create table if not exists floor_told (id uuid primary key, filling text)",
    "create table if not exists floor_inbox (id uuid primary key, heard_at timestamptz default now())",
    "create table if not exists floor_heard (id uuid primary key, row_id uuid, filling text)",
)


def paced(act: Callable[[], UUID], count: int, each_second: float = 100.0) -> dict[UUID, float]:
    """Do ``act`` a hundred times a second; return when each was committed."""
    found: dict[UUID, float] = {}
    began = time.monotonic()
    for index in range(count):
        pause = began + index / each_second - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        key = act()  # on its own line: Python would look at the clock first
        found[key] = time.monotonic()
    return found


def tells(run: str, count: str) -> Report:
    """Write and tell ``count`` rows at the front desk."""
    service = open_desk(TELLER, database_url(run, TELLER.name))
    service.database.is_up()
    say_and_wait()
    return _told(paced(lambda: tell(service), int(count)))


def _told(told: dict[UUID, float]) -> Report:
    return {"times": in_text({"told": told})}


def relays(run: str, _: str) -> Report:
    """The teller's worker, until the word: its relay sends what is told."""
    hops = Hops()
    box = LetterBox(open_desk(TELLER, database_url(run, TELLER.name)))
    posting = TimedPosting(address_of(f"{RABBITMQ}/{run}"), TELLER.name)
    worker = Worker(box, posting)
    posting.hops, posting.lead = hops, TimedLead(worker.lead)
    worker.lead = posting.lead
    posting.post([])
    return _worked(worker, hops)


def hears(run: str, _: str) -> Report:
    """The hearer's worker, until the word: its consumer brings letters to the letter box."""
    hops = Hops()
    watch_reading(hops)
    box = WatchedBox(open_desk(HEARER, database_url(run, HEARER.name)), hops)
    address = address_of(f"{RABBITMQ}/{run}")
    return _worked(Worker(box, RabbitPosting(address, HEARER.name), RabbitConsuming(address, box)), hops)


def _worked(worker: Worker, hops: Hops) -> Report:
    crew = Crew(worker.parts())
    crew.start()
    time.sleep(0.5)
    say_and_wait()
    word()
    crew.stop(5)
    worker.close()
    return {"times": in_text(hops.times)}


def floor_tells(run: str, count: str) -> Report:
    """Commit two rows and publish a letter, ``count`` times, with the bare libraries."""
    body = some_letter().to_json()
    channel = _channel(run)
    channel.confirm_delivery()
    told: dict[UUID, float] = {}
    with psycopg.connect(database_url(run, TELLER.name), autocommit=True) as line:
        _tables(line)

        def act() -> UUID:
            key = uuid4()
            with line.transaction():
                line.execute("insert into floor_told (id, filling) values (%s, %s)", (key, CODE))
                line.execute("insert into floor_outbox (id, body) values (%s, %s)", (key, body))
            told[key] = time.monotonic()
            channel.basic_publish("", FLOOR, str(key).encode() + body.encode(), PROPERTIES, mandatory=True)
            return key

        say_and_wait()
        paced(act, int(count))
    return _told(told)


def floor_hears(run: str, count: str) -> Report:
    """Take ``count`` letters, commit two rows for each, acknowledge it, with the bare libraries."""
    channel = _channel(run)
    channel.basic_qos(prefetch_count=256)
    taken, effects = dict[str, float](), dict[str, float]()
    with psycopg.connect(database_url(run, HEARER.name), autocommit=True) as line:
        _tables(line)

        def take(_: Any, method: Any, __: Any, body: bytes) -> None:
            key = body[:36].decode()
            taken[key] = time.monotonic()
            with line.transaction():
                line.execute("insert into floor_inbox (id) values (%s) on conflict do nothing returning id", (key,))
                line.execute("insert into floor_heard (id, row_id, filling) values (%s, %s, %s)", (uuid4(), key, CODE))
            effects[key] = time.monotonic()
            channel.basic_ack(method.delivery_tag)
            if len(effects) >= int(count):
                channel.stop_consuming()

        channel.basic_consume(FLOOR, take)
        say_and_wait()
        channel.start_consuming()
    return {"times": {"taken": taken, "effect": effects}}


def _channel(run: str) -> Any:
    channel = pika.BlockingConnection(pika.URLParameters(f"{RABBITMQ}/{run}")).channel()
    channel.queue_declare(FLOOR, durable=True, arguments=QUORUM)
    return channel


def _tables(line: psycopg.Connection[Any]) -> None:
    for each in TABLES:
        line.execute(each)


ROLES: Final[dict[str, Callable[[str, str], Report]]] = {
    "tells": tells,
    "relays": relays,
    "hears": hears,
    "floor_tells": floor_tells,
    "floor_hears": floor_hears,
}
