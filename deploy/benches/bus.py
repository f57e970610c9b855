"""The bus measured against the broker's limit and against its peers, side by side in one run, with what was lost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from deploy.benches import bus_paces, bus_raw
from deploy.benches.bus_peers import ROLES as PEERS
from deploy.benches.bus_peers import is_installed
from deploy.benches.bus_place import Place, place
from deploy.benches.bus_toys import HeardRow, fill, some_letter, tell, write
from deploy.benches.figures import percentile

Say = Callable[[str], None]
Report = dict[str, Any]
BACKLOG: Final = 60_000


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    letters: int
    drains: int
    peers: int
    one_by_one: int
    paced: int
    transactions: int
    rounds: int


QUICK: Final = Size(3000, 5000, 500, 150, 200, 100, 1)
WHOLE: Final = Size(30_000, BACKLOG, 8000, 2000, 2000, 1000, 3)


def run(*, quick: bool, say: Say) -> Report:
    """Measure and return the report; says in words what could not be measured here."""
    size = QUICK if quick else WHOLE
    with place() as found:
        if found is None:
            return {"server": "not measured: no PostgreSQL and RabbitMQ answer on their usual ports"}
        report = Run(found, size, say).whole()
    for line in (*bus_paces.lines(report), *goals(report)):
        say(line)
    return report


class Run:
    """One run, step by step; every rate is letters a second."""

    def __init__(self, here: Place, size: Size, say: Say) -> None:
        self.here, self.size, self.say = here, size, say
        self.told: list[UUID] = []
        self.report: Report = {}

    def whole(self) -> Report:
        """Measure everything."""
        bus_raw.declare(self.here.broker, "raw")
        self._raw()
        self._relay_then_consumer()
        self._full_path()
        self._peers()
        self._latency()
        self._embedded()
        self._overhead()
        self._count()
        return self.report

    def _note(self, **figures: Any) -> None:
        self.report |= {name: round(each, 3) if isinstance(each, float) else each for name, each in figures.items()}

    def _raw(self) -> None:
        """The bare library: publishing alone, one confirmation at a time, then both sides at once."""
        count = self.size.letters
        self.say(f"the limit: {count} letters with bare pika")
        publishing = best(self.size.rounds, lambda: self._alone("raw_publish", count))
        self._emptied("raw", count * self.size.rounds)
        one = bus_raw.one_by_one(self.here.broker, "raw", some_letter().to_json().encode(), self.size.one_by_one)
        self._emptied("raw", self.size.one_by_one)
        both = best(self.size.rounds, lambda: self._both("raw_publish", "raw_consume", self.size.drains))
        self._note(
            raw_publish_per_second=publishing,
            raw_one_confirm_per_second=rate(self.size.one_by_one, one),
            raw_publish_and_consume_per_second=both,
        )

    def _alone(self, role: str, count: int) -> float:
        part = self.here.start(role, count)
        part.go()
        return rate(count, part.result())

    def _both(self, first: str, second: str, count: int) -> float:
        """Let a sender and a receiver work at once; return letters a second from the first word to the last effect."""
        parts = [self.here.start(second, count), self.here.start(first, count)]
        for each in parts:
            each.go()
        heard, sent = (each.result() for each in parts)
        return count / max(1e-9, float(heard["ended"]) - float(sent["began"]))

    def _emptied(self, queue: str, count: int) -> None:
        bus_raw.consume(self.here.broker, queue, count, lambda: None)

    def _relay_then_consumer(self) -> None:
        """Our relay alone into the broker, then our consumer alone out of it."""
        count = self.size.letters
        self.say(f"our relay, then our consumer: {count} letters")
        relaying = consuming = 0.0
        for _ in range(self.size.rounds):
            self.told += fill(self.here.teller, count)
            relaying = max(relaying, self._alone("relay", count))
            consuming = max(consuming, self._alone("hear", count))
        raw = self.report
        self._note(
            relay_per_second=relaying,
            consumer_per_second=consuming,
            relay_to_raw=relaying / raw["raw_publish_per_second"],
            relay_to_one_confirm_each=relaying / raw["raw_one_confirm_per_second"],
        )

    def _full_path(self) -> None:
        """A backlog of told rows, from the outbox to the committed effect."""
        count = self.size.drains
        self.say(f"our full path: {count} letters, outbox to inbox and business row")
        full = 0.0
        for _ in range(self.size.rounds):
            self.told += fill(self.here.teller, count)
            full = max(full, self._both("relay", "hear", count))
        self._note(
            full_path_per_second=full,
            full_path_to_raw=full / self.report["raw_publish_and_consume_per_second"],
            backlog_60000_seconds=BACKLOG / full,
            backlog_letters_measured=count,
        )

    def _peers(self) -> None:
        """The bare drains of Celery, Dramatiq and FastStream."""
        for name in PEERS:
            if not is_installed(name):
                self._note(**{f"{name}_per_second": "not installed", f"full_path_to_{name}": "not installed"})
                continue
            self.say(f"{name}: {self.size.peers} letters")
            part = self.here.start(name, self.size.peers)
            found = part.result()
            drained = rate(found["heard"], found)
            self._note(
                **{
                    f"{name}_per_second": drained,
                    f"{name}_publish_per_second": self.size.peers / found["published"],
                    f"full_path_to_{name}": self.report["full_path_per_second"] / drained,
                }
            )

    def _latency(self) -> None:
        """From the commit of the command to the commit of the effect, a hundred times a second, beside the floor."""
        self.say(f"latency over RabbitMQ: {self.size.paced} letters at 100/s, {self.size.rounds} times, in turn")
        found = bus_paces.latency(self.here, self.size.paced, self.size.rounds)
        self.told += map(UUID, found.pop("told"))
        self._note(**found)

    def _embedded(self) -> None:
        """The way without a server, at full durability."""
        count = self.size.letters
        self.say(f"embedded: {count} letters, then the latency at 100/s")
        self._note(**bus_paces.embedded(self.here.start("embedded", count).result()))

    def _overhead(self) -> None:
        """What telling costs a business transaction: the same one with and without, in turn, one writer."""
        self.say(f"the outbox in a business transaction: {self.size.transactions} of each, in turn")
        desk = self.here.teller
        without, with_letter = list[float](), list[float]()
        for _ in range(self.size.transactions):
            for act, into in ((write, without), (tell, with_letter)):
                began = time.perf_counter()
                done = act(desk)
                into.append(time.perf_counter() - began)
                self.told += [done] if isinstance(done, UUID) else []
        plain, told = percentile(without, 0.5), percentile(with_letter, 0.5)
        self._note(
            outbox_overhead_percent=100 * (told / plain - 1),
            transaction_p50_ms=1000 * plain,
            transaction_with_letter_p50_ms=1000 * told,
        )

    def _count(self) -> None:
        """Let what is left arrive, then count: every row told has to be one row heard."""
        left = len(self.told) - len(set(self._heard()))
        if left > 0:
            self._both("relay", "hear", left)
        heard = Counter(self._heard())
        told = set(self.told)
        self._note(
            told=len(told),
            lost=len(told - heard.keys()) + self.report["embedded_lost"],
            doubled=sum(each - 1 for each in heard.values()),
        )

    def _heard(self) -> list[UUID]:
        with self.here.hearer.database.reading() as session:
            return list(session.scalars(select(HeardRow.row_id)))


def rate(count: int, found: Mapping[str, float]) -> float:
    """Return letters a second."""
    return count / max(1e-9, found["ended"] - found["began"])


def best(rounds: int, measure: Callable[[], float]) -> float:
    """Return the best of several measurements: the limit is what is possible, not what a busy moment allows."""
    return max(measure() for _ in range(rounds))


GOALS: Final = (
    ("lost", "<=", 0),
    ("doubled", "<=", 0),
    ("relay_to_raw", ">=", 0.65),
    ("relay_to_one_confirm_each", ">=", 10),
    ("full_path_to_raw", ">=", 0.65),
    ("full_path_to_celery", ">=", 1.3),
    ("full_path_to_dramatiq", ">=", 1.3),
    ("full_path_to_faststream", ">=", 1.3),
    ("latency_p50_ms", "<=", 5),
    ("latency_p99_ms", "<=", 15),
    ("embedded_latency_p50_ms", "<=", 1),
    ("embedded_latency_p99_ms", "<=", 3),
    ("embedded_deliveries_per_second", ">=", 5000),
    ("outbox_overhead_percent", "<=", 30),
    ("backlog_60000_seconds", "<=", 15),
)


def goals(report: Mapping[str, Any]) -> list[str]:
    """Return one line per goal: what was measured, and whether it is reached."""
    lines = []
    for name, way, goal in GOALS:
        found = report.get(name)
        if not isinstance(found, (int, float)):
            lines.append(f"  ?   {name}: {found}")
            continue
        good = found <= goal if way == "<=" else found >= goal
        lines.append(f"  {'ok ' if good else 'NO '} {name}: {found} (goal {way} {goal})")
    return lines
