"""One signed call to an address out in the world: resolved once and pinned, no redirect, a limit on time and answer."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Final
from urllib.parse import urlsplit

from services.notifications.rules.webhooks import may_be_called, url_objections

PATIENCE: Final = 10.0
"""Seconds one call may take in all."""
Resolve = Callable[[str, int], list[str]]
"""Returns the addresses a name stands for; raises OSError where there are none."""


class NoAnswer(Exception):
    """The receiver could not be reached, or did not answer in time; ``str`` says which without its content."""


class NotAllowed(NoAnswer):
    """The address must not be called: it lies inside a house, or is none."""


def resolved(host: str, port: int) -> list[str]:
    """Return every address of a name."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Way:
    """How calls go out; tests allow the own machine, trust their own certificate and answer names themselves."""

    patience: float = PATIENCE
    loopback: bool = False
    trust: ssl.SSLContext | None = None
    resolve: Resolve = resolved


def post(url: str, headers: Mapping[str, str], body: bytes, way: Way) -> int:
    """Send ``body`` and return the status of the answer; nothing else of the answer is read.

    Every address the name stands for must be out in the world; the one that is called is the one that was judged.
    """
    if against := url_objections(url, loopback=way.loopback):
        raise NotAllowed(against[0].code)
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _address(host, port, way)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    connection = HTTPConnection(host, port, timeout=way.patience)
    line = _Line()
    watch = Timer(way.patience, line.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.sock = line.open(address, port, way, host if parts.scheme == "https" else "")
        connection.request("POST", target, body=body, headers=dict(headers))
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise NoAnswer("timeout" if line.is_cut or isinstance(error, TimeoutError) else "no_connection") from error
    finally:
        watch.cancel()
        connection.close()
        line.close()


def _address(host: str, port: int, way: Way) -> str:
    try:
        found = way.resolve(host, port)
    except OSError as error:
        raise NoAnswer("name_unknown") from error
    if not found or not all(may_be_called(each, loopback=way.loopback) for each in found):
        raise NotAllowed("address_not_allowed")
    return found[0]


class _Line:
    """The open socket, which a watch can cut while somebody else reads from it."""

    def __init__(self) -> None:
        self.is_cut = False
        self._socket: socket.socket | None = None

    def open(self, address: str, port: int, way: Way, server_name: str) -> socket.socket:
        self._socket = socket.create_connection((address, port), timeout=way.patience)
        if server_name:
            context = way.trust or ssl.create_default_context()
            self._socket = context.wrap_socket(self._socket, server_hostname=server_name)
        if self.is_cut:  # while there was no line yet that could be cut
            raise TimeoutError
        return self._socket

    def cut(self) -> None:
        self.is_cut = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
