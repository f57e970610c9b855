"""What makes a service: its name, its tables, who handles which message, and who may say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData

from messaging.ledger import Ledger
from messaging.permission import Permissions
from messaging.work import Work
from schemas.message import Command, Event

Handler = Callable[[Any, Work], UUID | None]
Listener = Callable[[Any, Work], None]


@dataclass(frozen=True)
class Wiring:
    """The wiring table of one service.

    ``guards`` maps a piece of a database constraint's message to the objection code people see when the constraint,
    the last guard, says no. ``ticks`` are the commands the scheduler may say to this service.
    """

    name: str
    metadata: MetaData
    ledger: Ledger
    permissions: Permissions
    commands: Mapping[type[Command], Handler] = field(default_factory=dict)
    listeners: Mapping[type[Event], Listener] = field(default_factory=dict)
    ticks: tuple[type[Command], ...] = ()
    guards: Mapping[str, str] = field(default_factory=dict)
    weighed: Mapping[type[Command], Callable[[Any], None]] = field(default_factory=dict)
    """What is looked at for long before the transaction begins, needs no database and may refuse: uploads."""

    @property
    def hears(self) -> frozenset[str]:
        """Wire names this service's queue is bound to: foreign events, and its own commands said by machines."""
        return frozenset(each.said for each in (*self.listeners, *self.commands))
