"""The loops that keep letters moving, and the ways to run them: worker processes, or all inside one process.

    serve([Worker(box, transport, incoming), ...])     a worker process, until SIGTERM
    with Embedded([service, ...]) as inside: ...       everything in this process, no broker

Each loop is a thread of its own that starts again when it breaks, and shows that it lives.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event as Flag
from threading import current_thread, main_thread
from typing import Any, Final, Self

from messaging.crew import Crew, Part
from messaging.housekeeping import keep_house
from messaging.leader import Lead, OnlyLead, lead_of
from messaging.letterbox import LetterBox
from messaging.relay import Relay
from messaging.service import Service
from messaging.transport import Incoming, Transport
from messaging.transports.embedded import EmbeddedTransport
from messaging.watchdog import Watchdog

LOOK: Final = 0.5


class Worker:
    """One service's share of a process: its relay, its consumer and its housekeeping.

    ``incoming`` is None where letters arrive by the relays of the other services themselves (embedded).
    """

    def __init__(self, box: LetterBox, transport: Transport, incoming: Incoming | None = None) -> None:
        self.box = box
        self.service = box.service
        self.relay = Relay(box.service, transport)
        self.lead: Lead = lead_of(box.service)
        self._incoming = incoming

    def parts(self) -> Iterator[Part]:
        """Yield the loops to run."""
        name = self.service.name
        yield Part(f"relay {name}", lambda stop, alive: self.relay.run(self.lead, stop, alive))
        yield Part(f"house {name}", lambda stop, alive: keep_house(self.box, self.relay, stop, alive))
        if self._incoming is not None:
            yield Part(f"letters {name}", self._incoming.run)

    def close(self) -> None:
        """Let go of the broker; the databases belong to whoever made them."""
        self.relay.transport.close()


def serve(workers: Sequence[Worker], stop: Flag | None = None, *, patience: float = 30.0) -> None:
    """Run ``workers`` until ``stop`` or SIGTERM or SIGINT, then finish what is under way, at most ``patience`` seconds.

    Tells systemd READY, STOPPING, and, only while every loop shows that it lives, WATCHDOG.
    """
    ending = stop or Flag()
    crew = Crew(part for each in workers for part in each.parts())
    with _signals_set(ending), Watchdog() as watchdog:
        crew.start()
        while not ending.wait(LOOK):
            watchdog.beat(stuck=crew.stuck())
        watchdog.stopping()
        crew.stop(patience)
    for each in workers:
        each.close()


@contextmanager
def _signals_set(stop: Flag) -> Iterator[None]:
    """Let SIGTERM and SIGINT set ``stop`` meanwhile; only a main thread may do that."""
    if current_thread() is not main_thread():
        yield
        return
    kinds = (signal.SIGTERM, signal.SIGINT)
    before: dict[signal.Signals, Any] = {each: signal.signal(each, lambda *_: stop.set()) for each in kinds}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class Embedded:
    """All services' relays as threads of this process; a letter goes straight into the others' letter boxes.

    ``boxes`` are the letter boxes by service name (parking and replay hang on them). Works on SQLite, and on
    PostgreSQL also when several processes run it: one of them leads per service.
    """

    def __init__(self, services: Iterable[Service]) -> None:
        self.boxes = {each.name: LetterBox(each) for each in services}
        self.transport = EmbeddedTransport(self.boxes)
        self.workers = [Worker(box, self.transport) for box in self.boxes.values()]
        self._crew = Crew(part for each in self.workers for part in each.parts())

    def start(self) -> None:
        """Sweep up what an earlier process left, and keep letters moving from now on."""
        self._crew.start()

    def stop(self, patience: float = 10.0) -> None:
        """Finish what is under way and end the threads."""
        self._crew.stop(patience, self._rouse)

    def _rouse(self) -> None:
        """Let nobody sleep on until the next sweep."""
        for each in self.workers:
            if isinstance(each.lead, OnlyLead):
                each.lead.wake.set()

    def drain(self) -> int:
        """Deliver here and now until nothing moves any more (tests, loaders); return how many letters left."""
        total = 0
        while sent := sum(each.relay.drain() for each in self.workers):
            total += sent
        return total

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
