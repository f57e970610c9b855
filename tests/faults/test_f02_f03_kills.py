"""F2 and F3: the embedded process, and a consumer on RabbitMQ, killed with -9 at random moments, again and again."""

from __future__ import annotations

import os
import random
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.faults.conftest import ready
from tests.faults.driving import running
from tests.faults.nightly.kills import killed_again_and_again
from tests.faults.process import Config
from tests.faults.verdict import verdict_of
from tests.messaging.toy import Toys
from tests.servers.processes import wait_until

SEED = int(os.environ.get("SSIP_FAULT_SEED", "0")) or random.randrange(1, 10**6)
EMBEDDED_KILLS = 8
CONSUMER_KILLS = 10
LETTERS = 2000


@pytest.mark.slow
def test_row_40_the_embedded_process_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    verdict = killed_again_and_again(tmp_path, EMBEDDED_KILLS, steps=10, seed=SEED)
    assert verdict.is_clean
    assert verdict.accepted > 10 * EMBEDDED_KILLS


def has_more(toys: Toys, before: int) -> bool:
    return len(toys.noted()) > before or toys.nothing_waits()


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_row_40_a_consumer_killed_again_and_again_loses_and_doubles_nothing(
    two_databases: dict[str, str], fresh_vhost: str, postgres_toys: Toys
) -> None:
    ready(fresh_vhost)
    config = Config(two_databases, fresh_vhost)
    postgres_toys.tell_many(postgres_toys.ids(40), LETTERS)
    chance = random.Random(SEED)
    with running(replace(config, workers=("toycounter",))):
        for _ in range(CONSUMER_KILLS):
            with running(replace(config, workers=("toyear",))) as ear:
                wait_until(partial(has_more, postgres_toys, len(postgres_toys.noted())), "any progress", seconds=60)
                time.sleep(chance.uniform(0.0, 0.05))
                ear.kill()
        with running(replace(config, workers=("toyear",))):
            wait_until(postgres_toys.nothing_waits, "all letters to be heard", seconds=90)
    verdict = verdict_of(postgres_toys, LETTERS).say("F3", seed=SEED, kills=CONSUMER_KILLS)
    assert verdict.is_clean
    assert verdict.effects == LETTERS
