"""Names, sessions and throttles: who is still signed in, and who has tried too often."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=10)
TOUCH_EVERY: Final = timedelta(minutes=2)
"""A session is written down as used at most this often; the idle time is exact to this much."""
WINDOW: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Tries:
    """How often something may go wrong inside ``WINDOW``."""

    name: int = 10
    address: int = 10
    everywhere: int = 1000


TRIES: Final = Tries()


@dataclass(frozen=True)
class Failures:
    """Failed attempts inside ``WINDOW``: with this name, from this address, and altogether."""

    name: int
    address: int
    everywhere: int


def normalised(sign_in_name: str) -> str:
    """Return a sign-in name as it is compared: without case, width variants or spaces around it."""
    return unicodedata.normalize("NFKC", sign_in_name).strip().casefold()


def is_throttled(failures: Failures, allowed: Tries = TRIES) -> bool:
    """Whether one more attempt would be one too many."""
    return (
        failures.name >= allowed.name
        or failures.address >= allowed.address
        or failures.everywhere >= allowed.everywhere
    )


def is_live(opened_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session that nobody ended is still good: used lately, and not too old."""
    return now - seen_at < IDLE and now - opened_at < ABSOLUTE


def needs_touch(seen_at: datetime, now: datetime) -> bool:
    """Whether the time of last use should be written down again."""
    return now - seen_at >= TOUCH_EVERY
