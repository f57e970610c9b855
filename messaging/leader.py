"""Who may empty an outbox: one relay at a time, and how it learns at once that something was told."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Flag
from typing import Protocol

from messaging.service import Service


class Lead(Protocol):
    """The right to empty one service's outbox."""

    def holds(self) -> bool:
        """Whether this process leads now; tries to take the lead where nobody has it."""
        ...

    def wait(self, seconds: float) -> None:
        """Return after ``seconds``, or at once when something was told."""
        ...

    def close(self) -> None:
        """Give the lead away."""
        ...


class OnlyLead:
    """For SQLite, where one process has the file: always leads, woken from inside the process."""

    def __init__(self) -> None:
        self.wake = Flag()

    def holds(self) -> bool:
        """Nobody else is there."""
        return True

    def wait(self, seconds: float) -> None:
        """Wait for ``wake``."""
        self.wake.wait(seconds)
        self.wake.clear()

    def close(self) -> None:
        """Nothing to give away."""


def lead_of(service: Service) -> Lead:
    """Return the fitting lead for ``service``'s database, hooked up to wake when the service tells something."""
    if not service.database.is_sqlite:
        from messaging.leader_postgres import PostgresLead

        return PostgresLead(service.database, service.name)
    lead = OnlyLead()
    service.after_telling = both(service.after_telling, lead.wake.set)
    return lead


def both(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    """Return a call that makes both calls."""

    def called() -> None:
        first()
        second()

    return called
