"""F4 and F5: letters that come several times and shuffled, and letters that poison whoever touches them."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import pika
import pytest

from messaging.letter import Letter, letter_of
from messaging.transports.rabbitmq import EXCHANGE, Address
from messaging.transports.rabbitmq_consuming import RabbitConsuming
from tests.faults.conftest import ready
from tests.faults.driving import ToyProcess, run_to_end, running
from tests.faults.process import Config
from tests.faults.verdict import verdict_of
from tests.messaging.toy import BAD, FATAL, CountedUp, Toys
from tests.servers.processes import wait_until

KILLED = "killed_the_process"


def letters_for(toys: Toys, each: int, counters: int) -> list[Letter]:
    now = toys.counter.clock()
    told = [
        CountedUp(counter_id=counter, value=value) for counter in toys.ids(counters) for value in range(1, each + 1)
    ]
    return [letter_of(message, now) for message in told]


def test_row_40_every_letter_three_times_and_shuffled_has_one_effect(toys: Toys) -> None:
    letters = letters_for(toys, each=20, counters=10)
    copies = letters * 3
    random.Random(4).shuffle(copies)
    for start in range(0, len(copies), 50):
        toys.box.hear(copies[start : start + 50])
    assert sorted(toys.noted()) == sorted(letter.message().value for letter in letters)  # type: ignore[attr-defined]


def test_row_40_two_workers_hearing_the_same_letters_at_once_have_one_effect(postgres_toys: Toys) -> None:
    toys = postgres_toys
    letters = letters_for(toys, each=10, counters=30)
    batches = [letters[start : start + 30] for start in range(0, len(letters), 30)]
    workers = [threading.Thread(target=lambda: [toys.box.hear(batch) for batch in batches]) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert {counter: sorted(found) for counter, found in toys.notes().items()} == {
        counter: list(range(1, 11)) for counter in toys.ids(30)
    }
    assert toys.box.parking.waiting() == []


def post_bytes(address: Address, *bodies: bytes, name: str = CountedUp.said, user: str | None = None) -> None:
    node = address.nodes[0]
    credentials = pika.PlainCredentials(node.user, node.password)
    connection = pika.BlockingConnection(
        pika.ConnectionParameters(node.host, node.port, node.vhost, credentials, socket_timeout=30)
    )
    channel = connection.channel()
    channel.confirm_delivery()
    for body in bodies:
        channel.basic_publish(EXCHANGE, name, body, pika.BasicProperties(delivery_mode=2, user_id=user), mandatory=True)
    connection.close()


def test_row_40_bytes_that_are_no_letter_are_parked_and_the_next_letter_does_not_wait(
    toys: Toys, vhost: Address
) -> None:
    counter = uuid4()
    good = letter_of(CountedUp(counter_id=counter, value=1), toys.counter.clock())
    envelope = json.loads(good.to_json())
    bad = {
        "not_json": b"{broken",
        "not_an_envelope": json.dumps(envelope | {"type": "other.name"}).encode(),
        "unknown_version": json.dumps(
            envelope | {"id": str(uuid4()), "dataschema": f"urn:ssip:{good.name}:77"}
        ).encode(),
        "unknown_envelope": json.dumps(envelope | {"specversion": "7"}).encode(),
        "refused:field_missing": json.dumps(envelope | {"id": str(uuid4()), "data": {}}).encode(),
        "too_large": b'{"filler":"' + b"x" * 10_000_000 + b'"}',
    }
    nasty = [b"\xff\xfe\x00", b'{"id":"\\ud800"}', b"[" * 100_000, b""]
    forged = good._replace(id=uuid4())
    stop = threading.Event()
    consuming = threading.Thread(target=RabbitConsuming(vhost, toys.box).run, args=(stop,))
    consuming.start()
    post_bytes(vhost, *bad.values(), *nasty)
    post_bytes(vhost, forged.to_json().encode(), user=vhost.nodes[0].user)  # signed by an account that is not its owner
    posted_at = time.monotonic()
    post_bytes(vhost, good.to_json().encode())
    wait_until(lambda: toys.noted(counter) == [1], "the good letter", seconds=10)
    waited = time.monotonic() - posted_at
    stop.set()
    consuming.join()
    kinds = [each.kind for each in toys.box.parking.waiting()]
    print(f"F5 bytes: parked {len(kinds)}, the next letter after {waited:.2f} s")
    assert sorted(kinds) == sorted([*bad, *["not_json"] * len(nasty), "not_its_owner"])
    assert waited < 2


def has_ended(toy: ToyProcess, until: Callable[[], bool]) -> bool:
    return not toy.process.is_alive() or until()


def keep_running(config: Config, until: Callable[[], bool]) -> int:
    """Start a process again and again, as systemd does, until ``until()``; return how many died."""
    died = 0
    while not until() and died < 10:
        toy = ToyProcess(config)
        wait_until(partial(has_ended, toy, until), "death or success", seconds=40)
        if toy.process.is_alive():
            toy.stop()
        died += toy.code not in (0, -15)
    return died


@pytest.mark.slow
def test_row_40_a_letter_that_kills_the_embedded_process_is_parked_within_six_attempts(tmp_path: Path) -> None:
    databases = {name: f"sqlite:///{tmp_path / name}.sqlite" for name in ("toycounter", "toyear")}
    config = Config(databases)
    toys = Toys(databases.__getitem__, lambda: datetime.now(UTC))
    toys.tell_many(toys.ids(20), 100)
    toys.count(toys.ids(1)[0], by=FATAL)
    toys.count(toys.ids(1)[0], by=BAD)
    died = keep_running(config, until=toys.nothing_waits)
    assert run_to_end(replace(config, until_quiet=True)).code == 0
    kinds = sorted(each.kind for each in toys.box.parking.waiting())
    verdict_of(toys).say("F5 embedded", died=died, kinds=kinds)
    assert kinds == ["bug:ZeroDivisionError", KILLED]
    assert len(toys.noted()) == 102
    assert died <= 6
    toys.close()


@pytest.mark.slow
def test_row_40_a_letter_that_kills_the_worker_is_parked_within_six_attempts_and_its_neighbours_are_not(
    two_databases: dict[str, str], fresh_vhost: str, postgres_toys: Toys
) -> None:
    ready(fresh_vhost)
    toys, config = postgres_toys, Config(two_databases, fresh_vhost)
    toys.tell_many(toys.ids(20), 300)
    toys.count(toys.ids(1)[0], by=FATAL)
    with running(replace(config, workers=("toycounter",))):
        died = keep_running(replace(config, workers=("toyear",)), until=toys.nothing_waits)
    kinds = [each.kind for each in toys.box.parking.waiting()]
    verdict_of(toys).say("F5 rabbitmq", died=died, kinds=kinds)
    assert kinds == [KILLED]
    assert len(toys.noted()) == 301
    assert died <= 6
