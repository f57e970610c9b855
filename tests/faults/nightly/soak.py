"""F26: minutes of work under a nemesis that hits something every second or two; at the end everything must add up."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from tests.faults.nightly.brokers import back
from tests.faults.nightly.town import People, Town, town


def kill_relay(where: Town, _: random.Random) -> None:
    where.kill_worker("toycounter")


def kill_consumer(where: Town, _: random.Random) -> None:
    where.kill_worker("toyear")


def kill_node(where: Town, chance: random.Random) -> None:
    node = chance.choice(where.nodes)
    node.kill()
    time.sleep(chance.uniform(2, 5))
    back(node)


def freeze_node(where: Town, chance: random.Random) -> None:
    node = chance.choice(where.nodes)
    node.pause()
    time.sleep(chance.uniform(2, 7))
    node.resume()


def freeze_worker(where: Town, chance: random.Random) -> None:
    where.freeze_worker(chance.choice(["toycounter", "toyear"]), chance.uniform(1, 5))


def terminate_backends(where: Town, _: random.Random) -> None:
    with psycopg.connect(where.server.url, autocommit=True) as admin:
        admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname like 'ssip_test_%'")


def restart_database(where: Town, _: random.Random) -> None:
    where.server.restart()


NEMESES: tuple[Callable[[Town, random.Random], None], ...] = (
    kill_relay,
    kill_consumer,
    kill_node,
    freeze_node,
    freeze_worker,
    terminate_backends,
    restart_database,
)


def run(folder: Path, seconds: float, seed: int) -> Iterator[str]:
    """Soak for ``seconds``; yield what did not come up to the bar."""
    chance, hits = random.Random(seed), Counter[str]()
    with town(folder) as where:
        people = People(where.toys)
        people.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(chance.uniform(1, 3))
            nemesis = chance.choice(NEMESES)
            hits[nemesis.__name__] += 1
            where.tend()
            nemesis(where, chance)
        people.stop()
        where.tend()
        drained = where.quiet(seconds=120)
        found = where.verdict("F26", people, seed=seed, hits=dict(hits), drained=round(drained, 1))
        times = sorted(people.times)
    if not found.is_clean:
        yield f"soak, seed {seed}: the count is not clean"
    if people.errors:
        yield f"soak, seed {seed}: people saw {Counter(people.errors)}"
    if times[int(len(times) * 0.99)] > 1:
        yield f"soak, seed {seed}: one person in a hundred waited longer than a second"
