"""What a handler gets: a session, the time, the actor, and a way to tell; its whole dependency injection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.orm import Session

from messaging.clock import day_of
from messaging.putting import put
from schemas.actor import HOUSE, Actor
from schemas.message import Message


@dataclass(frozen=True)
class Reading:
    """What a query gets; it never writes."""

    session: Session
    now: datetime
    actor: Actor

    @property
    def today(self) -> date:
        """The day in Europe/Zurich."""
        return day_of(self.now)


@dataclass(frozen=True)
class Work(Reading):
    """What a handler or listener gets inside the one transaction of its message."""

    tell: Callable[[Message], None] = field(repr=False)
    changed: dict[str, str] = field(default_factory=dict)
    """Names of what the handler changed and, for codes and dates, from what to what; stands in the audit row."""
    cause: UUID | None = None
    """The id of the command or letter being handled."""

    def for_house(self) -> Work:
        """Return the same work with the house as actor, for steps that follow from what was decided."""
        return replace(self, actor=HOUSE)

    def put(self, table: Table, **row: Any) -> None:
        """Add a row that nobody looks up before the transaction ends; such rows of many letters travel together."""
        put(self.session, table, row)

    def note(self, what: str, before: object, after: object) -> None:
        """Write a change of a code, day or number into the audit row; never a name or free text."""
        self.changed[what] = f"{'' if before is None else before} -> {'' if after is None else after}"


class TryLater(Exception):
    """A listener cannot do its work yet (a letter it builds on is still under way); the letter is kept and retried."""
