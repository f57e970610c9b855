"""How patiently mails are tried: what a mail server refuses for now waits longer each time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
)
SERVER_PAUSE: Final = timedelta(seconds=30)
"""How long mails rest when the server could not be reached at all; that never counts against them."""
LEASE: Final = timedelta(minutes=10)
"""After this long a mail that was claimed and never settled is free again: its mailer died."""

KEPT: Final = timedelta(days=30)
"""How long a call that went out or was given up stays in the log of a webhook."""

SOON: Final = timedelta(days=3)
"""A task done this soon after a mail counts as prompted by it."""


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when a mail that failed for the ``attempts``-th time is tried again, None when it is given up."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
