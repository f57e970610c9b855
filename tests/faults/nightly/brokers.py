"""F6, F7, F8: one, two and all nodes of the broker killed, stopped and frozen while people go on working."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.nightly.town import People, Town, town
from tests.servers.processes import wait_until
from tests.servers.rabbit import PrivateRabbit, answers

CALM = 4.0


def back(*nodes: PrivateRabbit) -> None:
    """Start nodes again, all at once: a cluster's nodes wait for each other."""
    starts = [threading.Thread(target=each.start) for each in nodes]
    for each in starts:
        each.start()
    for each in starts:
        each.join()


def leader_killed(where: Town) -> None:
    """F6: kill -9 of the node that leads the queue."""
    node = where.leader()
    node.kill()
    time.sleep(8)
    back(node)


def follower_killed(where: Town) -> None:
    """F6: kill -9 of a node that follows."""
    leader = where.leader()
    node = next(each for each in where.nodes if each is not leader)
    node.kill()
    time.sleep(8)
    back(node)


def leader_stopped(where: Town) -> None:
    """F6: the leading node stopped in good order."""
    node = where.leader()
    node.stop()
    time.sleep(4)
    back(node)


def two_killed(where: Town) -> None:
    """F7: a majority killed for 10 s."""
    nodes = where.nodes[:2]
    for each in nodes:
        each.kill()
    time.sleep(10)
    back(*nodes)


def all_killed(where: Town) -> None:
    """F7: no broker at all for 30 s."""
    for each in where.nodes:
        each.kill()
    time.sleep(30)
    back(*where.nodes)


def leader_frozen(where: Town) -> None:
    """F8: the leading node frozen for 20 s: its connections stay open and say nothing."""
    node = where.leader()
    node.pause()
    time.sleep(20)
    node.resume()


FAULTS: tuple[tuple[Callable[[Town], None], float], ...] = (
    (leader_killed, 3.0),
    (follower_killed, 3.0),
    (leader_stopped, 3.0),
    (leader_frozen, 25.0),
    (two_killed, 60.0),
    (all_killed, 90.0),
)
"""Each with the longest pause, in seconds, between two letters that leave."""


def run(folder: Path, only: str = "") -> Iterator[str]:
    """Run every fault (or ``only`` the one named); yield what did not come up to the bar."""
    with town(folder) as where:
        for fault, bar in FAULTS:
            if only in ("", fault.__name__):
                yield from _hit(where, fault, bar)


def _hit(where: Town, fault: Callable[[Town], None], bar: float) -> Iterator[str]:
    people, since = People(where.toys), datetime.now(UTC)
    before = len(where.toys.told())
    people.start()
    time.sleep(CALM)
    fault(where)
    wait_until(lambda: all(answers(each.url) for each in where.nodes), "all nodes", seconds=60)
    time.sleep(CALM)
    people.stop()
    drained = where.quiet()
    people.accepted += before
    gaps = where.gaps(since)
    name = fault.__name__
    found = where.verdict(name, people, **gaps, drained=round(drained, 1), errors=len(people.errors))
    if not found.is_clean:
        yield f"{name}: the count is not clean"
    if people.errors:
        yield f"{name}: {len(people.errors)} people saw an error"
    if gaps["publish_gap"] > bar:
        yield f"{name}: no letter left for {gaps['publish_gap']} s, the bar is {bar} s"
