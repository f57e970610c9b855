"""A bounded driver: so many connections ask for one page again and again, and count what comes back."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit

from deploy.benches.figures import percentile

OK: Final = b" 200 "
PATIENCE: Final = 30.0


@dataclass
class Load:
    """What one page took under load; ``size`` is the bytes of one answer's body, ``asked`` the number of all pages."""

    seconds: list[float] = field(default_factory=list)
    asked: int = 0
    errors: int = 0
    size: int = 0
    lasted: float = 1.0

    @property
    def per_second(self) -> float:
        """Requests answered a second."""
        return round(len(self.seconds) / self.lasted, 1)

    def figures(self, name: str) -> dict[str, Any]:
        """Return this load as lines of a report."""
        p95 = round(percentile(self.seconds, 0.95) * 1000, 1)
        return {f"{name}_per_second": self.per_second, f"{name}_p95_ms": p95, f"{name}_errors": self.errors}


def drive(address: str, cookie: str, *, seconds: float, connections: int) -> Load:
    """Ask for ``address`` on ``connections`` kept-alive connections at once, each one request after the other."""
    load = Load()
    began = time.perf_counter()
    threads = [Thread(target=_ask, args=(address, cookie, began + seconds, load)) for _ in range(connections)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    load.lasted = time.perf_counter() - began
    return load


def _ask(address: str, cookie: str, until: float, load: Load) -> None:
    parts = urlsplit(address)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    asked = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookie}\r\n\r\n".encode()
    line: socket.socket | None = None
    while time.perf_counter() < until:
        started = time.perf_counter()
        try:
            line = line or socket.create_connection((str(parts.hostname), parts.port or 80), PATIENCE)
            line.sendall(asked)
            status, size, goes_on = _answer(line)
        except (OSError, ValueError):
            _shut(line)
            line = None
            load.errors += 1
            continue
        load.seconds.append(time.perf_counter() - started)
        load.size = size
        load.errors += OK not in status
        if not goes_on:
            _shut(line)
            line = None
    _shut(line)


def _shut(line: socket.socket | None) -> None:
    if line is not None:
        line.close()


def _answer(line: socket.socket) -> tuple[bytes, int, bool]:
    """Read one answer; return its first line, its length, and whether the connection stays open."""
    got = line.recv(65536)
    while b"\r\n\r\n" not in got:
        more = line.recv(65536)
        if not more:
            raise ValueError("the server closed the connection")
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    low = head.lower()
    length = int(low.partition(b"content-length:")[2].partition(b"\r\n")[0])
    rest = length - len(body)
    while rest > 0:
        more = line.recv(min(rest, 262144))
        if not more:
            raise ValueError("the server closed the connection")
        rest -= len(more)
    return head.partition(b"\r\n")[0], length, b"connection: close" not in low
