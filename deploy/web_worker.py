"""How a process of the web server takes its requests: silent connections hold nobody up, and nobody waits for ever."""

from __future__ import annotations

import errno
import resource
from functools import partial
from selectors import EVENT_READ
from time import monotonic
from typing import Any, Final

from gunicorn.workers.gthread import TConn, ThreadWorker

CONNECTIONS, OTHER_FILES = 4000, 500
"""Connections a process takes at once, kept-alive ones included, and files it may need beside them. Whoever is not
taken waits in the system's own queue, where nobody sees for how long."""
SILENCE: Final = 5.0
"""Seconds a new connection may say nothing; browsers open some in advance."""
_GONE: Final = (errno.EAGAIN, errno.ECONNABORTED)
_WORDS: Final = (
    "Trop de demandes en ce moment ; rien n’a été enregistré. Merci de réessayer dans quelques secondes.\n"
    "Zurzeit zu viele Anfragen; es wurde nichts gespeichert. Bitte in einigen Sekunden erneut versuchen.\n"
).encode()
_BUSY: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nCache-Control: no-store\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(_WORDS), _WORDS)
)


def connections() -> int:
    """Return how many connections a process may take at once, after asking the system for as many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(100, allowed - OTHER_FILES)


class Worker(ThreadWorker):
    """gunicorn's worker with threads, which otherwise lets each new connection hold a thread until it speaks."""

    longest_wait = 8.0
    """Seconds in the queue after which whoever asked is told so at once, and those who come now are served instead."""

    def accept(self, listener: Any) -> None:
        """Take a new connection, and wait for its first word without a thread."""
        try:
            line, client = listener.accept()
        except OSError as error:
            if error.errno not in _GONE:
                raise
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, line, client, listener.getsockname())
        conn.timeout = monotonic() + SILENCE
        self.pending_conns.append(conn)
        self.poller.register(line, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def enqueue_req(self, conn: Any) -> None:
        """Let a request wait for a thread, and note since when."""
        conn.waits_since = monotonic()
        super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer a request; one that has waited too long is answered in two sentences.

        Its connection stays open: closing one, gunicorn waits for the other side, and takes nobody else meanwhile.
        """
        if monotonic() - conn.waits_since > self.longest_wait:
            conn.sock.sendall(_BUSY)
            return True
        answered: bool = super().handle_request(req, conn)
        return answered
