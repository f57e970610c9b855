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
from threading import Event as Flag
from typing import Any, Final

import structlog
from kombu.connection import Connection
from kombu.transport import pyamqp

from messaging.letterbox import LetterBox
from messaging.transports.rabbitmq import Address, Node, dead_queue_of, queue_of
from messaging.transports.rabbitmq_handling import Handling
from messaging.transports.rabbitmq_reading import DEAD, Reading, delivery_of
from messaging.transports.rabbitmq_words import in_words

PREFETCH: Final = 1024
LIVING: Final = "letters"
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
                self._consume(channel, lambda message: handling.take(delivery_of(message)))
                reading = Reading(connection.connection)
                self.trouble = ""
                try:
                    while not stop.is_set():
                        alive()
                        self._turn(connection, channel, reading, handling)
                finally:
                    reading.give_back()
            _acknowledge(channel, handling)
        finally:
            _release(connection)

    def _consume(self, channel: Any, early: Callable[[Any], None]) -> None:
        """Ask for the letters; those that no worker ever settled come under a tag of their own."""
        service = self._box.service.name
        channel.basic_consume(queue_of(service), consumer_tag=LIVING, callback=early)
        channel.basic_consume(dead_queue_of(service), consumer_tag=DEAD, callback=early)

    def _turn(self, connection: Any, channel: Any, reading: Reading, handling: Handling) -> None:
        """Wait for letters or for the bell, take in what has come, acknowledge what is settled, keep the heartbeat."""
        wire = connection.connection.sock
        ready = [wire] if _pending(wire) else select.select([wire, handling.bell], [], [], TICK)[0]
        if wire in ready:
            _take(reading, handling)
        handling.quiet()
        _acknowledge(channel, handling)
        if time.monotonic() > self._beat_at:
            connection.heartbeat_check()
            self._beat_at = time.monotonic() + self._address.heartbeat / 4


def _pending(wire: Any) -> bool:
    """Whether TLS has bytes decrypted already, which ``select`` does not see."""
    return bool(getattr(wire, "pending", lambda: 0)())


def _take(reading: Reading, handling: Handling) -> None:
    try:
        for each in reading.letters(GLANCE):
            handling.take(each)
    except TimeoutError:
        pass  # TLS has only a part of its record so far


def _acknowledge(channel: Any, handling: Handling) -> None:
    tag = handling.settled_up_to()
    if tag is not None:
        channel.basic_ack(tag, multiple=True)


def _connection(address: Address, node: Node) -> Any:
    options: dict[str, Any] = {
        "hostname": node.host,
        "port": node.port,
        "virtual_host": node.vhost,
        "transport": pyamqp.Transport,
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
