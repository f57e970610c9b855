"""What has to be done now and then for one service: kept letters whose time has come, and old rows pruned."""

from __future__ import annotations

import time
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
PRUNE_EVERY: Final = 3600.0
log = structlog.get_logger(__name__)


def keep_house(box: LetterBox, relay: Relay, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
    """Retry kept letters every second and prune once an hour, until ``stop``."""
    pruned_at = time.monotonic()
    while not stop.wait(LOOK):
        alive()
        try:
            box.parking.retry_due()
            if time.monotonic() - pruned_at > PRUNE_EVERY:
                pruned_at = time.monotonic()
                relay.prune(KEEP)
        except Exception as error:
            if not is_transient(error):
                log.exception("housekeeping_failed", service=box.service.name)
