"""F9: the line to the broker is silent, slow or cut in mid-frame; no call outlasts its time-out, nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from messaging.letter import letter_of
from messaging.transport import Outgoing, Posted, TransportDown
from messaging.transports.rabbitmq import Address, address_of
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.transports.rabbitmq_probe import trouble_with
from tests.faults.proxy import Proxy
from tests.faults.verdict import verdict_of
from tests.faults.working import seconds_of, working
from tests.messaging.toy import CountedUp, Toys
from tests.servers.processes import wait_until

TIME_OUT = 4.0


@pytest.fixture
def line(rabbitmq_url: str) -> Iterator[Proxy]:
    with Proxy(urlsplit(rabbitmq_url).port or 5672) as proxy:
        yield proxy


def behind(line: Proxy, url: str) -> Address:
    address = address_of(url)
    nodes = tuple(replace(each, port=line.port) for each in address.nodes)
    return replace(address, nodes=nodes, heartbeat=2, connect_seconds=2.0)


def some_letters(toys: Toys, count: int) -> list[Outgoing]:
    now = toys.counter.clock()
    told = [letter_of(CountedUp(counter_id=uuid4(), value=1), now) for _ in range(count)]
    return [Outgoing(each.id, each.name, each.to_json(), each.subject) for each in told]


def has_more(toys: Toys, before: int) -> bool:
    return len(toys.noted()) > before or toys.nothing_waits()


def posted(posting: RabbitPosting, letters: list[Outgoing]) -> Posted:
    try:
        return posting.post(letters)
    except TransportDown as down:
        return Posted(down=str(down))


def gets_through(posting: RabbitPosting, letters: list[Outgoing]) -> bool:
    return len(posted(posting, letters).confirmed) == len(letters)


@pytest.mark.parametrize("mode", ["silent", "slow", "shut"])
def test_row_40_no_post_outlasts_its_time_out(toys: Toys, shared_vhost: str, line: Proxy, mode: str) -> None:
    through = behind(line, shared_vhost)
    posting = RabbitPosting(through, "toycounter", seconds=TIME_OUT)
    for is_connected in (False, True):
        letters = some_letters(toys, 60)
        line.mode = mode
        began = time.monotonic()
        outcome = posted(posting, letters)
        took = time.monotonic() - began
        print(f"F9 {mode}, connected before: {is_connected}: {took:.1f} s, {len(outcome.confirmed)}, {outcome.down}")
        assert took < TIME_OUT + 1
        assert outcome.down or len(outcome.confirmed) == 60
        assert seconds_of(lambda: trouble_with(through)) < 2 * TIME_OUT + 1
        line.mode = "open"
        line.cut()
        wait_until(partial(gets_through, posting, letters), "the letters to get through", seconds=10)
    posting.close()


def test_row_40_letters_survive_a_line_that_is_cut_slow_and_silent_in_turn(
    toys: Toys, vhost: Address, fresh_vhost: str, line: Proxy
) -> None:
    through = behind(line, fresh_vhost)
    ids = toys.ids(20)
    with working(toys, through):
        for mode in ("open", "silent", "open", "slow", "open"):
            line.mode = mode
            for counter in ids:
                toys.count(counter)
            before = len(toys.noted())
            if mode == "open":
                wait_until(partial(has_more, toys, before), "some progress")
            line.cut()
        wait_until(toys.nothing_waits, "everything to be heard", seconds=90)
    verdict = verdict_of(toys).say("F9", connections=line.accepted)
    assert verdict.is_clean
    assert verdict.effects == 100
