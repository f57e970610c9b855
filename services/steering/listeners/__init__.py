"""What steering does with what the others tell: it counts, and keeps what a meeting may have to talk about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from messaging.wiring import Listener
from messaging.work import Work
from schemas.message import Event
from services.steering.listeners import checks, counting, matters

_ROOMS: Final = (counting.LISTENERS, matters.LISTENERS, checks.LISTENERS)


def _together(rooms: tuple[Mapping[type[Event], Listener], ...]) -> dict[type[Event], Listener]:
    found: dict[type[Event], list[Listener]] = defaultdict(list)
    for room in rooms:
        for event, listener in room.items():
            found[event].append(listener)
    return {event: _each(tuple(listeners)) for event, listeners in found.items()}


def _each(listeners: tuple[Listener, ...]) -> Listener:
    def hear(told: Event, work: Work) -> None:
        for each in listeners:
            each(told, work)

    return hear


LISTENERS: Final = _together(_ROOMS)
"""Every event steering hears; several rooms may listen to the same one."""
