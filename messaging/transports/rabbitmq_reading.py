"""Takes letters off a connection by the hundred: one call into the system for all that has arrived.

The library reads a letter in nine small pieces and lets every other thread go first at each of them. Here letters are
cut out of large pieces; every other frame is left to the library. A letter is only taken when it is there to its end,
so what is left over can be given back at any moment.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from amqp.basic_message import Message  # type: ignore[import-untyped]

PIECE: Final = 256 * 1024
_FRAME: Final = struct.Struct(">BHI")
_AROUND: Final = _FRAME.size + 1
_METHOD: Final = 1
_HEARTBEAT: Final = 8
_DELIVER: Final = struct.pack(">HH", 60, 60)
_NUMBER: Final = struct.Struct(">Q")
_FLAGS: Final = struct.Struct(">H")
_PROPERTIES_AT: Final = 14
_HEADERS: Final = 0x2000
_USER: Final = 0x0010
_FIRST: Final = ((0x8000, 0), (0x4000, 0), (0x1000, 1), (0x0800, 1), (0x0400, 0))
_LENGTHS: Final = (*_FIRST, (0x0200, 0), (0x0100, 0), (0x0080, 0), (0x0040, 8), (0x0020, 0))
"""The properties before the account, by flag, and their lengths; 0 is a text that begins with its length."""


class Taken(NamedTuple):
    """One letter as it came: the consumer's tag, its own, the text, and what the broker says about it."""

    consumer: str
    tag: int
    body: bytes
    account: str
    headers: dict[str, Any]


def taken(message: Any) -> Taken:
    """Return a letter that the library read."""
    properties, body, about = message.properties, message.body, message.delivery_info
    return Taken(
        about["consumer_tag"],
        about["delivery_tag"],
        body if isinstance(body, bytes) else str(body).encode(),
        str(properties.get("user_id") or ""),
        properties.get("application_headers") or {},
    )


class _Part(NamedTuple):
    kind: int
    channel: int
    content: bytes
    end: int


class Reading:
    """What has arrived on one connection and is not used yet."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._transport = connection.transport
        self._came = bytearray(self._transport._read_buffer)
        self._transport._read_buffer = b""
        self._needed = 0
        """Bytes that have to be there before the letter at the beginning can be whole."""

    def letters(self, patience: float) -> Iterator[Taken]:
        """Read what is there, at most one piece, and yield the letters in it; raise OSError when the line is dead."""
        with self._transport.having_timeout(patience):
            piece = self._transport.sock.recv(PIECE)
        if not piece:
            raise ConnectionResetError("the broker hung up")
        self._came += piece
        if len(self._came) < self._needed:
            return
        self._needed = at = 0
        try:
            while (part := self._part(at)) is not None:
                if part.kind == _METHOD and part.content.startswith(_DELIVER):
                    letter, end = self._letter(part)
                    if letter is None:
                        return
                    at = end
                    self._connection.bytes_recv += 1
                    yield letter
                else:
                    at = part.end
                    self._connection.on_inbound_frame((part.kind, part.channel, part.content))
        finally:
            del self._came[:at]

    def give_back(self) -> None:
        """Let the library go on where we stopped."""
        self._transport._read_buffer = bytes(self._came)
        self._came.clear()

    def _part(self, at: int) -> _Part | None:
        """Return the frame that begins at ``at``, None where it is not there to its end."""
        came = self._came
        if len(came) - at < _AROUND:
            return None
        kind, channel, size = _FRAME.unpack_from(came, at)
        start = at + _FRAME.size
        end = start + size + 1
        if len(came) < end:
            return None
        return _Part(kind, channel, bytes(came[start : end - 1]), end)

    def _content(self, at: int) -> _Part | None:
        """Return the frame at ``at``; a heartbeat between the frames of one letter says nothing."""
        part = self._part(at)
        while part is not None and part.kind == _HEARTBEAT:
            part = self._part(part.end)
        return part

    def _letter(self, deliver: _Part) -> tuple[Taken | None, int]:
        header = self._content(deliver.end)
        if header is None:
            return None, 0
        size, end, parts = _NUMBER.unpack_from(header.content, 4)[0], header.end, list[bytes]()
        if len(self._came) < end + size:
            self._needed = end - deliver.end + size
            return None, 0
        while size > 0:
            part = self._content(end)
            if part is None:
                return None, 0
            parts.append(part.content)
            size, end = size - len(part.content), part.end
        body = parts[0] if len(parts) == 1 else b"".join(parts)
        long = deliver.content[4]
        consumer = deliver.content[5 : 5 + long].decode()
        account, headers = _said_by_broker(header.content)
        return Taken(consumer, _NUMBER.unpack_from(deliver.content, 5 + long)[0], body, account, headers), end


def _said_by_broker(header: bytes) -> tuple[str, dict[str, Any]]:
    """Return the account that said a letter and the headers, which only letters have that were delivered before."""
    flags = _FLAGS.unpack_from(header, _PROPERTIES_AT - _FLAGS.size)[0]
    if flags & _HEADERS:
        message = Message()
        message.inbound_header(header)
        properties = message.properties
        return str(properties.get("user_id") or ""), properties.get("application_headers") or {}
    if not flags & _USER:
        return "", {}
    at = _PROPERTIES_AT
    for flag, length in _LENGTHS:
        if flags & flag:
            at += length or 1 + header[at]
    return header[at + 1 : at + 1 + header[at]].decode(), {}
