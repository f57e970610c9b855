"""The way to a mail server: its address from one URL, one connection for several mails, and what its answers mean."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from schemas.codes_notifications import MailOutcome

PATIENCE: Final = 20.0
"""Seconds a mail server may take for one answer."""
_FOR_GOOD: Final = 500


class MailServerDown(Exception):
    """The mail server cannot be reached, does not answer in time, or lets nobody in."""


class SmtpUrlWrong(ValueError):
    """The mail server's URL is malformed."""


@dataclass(frozen=True)
class SmtpServer:
    """Where mails are handed over.

    ``smtp://host:25``, ``smtp://name:password@host:587?starttls=yes`` or ``smtps://name:password@host:465``.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False
    patience: float = PATIENCE


def server_of(url: str, patience: float = PATIENCE) -> SmtpServer:
    """Return the server behind ``url``; raise SmtpUrlWrong where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SmtpUrlWrong("a mail server is written smtp://host:25 or smtps://name:password@host:465")
    tls = parts.scheme == "smtps"
    starttls = parse_qs(parts.query).get("starttls", ["no"])[0] == "yes"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpServer(parts.hostname, parts.port or (465 if tls else 25), user, password, tls, starttls, patience)


@dataclass(frozen=True)
class Said:
    """What became of one mail; ``reason`` is the server's answer without any address."""

    outcome: MailOutcome
    reason: str = ""


class Connection:
    """One open connection; each mail is handed over by itself."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def send(self, message: EmailMessage, sender: str, receiver: str) -> Said:
        """Hand one mail over; raise MailServerDown where it is unknown what became of it."""
        try:
            self._smtp.send_message(message, sender, [receiver])
        except smtplib.SMTPRecipientsRefused as error:
            code, _ = next(iter(error.recipients.values()))
            return _said(code, "receiver")
        except smtplib.SMTPResponseException as error:
            return _said(error.smtp_code, type(error).__name__)
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerDown(type(error).__name__) from error
        return Said(MailOutcome.ACCEPTED)


def _said(code: int, what: str) -> Said:
    outcome = MailOutcome.REFUSED if code >= _FOR_GOOD else MailOutcome.LATER
    return Said(outcome, f"{code} {what}")


@contextmanager
def connected(server: SmtpServer) -> Iterator[Connection]:
    """Yield a connection to ``server``; raise MailServerDown where there is none."""
    try:
        smtp = _open(server)
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerDown(f"{type(error).__name__}: {error}"[:300]) from error
    try:
        yield Connection(smtp)
    finally:
        _leave(smtp)


def _open(server: SmtpServer) -> smtplib.SMTP:
    if server.tls:
        secure = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.patience, context=secure)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.patience)
    try:
        if server.starttls:
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _leave(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError):
        smtp.close()
