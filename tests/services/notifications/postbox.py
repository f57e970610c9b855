"""A real mail server for the tests, which can be slow, refuse, or die right after it has accepted a mail."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from services.notifications.mailer import Mailer, MailSettings
from services.notifications.smtp import SmtpServer
from tests.services.notifications.room import Room


class Postbox:
    """What the server has accepted, and how it behaves."""

    def __init__(self) -> None:
        self.accepted: list[Message] = []
        self.answers: list[str] = []
        """Answers instead of accepting, one a mail."""
        self.wait = 0.0
        self.die_after = False
        """Whether the connection breaks after a mail is accepted, before the sender hears of it."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        del session
        await asyncio.sleep(self.wait)
        if self.answers:
            return self.answers.pop(0)
        content: Any = envelope.content
        self.accepted.append(message_from_bytes(content, policy=default))
        if self.die_after:
            self.die_after = False
            transport: Any = server.transport
            transport.abort()
        return "250 accepted"

    @property
    def ids(self) -> list[str]:
        return [str(each["Message-ID"]) for each in self.accepted]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(box: Postbox, port: int) -> Iterator[None]:
    """Let ``box`` serve on ``port`` meanwhile."""
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def mailer_of(room: Room, port: int, patience: float = 5.0) -> Mailer:
    server = SmtpServer("127.0.0.1", port, patience=patience)
    return Mailer(room.service, MailSettings(server, "portal@ssip.example", "https://portal.example"))


def text_of(mail: Message) -> str:
    found = mail.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found.decode()
