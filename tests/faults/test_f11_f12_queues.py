"""F11 and F12: queues that are full, and exchanges, queues and bindings that are missing."""

from __future__ import annotations

import threading
from datetime import timedelta
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import pika
import pytest
from sqlalchemy import select

from messaging.health import health_of
from messaging.relay import Relay
from messaging.transport import TransportDown
from messaging.transports.rabbitmq import EXCHANGE, Address, address_of, queue_of
from messaging.transports.rabbitmq_consuming import RabbitConsuming
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.waiting import has_left
from tests.faults.conftest import ready
from tests.faults.verdict import verdict_of
from tests.faults.working import working
from tests.messaging.toy import COUNTER_LEDGER, RECORD, CountedForTheRecord, CountedUp, Toys
from tests.servers.processes import wait_until
from tests.servers.rabbit import Broker


def channel_of(url: str) -> pika.adapters.blocking_connection.BlockingChannel:
    return pika.BlockingConnection(pika.URLParameters(url)).channel()


def queued(url: str, service: str) -> int:
    channel = channel_of(url)
    count = channel.queue_declare(queue_of(service), passive=True).method.message_count
    channel.connection.close()
    return int(count)


def test_row_40_a_full_queue_costs_no_letter(rabbitmq: Broker, fresh_vhost: str, toys: Toys) -> None:
    address = ready(fresh_vhost)
    vhost = unquote(urlsplit(fresh_vhost).path[1:])
    rabbitmq.control("set_policy", "-p", vhost, "short", "^ssip.toyear$", '{"max-length":100}', "--apply-to", "queues")
    toys.tell_many(toys.ids(150), 300)
    with working(toys, address, "toycounter") as workers:
        relay = workers["toycounter"].relay
        wait_until(lambda: bool(_failing(toys)), "the first refusals")
        wait_until(lambda: relay.backlog()[0] <= 201, "the queue to fill")
        left = relay.backlog()[0]
        print(f"F11: 300 told, {300 - left} confirmed, {queued(fresh_vhost, 'toyear')} in the full queue")
        assert 300 - left <= queued(fresh_vhost, "toyear") + 1
        with working(toys, address, "toyear"):
            wait_until(toys.nothing_waits, "everything to be heard", seconds=90)
    verdict = verdict_of(toys, 300).say("F11")
    assert verdict.is_clean
    assert verdict.effects == 300


def _failing(toys: Toys) -> str:
    toys.counter.clock, now = (lambda: now() + timedelta(seconds=61)), toys.counter.clock
    try:
        blocked = health_of(toys.counter).blocked
    finally:
        toys.counter.clock = now
    return blocked[0].reason if blocked else ""


@pytest.mark.parametrize("what", ["binding", "queue", "exchange"])
def test_row_40_what_is_missing_is_said_in_words_and_nothing_is_dropped(
    fresh_vhost: str, toys: Toys, what: str
) -> None:
    address = ready(fresh_vhost)
    channel = channel_of(fresh_vhost)
    if what == "binding":
        channel.queue_unbind(queue_of("toyear"), EXCHANGE, CountedUp.said)
    elif what == "queue":
        channel.queue_delete(queue_of("toyear"))
    else:
        channel.exchange_delete(EXCHANGE)
    channel.connection.close()
    counter, other = uuid4(), uuid4()
    toys.tell_many([counter], 600)
    with working(toys, address, "toycounter") as workers:
        toys.count(other, by=RECORD)
        wait_until(lambda: bool(_failing(toys)), "the alert")
        words = _failing(toys)
        if what != "exchange":
            wait_until(lambda: _record_left(toys), "the letter for the record to pass the blocked ones")
        assert workers["toycounter"].relay.backlog()[0] >= 600
        ready(fresh_vhost)
        with working(toys, address, "toyear"):
            wait_until(toys.nothing_waits, "delivery after the repair", seconds=10)
    verdict = verdict_of(toys, 601).say(f"F12 {what}", words=words)
    assert "ssip broker setup" in words
    assert verdict.is_clean


def _record_left(toys: Toys) -> bool:
    name = COUNTER_LEDGER.outbox.c.name
    with toys.counter.database.reading() as session:
        left = session.scalars(select(has_left(COUNTER_LEDGER)).where(name == CountedForTheRecord.said)).all()
    return bool(left) and all(left)


def test_a_consumer_without_a_queue_says_so_and_hears_when_it_is_there(fresh_vhost: str, toys: Toys) -> None:
    address: Address = address_of(fresh_vhost)
    consuming, stop = RabbitConsuming(address, toys.box), threading.Event()
    thread = threading.Thread(target=consuming.run, args=(stop,))
    thread.start()
    wait_until(lambda: "missing" in consuming.trouble, "the words")
    ready(fresh_vhost)
    wait_until(lambda: not consuming.trouble, "the connection")
    stop.set()
    thread.join()


def test_an_exchange_that_is_missing_stops_the_relay_with_words(fresh_vhost: str, toys: Toys) -> None:
    toys.count(uuid4())
    posting = RabbitPosting(address_of(fresh_vhost), "toycounter")
    with pytest.raises(TransportDown, match="ssip broker setup"):
        Relay(toys.counter, posting).run_once()
    posting.close()
