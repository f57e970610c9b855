"""A real HTTPS server for the tests of webhooks, which can be slow, fail, drip, redirect, or die after accepting."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "hooks.example"


class Receiver:
    """What arrived, and how it behaves."""

    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        """Answers instead of 204, one a call."""
        self.wait = threading.Event()
        self.is_slow = False
        self.die_after = False
        """Whether the connection breaks after a call is taken, before the sender hears of it."""
        self.drips = False
        self.port = 0

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.calls]

    def url(self, path: str = "/in") -> str:
        return f"https://{HOST}:{self.port}{path}"


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # http.server's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if receiver.is_slow:
                receiver.wait.wait(5)
            if receiver.drips:
                self._drip()
                return
            if receiver.die_after:
                receiver.die_after = False
                self.close_connection = True
                return
            status = receiver.statuses.pop(0) if receiver.statuses else 204
            self.send_response(status)
            if status == 302:
                self.send_header("Location", receiver.url("/elsewhere"))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _drip(self) -> None:
            """Send an endless head, a few bytes at a time, each in good time."""
            try:
                while not receiver.wait.wait(0.02):
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                    self.wfile.flush()
            except OSError:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def certificate(folder: Path) -> Path:
    """Make a certificate for the receiver that only these tests trust."""
    made = folder / "receiver.pem"
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650"]
    command = ["openssl", "req", "-x509", *key, *subject, "-keyout", str(folder / "key.pem"), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)  # fixed words
    made.write_text(made.read_text() + (folder / "key.pem").read_text())
    return made


@contextmanager
def receiving(pem: Path) -> Iterator[Receiver]:
    """Serve on a free port meanwhile."""
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(receiver))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.port = int(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.wait.set()
        server.shutdown()
        server.server_close()
