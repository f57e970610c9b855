"""The stage of the demonstration: the real services under a clock that the story moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import event

from deploy.demo.people import Member
from messaging.service import Service
from messaging.work import Reading
from messaging.worker import Embedded
from schemas.actor import HOUSE, Actor
from schemas.message import Command, owner_of

P = ParamSpec("P")
R = TypeVar("R")
OPENS = time(7, 30)


class Stage:
    """Services on their real databases, living in the story's time."""

    def __init__(self, services: Mapping[str, Service], start: date) -> None:
        self.moment = datetime.combine(start, OPENS, UTC)
        self.services = {name: Service(each.wiring, each.database, self._clock) for name, each in services.items()}
        self._inside = Embedded(self.services.values())

    def _clock(self) -> datetime:
        return self.moment

    @property
    def today(self) -> date:
        """The day of the story."""
        return self.moment.date()

    def morning_of(self, day: date) -> None:
        """Move to the morning of ``day``."""
        self.moment = datetime.combine(day, OPENS, UTC)

    def a_little_later(self) -> None:
        """Move on by a few minutes, never past the evening."""
        self.moment += timedelta(minutes=2)

    def do(self, command: Command, who: Member | Actor = HOUSE) -> UUID | None:
        """Give a command at the right front desk."""
        actor = who.actor if isinstance(who, Member) else who
        return self.services[owner_of(command.said)].do(command, actor)

    def ask(
        self, query: Callable[Concatenate[Reading, P], R], who: Member | Actor, *args: P.args, **asked: P.kwargs
    ) -> R:
        """Ask at the right front desk."""
        actor = who.actor if isinstance(who, Member) else who
        return self.services[query.__module__.split(".")[1]].ask(query, actor, *args, **asked)

    def deliver(self) -> None:
        """Let every letter told so far reach everybody who listens."""
        self._inside.drain()


@contextmanager
def in_haste(services: Mapping[str, Service]) -> Iterator[None]:
    """Write SQLite without waiting for the disk meanwhile: a story cut short is simply told again from nothing."""

    def hurry(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    hurried = [each for each in services.values() if each.database.is_sqlite]
    for each in hurried:
        each.database.engine.dispose()
        event.listen(each.database.engine, "connect", hurry)
    try:
        yield
    finally:
        for each in hurried:
            event.remove(each.database.engine, "connect", hurry)
            each.database.engine.dispose()
