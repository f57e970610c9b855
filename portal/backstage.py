"""What runs beside the pages and the portal only looks at: the broker, pending migrations, and the clock's plan.

``deploy`` knows these things and hands them in; without them the pages of operations show the letters alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import current_app

from messaging.health import BrokerLook
from messaging.service import Service
from schemas.message import Command

_ON_THE_WAY: Final = timedelta(minutes=2)
"""What a tick may take from the clock to its service before anybody worries."""


@dataclass(frozen=True)
class PlannedTick:
    """One tick of the clock: every so many minutes, or once a day at ``daily_at`` (``03:30``) in Zurich."""

    command: type[Command]
    next_at: Callable[[datetime], datetime | None]
    minutes: int = 0
    daily_at: str = ""

    def is_late(self, heard_at: datetime, now: datetime) -> bool:
        """Whether the tick stays away: two of its periods have passed since it was heard."""
        period = timedelta(minutes=self.minutes) if self.minutes else timedelta(days=1)
        return now - heard_at > 2 * period + _ON_THE_WAY


@dataclass(frozen=True)
class Backstage:
    """The views of the house that no desk has. ``broker`` returns None where letters travel inside the process."""

    ticks: Sequence[PlannedTick] = ()
    broker: Callable[[], BrokerLook | None] = lambda: None
    waits_for_migration: Callable[[Service], bool] = lambda _: False


def backstage() -> Backstage:
    """Return what this portal was given."""
    found: Backstage = current_app.extensions["ssip.backstage"]
    return found
