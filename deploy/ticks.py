"""The ticks of this house: every tick command of every service, with how often it is said."""

from __future__ import annotations

from typing import Final

from deploy.house import wirings
from scheduler.plan import Tick, plan_for

_TIMES: Final[dict[str, tuple[int, int, int]]] = {
    "notifications.build_digests": (15, 0, 0),
    "registration.check_consistency": (0, 3, 25),
    "placements.check_consistency": (0, 3, 25),
    "casework.check_consistency": (0, 3, 25),
    "billing.check_consistency": (0, 3, 25),
    "notifications.check_consistency": (0, 3, 25),
    "steering.check_consistency": (0, 3, 30),
}
"""Minutes, or hour and minute of day, by wire name; every other tick is said once a minute."""


def plan() -> tuple[Tick, ...]:
    """Return the plan of all ticks."""
    commands = tuple(each for wiring in wirings().values() for each in wiring.ticks)
    said = {each: Tick(each, *_TIMES[each.said]) for each in commands if each.said in _TIMES}
    return plan_for(said, commands)
