"""What must stand on the broker before letters can travel: one exchange, a queue per service, and who is bound to what.

Every known wire name is bound to somebody. Events nobody hears ("for the record") are bound to ``ssip.unheard``, a
short queue that forgets its oldest letters (the outbox keeps them anyway). So a letter the broker gives back always
means that a binding is missing. An alternate exchange would hide exactly that: the broker counts a letter it took as
routed, and ``mandatory`` never complains.

The delivery limit is high on purpose: with 512 letters on the way to a worker, every death of the worker counts
against all of them. The worker itself finds the one that kills it (``rabbitmq_consuming``); the limit and the dead
queue behind it are the last net.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pika
from pika.exceptions import ChannelClosedByBroker

from messaging.transport import TransportDown
from messaging.transports.rabbitmq import (
    DEAD_EXCHANGE,
    EXCHANGE,
    UNHEARD_QUEUE,
    Address,
    dead_queue_of,
    queue_of,
)
from messaging.transports.rabbitmq_pika import TROUBLE, parameters
from messaging.transports.rabbitmq_words import in_words

DELIVERY_LIMIT: Final = 20
UNHEARD_ARGUMENTS: Final = {"x-queue-type": "quorum", "x-max-length": 1000, "x-overflow": "drop-head"}


@dataclass(frozen=True)
class Topology:
    """Which service hears which names, and which names are for the record only."""

    hears: dict[str, frozenset[str]]
    unheard: frozenset[str]


def topology_of(hears: dict[str, frozenset[str]], said: Iterable[str]) -> Topology:
    """Return the topology for what each service hears, among all the names ``said`` by anybody."""
    heard = frozenset(name for names in hears.values() for name in names)
    return Topology(dict(hears), frozenset(said) - heard)


def declare(address: Address, topology: Topology) -> list[str]:
    """Make the broker look like ``topology``; return what was declared, in words. May be run again at any time.

    Needs an account with configure rights. Bindings are added, never taken away, as long as somebody may still be
    running who needs them; only ``ssip.unheard`` lets go of names that somebody hears now. Raises TransportDown.
    """
    reasons = []
    for node in address.shuffled():
        try:
            connection = pika.BlockingConnection(parameters(address, node, address.connect_seconds * 3))
        except TROUBLE as error:
            reasons.append(in_words(error, node))
            continue
        try:
            return list(_declared(connection.channel(), topology))
        except ChannelClosedByBroker as error:
            raise TransportDown(in_words(error, node)) from error
        finally:
            connection.close()
    raise TransportDown("; ".join(reasons))


def _declared(channel: Any, topology: Topology) -> Iterator[str]:
    channel.exchange_declare(EXCHANGE, "direct", durable=True)
    channel.exchange_declare(DEAD_EXCHANGE, "direct", durable=True)
    yield f"exchanges {EXCHANGE} and {DEAD_EXCHANGE}"
    channel.queue_declare(UNHEARD_QUEUE, durable=True, arguments=UNHEARD_ARGUMENTS)
    for name in sorted(topology.unheard):
        channel.queue_bind(UNHEARD_QUEUE, EXCHANGE, name)
    yield f"queue {UNHEARD_QUEUE} for {len(topology.unheard)} names"
    for service, names in sorted(topology.hears.items()):
        channel.queue_declare(dead_queue_of(service), durable=True, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(dead_queue_of(service), DEAD_EXCHANGE, service)
        channel.queue_declare(queue_of(service), durable=True, arguments=letter_box_arguments(service))
        for name in sorted(names):
            channel.queue_bind(queue_of(service), EXCHANGE, name)
            channel.queue_unbind(UNHEARD_QUEUE, EXCHANGE, name)
        yield f"queue {queue_of(service)} for {len(names)} names"


def letter_box_arguments(service: str) -> dict[str, Any]:
    """Return the arguments of a service's queue.

    A single active consumer keeps letters about one record in order while a second worker stands by.
    """
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": DELIVERY_LIMIT,
        "x-dead-letter-exchange": DEAD_EXCHANGE,
        "x-dead-letter-routing-key": service,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
