"""The way without a server, measured in the one process it has: a backlog, then the latency hop by hop."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from deploy.benches.bus_hops import Hops, TimedBox, TimedLead, WatchedBox, in_text
from deploy.benches.bus_latency import paced
from deploy.benches.bus_toys import HEARER, TELLER, fill, open_desk, tell
from deploy.benches.bus_words import Report, ready
from deploy.benches.figures import timed
from messaging.crew import Crew
from messaging.letterbox import LetterBox
from messaging.transport import Outgoing, Posted
from messaging.transports.embedded import EmbeddedTransport
from messaging.worker import Worker

FLUSHES: Final = 200


class TimedTransport(EmbeddedTransport):
    """Notes what the relay has read, and when it was woken for it."""

    hops: Hops
    lead: TimedLead

    def post(self, letters: Sequence[Outgoing], meanwhile: Callable[[], None] | None = None) -> Posted:
        """Look at the clock, then post."""
        self.hops.post(letters, self.lead.woke_at)
        return super().post(letters, meanwhile)


def embedded(_: str, count: str) -> Report:
    """Measure a backlog of ``count`` letters at full durability, then the latency at a hundred letters a second."""
    with TemporaryDirectory() as folder:
        report = _backlog(Path(folder), int(count))
        flushes = [*report.pop("flushes"), *_flushes(Path(folder) / "probe")]
        paced_report = _paced(Path(folder), max(200, int(count) // 20))
        flushes += _flushes(Path(folder) / "probe")
    lost = report.pop("lost") + paced_report.pop("lost")
    return report | paced_report | {"flushes": flushes, "lost": lost}


def _backlog(folder: Path, count: int) -> Report:
    teller, hearer = (open_desk(each, f"sqlite:///{folder}/backlog_{each.name}.sqlite") for each in (TELLER, HEARER))
    box = TimedBox(hearer).time(count)
    own = LetterBox(teller)
    worker = Worker(own, EmbeddedTransport({teller.name: own, hearer.name: box}))
    fill(teller, count)
    flushes = _flushes(folder / "probe")
    ready()
    began = time.monotonic()
    worker.relay.drain()
    ended = time.monotonic()
    for each in (teller, hearer):
        each.database.close()
    return {"flushes": flushes, "rate": len(box.times) / (ended - began), "lost": count - len(box.times)}


def _paced(folder: Path, count: int) -> Report:
    """One process: the teller's front desk on this thread, the relay and the letter box on theirs, as ``ssip run``."""
    teller, hearer = (open_desk(each, f"sqlite:///{folder}/paced_{each.name}.sqlite") for each in (TELLER, HEARER))
    hops = Hops()
    box, own = WatchedBox(hearer, hops), LetterBox(teller)
    transport = TimedTransport({teller.name: own, hearer.name: box})
    workers = [Worker(own, transport), Worker(box, transport)]
    transport.hops, transport.lead = hops, TimedLead(workers[0].lead)
    workers[0].lead = transport.lead
    crew = Crew(part for each in workers for part in each.parts())
    crew.start()
    hops.times["told"] = paced(lambda: tell(teller), count)
    time.sleep(0.5)
    crew.stop(5)
    for each in (teller, hearer):
        each.database.close()
    return {"times": in_text(hops.times), "lost": count - len(hops.times.get("effect", ()))}


def _flushes(path: Path) -> list[float]:
    """Return what it takes here until the disk has one page: it stands in every durable way."""
    found: list[float] = []
    with path.open("wb") as probe:
        for _ in range(FLUSHES):
            probe.write(b"x" * 4096)
            probe.flush()
            with timed(found):
                os.fdatasync(probe.fileno())
    return found
