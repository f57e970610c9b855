"""Whether the broker lets us in and what we need stands there, in words; for `ssip check`."""

from __future__ import annotations

from typing import Final

import pika

from messaging.transports.rabbitmq import EXCHANGE, Address, Node, queue_of
from messaging.transports.rabbitmq_pika import TROUBLE, parameters
from messaging.transports.rabbitmq_words import in_words

PATIENCE: Final = 3.0


def trouble_with(address: Address, service: str = "") -> str:
    """Return what is wrong with the broker in words, empty when one node at least lets us in and knows our queue."""
    found = []
    for node in address.shuffled():
        trouble = _trouble(address, node, service)
        if not trouble:
            return ""
        found.append(trouble)
    return "; ".join(found)


def _trouble(address: Address, node: Node, service: str) -> str:
    try:
        connection = pika.BlockingConnection(parameters(address, node, PATIENCE))
    except TROUBLE as error:
        return in_words(error, node)
    try:
        channel = connection.channel()
        channel.exchange_declare(EXCHANGE, passive=True)
        if service:
            channel.queue_declare(queue_of(service), passive=True)
    except TROUBLE as error:
        return in_words(error, node)
    finally:
        if connection.is_open:
            connection.close()
    return ""
