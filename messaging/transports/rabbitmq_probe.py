"""Whether the broker lets us in and what we need stands there, in words; for `ssip check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pika

from messaging.health import BrokerLook, Queue
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


def look_at(address: Address, services: Iterable[str]) -> BrokerLook:
    """Return what is wrong with the broker in words, and how full each service's queue is on the node that answers."""
    found = []
    for node in address.shuffled():
        try:
            connection = pika.BlockingConnection(parameters(address, node, PATIENCE))
        except TROUBLE as error:
            found.append(in_words(error, node))
            continue
        try:
            return BrokerLook(_exchange_trouble(connection, node), tuple(_queues(connection, services)))
        except TROUBLE as error:
            found.append(in_words(error, node))
        finally:
            if connection.is_open:
                connection.close()
    return BrokerLook("; ".join(found))


def _exchange_trouble(connection: Any, node: Node) -> str:
    try:
        connection.channel().exchange_declare(EXCHANGE, passive=True)
    except pika.exceptions.ChannelClosedByBroker as error:
        return in_words(error, node)
    return ""


def _queues(connection: Any, services: Iterable[str]) -> Iterator[Queue]:
    """Yield the queues that are there; a missing or locked one costs its channel, so each has one of its own."""
    for service in services:
        try:
            declared = connection.channel().queue_declare(queue_of(service), passive=True).method
        except pika.exceptions.ChannelClosedByBroker:
            continue
        yield Queue(service, declared.message_count, declared.consumer_count)
