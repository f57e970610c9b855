"""F1: the process dies at every named point, one run each; a point that is never reached fails the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from messaging.faults import POINTS
from tests.faults.driving import run_to_end
from tests.faults.process import Config
from tests.faults.verdict import verdict_of
from tests.messaging.toy import Toys

STEPS = 12
ON_THE_WAY = tuple(each for each in POINTS if each.startswith(("relay.", "letter.before", "letter.after")))


def dies_and_goes_on(point: str, config: Config, after: int = 0) -> Toys:
    """Crash at ``point`` after ``after`` passages, run again to the end, and return the toys for the count."""
    if point == "letter.claimed":
        # A letter is claimed only when two processes may have died of it.
        for _ in range(2):
            assert run_to_end(replace(config, crash_at="letter.before_commit")).code == 9
    died = run_to_end(replace(config, crash_at=point, crash_after=after))
    assert died.code == 9, f"{point} was never reached:\n" + "\n".join(died.lines[-20:])
    assert run_to_end(replace(config, early=())).code == 0
    return Toys(config.databases.__getitem__, lambda: datetime.now(UTC))


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_row_40_dying_at_a_point_loses_and_doubles_nothing_embedded(tmp_path: Path, point: str) -> None:
    databases = {name: f"sqlite:///{tmp_path / name}.sqlite" for name in ("toycounter", "toyear")}
    early = (2,) if point.startswith("retry.") else ()
    config = Config(databases, steps=STEPS, counters=3, until_quiet=True, early=early)
    toys = dies_and_goes_on(point, config, after=0 if point == "letter.claimed" else 1)
    verdict = verdict_of(toys, STEPS).say(f"F1 embedded {point}")
    toys.close()
    assert verdict.is_clean
    assert verdict.effects == STEPS


@pytest.mark.slow
@pytest.mark.parametrize("point", ON_THE_WAY)
def test_row_40_dying_at_a_point_loses_and_doubles_nothing_on_rabbitmq(
    two_databases: dict[str, str], shared_vhost: str, point: str
) -> None:
    config = Config(two_databases, shared_vhost, steps=STEPS, counters=3, until_quiet=True)
    toys = dies_and_goes_on(point, config)
    verdict = verdict_of(toys, STEPS).say(f"F1 rabbitmq {point}")
    toys.close()
    assert verdict.is_clean
    assert verdict.effects == STEPS
