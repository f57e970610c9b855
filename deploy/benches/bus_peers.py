"""The same durable job with Celery, Dramatiq and FastStream: take a letter of a thousand characters, acknowledge it.

Theirs write nothing; ours writes an inbox row and a business row. Each queue is filled first, with one process that
does nothing else; then one worker process empties it as its makers recommend for short jobs: durable queues,
persistent letters, acknowledged after the work, several letters fetched ahead.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from threading import Event as Flag
from typing import Any, Final

AHEAD: Final = 256
LONGEST: Final = 110.0
FILLING: Final = "x" * 900
Report = dict[str, Any]
Ready = Callable[[], None]


class Tally:
    """Counts jobs and notes when the first and the last one was done."""

    def __init__(self, wanted: int) -> None:
        self.done = Flag()
        self._wanted, self._count, self._began, self._ended = wanted, 0, 0.0, 0.0

    def one(self) -> bool:
        """Count one job; return whether it was the last."""
        self._ended = time.monotonic()
        self._began = self._began or self._ended
        self._count += 1
        if self._count >= self._wanted:
            self.done.set()
        return self.done.is_set()

    def report(self, published: float) -> Report:
        """Return what was measured; ``published`` is what filling the queue took."""
        return {"began": self._began, "ended": self._ended, "heard": self._count, "published": published}


def is_installed(name: str) -> bool:
    """Whether the library is there (extra ``bench``)."""
    return find_spec(name) is not None


def celery(url: str, count: int, ready: Ready) -> Report:
    """Celery, one worker with threads off, acknowledging late, fetching ahead."""
    library: Any = import_module("celery")
    tally = Tally(count)
    app = library.Celery("ssip_bench", broker=url)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        worker_prefetch_multiplier=AHEAD,
        worker_send_task_events=False,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        broker_transport_options={"confirm_publish": True},
        broker_connection_retry_on_startup=True,
        task_default_queue="celery_bench",
    )

    def work(_: str) -> None:
        if tally.one():
            os.kill(os.getpid(), signal.SIGTERM)

    job = app.task(work, name="bench.work")
    began = time.monotonic()
    for _ in range(count):
        job.apply_async((FILLING,))
    published = time.monotonic() - began
    ready()
    worker = app.Worker(pool="solo", concurrency=1, loglevel="CRITICAL", without_gossip=True, without_mingle=True)
    try:
        worker.start()
    except SystemExit:
        pass  # a warm shutdown ends like this
    return tally.report(published)


def dramatiq(url: str, count: int, ready: Ready) -> Report:
    """Dramatiq, one worker with one thread per core of two."""
    library: Any = import_module("dramatiq")
    broker = import_module("dramatiq.brokers.rabbitmq").RabbitmqBroker(url=url, confirm_delivery=True, middleware=[])
    library.set_broker(broker)
    tally = Tally(count)

    def work(_: str) -> None:
        tally.one()

    job = library.actor(work, queue_name="dramatiq_bench", actor_name="work")
    began = time.monotonic()
    for _ in range(count):
        job.send(FILLING)
    published = time.monotonic() - began
    ready()
    worker = library.Worker(broker, worker_threads=1)
    worker.start()
    tally.done.wait(LONGEST)
    report = tally.report(published)
    worker.stop()
    broker.close()
    return report


def faststream(url: str, count: int, ready: Ready) -> Report:
    """FastStream on aio-pika, one subscriber, fetching ahead."""
    return asyncio.run(_faststream(url, count, ready))


async def _faststream(url: str, count: int, ready: Ready) -> Report:
    rabbit: Any = import_module("faststream.rabbit")
    tally, done = Tally(count), asyncio.Event()
    queue = rabbit.RabbitQueue("faststream_bench", durable=True)
    broker = rabbit.RabbitBroker(url, default_channel=rabbit.Channel(prefetch_count=AHEAD), logger=None)
    sender = rabbit.RabbitBroker(url, logger=None)
    await sender.connect()
    await sender.declare_queue(queue)
    began = time.monotonic()
    for start in range(0, count, AHEAD):
        portion = range(start, min(count, start + AHEAD))
        await asyncio.gather(*(sender.publish(FILLING, queue, persist=True) for _ in portion))
    published = time.monotonic() - began
    await sender.stop()

    async def work(_: str) -> None:
        if tally.one():
            done.set()

    broker.subscriber(queue)(work)
    ready()
    await broker.start()
    await asyncio.wait_for(done.wait(), LONGEST)
    report = tally.report(published)
    await broker.stop()
    return report


ROLES: Final[dict[str, Callable[[str, int, Ready], Report]]] = {
    "celery": celery,
    "dramatiq": dramatiq,
    "faststream": faststream,
}
