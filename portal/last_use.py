"""When sessions were last used: kept in mind on every page, and written down for all of them together.

A page then waits for no disk. What a process that dies had in mind is lost, which makes a session a few seconds
older than it is; the next page of the same person says it again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event as Flag
from threading import Lock
from typing import Final
from uuid import UUID

from flask import Flask

from messaging.service import Service
from schemas.accounts import DOOR, NoteSessionsUsed

EVERY: Final = 5.0
"""Seconds between two times of writing down, where a loop does it."""
LONGEST: Final = timedelta(seconds=15)
"""How long a use may be in mind only; without a loop, the next page writes it down."""
AT_ONCE: Final = 500
"""Sessions that one command names."""


class LastUse:
    """The uses one process of the portal has in mind."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._lock = Lock()
        self._noted: dict[UUID, datetime] = {}
        self._since: datetime | None = None

    @property
    def desk(self) -> Service:
        """The desk of accounts."""
        found: Service = self.app.extensions["ssip.desks"]["accounts"]
        return found

    def note(self, session_id: UUID) -> None:
        """Keep in mind that a session is in use now."""
        now = self.desk.clock()
        with self._lock:
            self._noted[session_id] = now
            self._since = self._since or now

    def write_overdue(self) -> None:
        """Write down what has been in mind for too long, before anybody judges how old a session is."""
        since = self._since
        if since is not None and self.desk.clock() - since > LONGEST:
            self.write()

    def write(self) -> None:
        """Write down everything in mind; what cannot be written stays in mind."""
        with self._lock:
            noted, self._noted, self._since = self._noted, {}, None
        uses = sorted(noted.items())
        try:
            for start in range(0, len(uses), AT_ONCE):
                part = uses[start : start + AT_ONCE]
                asked = NoteSessionsUsed(session_ids=tuple(of for of, _ in part), used_at=tuple(at for _, at in part))
                self.desk.do(asked, DOOR)
        except Exception:
            with self._lock:
                self._noted = noted | self._noted
                self._since = min(self._noted.values())
            raise

    def run(self, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Write down every few seconds until ``stop``, and then once more."""
        while not stop.wait(EVERY):
            alive()
            self.write()
        self.write()
