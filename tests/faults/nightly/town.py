"""A small town under fire: three broker nodes, a PostgreSQL, two workers per toy service, and people who never stop."""

from __future__ import annotations

import os
import signal
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select, text

from deploy.broker import setup
from messaging.transports.rabbitmq import address_of, queue_of
from tests.faults.driving import ToyProcess
from tests.faults.process import Config
from tests.faults.verdict import Verdict, verdict_of
from tests.messaging.toy import COUNTER, COUNTER_LEDGER, EAR, EAR_LEDGER, Toys
from tests.servers.postgres import PrivatePostgres, database
from tests.servers.processes import wait_until
from tests.servers.rabbit import PrivateRabbit, answers, cluster

PEOPLE = 4
PAUSE = 0.04
"""Seconds a person waits between two steps: four people make about a hundred steps a second."""

DEPARTURES = (
    "create table departure (at timestamptz not null default clock_timestamp())",
    "create function note_departure() returns trigger language plpgsql as"
    " 'begin insert into departure default values; return old; end'",
    "create trigger note_departure after delete on unsent for each row execute function note_departure()",
)
"""The database notes when a letter has left: nothing else remembers it."""


class People:
    """Threads that count up all the time and note every answer and how long it took."""

    def __init__(self, toys: Toys) -> None:
        self.toys = toys
        self.accepted = 0
        self.errors: list[str] = []
        self.times: list[float] = []
        self._turn = threading.Lock()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._count, daemon=True) for _ in range(PEOPLE)]

    def start(self) -> None:
        """Let them begin."""
        for each in self._threads:
            each.start()

    def stop(self) -> None:
        """Let everybody finish the step under way."""
        self._stop.set()
        for each in self._threads:
            each.join()

    def _count(self) -> None:
        counters = [uuid4() for _ in range(5)]
        step = 0
        while not self._stop.wait(PAUSE):
            began, step = time.monotonic(), step + 1
            try:
                self.toys.count(counters[step % 5], key=uuid4())
            except Exception as error:
                self.errors.append(type(error).__name__)
            else:
                with self._turn:
                    self.accepted += 1
            self.times.append(time.monotonic() - began)


@dataclass
class Town:
    """Everything that may be hit."""

    nodes: list[PrivateRabbit]
    server: PrivatePostgres
    toys: Toys
    config: Config
    workers: dict[str, list[ToyProcess]] = field(default_factory=dict)

    def start_worker(self, service: str) -> ToyProcess:
        """Start one more worker of ``service``."""
        worker = ToyProcess(replace(self.config, workers=(service,)))
        self.workers.setdefault(service, []).append(worker)
        return worker

    def tend(self) -> None:
        """Start anew what has ended by itself, as systemd would."""
        for service, workers in self.workers.items():
            for dead in [each for each in workers if not each.process.is_alive()]:
                workers.remove(dead)
                self.start_worker(service)

    def kill_worker(self, service: str) -> None:
        """kill -9 the first worker of ``service`` and start another, as systemd would."""
        self.workers[service].pop(0).kill()
        self.start_worker(service)

    def freeze_worker(self, service: str, seconds: float) -> None:
        """SIGSTOP the first worker of ``service`` for a while."""
        pid = self.workers[service][0].process.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(pid, signal.SIGCONT)

    def leader(self) -> PrivateRabbit:
        """The node that leads the ear's queue."""
        living = next(each for each in self.nodes if each.pid and answers(each.url))
        listed = living.control("list_queues", "name", "leader").split("\n")
        node = next(line.split("\t")[1] for line in listed if line.startswith(queue_of("toyear") + "\t"))
        return next(each for each in self.nodes if each.node == node)

    def quiet(self, seconds: float = 90) -> float:
        """Wait until everything told is heard; return how long that took."""
        began = time.monotonic()
        wait_until(self.toys.nothing_waits, "everything to be heard", seconds=seconds)
        return time.monotonic() - began

    def gaps(self, since: datetime) -> dict[str, float]:
        """The longest pauses, since then, between two letters that left and between two that were heard, in seconds."""
        with self.toys.counter.database.reading() as session:
            left = sorted(session.scalars(text("select at from departure where at > :since"), {"since": since}))
        with self.toys.ear.database.reading() as session:
            heard = sorted(
                session.scalars(select(EAR_LEDGER.inbox.c.heard_at).where(EAR_LEDGER.inbox.c.heard_at > since))
            )
        return {"publish_gap": _longest(left), "hear_gap": _longest(heard)}

    def way(self) -> dict[str, float]:
        """From told to heard, in seconds: the median, 95 of 100, the longest."""
        with self.toys.counter.database.reading() as session:
            told = dict(
                session.execute(select(COUNTER_LEDGER.outbox.c.message_id, COUNTER_LEDGER.outbox.c.told_at)).all()
            )
        with self.toys.ear.database.reading() as session:
            heard = session.execute(select(EAR_LEDGER.inbox.c.message_id, EAR_LEDGER.inbox.c.heard_at)).all()
        spans = sorted((at - told[message]).total_seconds() for message, at in heard if message in told)
        p95 = spans[int(len(spans) * 0.95)]
        return {"p50": round(statistics.median(spans), 3), "p95": round(p95, 3), "max": round(spans[-1], 2)}

    def verdict(self, what: str, people: People, **more: object) -> Verdict:
        """Count, print, and return the count."""
        times = sorted(people.times)
        p99 = round(times[int(len(times) * 0.99)], 3)
        found = verdict_of(self.toys, people.accepted, len(people.errors))
        return found.say(what, user_p99=p99, user_max=round(times[-1], 2), way=self.way(), **more)


def _longest(moments: list[datetime]) -> float:
    spans = [(after - before).total_seconds() for before, after in pairwise(moments)]
    return round(max(spans, default=0.0), 2)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Build it, and tear it down at the end."""
    with ExitStack() as standing:
        nodes = standing.enter_context(cluster(folder / "brokers"))
        server = standing.enter_context(PrivatePostgres(folder / "postgres"))
        first = standing.enter_context(database(server.url))
        second = standing.enter_context(database(server.url))
        urls = {"toycounter": first, "toyear": second}
        toys = Toys(urls.__getitem__, lambda: datetime.now(UTC))
        with toys.counter.database.writing() as session:
            for each in DEPARTURES:
                session.execute(text(each))
        broker = ",".join(each.url for each in nodes)
        setup(address_of(broker), [COUNTER, EAR])
        made = Town(nodes, server, toys, Config(urls, broker))
        for service in ("toycounter", "toyear"):
            made.start_worker(service)
            made.start_worker(service)
        try:
            yield made
        finally:
            for worker in (each for several in made.workers.values() for each in several):
                worker.kill()
            toys.close()
