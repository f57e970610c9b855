"""The limit of the broker: the bare library, with durable letters, pipelined confirms and acknowledgements in bulk."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

import pika

WINDOW: Final = 1024
ACKNOWLEDGE: Final = 128
QUORUM: Final = {"x-queue-type": "quorum"}
PROPERTIES: Final = pika.BasicProperties(content_type="application/json", delivery_mode=2)
Go = Callable[[], None]


def declare(url: str, queue: str) -> None:
    """Make a durable quorum queue."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    connection.channel().queue_declare(queue, durable=True, arguments=QUORUM)
    connection.close()


class Publisher:
    """Publishes ``count`` bodies with at most ``WINDOW`` unconfirmed; ``go`` is called when it may begin."""

    def __init__(self, url: str, queue: str, body: bytes, count: int, go: Go) -> None:
        self._queue, self._body, self._count, self._go = queue, body, count, go
        self._sent = self._confirmed = 0
        self._began = self._ended = 0.0
        self._channel: Any = None
        self._connection = pika.SelectConnection(
            pika.URLParameters(url), on_open_callback=lambda each: each.channel(on_open_callback=self._opened)
        )

    def run(self) -> dict[str, float]:
        """Publish everything; return when it began and ended by the monotonic clock."""
        self._connection.ioloop.start()
        return {"began": self._began, "ended": self._ended}

    def _opened(self, channel: Any) -> None:
        self._channel = channel
        channel.confirm_delivery(self._answered, callback=lambda _: self._begin())

    def _begin(self) -> None:
        self._go()
        self._began = time.monotonic()
        self._pump()

    def _pump(self) -> None:
        publish = self._channel.basic_publish
        while self._sent < self._count and self._sent - self._confirmed < WINDOW:
            publish("", self._queue, self._body, PROPERTIES, mandatory=True)
            self._sent += 1

    def _answered(self, frame: Any) -> None:
        tag = frame.method.delivery_tag
        self._confirmed = tag if frame.method.multiple else self._confirmed + 1
        if self._confirmed < self._count:
            self._pump()
        elif not self._ended:
            self._ended = time.monotonic()
            self._connection.ioloop.stop()


def consume(url: str, queue: str, count: int, go: Go) -> dict[str, float]:
    """Take ``count`` bodies and acknowledge them in bulk; return when the first and the last one came."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=4 * ACKNOWLEDGE)
    times: list[float] = []

    def take(_: Any, method: Any, __: Any, ___: Any) -> None:
        times.append(time.monotonic())
        if len(times) % ACKNOWLEDGE == 0 or len(times) == count:
            channel.basic_ack(method.delivery_tag, multiple=True)
        if len(times) == count:
            channel.stop_consuming()

    go()
    channel.basic_consume(queue, take)
    channel.start_consuming()
    connection.close()
    return {"began": times[0], "ended": times[-1]}


def one_by_one(url: str, queue: str, body: bytes, count: int) -> dict[str, float]:
    """Publish and wait for the confirmation of each body."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.confirm_delivery()
    began = time.monotonic()
    for _ in range(count):
        channel.basic_publish("", queue, body, PROPERTIES, mandatory=True)
    ended = time.monotonic()
    connection.close()
    return {"began": began, "ended": ended}
