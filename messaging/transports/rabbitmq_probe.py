"""Whether the broker can be reached and is prepared, in words; for ``ssip check``."""

from __future__ import annotations

import pika
from pika.exceptions import ChannelClosedByBroker

from messaging.transports.rabbitmq import EXCHANGE, Address
from messaging.transports.rabbitmq_pika import TROUBLE, parameters
from messaging.transports.rabbitmq_words import in_words


def trouble_with(address: Address) -> str:
    """Return what is wrong with the broker, empty when one node answers and has our exchange."""
    reasons = []
    for node in address.shuffled():
        try:
            connection = pika.BlockingConnection(parameters(address, node, address.connect_seconds))
        except TROUBLE as error:
            reasons.append(in_words(error, node))
            continue
        try:
            connection.channel().exchange_declare(EXCHANGE, passive=True)
        except ChannelClosedByBroker as error:
            return in_words(error, node)
        finally:
            connection.close()
        return ""
    return "; ".join(reasons)
