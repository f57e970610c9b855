"""Pages one after the other: in one process two that compute at once only take each other's time.

Whoever comes first is served first. Where a page takes long, the next one begins beside it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from threading import Lock
from time import monotonic
from typing import Any, Final
from wsgiref.types import WSGIApplication

LONGEST: Final = 0.05
"""Seconds after which the next page no longer waits; most pages take a third of that."""


class InTurn:
    """An application whose pages are made in the order in which they were asked for."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._guard = Lock()
        self._waiting: deque[Any] = deque()
        self._holder: Any = None
        self._until = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer when it is this page's turn; what an answer still has to stream, it streams without one."""
        mine = Lock()
        self._wait(mine)
        try:
            return self._app(environ, start_response)
        finally:
            self._finish(mine)

    def _wait(self, mine: Any) -> None:
        with self._guard:
            if self._holder is None:
                self._take(mine)
                return
            mine.acquire()
            self._waiting.append(mine)
        while not mine.acquire(timeout=max(0.001, self._until - monotonic())):
            with self._guard:
                if self._holder is mine:
                    return
                is_next = bool(self._waiting) and self._waiting[0] is mine
                if is_next and self._until <= monotonic():
                    self._take(self._waiting.popleft())
                    return

    def _finish(self, mine: Any) -> None:
        with self._guard:
            if self._holder is not mine:
                return
            self._holder = None
            if self._waiting:
                following = self._waiting.popleft()
                self._take(following)
                following.release()

    def _take(self, mine: Any) -> None:
        self._holder, self._until = mine, monotonic() + LONGEST
