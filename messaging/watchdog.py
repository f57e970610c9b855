"""A word to systemd: ready, alive, stopping; nothing where systemd does not listen."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Sequence
from typing import Final, Self

import structlog

DEFAULT: Final = 30.0
log = structlog.get_logger(__name__)


class Watchdog:
    """Speaks the notify protocol (sd_notify) over the socket named by NOTIFY_SOCKET."""

    def __init__(self) -> None:
        self._path = os.environ.get("NOTIFY_SOCKET", "")
        self._every = float(os.environ.get("WATCHDOG_USEC", "0")) / 2e6 or DEFAULT
        self._last = 0.0

    def __enter__(self) -> Self:
        self._say("READY=1")
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open."""

    def beat(self, stuck: Sequence[str]) -> None:
        """Show life twice per watchdog interval, unless some loop is stuck: then systemd shall start us anew."""
        if time.monotonic() - self._last < self._every:
            return
        self._last = time.monotonic()
        if stuck:
            log.error("loops_stuck", loops=list(stuck))
            self._say(f"STATUS=stuck: {', '.join(stuck)}")
        else:
            self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """Say that the end was asked for."""
        self._say("STOPPING=1")

    def _say(self, words: str) -> None:
        if not self._path:
            return
        address = "\0" + self._path[1:] if self._path.startswith("@") else self._path
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.sendto(words.encode(), address)
        except OSError as error:
            log.warning("systemd_does_not_listen", reason=str(error))
