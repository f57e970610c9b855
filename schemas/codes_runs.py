"""The codes of runs: files that are made in the background."""

from __future__ import annotations

from enum import StrEnum


class RunState(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class RunEnd(StrEnum):
    """Why a run ended without its file."""

    NO_LONGER_YOURS = "no_longer_yours"
    REFUSED = "refused"
    BROKEN = "broken"
    INTERRUPTED = "interrupted"
    NOBODY_CAME = "nobody_came"
