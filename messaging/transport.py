"""The port a letter leaves and arrives through; every transport passes the same behaviour suite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event as Flag
from typing import NamedTuple, Protocol
from uuid import UUID

from messaging.letter import Letter


class TransportDown(Exception):
    """The broker cannot be reached or does not answer; everything stays where it is and is tried again."""


@dataclass(frozen=True)
class Posted:
    """What became of a batch given to a transport.

    ``confirmed`` letters are safe with the receivers and never need sending again; ``failed`` ones are tried again,
    with the reason in words an operator understands. Letters in neither were not tried (an earlier letter about the
    same record failed, or the way broke off). ``down`` says in words why the way broke off in the middle.
    """

    confirmed: frozenset[UUID] = frozenset()
    failed: Mapping[UUID, str] = field(default_factory=dict)
    down: str = ""


class Outgoing(NamedTuple):
    """A letter ready to leave: its id, wire name, its text exactly as told, and how often it failed to leave."""

    id: UUID
    name: str
    body: str
    subject: UUID | None = None
    attempts: int = 0


@dataclass(frozen=True)
class Heard:
    """What a service did with a batch of letters.

    ``settled`` letters are handled, parked or kept for later in the service's own database: the transport may forget
    them. Others were not taken (the service's database is away) and must be offered again.
    """

    settled: frozenset[UUID]
    effects: int = 0


class Transport(Protocol):
    """Takes letters away from one service's outbox."""

    def post(self, letters: Sequence[Outgoing], meanwhile: Callable[[], None] | None = None) -> Posted:
        """Hand over ``letters`` in order; return which are confirmed. Raises TransportDown.

        A letter never overtakes an earlier one about the same subject: where one fails, the later ones stay. A
        transport that has to wait for others calls ``meanwhile``, which raises nothing, while letters are on their way.
        """
        ...

    def close(self) -> None:
        """Let go of connections; may be called twice."""
        ...


Hear = Callable[[Sequence[Letter]], Heard]
Park = Callable[[bytes, str, str], None]
"""Keep bytes that are no letter: the body, a stable reason, and a detail."""


class Incoming(Protocol):
    """Brings letters from a broker to one service's letter box."""

    def run(self, stop: Flag, alive: Callable[[], None]) -> None:
        """Hear letters until ``stop``; connect again by itself; call ``alive`` while it is not stuck."""
        ...
