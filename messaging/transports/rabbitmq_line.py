"""One pika connection on a thread of its own, with one channel that confirms; useless after its first trouble."""

from __future__ import annotations

from threading import Event as Flag
from threading import Thread
from typing import Any, Final
from uuid import UUID

import pika

from messaging.transports.rabbitmq import Address, Node
from messaging.transports.rabbitmq_frames import Frames
from messaging.transports.rabbitmq_pika import parameters
from messaging.transports.rabbitmq_round import Round
from messaging.transports.rabbitmq_words import in_words

BLOCKED_SECONDS: Final = 3.0
"""How long the broker may hold back publishers (memory or disk alarm) before we hang up and say so."""
TOGETHER: Final = 64
"""Letters written at once: one call into the system instead of three for each."""
NACK_PAUSE: Final = 0.1
"""Before the channel is opened anew after a refusal; an old channel can stay bound to a dead queue leader for 9 s."""


class Line:
    """A connection to one node. ``trouble`` says in words why it is dead, empty while it lives."""

    def __init__(self, address: Address, node: Node, service: str) -> None:
        self.trouble = ""
        self.ready = Flag()
        """Set when letters may be posted, or when there is trouble."""
        self._node = node
        self._service = service
        self._parameters = parameters(address, node, BLOCKED_SECONDS)
        self._signature = node.user if node.user and address.signed else None
        self._connection: Any = None
        self._channel: Any = None
        self._frames: Frames | None = None
        self._round: Round | None = None
        self._tag = 0
        self._thread = Thread(target=self._run, name=f"posting {service}", daemon=True)
        self._thread.start()

    def start(self, letters: Round) -> None:
        """Begin with ``letters``; wait for its ``done``."""
        self._call(lambda: self._begin(letters))

    def close(self, seconds: float = 0.5) -> None:
        """Hang up in good order where the other side still answers within ``seconds``, else without a word."""
        self._call(self._close)
        self._thread.join(seconds)
        if self._thread.is_alive():
            self._call(self._connection._adapter_disconnect_stream)
            self._thread.join(seconds)

    def _close(self) -> None:
        if not (self._connection.is_closed or self._connection.is_closing):
            self._connection.close()

    def _call(self, what: Any) -> None:
        """Have the connection's thread do something; only that thread may touch the connection."""
        try:
            self._connection.ioloop.add_callback_threadsafe(what)
        except Exception as error:
            self._die(f"the connection is gone ({type(error).__name__})")

    def _run(self) -> None:
        try:
            self._connection = pika.SelectConnection(
                self._parameters,
                on_open_callback=lambda connection: connection.channel(on_open_callback=self._opened),
                on_open_error_callback=lambda _, error: self._ended(error),
                on_close_callback=lambda _, error: self._ended(error),
            )
            self._connection.ioloop.start()
        except Exception as error:
            self._die(in_words(error, self._node))
        finally:
            self._die("the connection is closed")
            if self._connection is not None:
                self._connection.ioloop.close()

    def _opened(self, channel: Any) -> None:
        self._channel, self._tag = channel, 0
        most = self._connection.params.frame_max
        self._frames = Frames(channel.channel_number, self._service, self._signature, most)
        channel.add_on_close_callback(self._channel_closed)
        channel.add_on_return_callback(self._came_back)
        channel.confirm_delivery(self._answered, callback=self._confirming)

    def _confirming(self, _: Any) -> None:
        self.ready.set()
        self._pump()

    def _begin(self, letters: Round) -> None:
        self._round = letters
        if self.trouble:
            letters.break_off(self.trouble)
        elif self._channel is not None and self._channel.is_open:
            self._pump()

    def _pump(self) -> None:
        """Publish whatever may go; confirmations call this again. A channel that just opens will."""
        current, frames = self._round, self._frames
        if current is None or frames is None or self._channel is None or not self._channel.is_open:
            return
        while letters := current.next(TOGETHER):
            for letter in letters:
                self._tag += 1
                current.gone(self._tag, letter)
            self._connection._output_marshaled_frames([b"".join(map(frames.of, letters))])

    def _answered(self, frame: Any) -> None:
        current, method = self._round, frame.method
        if current is None:
            return
        taken = isinstance(method, pika.spec.Basic.Ack)
        current.settle(method.delivery_tag, multiple=method.multiple, taken=taken)
        if current.was_refused and current.done.is_set() and self._channel.is_open:
            self.ready.clear()
            self._channel.close()
        elif taken:
            self._pump()

    def _came_back(self, _: Any, method: Any, properties: Any, __: Any) -> None:
        if self._round is not None:
            why = f"no queue is bound to {method.routing_key} ({method.reply_text}); has `ssip broker setup` run?"
            self._round.returned(UUID(properties.message_id), why)

    def _channel_closed(self, _: Any, reason: Any) -> None:
        """After our own closing open a new channel; after the broker's, it will not hear us: give up the line."""
        if getattr(reason, "reply_code", 0) in (0, 200) and self._connection.is_open:
            self._connection.ioloop.call_later(NACK_PAUSE, self._open_again)
            return
        self._die(in_words(reason, self._node))
        if self._connection.is_open:
            self._connection.close()

    def _open_again(self) -> None:
        if self._connection.is_open:
            self._connection.channel(on_open_callback=self._opened)

    def _ended(self, error: Any) -> None:
        self._die(in_words(error, self._node))
        self._connection.ioloop.stop()

    def _die(self, why: str) -> None:
        self.trouble = self.trouble or why
        self.ready.set()
        if self._round is not None:
            self._round.break_off(self.trouble)
