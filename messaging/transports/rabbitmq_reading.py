"""Takes letters off a connection by the hundred: one call into the system for all that has arrived.

The library reads a letter in nine small pieces and lets every other thread go first at each of them. Here letters are
cut out of large pieces; every other frame is left to the library. A letter is only taken when it is there to its end,
so what is left over can be given back at any moment.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Final

from amqp.basic_message import Message  # type: ignore[import-untyped]

from messaging.transports.rabbitmq_handling import Delivery

PIECE: Final = 256 * 1024
DEAD: Final = "dead"
"""The consumer's tag under which letters come that no worker ever settled."""
_FRAME: Final = struct.Struct(">BHI")
_END: Final = 1
_METHOD: Final = 1
_HEARTBEAT: Final = 8
_DELIVER: Final = struct.pack(">HH", 60, 60)
_TAG_AT: Final = 5
_DEAD: Final = DEAD.encode()
_NUMBER: Final = struct.Struct(">Q")
_FLAGS: Final = struct.Struct(">H")
_PROPERTIES_AT: Final = 14
_HEADERS: Final = 0x2000
_USER: Final = 0x0010
_FIRST: Final = ((0x8000, 0), (0x4000, 0), (0x1000, 1), (0x0800, 1), (0x0400, 0))
_LENGTHS: Final = (*_FIRST, (0x0200, 0), (0x0100, 0), (0x0080, 0), (0x0040, 8), (0x0020, 0))
"""The properties before the account, by flag, and their lengths; 0 is a text that begins with its length."""


def delivery_of(message: Any) -> Delivery:
    """Return a letter that the library read."""
    body, about = message.body, message.delivery_info
    bare = body if isinstance(body, bytes) else str(body).encode()
    return Delivery(about["delivery_tag"], bare, *_said_of(message.properties), about["consumer_tag"] == DEAD)


class Reading:
    """What has arrived on one connection and is not used yet."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._transport = connection.transport
        self._came = bytearray(self._transport._read_buffer)
        self._transport._read_buffer = b""
        self._needed = 0
        """Bytes that have to be there before the letter at the beginning can be whole."""

    def letters(self, patience: float) -> Iterator[Delivery]:
        """Read what is there, at most one piece, and yield the letters in it; raise OSError when the line is dead."""
        with self._transport.having_timeout(patience):
            piece = self._transport.sock.recv(PIECE)
        if not piece:
            raise ConnectionResetError("the broker hung up")
        self._came += piece
        if len(self._came) < self._needed:
            return
        self._needed = at = 0
        came = bytes(self._came)
        try:
            while (found := _frame(came, at)) is not None:
                kind, channel, start, end = found
                if kind == _METHOD and came.startswith(_DELIVER, start):
                    letter, after = self._letter(came, start, end)
                    if letter is None:
                        return
                    at = after
                    self._connection.bytes_recv += 1
                    yield letter
                else:
                    at = end
                    self._connection.on_inbound_frame((kind, channel, came[start : end - _END]))
        finally:
            del self._came[:at]

    def give_back(self) -> None:
        """Let the library go on where we stopped."""
        self._transport._read_buffer = bytes(self._came)
        self._came.clear()

    def _letter(self, came: bytes, deliver: int, at: int) -> tuple[Delivery | None, int]:
        """Return the letter whose delivery stands at ``deliver`` and ends at ``at``, None where it is not whole yet."""
        header = _content(came, at)
        if header is None:
            return None, 0
        start, end = header
        size: int = _NUMBER.unpack_from(came, start + 4)[0]
        if len(came) < end + size:
            self._needed = end - at + size
            return None, 0
        parts = list[bytes]()
        while size > 0:
            part = _content(came, end)
            if part is None:
                return None, 0
            first, end = part
            parts.append(came[first : end - _END])
            size -= end - _END - first
        body = parts[0] if len(parts) == 1 else b"".join(parts)
        name = deliver + _TAG_AT
        number = name + came[name - 1]
        tag, is_dead = _NUMBER.unpack_from(came, number)[0], came[name:number] == _DEAD
        return Delivery(tag, body, *_said_by_broker(came, start, header[1]), is_dead), end


def _frame(came: bytes, at: int) -> tuple[int, int, int, int] | None:
    """Return kind, channel, start and end of the frame that begins at ``at``, None where it is not there to its end."""
    start = at + _FRAME.size
    if len(came) <= start:
        return None
    kind, channel, size = _FRAME.unpack_from(came, at)
    end = start + size + _END
    return None if len(came) < end else (kind, channel, start, end)


def _content(came: bytes, at: int) -> tuple[int, int] | None:
    """Return where the frame at ``at`` starts and ends; a heartbeat between the frames of one letter says nothing."""
    found = _frame(came, at)
    while found is not None and found[0] == _HEARTBEAT:
        found = _frame(came, found[3])
    return None if found is None else found[2:]


def _said_by_broker(came: bytes, start: int, end: int) -> tuple[str, int]:
    """Return the account that said a letter and how often it was delivered in vain, which only headers tell."""
    at = start + _PROPERTIES_AT
    flags = _FLAGS.unpack_from(came, at - _FLAGS.size)[0]
    if flags & _HEADERS:
        message = Message()
        message.inbound_header(came[start : end - _END])
        return _said_of(message.properties)
    if not flags & _USER:
        return "", 0
    for flag, length in _LENGTHS:
        if flags & flag:
            at += length or 1 + came[at]
    return came[at + 1 : at + 1 + came[at]].decode(), 0


def _said_of(properties: Any) -> tuple[str, int]:
    headers = properties.get("application_headers") or {}
    count = headers.get("x-delivery-count") or headers.get("x-acquired-count") or 0
    return str(properties.get("user_id") or ""), count if isinstance(count, int) else 0
