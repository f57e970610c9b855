"""Brings letters from a service's queue to its letter box and acknowledges what is settled in the service's database.

Two threads share one connection: this one reads, keeps the heartbeat and acknowledges; the other one
(``rabbitmq_handling``) handles. Nothing is ever given back to the queue: when the database is away, letters simply
stay with us, unacknowledged, until it is back.
"""

from __future__ import annotations

import random
import select
import ssl
import time
from collections.abc import Callable
from functools import partial
from threading import Event as Flag
from typing import Any, Final

import structlog
from kombu.connection import Connection

from messaging.letterbox import LetterBox
from messaging.transports.rabbitmq import Address, Node, dead_queue_of, queue_of
from messaging.transports.rabbitmq_handling import Delivery, Handling
from messaging.transports.rabbitmq_words import in_words

PREFETCH: Final = 512
TICK: Final = 0.5
GLANCE: Final = 0.05
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 2.0
log = structlog.get_logger(__name__)


class RabbitConsuming:
    """The ``Incoming`` of one service. ``trouble`` says in words why no letters come just now, empty while they do."""

    def __init__(self, address: Address, box: LetterBox) -> None:
        self._address = address
        self._box = box
        self.trouble = "not connected yet"
        self._beat_at = 0.0

    def run(self, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Hear letters until ``stop``, from whichever node lets us in; then finish the batch, acknowledge, close."""
        pause, nodes = FIRST_PAUSE, list[Node]()
        while not stop.is_set():
            nodes = nodes or self._address.shuffled()
            node, began = nodes.pop(), time.monotonic()
            try:
                self._listen(node, stop, alive)
            except Exception as error:
                self.trouble = in_words(error, node)
                log.warning("not_hearing", service=self._box.service.name, reason=self.trouble)
                lasted = time.monotonic() - began
                pause = FIRST_PAUSE if lasted > 2 * LONGEST_PAUSE else min(LONGEST_PAUSE, pause * 2)
                alive()
                stop.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311  # jitter, not a secret

    def _listen(self, node: Node, stop: Flag, alive: Callable[[], None]) -> None:
        connection = _connection(self._address, node)
        try:
            connection.connect()
            channel = connection.channel()
            channel.basic_qos(0, PREFETCH, False)
            with Handling(self._box, signed=self._address.signed) as handling:
                self._consume(channel, handling)
                self.trouble = ""
                while not stop.is_set():
                    alive()
                    self._turn(connection, channel, handling)
            _acknowledge(channel, handling)
        finally:
            _release(connection)

    def _consume(self, channel: Any, handling: Handling) -> None:
        """Take the channel's own messages; kombu's Message would decode again what we decode once."""
        service = self._box.service.name
        for name, is_dead in ((queue_of(service), False), (dead_queue_of(service), True)):
            channel.basic_consume(name, callback=partial(_take, handling, is_dead))

    def _turn(self, connection: Any, channel: Any, handling: Handling) -> None:
        """Wait for letters or for the bell, take in what has come, acknowledge what is settled, keep the heartbeat."""
        wire = connection.connection.sock
        if not _pending(wire):
            select.select([wire, handling.bell], [], [], TICK)
        handling.quiet()
        _read(connection, wire)
        _acknowledge(channel, handling)
        if time.monotonic() > self._beat_at:
            connection.heartbeat_check()
            self._beat_at = time.monotonic() + self._address.heartbeat / 4


def _pending(wire: Any) -> bool:
    """Whether TLS has bytes decrypted already, which ``select`` does not see."""
    return bool(getattr(wire, "pending", lambda: 0)())


def _read(connection: Any, wire: Any) -> None:
    """Take in every frame that has arrived; of one that is still arriving, the pieces so far."""
    try:
        while _pending(wire) or select.select([wire], [], [], 0)[0]:
            connection.drain_events(timeout=GLANCE)
    except TimeoutError:
        pass


def _acknowledge(channel: Any, handling: Handling) -> None:
    tag = handling.settled_up_to()
    if tag is not None:
        channel.basic_ack(tag, multiple=True)


def _take(handling: Handling, is_dead: bool, message: Any) -> None:
    properties, body = message.properties, message.body
    headers = properties.get("application_headers") or {}
    count = headers.get("x-delivery-count") or headers.get("x-acquired-count") or 0
    handling.take(
        Delivery(
            tag=message.delivery_info["delivery_tag"],
            body=body if isinstance(body, bytes) else str(body).encode(),
            account=str(properties.get("user_id") or ""),
            count=count if isinstance(count, int) else 0,
            is_dead=is_dead,
        )
    )


def _connection(address: Address, node: Node) -> Any:
    options: dict[str, Any] = {
        "hostname": node.host,
        "port": node.port,
        "virtual_host": node.vhost,
        "transport": "pyamqp",
        "connect_timeout": address.connect_seconds,
        "heartbeat": address.heartbeat,
        "transport_options": {
            "read_timeout": address.connect_seconds * 2,
            "write_timeout": address.connect_seconds * 2,
            "client_properties": {"connection_name": "ssip letters"},
        },
    }
    if node.by_certificate:
        options["login_method"] = "EXTERNAL"
    else:
        options |= {"userid": node.user, "password": node.password, "login_method": "PLAIN"}
    if node.is_tls:
        options["ssl"] = {
            "server_hostname": node.host,
            "cert_reqs": ssl.CERT_REQUIRED,
            "tls_minimum_version": ssl.TLSVersion.TLSv1_2,
            "ca_certs": address.tls.authority or None,
            "certfile": address.tls.certificate or None,
            "keyfile": address.tls.key or None,
        }
    return Connection(**options)


def _release(connection: Any) -> None:
    """Close in good order, or simply let go where nobody answers any more."""
    try:
        if connection.connected and connection.connection.sock is not None:
            connection.connection.sock.settimeout(2.0)
        connection.release()
    except Exception as error:
        log.debug("connection_dropped", reason=type(error).__name__)
