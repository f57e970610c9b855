"""A small TCP proxy that can fall silent, crawl, cut the line in the middle of a frame, or speak TLS to its clients."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from typing import Final, Self

PIECE: Final = 4096
HARD_RESET: Final = struct.pack("ii", 1, 0)


class Proxy:
    """Forwards connections to ``port`` on the loopback. ``mode`` may change at any time and holds for all of them.

    open: as it should be. silent: accepts, forwards nothing. slow: a thousand bytes a second. shut: refuses.
    """

    def __init__(self, port: int, context: ssl.SSLContext | None = None) -> None:
        self.mode = "open"
        self.accepted = 0
        self._target = port
        self.context = context
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.2)
        self.port = int(self._listener.getsockname()[1])
        self._ended = False
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        self._thread.join()
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """Reset every connection, wherever in a frame it may be."""
        for pair in self._pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARD_RESET)
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._pairs.clear()

    def _accept(self) -> None:
        while not self._ended:
            with contextlib.suppress(OSError):
                near, _ = self._listener.accept()
                self.accepted += 1
                if self.mode == "shut":
                    near.close()
                    continue
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        near.settimeout(5)
        try:
            near = self.context.wrap_socket(near, server_side=True) if self.context else near
        except OSError:
            near.close()
            return
        far = socket.create_connection(("127.0.0.1", self._target))
        self._pairs.append((near, far))
        for source, sink in ((near, far), (far, near)):
            source.settimeout(0.1)
            threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        while not self._ended:
            if self.mode == "silent":
                time.sleep(0.05)
                continue
            try:
                piece = source.recv(100 if self.mode == "slow" else PIECE)
            except TimeoutError:
                continue
            except OSError:
                break
            if not piece:
                break
            if self.mode == "slow":
                time.sleep(0.1)
            with contextlib.suppress(OSError):
                sink.sendall(piece)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
