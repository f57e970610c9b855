"""What the pages of operations show besides the desks: the broker as the settings name it, migrations, the ticks."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from deploy.posts import broker_of
from deploy.settings import DESKS, Settings
from deploy.ticks import plan
from messaging.database import is_transient
from messaging.health import BrokerLook
from messaging.service import Service
from portal.backstage import Backstage, PlannedTick
from scheduler.plan import Tick

FRESH: Final = 10.0
"""Seconds a look at the broker is good for: a black hole costs its time-out once, not on every page."""


def backstage_of(settings: Settings) -> Backstage:
    """Return what the portal may look at in this installation."""
    look = (lambda: None) if settings.is_embedded else kept(lambda: _look(settings))
    return Backstage([_planned(each) for each in plan()], look, waits_for_migration)


def waits_for_migration(service: Service) -> bool:
    """Whether the tables are older than the program; False where the database does not answer."""
    from deploy.migrations import standing  # Alembic is big, and this is asked on one page

    try:
        return standing(service).is_pending
    except Exception as error:
        if is_transient(error):
            return False
        raise


def _look(settings: Settings) -> BrokerLook:
    from messaging.transports.rabbitmq_probe import look_at

    return look_at(broker_of(settings), DESKS)


def _planned(tick: Tick) -> PlannedTick:
    daily = f"{tick.hour:02}:{tick.minute:02}" if tick.is_daily else ""
    return PlannedTick(tick.command, tick.next_after, tick.minutes, daily)


def kept(look: Callable[[], BrokerLook]) -> Callable[[], BrokerLook]:
    """Return ``look`` that looks at most every ``FRESH`` seconds, whoever asks."""
    turn, found = Lock(), list[tuple[float, BrokerLook]]()

    def looked() -> BrokerLook:
        with turn:
            if not found or monotonic() - found[-1][0] > FRESH:
                seen = look()
                found[:] = [(monotonic(), seen)]
            return found[-1][1]

    return looked
