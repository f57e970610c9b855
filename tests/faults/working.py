"""The toys at work inside the test's own process, and the clock of how long something took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from deploy.runtime_worker import rabbit_worker
from messaging.crew import Crew
from messaging.transports.rabbitmq import Address
from messaging.worker import Worker
from tests.messaging.toy import Toys


@contextmanager
def working(toys: Toys, address: Address, *names: str) -> Iterator[dict[str, Worker]]:
    """Run the workers of the named toy services (both, where none is named) meanwhile."""
    wanted = [each for each in (toys.counter, toys.ear) if not names or each.name in names]
    workers = {each.name: rabbit_worker(each, address) for each in wanted}
    crew = Crew(part for each in workers.values() for part in each.parts())
    crew.start()
    try:
        yield workers
    finally:
        crew.stop(15)
        for each in workers.values():
            each.close()


def seconds_of(what: Callable[[], object]) -> float:
    """Return how long ``what`` took."""
    began = time.monotonic()
    what()
    return time.monotonic() - began
