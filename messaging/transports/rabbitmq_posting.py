"""Posts one service's letters to RabbitMQ, many at a time, and believes only what the broker confirmed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final

from messaging.transport import Outgoing, Posted, TransportDown
from messaging.transports.rabbitmq import Address
from messaging.transports.rabbitmq_line import Line
from messaging.transports.rabbitmq_round import Round

LONGEST: Final = 8.0
"""Seconds one ``post`` may take, whatever the broker does; what is unconfirmed then is posted again later."""
SILENCE: Final = 5.0
"""Seconds without a single confirmation after which another node is tried; a frozen one keeps its connections open."""


class RabbitPosting:
    """The ``Transport`` of one service's relay. Keeps one connection, to any node that answers."""

    def __init__(self, address: Address, service: str, *, seconds: float = LONGEST) -> None:
        self._address = address
        self._service = service
        self._seconds = seconds
        self._line: Line | None = None
        self._turn = Lock()

    def post(self, letters: Sequence[Outgoing], meanwhile: Callable[[], None] | None = None) -> Posted:
        """Publish ``letters`` and wait for the confirmations, never longer than the time-out."""
        limit = time.monotonic() + self._seconds
        with self._turn:
            line = self._open_line(limit)
            current = self.round_of(letters)
            line.start(current)
            if meanwhile is not None:
                meanwhile()
            if not _awaited(current, limit):
                current.break_off("the broker took the letters but does not confirm them")
                self._hang_up()
            posted = current.outcome()
            if line.trouble:
                self._hang_up()
            return posted

    def round_of(self, letters: Sequence[Outgoing]) -> Round:
        """Return the state of a batch about to leave; whoever measures has one of his own."""
        return Round(letters)

    def close(self) -> None:
        """Hang up."""
        with self._turn:
            self._hang_up()

    def _open_line(self, limit: float) -> Line:
        """Return the living line, or a new one to the first node that lets us in; raise TransportDown."""
        if self._line is not None and not self._line.trouble:
            return self._line
        self._hang_up()
        trouble = ["no time left"]
        for node in self._address.shuffled():
            patience = min(self._address.connect_seconds, limit - time.monotonic())
            if patience <= 0:
                break
            line = Line(self._address, node, self._service)
            if line.ready.wait(patience + 0.2) and not line.trouble:
                self._line = line
                return line
            trouble.append(line.trouble or f"broker {node.host}:{node.port}: it accepts connections but says nothing")
            line.close()
        raise TransportDown("; ".join(trouble[1:] or trouble))

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _awaited(current: Round, limit: float) -> bool:
    """Wait until ``current`` is done; return False where the time is up, or the broker has been silent for too long."""
    while not current.done.wait(0.25):
        now = time.monotonic()
        if now >= limit or now - current.moved_at > SILENCE:
            return False
    return True
