"""The loop that keeps one service's letters moving: kept letters whose time has come, and old rows pruned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event as Flag
from typing import Final

import structlog

from messaging.database import is_transient
from messaging.letterbox import LetterBox
from messaging.relay import Relay

LOOK: Final = 1.0
KEEP: Final = timedelta(days=90)
PRUNE_EVERY: Final = 3600
log = structlog.get_logger(__name__)


def keep_house(box: LetterBox, relay: Relay, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
    """Retry kept letters every second and prune once an hour, until ``stop``."""
    rounds = 0
    while not stop.wait(LOOK):
        alive()
        try:
            box.parking.retry_due()
            if rounds % PRUNE_EVERY == 0:
                relay.prune(KEEP)
        except Exception as error:
            if not is_transient(error):
                log.exception("housekeeping_failed", service=box.service.name)
        rounds += 1
