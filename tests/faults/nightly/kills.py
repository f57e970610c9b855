"""F2: the embedded process killed with -9 at random moments, again and again, each time in the middle of work."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.faults.driving import ToyProcess, run_to_end, running
from tests.faults.process import Config
from tests.faults.verdict import Verdict, verdict_of
from tests.messaging.toy import Toys
from tests.servers.processes import wait_until


def run(folder: Path, kills: int = 30, steps: int = 110) -> Iterator[str]:
    """Kill often; yield what did not come up to the bar."""
    found = killed_again_and_again(folder, kills, steps, seed=random.randrange(1, 10**6))
    if not found.is_clean or found.accepted < 100 * kills:
        yield f"kills: {found}"


def killed_again_and_again(folder: Path, kills: int, steps: int, seed: int) -> Verdict:
    """Kill the process after ``steps`` to twice as many accepted steps each time, then let it finish, and count."""
    databases = {name: f"sqlite:///{folder / name}.sqlite" for name in ("toycounter", "toyear")}
    config, chance, accepted = Config(databases, steps=100_000, counters=9), random.Random(seed), 0
    for number in range(kills):
        with running(replace(config, run=f"run {number}")) as toy:
            wait_until(partial(_has_done, toy, chance.randint(steps, 2 * steps)), "some steps")
            toy.kill()
        accepted += toy.accepted
    assert run_to_end(replace(config, steps=1, run="last", until_quiet=True)).code == 0
    toys = Toys(databases.__getitem__, lambda: datetime.now(UTC))
    verdict = verdict_of(toys, accepted + 1).say("F2", seed=seed, kills=kills)
    toys.close()
    return verdict


def _has_done(toy: ToyProcess, steps: int) -> bool:
    return toy.accepted >= steps
