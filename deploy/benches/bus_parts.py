"""The processes of the bus benchmark.

Each one says "ready" when it has loaded everything, waits for the word where order matters, and tells what it measured.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Flag
from threading import Thread
from typing import Any, Final
from uuid import UUID

from deploy.benches import bus_raw
from deploy.benches.bus_toys import HEARER, TELLER, database_url, open_desk, some_letter, tell
from deploy.benches.figures import timed
from deploy.benches.machine import RABBITMQ
from deploy.logs import set_up_logs
from messaging.bookkeeping import write_letters
from messaging.crew import Crew
from messaging.letter import Letter
from messaging.letterbox import LetterBox
from messaging.relay import Relay
from messaging.transport import Heard
from messaging.transports.embedded import EmbeddedTransport
from messaging.transports.rabbitmq import address_of
from messaging.transports.rabbitmq_consuming import RabbitConsuming
from messaging.transports.rabbitmq_posting import RabbitPosting
from messaging.worker import Worker

LONGEST: Final = 110.0
PORTION: Final = 1000
Report = dict[str, Any]
_LINE: Final[list[Connection]] = []
"""To whoever started this process."""


class TimedBox(LetterBox):
    """A letter box that notes when the effect of each letter was committed."""

    times: dict[UUID, float]
    wanted: int
    done: Flag

    def time(self, wanted: int) -> TimedBox:
        """Begin to note; ``done`` is set when so many effects are there."""
        self.times, self.wanted, self.done = {}, wanted, Flag()
        return self

    def hear(self, letters: Sequence[Letter]) -> Heard:
        """Hear as always, then look at the clock."""
        heard = super().hear(letters)
        now = time.monotonic()
        for each in letters:
            if each.id in heard.settled and each.subject is not None:
                self.times.setdefault(each.subject, now)
        if len(self.times) >= self.wanted:
            self.done.set()
        return heard

    def report(self) -> Report:
        """Return when the first and the last effect was there."""
        return {"began": min(self.times.values(), default=0.0), "ended": max(self.times.values(), default=0.0)}


def ready() -> None:
    """Say that everything is loaded."""
    _LINE[0].send("ready")


def word() -> None:
    """Wait for the word."""
    _LINE[0].recv()


def say_and_wait() -> None:
    """Say that everything is loaded, and wait for the word."""
    ready()
    word()


def fill(service: Any, count: int) -> list[UUID]:
    """Put ``count`` letters into an outbox, quickly; return the ids of their rows."""
    ids: list[UUID] = []
    for start in range(0, count, PORTION):
        letters = [some_letter() for _ in range(min(PORTION, count - start))]
        ids += [each.subject for each in letters if each.subject is not None]
        with service.database.writing() as session:
            write_letters(session, service.wiring.ledger, letters, service.name)
    return ids


def relay(run: str, _: str) -> Report:
    """Empty the outbox that was filled before into the broker, once."""
    service = open_desk(TELLER, database_url(run, TELLER.name))
    transport = RabbitPosting(address_of(f"{RABBITMQ}/{run}"), TELLER.name)
    transport.post([])
    say_and_wait()
    began = time.monotonic()
    sent = Relay(service, transport).drain()
    report = {"began": began, "ended": time.monotonic(), "sent": sent}
    transport.close()
    return report


def hear(run: str, count: str) -> Report:
    """Hear ``count`` letters from the broker, each with a row of its own."""
    box = TimedBox(open_desk(HEARER, database_url(run, HEARER.name))).time(int(count))
    consuming, stop = RabbitConsuming(address_of(f"{RABBITMQ}/{run}"), box), Flag()
    thread = Thread(target=consuming.run, args=(stop, lambda: None), daemon=True)
    thread.start()
    while consuming.trouble:
        time.sleep(0.01)
    say_and_wait()
    box.done.wait(LONGEST)
    stop.set()
    thread.join(5)
    return box.report() | {"heard": len(box.times), "times": {str(key): at for key, at in box.times.items()}}


def works(run: str, count: str) -> Report:
    """Write and tell ``count`` rows, a hundred a second, with the relay of a worker beside; for the latency."""
    service = open_desk(TELLER, database_url(run, TELLER.name))
    worker = Worker(LetterBox(service), RabbitPosting(address_of(f"{RABBITMQ}/{run}"), TELLER.name))
    stop = Flag()
    threads = [Thread(target=part.run, args=(stop, lambda: None), daemon=True) for part in worker.parts()]
    for each in threads:
        each.start()
    for _ in range(20):
        write_nothing(service)
    say_and_wait()
    told = paced(lambda: tell(service), int(count))
    time.sleep(1.0)
    stop.set()
    for each in threads:
        each.join(3)
    worker.close()
    return {"told": {str(key): at for key, at in told.items()}}


def write_nothing(service: Any) -> None:
    """Open a connection and warm it."""
    service.database.is_up()


def paced(act: Callable[[], UUID], count: int, each_second: float = 100.0) -> dict[UUID, float]:
    """Do ``act`` a hundred times a second; return when each was committed."""
    found: dict[UUID, float] = {}
    began = time.monotonic()
    for index in range(count):
        pause = began + index / each_second - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        found[act()] = time.monotonic()
    return found


def embedded(_: str, count: str) -> Report:
    """Measure the way without a server: a backlog at full durability, then the latency at a hundred a second."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder)}"
        teller, hearer = open_desk(TELLER, f"{url}/teller.sqlite"), open_desk(HEARER, f"{url}/hearer.sqlite")
        box = TimedBox(hearer).time(int(count))
        own = LetterBox(teller)
        worker = Worker(own, EmbeddedTransport({teller.name: own, hearer.name: box}))
        fill(teller, int(count))
        ready()
        began = time.monotonic()
        worker.relay.drain()
        ended, heard = time.monotonic(), len(box.times)
        box.time(sys.maxsize)
        crew = Crew(worker.parts())
        crew.start()
        told = paced(lambda: tell(teller), max(200, int(count) // 20))
        time.sleep(0.5)
        crew.stop(5)
        late = [max(0.0, box.times[key] - at) for key, at in told.items() if key in box.times]
        for each in (teller, hearer):
            each.database.close()
        flushes = _flushes(Path(folder) / "probe")
    return {
        "flushes": flushes,
        "rate": heard / (ended - began),
        "late": late,
        "lost": int(count) - heard + len(told) - len(late),
    }


def _flushes(path: Path) -> list[float]:
    """Return what it takes here until the disk has one page: two of them stand in every durable way."""
    found: list[float] = []
    with path.open("wb") as probe:
        for _ in range(200):
            probe.write(b"x" * 4096)
            probe.flush()
            with timed(found):
                os.fdatasync(probe.fileno())
    return found


def raw_publish(run: str, count: str) -> Report:
    """Publish with the bare library at full speed."""
    body = some_letter().to_json().encode()
    return bus_raw.Publisher(f"{RABBITMQ}/{run}", "raw", body, int(count), say_and_wait).run()


def raw_consume(run: str, count: str) -> Report:
    """Consume with the bare library at full speed."""
    return bus_raw.consume(f"{RABBITMQ}/{run}", "raw", int(count), say_and_wait)


ROLES: Final[dict[str, Callable[[str, str], Report]]] = {
    "relay": relay,
    "hear": hear,
    "works": works,
    "embedded": embedded,
    "raw_publish": raw_publish,
    "raw_consume": raw_consume,
}


def main(line: Connection, role: str, run: str, count: str) -> None:
    """Play one role, telling ``line`` how it goes."""
    _LINE.append(line)
    set_up_logs("error")
    if role in ROLES:
        report = ROLES[role](run, count)
    else:
        from deploy.benches.bus_peers import ROLES as PEERS

        report = PEERS[role](f"{RABBITMQ}/{run}", int(count), ready)
    line.send(report)
