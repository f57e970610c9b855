"""The bytes of a letter on the wire; what all letters of one name share is made once, not a thousand times a second."""

from __future__ import annotations

import struct
from typing import Any, Final

import pika
from pika.frame import Header, Method

from messaging.letter import CONTENT_TYPE
from messaging.transport import Outgoing
from messaging.transports.rabbitmq import EXCHANGE

NOBODY: Final = "00000000-0000-0000-0000-000000000000"
"""Stands where the letter's id goes; every id is as long."""
_SIZE: Final = struct.Struct(">Q")
_BODY: Final = struct.Struct(">BHI")
_BODY_FRAME: Final = 3
_AROUND: Final = 8
"""Bytes a frame has around its content."""
_SIZE_AT: Final = 11
"""Where in a header frame the size of the body stands."""
_END: Final = b"\xce"


class Frames:
    """Makes the frames of one channel's publications: method, header, body."""

    def __init__(self, channel: int, service: str, signature: str | None, frame_max: int) -> None:
        self._channel = channel
        self._service = service
        self._signature = signature
        self._most = frame_max - _AROUND
        self._shared: dict[str, tuple[bytes, bytes, bytes]] = {}

    def of(self, letter: Outgoing) -> bytes:
        """Return all frames of one publication, durable and mandatory."""
        shared = self._shared.get(letter.name)
        if shared is None:
            shared = self._shared[letter.name] = self._around(letter.name)
        before, middle, after = shared
        body = letter.body.encode()
        size = len(body)
        start = (before, _SIZE.pack(size), middle, str(letter.id).encode(), after)
        if size <= self._most:
            return b"".join((*start, _BODY.pack(_BODY_FRAME, self._channel, size), body, _END))
        return b"".join((*start, *map(self._part, (body[at : at + self._most] for at in range(0, size, self._most)))))

    def _part(self, part: bytes) -> bytes:
        return _BODY.pack(_BODY_FRAME, self._channel, len(part)) + part + _END

    def _around(self, name: str) -> tuple[bytes, bytes, bytes]:
        """What stands before the size of the body, between it and the id, and after the id, as pika writes it."""
        method: Any = pika.spec.Basic.Publish(exchange=EXCHANGE, routing_key=name, mandatory=True)
        properties = pika.BasicProperties(
            content_type=CONTENT_TYPE,
            delivery_mode=2,
            message_id=NOBODY,
            type=name,
            app_id=self._service,
            user_id=self._signature,
        )
        header = Header(self._channel, 0, properties).marshal()
        middle, after = header[_SIZE_AT + _SIZE.size :].split(NOBODY.encode())
        return Method(self._channel, method).marshal() + header[:_SIZE_AT], middle, after
