"""How pika is told where the broker is: time-outs everywhere, heartbeats, TLS, one try per node."""

from __future__ import annotations

import logging
from typing import Any, Final

import pika
from pika.adapters.utils.connection_workflow import AMQPConnectorException
from pika.exceptions import AMQPError

from messaging.transports.rabbitmq import Address, Node

TROUBLE: Final = (AMQPError, AMQPConnectorException, OSError)
"""All that connecting and talking may raise."""

logging.getLogger("pika").setLevel(logging.CRITICAL)  # it logs each broken line ten times; we say it once, in words


def parameters(address: Address, node: Node, blocked_seconds: float) -> Any:
    """Return the connection parameters for ``node``; no step of connecting takes longer than the address allows."""
    by_certificate = pika.credentials.ExternalCredentials()
    return pika.ConnectionParameters(
        host=node.host,
        port=node.port,
        virtual_host=node.vhost,
        credentials=by_certificate if node.by_certificate else pika.PlainCredentials(node.user, node.password),
        heartbeat=address.heartbeat,
        ssl_options=pika.SSLOptions(address.tls.context(), node.host) if node.is_tls else None,
        connection_attempts=1,
        socket_timeout=address.connect_seconds,
        stack_timeout=address.connect_seconds,
        blocked_connection_timeout=blocked_seconds,
        client_properties={"connection_name": "ssip"},
    )
