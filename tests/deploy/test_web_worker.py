"""The web server's own worker, as a process on a port: silence holds nobody up, and who waited too long is told so."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from deploy.benches.portal import free_port, serving

pytest.importorskip("gunicorn")

from deploy.web_worker import SILENCE, Worker

BOOTING = 60.0
ASKED = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def hello(_: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "5")])
    return [b"hello"]


class Impatient(Worker):
    """A worker every request has waited too long for."""

    longest_wait = -1.0


def _asked(port: int, patience: float) -> bytes:
    with socket.create_connection(("127.0.0.1", port), patience) as line:
        line.sendall(ASKED)
        return line.recv(65536)


def _server(port: int, worker: type) -> list[str]:
    how = ["--worker-class", f"{worker.__module__}.{worker.__qualname__}", "--threads", "1", "--log-level", "error"]
    return ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket", *how, f"{__name__}:hello"]


@pytest.mark.slow
def test_a_connection_that_says_nothing_holds_up_nobody() -> None:
    port = free_port()
    with serving(_server(port, Worker), {}, port):
        assert b" 200 " in _asked(port, BOOTING)
        with socket.create_connection(("127.0.0.1", port), BOOTING) as silent:
            assert b" 200 " in _asked(port, SILENCE - 0.5)
            silent.sendall(ASKED)
            assert b" 200 " in silent.recv(65536)


@pytest.mark.slow
def test_who_has_waited_too_long_is_asked_to_come_again() -> None:
    port = free_port()
    with serving(_server(port, Impatient), {}, port), socket.socket() as line:
        line.settimeout(BOOTING)
        line.connect(("127.0.0.1", port))
        for _ in range(2):
            line.sendall(ASKED)
            told = line.recv(65536)
            assert told.startswith(b"HTTP/1.1 503 ")
            assert b"\r\nRetry-After: 5\r\n" in told
