"""The numbers behind menu lines, remembered for a moment: they stand on every page and are asked of every desk.

Kept in this process only, and dropped as soon as the session changes something, so that one sees the effect of one's
own act at once and of other people's acts a few seconds later. What is one's own is kept per session; names and
numbers that are the same for everybody of one role in one organisation are kept once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import current_app, request

from portal import signed_in
from portal.settings import PortalSettings
from schemas.actor import Role

T = TypeVar("T")
MOST: Final = 5000
"""Sessions remembered at once; when there are more, everything is forgotten and asked anew."""
Whose = UUID | tuple[Role, UUID]
"""A session, or everybody of one role in one organisation."""
_Shown = dict[Whose, tuple[float, dict[str, Any]]]
_SAFE: Final = frozenset({"GET", "HEAD"})


class Counters:
    """What was last shown to whom, and when."""

    def __init__(self) -> None:
        self._own: _Shown = {}
        self._shared: _Shown = {}

    def of(self, whose: Whose) -> dict[str, Any]:
        """Return what is remembered for somebody, by key; empty when it is time to ask again."""
        settings: PortalSettings = current_app.extensions["ssip.settings"]
        shown = self._shared if isinstance(whose, tuple) else self._own
        at, numbers = shown.get(whose, (-inf, {}))
        if request.method in _SAFE and monotonic() - at < settings.counter_seconds:
            return numbers
        if len(shown) >= MOST:
            shown.clear()
        fresh: dict[str, Any] = {}
        shown[whose] = (monotonic(), fresh)
        return fresh

    def forget(self, user: signed_in.SignedIn) -> None:
        """Ask anew on the next page of somebody who has changed something, and of those who act in the same role."""
        self._own.pop(user.live.id, None)
        self._shared.pop(_group(user), None)


def remembered(numbers: dict[str, Any], key: str, ask: Callable[[], Any]) -> Any:
    """Return the number under ``key``, asked for where it is not remembered."""
    if key not in numbers:
        numbers[key] = ask()
    return numbers[key]


def lately(key: str, ask: Callable[[], T]) -> T:
    """Return what one's role in one's organisation was answered a moment ago; for names, lists and numbers.

    Only for what everybody in that role is answered alike, and never for whether somebody may do something: that is
    asked each time.
    """
    user = signed_in.current()
    if user is None:
        return ask()
    kept: Counters = current_app.extensions["ssip.counters"]
    found: T = remembered(kept.of(_group(user)), key, ask)
    return found


def _group(user: signed_in.SignedIn) -> tuple[Role, UUID]:
    return (user.live.membership.role, user.live.membership.organisation_id)
