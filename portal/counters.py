"""The numbers behind menu lines, remembered for a moment: they stand on every page and are asked of every desk.

Kept per session in this process only, and dropped as soon as the session changes something, so that one sees the
effect of one's own act at once and of other people's acts a few seconds later.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import current_app, request

from portal import signed_in
from portal.settings import PortalSettings

T = TypeVar("T")
MOST: Final = 5000
"""Sessions remembered at once; when there are more, everything is forgotten and asked anew."""
_SAFE: Final = frozenset({"GET", "HEAD"})


class Counters:
    """What each session was last shown, and when."""

    def __init__(self) -> None:
        self._shown: dict[UUID, tuple[float, dict[str, Any]]] = {}

    def of(self, session: UUID) -> dict[str, Any]:
        """Return the numbers remembered for a session, by menu key; empty when it is time to ask again."""
        settings: PortalSettings = current_app.extensions["ssip.settings"]
        at, numbers = self._shown.get(session, (0.0, {}))
        if request.method in _SAFE and monotonic() - at < settings.counter_seconds:
            return numbers
        if len(self._shown) >= MOST:
            self._shown.clear()
        fresh: dict[str, Any] = {}
        self._shown[session] = (monotonic(), fresh)
        return fresh

    def forget(self, session: UUID) -> None:
        """Ask anew on the next page of a session that has changed something."""
        self._shown.pop(session, None)


def remembered(numbers: dict[str, Any], key: str, ask: Callable[[], Any]) -> Any:
    """Return the number under ``key``, asked for where it is not remembered."""
    if key not in numbers:
        numbers[key] = ask()
    return numbers[key]


def lately(key: str, ask: Callable[[], T]) -> T:
    """Return what this session was answered a moment ago, asked for where it was not; for names, lists and numbers.

    Never for whether somebody may do something: that is asked each time.
    """
    user = signed_in.current()
    if user is None:
        return ask()
    kept: Counters = current_app.extensions["ssip.counters"]
    found: T = remembered(kept.of(user.live.id), key, ask)
    return found
