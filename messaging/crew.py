"""Threads that belong together: each starts again when it breaks, and shows that it is not stuck."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event as Flag
from threading import Thread
from typing import Final

import structlog

from messaging.database import is_transient

AGAIN: Final = 1.0
"""Seconds before a loop that broke starts again; a crash loop stays visible and cheap."""
STUCK: Final = 60.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Part:
    """One loop: runs until the flag is set, calling ``alive`` while it is not stuck."""

    name: str
    run: Callable[[Flag, Callable[[], None]], None]


class Crew:
    """The loops of one process."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = tuple(parts)
        self._stop = Flag()
        self._seen: dict[str, float] = {}
        self._threads: list[Thread] = []

    def start(self) -> None:
        """Start every loop in a thread of its own."""
        self._stop.clear()
        self._threads = [Thread(target=self._keep, args=(each,), name=each.name, daemon=True) for each in self._parts]
        for each in self._threads:
            each.start()

    def stop(self, patience: float, rouse: Callable[[], None] = lambda: None) -> None:
        """Ask every loop to end, ``rouse`` the sleeping, and wait for all, at most ``patience`` seconds together."""
        self._stop.set()
        rouse()
        limit = time.monotonic() + patience
        for each in self._threads:
            each.join(max(0.0, limit - time.monotonic()))
            if each.is_alive():
                log.warning("loop_did_not_end", loop=each.name)

    def stuck(self) -> list[str]:
        """Return the loops that have shown no life for a minute."""
        now = time.monotonic()
        return [name for name, seen in self._seen.items() if now - seen > STUCK]

    def _keep(self, part: Part) -> None:
        def alive() -> None:
            self._seen[part.name] = time.monotonic()

        while not self._stop.is_set():
            alive()
            try:
                part.run(self._stop, alive)
            except Exception as error:
                if is_transient(error):
                    log.warning("loop_waits_for_database", loop=part.name, reason=type(error).__name__)
                else:
                    log.exception("loop_broke", loop=part.name)
            self._stop.wait(AGAIN)
